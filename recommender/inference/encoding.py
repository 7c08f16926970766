"""Answers as whole numbers, the only thing that the engine compares.

Each answer becomes a variable between two bounds, which are equal where it is known and the widest there are
where it is missing. The engine then finds every chain that may hold; how sure such a chain is follows from
what is missing among the facts that it looks at.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from recommender.inference.durable import WIDEST, Bounds
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
from recommender.model.fact import Answer, Fact, Facts, Vocabulary
from recommender.model.trace import States
from recommender.model.truth import Truth

Doubts: TypeAlias = Mapping[str, Truth]
"""How true a line is that rests on a fact: of facts that are missing, and of states that are not sure."""

TOP = WIDEST[1]
"""The upper end of an interval that reaches as far as the answers do."""

HERE, AWAY, EITHER = (1, 1), (0, 0), (0, 1)


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
        return ((Interval(_asked(name), *_whether(test.answered)),),)
    if isinstance(test, Being):
        return ((Interval(name, *_whether(test.holds), name if test.holds else _lacking(name)),),)
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
        yield from ((_member(name, member), 1, TOP) for member in sorted(test.members))
    elif isinstance(test, Lacking):
        yield _member(name, test.member), 0, 0
    else:
        yield _count(name), test.low, test.high


def chains(condition: Condition, vocabulary: Vocabulary) -> tuple[Chain, ...]:
    """The condition as alternatives (disjunctive normal form), each chain sorted and without doubles."""
    found: list[Chain] = _product([intervals(line, vocabulary[line.fact]) for line in condition.lines])
    if condition.alternatives:
        branches: list[Chain] = []
        for alternative in condition.alternatives:
            branches += _product([intervals(line, vocabulary[line.fact]) for line in alternative])
        found = [first + second for first in found for second in branches]
    return tuple(sorted({tuple(sorted(set(chain))) for chain in found}))


class Encoder:
    """Writes down what some chains look at, and nothing else of a person."""

    def __init__(self, found: Iterable[Chain], vocabulary: Vocabulary) -> None:
        looked_at = {interval.variable for chain in found for interval in chain}
        asked = [(name, fact) for name, fact in vocabulary.facts.items() if not fact.derived]
        self._states = [name for name in vocabulary.states() if name in looked_at]
        self._asked = [(name, _asked(name)) for name, _ in asked if _asked(name) in looked_at]
        self._choices = [
            (name, {answer: (place, place) for place, answer in enumerate(fact.answers)}, _missing(fact))
            for name, fact in asked
            if fact.kind == "choice" and name in looked_at
        ]
        self._numbers = [
            (name, _missing(fact)) for name, fact in asked if fact.kind == "number" and name in looked_at
        ]
        self._sets = [
            (name, members, _count(name), _missing(fact))
            for name, fact in asked
            if fact.kind == "set" and (members := _members(name, fact, looked_at)) is not None
        ]

    def encode(self, facts: Facts, states: States) -> tuple[dict[str, Bounds], dict[str, Truth]]:
        """The bounds of every variable, and the doubts about this person."""
        bounds: dict[str, Bounds] = {}
        doubts: dict[str, Truth] = {}
        self._encode_answers(facts.known, bounds, doubts)
        self._encode_sets(facts.known, bounds, doubts)
        for name in self._states:
            _encode_state(name, states.get(name, Truth.NO), bounds, doubts)
        return bounds, doubts

    def _encode_answers(
        self, known: Mapping[str, Answer], bounds: dict[str, Bounds], doubts: dict[str, Truth]
    ) -> None:
        for name, places, missing in self._choices:
            answer = known.get(name)
            if isinstance(answer, str):
                bounds[name] = places[answer]
            else:
                bounds[name], doubts[name] = WIDEST, missing
        for name, missing in self._numbers:
            number = known.get(name)
            if isinstance(number, int):
                bounds[name] = (number, number)
            else:
                bounds[name], doubts[name] = WIDEST, missing
        for name, variable in self._asked:
            bounds[variable] = AWAY if known.get(name) is None else HERE

    def _encode_sets(
        self, known: Mapping[str, Answer], bounds: dict[str, Bounds], doubts: dict[str, Truth]
    ) -> None:
        for name, members, count, missing in self._sets:
            answer = known.get(name)
            if isinstance(answer, frozenset):
                bounds[count] = (len(answer), len(answer))
                for member, variable in members:
                    bounds[variable] = HERE if member in answer else AWAY
            else:
                bounds[count], doubts[name] = WIDEST, missing
                for _, variable in members:
                    bounds[variable] = WIDEST


def _encode_state(name: str, state: Truth, bounds: dict[str, Bounds], doubts: dict[str, Truth]) -> None:
    """A state that is not sure may hold, and may be lacking."""
    if state is Truth.NO:
        bounds[name] = AWAY
    elif state is Truth.SURE:
        bounds[name] = HERE
    else:
        bounds[name], doubts[name], doubts[_lacking(name)] = EITHER, state, Truth.POSSIBLE


def _missing(fact: Fact) -> Truth:
    return Truth.POSSIBLE if fact.guarded else Truth.UNKNOWN


def _members(name: str, fact: Fact, looked_at: set[str]) -> list[tuple[str, str]] | None:
    """The members that are looked at, each with its variable; None where nothing of the set is."""
    each = ((member, _member(name, member)) for member in fact.answers)
    found = [(member, variable) for member, variable in each if variable in looked_at]
    return found if found or _count(name) in looked_at else None


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


def _member(name: str, member: str) -> str:
    """No other variable is called this: in the name of a fact is neither a dot nor a sign as below."""
    return f"{name}.{member}"


def _count(name: str) -> str:
    return f"{name}#"


def _asked(name: str) -> str:
    return f"{name}?"


def _lacking(name: str) -> str:
    return f"{name}!"
