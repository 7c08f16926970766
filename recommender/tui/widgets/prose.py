"""A longer text to read: headings, lines, and items that keep their indent when they are wrapped."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from recommender.reasons.page import DASH, WIDTH


class Prose(Widget):
    """Lines as they were written. Where they are too wide, they are joined to paragraphs and wrapped anew."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._written = tuple(map(_Line.read, text.splitlines()))
        self._page, self._width = Content(), 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines at that width."""
        del container, viewport
        return self._at(width).plain.count("\n") + 1

    def render(self) -> Content:
        """The lines, with headings in bold."""
        return self._at(self.size.width)

    def _at(self, width: int) -> Content:
        if width != self._width:
            lines = self._written if width >= WIDTH else tuple(_paragraphs(self._written))
            self._page, self._width = _page(lines, width), width
        return self._page


@dataclass(frozen=True, slots=True)
class _Line:
    indent: int
    words: str

    @classmethod
    def read(cls, line: str) -> "_Line":
        bare = line.lstrip(" ")
        return cls(len(line) - len(bare), bare)

    @property
    def is_item(self) -> bool:
        return self.words.startswith(DASH)

    @property
    def hanging(self) -> int:
        """How far in the line goes on when it is wrapped."""
        return self.indent + len(DASH) * self.is_item

    def heads(self, following: "_Line") -> bool:
        """Whether it is a heading of what follows: that stands further in, or is a list."""
        if self.is_item or not self.words or self.words.endswith("."):
            return False
        return following.indent > self.indent or (not self.indent and following.is_item)

    def runs_on_in(self, following: "_Line") -> bool:
        """Whether the line was wrapped, so that the next one begins with a word that had no room."""
        if following.is_item or not following.words or following.indent != self.hanging:
            return False
        return self.indent + len(self.words) + 1 + len(following.words.split()[0]) > WIDTH

    def joined(self, following: "_Line") -> "_Line":
        return _Line(self.indent, f"{self.words} {following.words}")

    def fitted(self, width: int) -> str:
        first, further = " " * self.indent, " " * self.hanging
        if len(first + self.words) <= width:
            return first + self.words
        return textwrap.fill(
            self.words,
            max(width, self.hanging + 1),
            initial_indent=first,
            subsequent_indent=further,
            break_on_hyphens=False,
        )


def _page(lines: tuple[_Line, ...], width: int) -> Content:
    following = (*lines[1:], _Line(0, ""))
    said = [
        Content.styled(line.fitted(width), "bold" if line.heads(after) else "")
        for line, after in zip(lines, following, strict=True)
    ]
    return Content("\n").join(said)


def _paragraphs(lines: tuple[_Line, ...]) -> Iterator[_Line]:
    """The lines, with those joined that were one before they were wrapped."""
    if not lines:
        return
    whole = last = lines[0]
    for line in lines[1:]:
        if last.runs_on_in(line):
            whole = whole.joined(line)
        else:
            yield whole
            whole = line
        last = line
    yield whole
