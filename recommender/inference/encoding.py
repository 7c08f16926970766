"""Answers as whole numbers, the only thing that the engine compares.

Each answer becomes a variable with two bounds in each of three readings. A known answer has equal
bounds in all three. A missing one has the widest bounds where the reading says "it may hold", and
none where it does not, so that every comparison with it is false. A test then is "the upper bound
reaches `low` and the lower bound stays under `high`".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from recommender.model.condition import (
    Asked,
    Condition,
    Counting,
    Holding,
    Lacking,
    Line,
    OneOf,
    Within,
)
from recommender.model.fact import Answer, Fact, Facts, Vocabulary
from recommender.model.trace import States
from recommender.model.truth import Truth

READINGS = (Truth.SURE, Truth.POSSIBLE, Truth.UNKNOWN)
WIDEST = (0, 1_000_000)
"""Wider than any number of a vocabulary; far inside what the engine compares exactly."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """One comparison: the variable lies from `low` to `high`."""

    variable: str
    low: int
    high: int


Chain: TypeAlias = tuple[Interval, ...]


def intervals(line: Line, fact: Fact) -> tuple[Chain, ...]:
    """The line as alternatives, each a chain of comparisons that must all hold."""
    name, test = line.fact, line.test
    if isinstance(test, OneOf):
        places = sorted(fact.answers.index(answer) for answer in test.answers)
        return tuple((Interval(name, low, high),) for low, high in _runs(places))
    if isinstance(test, Within):
        return tuple((Interval(name, low, high),) for low, high in test.ranges if low <= high)
    if isinstance(test, Holding):
        return tuple((Interval(_member(name, member), 1, 1),) for member in sorted(test.members))
    if isinstance(test, Lacking):
        return ((Interval(_member(name, test.member), 0, 0),),)
    if isinstance(test, Counting):
        return ((Interval(_count(name), test.low, test.high),),)
    truth = test.answered if isinstance(test, Asked) else test.holds
    variable = _asked(name) if isinstance(test, Asked) else name
    return ((Interval(variable, int(truth), int(truth)),),)


def chains(condition: Condition, vocabulary: Vocabulary) -> tuple[Chain, ...]:
    """The condition as alternatives (disjunctive normal form), each chain sorted and without doubles."""
    found: list[Chain] = _product([intervals(line, vocabulary[line.fact]) for line in condition.lines])
    if condition.alternatives:
        branches: list[Chain] = []
        for alternative in condition.alternatives:
            branches += _product([intervals(line, vocabulary[line.fact]) for line in alternative])
        found = [first + second for first in found for second in branches]
    return tuple(sorted({tuple(sorted(set(chain))) for chain in found}))


def encode(facts: Facts, states: States, vocabulary: Vocabulary) -> dict[Truth, dict[str, tuple[int, int]]]:
    """The bounds of every variable in each of the three readings."""
    found: dict[Truth, dict[str, tuple[int, int]]] = {reading: {} for reading in READINGS}
    for name, fact in vocabulary.facts.items():
        if fact.derived:
            _encode_state(name, states.get(name, Truth.NO), found)
        elif (answer := facts.get(name)) is None:
            _encode_missing(name, fact, found)
        else:
            for variable, value in _known(name, fact, answer):
                for reading in READINGS:
                    found[reading][variable] = (value, value)
    return found


def _encode_state(name: str, state: Truth, found: Mapping[Truth, dict[str, tuple[int, int]]]) -> None:
    sure = int(state is Truth.SURE)
    found[Truth.SURE][name] = (int(state is not Truth.NO), sure)
    found[Truth.POSSIBLE][name] = (sure, int(state >= Truth.POSSIBLE))
    found[Truth.UNKNOWN][name] = (sure, int(state >= Truth.UNKNOWN))


def _encode_missing(name: str, fact: Fact, found: Mapping[Truth, dict[str, tuple[int, int]]]) -> None:
    for reading in READINGS:
        found[reading][_asked(name)] = (0, 0)
    for reading in (Truth.POSSIBLE, Truth.UNKNOWN) if fact.guarded else (Truth.UNKNOWN,):
        for variable in _variables(name, fact):
            found[reading][variable] = WIDEST


def _known(name: str, fact: Fact, answer: Answer) -> Iterator[tuple[str, int]]:
    yield _asked(name), 1
    if isinstance(answer, frozenset):
        yield _count(name), len(answer)
        yield from ((_member(name, member), int(member in answer)) for member in fact.answers)
    elif isinstance(answer, int):
        yield name, answer
    else:
        yield name, fact.answers.index(answer)


def _variables(name: str, fact: Fact) -> tuple[str, ...]:
    if fact.kind != "set":
        return (name,)
    return (_count(name), *(_member(name, member) for member in fact.answers))


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


def _member(name: str, member: str) -> str:
    return f"{name}.{member}"


def _count(name: str) -> str:
    return f"{name}.#"


def _asked(name: str) -> str:
    return f"{name}.?"
