"""Formulas that every engine of the benchmark can be asked: tests of one fact each, "every" and "some".

A missing answer is a value of its own, a derived state is a number from 0 (no) to 3 (sure), and negation
stands nowhere: each test has an opposite that is a test.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from recommender.model.fact import Vocabulary

MOST = 1_000_000
"""Above every number of a vocabulary."""

Ranges: TypeAlias = tuple[tuple[int, int], ...]
Person: TypeAlias = dict[str, str | int | frozenset[str]]
"""Answers and states by their names; a fact without an answer is not in it."""


@dataclass(frozen=True, slots=True)
class OneOfThese:
    """The choice is one of `answers`, or there is no answer and `missing` is true."""

    fact: str
    answers: tuple[str, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class InRange:
    """The number lies in one of the ranges."""

    fact: str
    ranges: Ranges
    missing: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """The set holds at least one of `members`; none of them where `some` is false."""

    fact: str
    members: tuple[str, ...]
    some: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of members of the set lies in one of the ranges."""

    fact: str
    ranges: Ranges
    missing: bool


@dataclass(frozen=True, slots=True)
class Known:
    """There is an answer, or there is none."""

    fact: str
    known: bool


@dataclass(frozen=True, slots=True)
class StateIs:
    """The derived state is as true as one of `levels`."""

    state: str
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts hold."""

    parts: "tuple[Formula, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the parts holds."""

    parts: "tuple[Formula, ...]"


Atom: TypeAlias = OneOfThese | InRange | Shares | Counts | Known | StateIs
Formula: TypeAlias = Atom | Every | Some


def every(parts: Iterable[Formula]) -> Formula:
    """All of these, without brackets in brackets."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Every) else (part,))]
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


def some_of(parts: Iterable[Formula]) -> Formula:
    """Any of these, without brackets in brackets."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Some) else (part,))]
    return flat[0] if len(flat) == 1 else Some(tuple(flat))


def opposite(formula: Formula, vocabulary: Vocabulary) -> Formula:  # noqa: C901, PLR0911 - one for each kind of test
    """The formula that holds exactly where this one does not."""
    match formula:
        case Every(parts):
            return some_of(opposite(part, vocabulary) for part in parts)
        case Some(parts):
            return every(opposite(part, vocabulary) for part in parts)
        case OneOfThese(fact, answers, missing):
            others = tuple(one for one in vocabulary[fact].answers if one not in answers)
            return OneOfThese(fact, others, not missing)
        case InRange(fact, ranges, missing):
            return InRange(fact, tuple(_between(ranges)), not missing)
        case Counts(fact, ranges, missing):
            return Counts(fact, tuple(_between(ranges)), not missing)
        case Shares(fact, members, some, missing):
            return Shares(fact, members, not some, not missing)
        case Known(fact, known):
            return Known(fact, not known)
        case StateIs(state, levels):
            return StateIs(state, tuple(level for level in range(4) if level not in levels))


def _between(ranges: Ranges) -> Iterator[tuple[int, int]]:
    start = 0
    for low, high in sorted(ranges):
        if start < low:
            yield start, low - 1
        start = max(start, high + 1)
    if start <= MOST:
        yield start, MOST
