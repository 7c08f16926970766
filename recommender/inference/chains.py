"""Conditions as alternatives, each a chain of comparisons of whole numbers, which is what the engine reads.

An answer is a variable between two bounds; a chain is looked for that may hold within them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from recommender.inference.keys import WIDEST, Between, Bounds
from recommender.model.condition import (
    Asked,
    Being,
    Condition,
    Counting,
    Holding,
    Lacking,
    Line,
    OneOf,
    Within,
)
from recommender.model.fact import Fact, Vocabulary

TOP = WIDEST[1]
"""The upper end of an interval that reaches as far as the answers do."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """One comparison: the variable lies from `low` to `high`."""

    variable: str
    low: int
    high: int
    rests_on: str = ""
    """The key of the doubt that makes it less than sure; empty for what is always known."""


Chain: TypeAlias = tuple[Interval, ...]


def intervals(line: Line, fact: Fact) -> tuple[Chain, ...]:
    """The line as alternatives, each a chain of comparisons that must all hold."""
    name, test = line.fact, line.test
    if isinstance(test, Asked):
        return ((Interval(asked_of(name), *_whether(test.answered)),),)
    if isinstance(test, Being):
        return ((Interval(name, *_whether(test.holds), name if test.holds else lacking_of(name)),),)
    each = (
        _of_set(name, test) if isinstance(test, Holding | Lacking | Counting) else _of_one(name, test, fact)
    )
    return tuple((Interval(variable, low, high, name),) for variable, low, high in each)


def _of_one(name: str, test: OneOf | Within, fact: Fact) -> Iterator[tuple[str, int, int]]:
    if isinstance(test, Within):
        yield from ((name, low, high) for low, high in test.ranges if low <= high)
        return
    last = len(fact.answers) - 1
    for low, high in _runs(sorted(fact.answers.index(answer) for answer in test.answers)):
        yield name, low, TOP if high == last else high


def _of_set(name: str, test: Holding | Lacking | Counting) -> Iterator[tuple[str, int, int]]:
    if isinstance(test, Holding):
        yield from ((member_of(name, member), 1, TOP) for member in sorted(test.members))
    elif isinstance(test, Lacking):
        yield member_of(name, test.member), 0, 0
    else:
        yield count_of(name), test.low, test.high


def chains(condition: Condition, vocabulary: Vocabulary) -> tuple[Chain, ...]:
    """The condition as alternatives (disjunctive normal form), each chain sorted and without doubles."""
    found: list[Chain] = _product([intervals(line, vocabulary[line.fact]) for line in condition.lines])
    if condition.alternatives:
        branches: list[Chain] = []
        for alternative in condition.alternatives:
            branches += _product([intervals(line, vocabulary[line.fact]) for line in alternative])
        found = [first + second for first in found for second in branches]
    return tuple(sorted({tuple(sorted(set(chain))) for chain in found}))


def between(interval: Interval) -> Between:
    """The comparison as the engine takes it."""
    return interval.variable, interval.low, None if interval.high == TOP else interval.high


def _whether(holds: bool) -> Bounds:  # noqa: FBT001 - the truth of this is all that it asks
    return (1, TOP) if holds else (0, 0)


def _product(lines: list[tuple[Chain, ...]]) -> list[Chain]:
    found: list[Chain] = [()]
    for alternatives in lines:
        found = [chain + alternative for chain in found for alternative in alternatives]
    return found


def _runs(places: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def member_of(name: str, member: str) -> str:
    """No other variable is called this: in the name of a fact is neither a dot nor a sign as below."""
    return f"{name}.{member}"


def count_of(name: str) -> str:
    return f"{name}#"


def asked_of(name: str) -> str:
    return f"{name}?"


def lacking_of(name: str) -> str:
    return f"{name}!"
