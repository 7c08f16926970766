"""A place in a text: where a word was written, so that every later message can point at it."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


@dataclass(frozen=True, slots=True)
class Source:
    """A text that somebody wrote, and the name it is known by in messages (a path, or `<stdin>`)."""

    name: str
    text: str = field(repr=False)

    def line(self, number: int) -> str | None:
        """The line of that number, counted from 1; None where the text has no such line."""
        lines = _lines(self.text)
        return lines[number - 1] if 1 <= number <= len(lines) else None


class Span(NamedTuple):
    """A stretch of one line. Line and column count from 1; `width` is at least 1.

    Line 0 is no line: the span is then all of something that has none, such as a folder or a database.
    """

    source: Source
    line: int = 1
    column: int = 1
    width: int = 1

    def __str__(self) -> str:
        name = self.source.name
        return f"{name}:{self.line}:{self.column}" if self.line else name

    @property
    def marked(self) -> str:
        """What stands there; empty where the text has no such line."""
        line = self.source.line(self.line) or ""
        return line[self.column - 1 : self.column - 1 + self.width]

    def within(self, start: int, width: int) -> "Span":
        """A part of this stretch, which begins so many signs into it."""
        return Span(self.source, self.line, self.column + start, max(1, width))

    @property
    def order(self) -> tuple[str, int, int]:
        """Sorts spans by file, line and column."""
        return self.source.name, self.line, self.column
