"""What lies between two passes, for engines that are asked one pass after the other."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from engines.formula import Person
from engines.logic import Logic
from recommender.model.fact import Facts, Vocabulary

Reading: TypeAlias = str | int | frozenset[str] | None
Ask: TypeAlias = Callable[[Person], Iterable[int]]
"""The numbers of the decisions of one pass that hold."""


class Passes:
    """One engine for each pass. Answers are rewritten, states derived, and referrals end it, in between."""

    def __init__(self, logic: Logic, asks: Sequence[Ask]) -> None:
        self._logic = logic
        self._asks = tuple(zip(logic.passes, asks, strict=True))

    def run(self, facts: Facts) -> set[int]:
        """The numbers of all decisions that hold for a person."""
        person: Person = dict(facts.known)
        found: set[int] = set()
        for one, ask in self._asks:
            if one.ends_with_a_referral and not self._logic.refers.isdisjoint(found):
                break
            held = set(ask(person))
            found |= held
            derive(held, person, self._logic)
            rewrite(held, person, self._logic)
        return found


def derive(held: set[int], person: Person, logic: Logic) -> None:
    """Notes how true the states are that these decisions derive."""
    for number in held & logic.derives.keys():
        for state, truth in logic.derives[number]:
            before = person.get(state, 0)
            person[state] = max(truth, before) if isinstance(before, int) else truth


def rewrite(held: set[int], person: Person, logic: Logic) -> bool:
    """Reads the answers that contradict each other as the rules say; whether there were any."""
    proposals: dict[str, list[Reading]] = {}
    for number in held & logic.reads_as.keys():
        for name, reading in logic.reads_as[number].items():
            proposals.setdefault(name, []).append(reading)
    for name, readings in proposals.items():
        if (read := _safer(name, readings, logic.vocabulary)) is None:
            person.pop(name, None)
        else:
            person[name] = read
    return bool(proposals)


def _safer(name: str, readings: list[Reading], vocabulary: Vocabulary) -> Reading:
    if all(reading == readings[0] for reading in readings):
        return readings[0]
    numbers = [reading for reading in readings if isinstance(reading, int)]
    return min(numbers) if numbers and not vocabulary[name].guarded else None
