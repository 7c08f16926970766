"""Where the reading of a text as YAML ended, and the lines about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.problem import Code, Problem
from recommender.source import Source, Span


@dataclass(frozen=True, slots=True)
class Stumble:
    """Where the reading of a text ended: what the YAML library says, and the place at which something began.

    Lines and columns count from 1. `began` is where the list, the mapping or the text begins in which it
    happened; the place itself where the library names none.
    """

    source: Source
    said: str
    line: int
    column: int
    began: tuple[int, int]

    @property
    def span(self) -> Span:
        """The place itself."""
        return Span(self.source, self.line, self.column)

    def written(self, line: int) -> str:
        """A line; empty where the text has none of that number."""
        return self.source.line(line) or ""


def unread(span: Span, what: str, advice: str = "", line: str = "", *, certain: bool = False) -> Problem:
    """The mistake of a text that cannot be read from there on; `line` is what its line would be."""
    return Problem(Code.BROKEN_YAML, what, span, help=advice, rewritten=line, certain=certain and bool(line))


def lines_about(stumble: Stumble) -> Iterator[tuple[int, str]]:
    """The line itself, then the one above it that says something."""
    yield stumble.line, stumble.written(stumble.line)
    for number in range(stumble.line - 1, 0, -1):
        if stumble.written(number).strip():
            yield number, stumble.written(number)
            return
