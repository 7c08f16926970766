"""By hand in Python: a closure for each test, put together into one for each rule."""

from collections.abc import Callable
from typing import TypeAlias

from engines.formula import (
    Counts,
    Every,
    Formula,
    InRange,
    Known,
    OneOfThese,
    Person,
    Ranges,
    Shares,
    Some,
    StateIs,
)
from engines.logic import Logic
from engines.passes import Ask, Passes
from recommender.model.fact import Facts

NAME = "hand-written closures"
PACKAGE = ""
Holds: TypeAlias = Callable[[Person], bool]


class Engine:
    """The rules as closures over a dictionary."""

    def __init__(self, logic: Logic) -> None:
        self._passes = Passes(
            logic,
            [
                _asking([(rule.number, closure(rule.formula)) for rule in one.decisions])
                for one in logic.passes
            ],
        )
        self.run: Callable[[Facts], set[int]] = self._passes.run


def _asking(rules: list[tuple[int, Holds]]) -> Ask:
    return lambda person: [number for number, holds in rules if holds(person)]


def closure(formula: Formula) -> Holds:  # noqa: C901, PLR0911 - one for each kind of test
    """The formula as a function of a person."""
    match formula:
        case Every(parts):
            return _every([closure(part) for part in parts])
        case Some(parts):
            return _some([closure(part) for part in parts])
        case OneOfThese(fact, answers, missing):
            allowed = frozenset[object]((*answers, None) if missing else answers)
            return lambda person: person.get(fact) in allowed
        case InRange(fact, ranges, missing):
            return _in_range(fact, ranges, missing=missing)
        case Counts(fact, ranges, missing):
            return _counts(fact, ranges, missing=missing)
        case Shares():
            return _shares(formula)
        case Known(fact, known):
            return (lambda person: fact in person) if known else (lambda person: fact not in person)
        case StateIs(state, levels):
            true = frozenset[object](levels)
            return lambda person: person.get(state, 0) in true


def _every(parts: list[Holds]) -> Holds:
    if len(parts) == 2:
        first, second = parts
        return lambda person: first(person) and second(person)
    if len(parts) == 3:
        one, two, three = parts
        return lambda person: one(person) and two(person) and three(person)

    def every(person: Person) -> bool:
        for part in parts:  # noqa: SIM110 - a generator costs more than the tests do
            if not part(person):
                return False
        return True

    return every


def _some(parts: list[Holds]) -> Holds:
    if len(parts) == 2:
        first, second = parts
        return lambda person: first(person) or second(person)

    def some(person: Person) -> bool:
        for part in parts:  # noqa: SIM110 - a generator costs more than the tests do
            if part(person):
                return True
        return False

    return some


def _in_range(fact: str, ranges: Ranges, *, missing: bool) -> Holds:
    if len(ranges) == 1:
        low, high = ranges[0]

        def within(person: Person) -> bool:
            number = person.get(fact)
            return low <= number <= high if isinstance(number, int) else missing

        return within

    def in_one(person: Person) -> bool:
        number = person.get(fact)
        if not isinstance(number, int):
            return missing
        return any(low <= number <= high for low, high in ranges)

    return in_one


def _counts(fact: str, ranges: Ranges, *, missing: bool) -> Holds:
    def counts(person: Person) -> bool:
        members = person.get(fact)
        if not isinstance(members, frozenset):
            return missing
        return any(low <= len(members) <= high for low, high in ranges)

    return counts


def _shares(shares: Shares) -> Holds:
    fact, some, missing = shares.fact, shares.some, shares.missing
    wanted = frozenset(shares.members)

    def shared(person: Person) -> bool:
        members = person.get(fact)
        if not isinstance(members, frozenset):
            return missing
        return wanted.isdisjoint(members) is not some

    return shared
