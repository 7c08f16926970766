"""What is wrong with something that a person wrote, where, and how to put it right."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from recommender.source import Source, Span

SHOWN_IN_FULL = 8
NEAREST = 5
LONGEST_SHOWN = 160


class Code(StrEnum):
    """A stable name for each kind of mistake."""

    BROKEN_YAML = "E101"
    DOUBLED_KEY = "E102"
    CANNOT_READ = "E103"
    EMPTY = "E104"
    UNKNOWN_KEY = "E201"
    MISSING_KEY = "E202"
    WRONG_SHAPE = "E203"
    WRONG_VALUE = "E204"
    UNKNOWN_FACT = "E301"
    UNKNOWN_ANSWER = "E302"
    WRONG_COMPARISON = "E303"
    OUT_OF_RANGE = "E304"
    DOUBLED_MEMBER = "E305"
    NOT_FOR_THIS_ROLE = "E306"
    UNKNOWN_DIRECTIVE = "E401"
    WRONG_STRATUM = "E402"
    UNKNOWN_NAME = "E403"
    DOUBLED_ID = "E404"
    CIRCLE = "E405"
    MISSING_EXAMPLE = "E406"
    UNPROTECTED = "E407"
    TOO_LARGE = "E408"
    EXAMPLE_DIFFERS = "E501"
    UNHEARD = "E502"
    LANGUAGE = "E503"
    HOMELESS = "E504"
    NOT_USED_YET_USED = "E505"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `str()` is the whole message: a line that editors can follow, then a frame."""

    code: Code
    what: str
    span: Span
    about: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str = ""
    help: str = ""

    @property
    def headline(self) -> str:
        """The first line: `file:line:column: error CODE: what`."""
        return f"{self.span}: error {self.code}: {self.what}"

    def __str__(self) -> str:
        blocks = [
            self.headline,
            f"  in {self.about}" if self.about else "",
            _excerpt(self.span),
            self._advice(),
        ]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _advice(self) -> str:
        lines = [f"  Allowed: {_some(self.allowed, self.suggestion)}"] if self.allowed else []
        if self.suggestion:
            lines.append(f"  Did you mean “{self.suggestion}”?")
        if self.help:
            lines.append(f"  {self.help}")
        return "\n".join(lines)


class Problems(Exception):
    """Raised once with every mistake found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(
            sorted(set(problems), key=lambda problem: (problem.span.order, problem.code, problem.what))
        )
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.problems)
        tail = "1 mistake." if count == 1 else f"{count} mistakes."
        return "\n".join([*(str(problem) for problem in self.problems), tail])


def nearest(word: str, words: Iterable[str]) -> str:
    """The one word that `word` is most likely meant to be, or an empty text."""
    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return found[0] if found else ""


def unreadable(name: str, what: str) -> Problem:
    """A mistake about a file as a whole, which has no line to show."""
    return Problem(Code.CANNOT_READ, what, Span(Source(name, "")))


def _some(words: tuple[str, ...], wanted: str) -> str:
    if len(words) <= SHOWN_IN_FULL:
        return " · ".join(words)
    close = difflib.get_close_matches(wanted, words, n=NEAREST, cutoff=0) if wanted else list(words[:NEAREST])
    return " · ".join(close) + f" · … ({len(words)} in all)"


def _excerpt(span: Span) -> str:
    """The line before and the line itself, with a caret; of a very long line, the stretch around it."""
    cut = max(0, span.column - LONGEST_SHOWN // 2) if span.column > LONGEST_SHOWN else 0
    numbered = [(number, span.source.line(number)) for number in (span.line - 1, span.line)]
    shown = [
        f"  {number:>5} | {_stretch(line, cut if number == span.line else 0)}"
        for number, line in numbered
        if line is not None
    ]
    if not shown or span.source.line(span.line) is None:
        return ""
    caret = f"        | {' ' * (span.column - 1 - cut + bool(cut))}{'^' * min(span.width, LONGEST_SHOWN)}"
    return "\n".join([*shown, caret])


def _stretch(line: str, start: int) -> str:
    """So much of a line as fits a page, with dots where something is left out."""
    stretch = line[start : start + LONGEST_SHOWN]
    return ("…" if start else "") + stretch + ("…" if len(line) > start + LONGEST_SHOWN else "")
