"""The condition of a rule: lines that must all hold, and at most one list of which any must hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class OneOf:
    """The answer to a choice is one of these."""

    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Within:
    """The number lies in one of these ranges, ends included."""

    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """The set holds at least one of these."""

    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lacking:
    """The set was answered and does not hold this member."""

    member: str


@dataclass(frozen=True, slots=True)
class Counting:
    """The set has from `low` to `high` members."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Being:
    """The derived state holds, or does not."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """There is an answer, or there is none; this is always definite."""

    answered: bool


Test: TypeAlias = OneOf | Within | Holding | Lacking | Counting | Being | Asked


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a condition: a fact, what is asked of it, and the author's own words for that."""

    fact: str
    words: str
    test: Test

    def __str__(self) -> str:
        return f"{self.fact}: {self.words}"


@dataclass(frozen=True, slots=True)
class Condition:
    """All `lines` hold and, where there are alternatives, every line of at least one of them."""

    lines: tuple[Line, ...] = ()
    alternatives: tuple[tuple[Line, ...], ...] = ()

    def every_line(self) -> Iterator[Line]:
        """Each line, wherever it stands."""
        yield from self.lines
        for alternative in self.alternatives:
            yield from alternative

    def reads(self) -> tuple[str, ...]:
        """The facts and states it looks at, each once, in the order of their lines."""
        return tuple(dict.fromkeys(line.fact for line in self.every_line()))
