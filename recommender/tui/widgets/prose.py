"""A longer text to read: headings, lines, and items that keep their indent when they are wrapped."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from textual.widgets import Static

from recommender.reasons.page import DASH, WIDTH


class Prose(Static):
    """Lines as they were written. Where they are too wide, they are joined to paragraphs and wrapped anew."""

    def __init__(self, text: str) -> None:
        super().__init__(_Page(tuple(map(_Line.read, text.splitlines()))), classes="prose")


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


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[_Line, ...]

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.lines if options.max_width >= WIDTH else tuple(_paragraphs(self.lines))[1:]
        for line, following in zip(lines, (*lines[1:], _Line(0, "")), strict=True):
            yield _shown(line, heading=line.heads(following))


def _paragraphs(lines: tuple[_Line, ...]) -> Iterator[_Line]:
    """The lines with those joined that were one before they were wrapped."""
    whole = last = _Line(0, "")
    for line in lines:
        if last.runs_on_in(line):
            whole = whole.joined(line)
        else:
            yield whole
            whole = line
        last = line
    yield whole


def _shown(line: _Line, *, heading: bool) -> Padding | Table:
    if not line.is_item:
        return Padding(Text(line.words, style="bold" if heading else ""), (0, 0, 0, line.indent))
    item = Table.grid()
    item.add_column(width=line.hanging)
    item.add_column()
    item.add_row(" " * line.indent + DASH, Text(line.words.removeprefix(DASH)))
    return item
