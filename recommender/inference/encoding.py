"""Answers as whole numbers, the only thing that the engine compares.

Each answer becomes a variable between two bounds, which are equal where it is known and the widest there are
where it is missing. The engine then finds every chain that may hold; how sure such a chain is follows from
what is missing among the facts that it looks at.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from recommender.inference.chains import Chain, asked_of, between, count_of, lacking_of, member_of
from recommender.inference.durable import EngineFault
from recommender.inference.keys import WIDEST, Bounds, Keys
from recommender.model.fact import Answer, Fact, Facts, Vocabulary
from recommender.model.trace import States
from recommender.model.truth import NO, SURE, UNKNOWN

Told: TypeAlias = tuple[dict[str, Bounds], dict[str, str]]
"""The bounds of some variables, and how each is written."""

HERE, AWAY, EITHER = (1, 1), (0, 0), (0, 1)


@dataclass(slots=True)
class Encoded:
    """One person: the bounds of every variable, how they are written, and what is in doubt.

    The doubts are bits, one for each fact or state on which a chain rests: `unsure` of all that are less than
    sure, `unknown` of those among them that rest on ordinary answers that are missing.
    """

    bounds: dict[str, Bounds]
    written: dict[str, str]
    unsure: int
    unknown: int


class Encoder:
    """Writes down what some chains look at, and nothing else of a person, once for all programs."""

    def __init__(self, found: Iterable[Chain], vocabulary: Vocabulary) -> None:
        every = tuple(found)
        looked_at = {interval.variable for chain in every for interval in chain}
        doubts = sorted({interval.rests_on for chain in every for interval in chain} - {""})
        asked = {name: fact for name, fact in vocabulary.facts.items() if not fact.derived}
        self._keys = Keys((between(interval) for interval in chain) for chain in every)
        self._bits = {name: 1 << place for place, name in enumerate(doubts)}
        self._states = {
            name: (here := self._bits.get(name, 0), here | self._bits.get(lacking_of(name), 0))
            for name in vocabulary.states()
            if name in looked_at
        }
        self._answers = {name: _Answers(name, fact, looked_at, self._keys) for name, fact in asked.items()}
        self._tells = {name: (each.tell, self._bits.get(name, 0)) for name, each in self._answers.items()}
        self._ordinary = sum(
            bit for name, bit in self._bits.items() if name in asked and not asked[name].guarded
        )
        self._nobody = self._without_answers()

    @property
    def keys(self) -> Keys:
        """How what is encoded is written."""
        return self._keys

    def bits(self, chain: Chain) -> int:
        """What a chain rests on."""
        found = 0
        for interval in chain:
            found |= self._bits.get(interval.rests_on, 0)
        return found

    def correct(self, person: Encoded, before: Facts, after: Facts) -> None:
        """Writes down what is known otherwise than before; no state is derived yet."""
        for name in {name for name, _ in before.known.items() ^ after.known.items()}:
            answers, bit = self._answers[name], self._bits.get(name, 0)
            answer = after.known.get(name)
            bounds, written = answers.missing if answer is None else answers.tell(answer)
            person.bounds |= bounds
            person.written |= written
            person.unsure = person.unsure & ~bit | (bit if answer is None else 0)
            person.unknown = person.unsure & self._ordinary

    def encode(self, facts: Facts) -> Encoded:
        """What is known and what is in doubt about a person, of whom no state is derived yet.

        Raises `EngineFault` for an answer of another sort than its fact has.
        """
        bounds, written, known = self._nobody.bounds.copy(), self._nobody.written.copy(), 0
        tells = self._tells
        for name, answer in facts.known.items():
            if name in tells:
                tell, bit = tells[name]
                try:
                    found, words = tell(answer)
                except (LookupError, TypeError):
                    raise EngineFault(f"the answer to “{name}” is none that there is") from None
                bounds |= found
                written |= words
                known |= bit
        return Encoded(bounds, written, self._nobody.unsure & ~known, self._nobody.unknown & ~known)

    def add(self, states: States, person: Encoded) -> None:
        """Adds states that were derived. One that is not sure may hold, and may be lacking."""
        for name, state in states.items():
            if state is not NO and name in self._states:
                bounds = HERE if state is SURE else EITHER
                here, either = self._states[name]
                person.bounds[name], person.written[name] = bounds, self._keys.word(name, bounds)
                person.unsure = person.unsure & ~either | (0 if state is SURE else either)
                person.unknown = person.unknown & ~here | (here if state is UNKNOWN else 0)

    def _without_answers(self) -> Encoded:
        bounds = dict.fromkeys(self._states, AWAY)
        for answers in self._answers.values():
            bounds |= answers.missing[0]
        unsure = sum(self._bits.get(name, 0) for name in self._answers)
        return Encoded(bounds, self._keys.words(bounds), unsure, unsure & self._ordinary)


class _Answers:
    """The answers to one fact: the bounds of the variables that are looked at, and how they are written."""

    def __init__(self, name: str, fact: Fact, looked_at: Collection[str], keys: Keys) -> None:
        members = {member: member_of(name, member) for member in fact.answers} if fact.kind == "set" else {}
        self._keys = keys
        self._every = frozenset(members)
        self._value = count_of(name) if fact.kind == "set" else name
        self._members = {member: variable for member, variable in members.items() if variable in looked_at}
        every = {self._value: WIDEST, asked_of(name): AWAY} | dict.fromkeys(self._members.values(), EITHER)
        self.missing = self._written({name: bounds for name, bounds in every.items() if name in looked_at})
        asked = {asked_of(name): HERE} if asked_of(name) in looked_at else {}
        self._none = self._written(dict.fromkeys(self._members.values(), AWAY) | asked)
        self._here = {variable: keys.word(variable, HERE) for variable in self._members.values()}
        self._counted = tuple(self._of_one(many) for many in range(len(members) + 1))
        self.tell = {"set": self._of_set, "number": self._of_one}.get(fact.kind) or self._listed(fact)

    def _listed(self, fact: Fact) -> Callable[[Answer], Told]:
        answers: dict[Answer, Told] = {answer: self._of_one(n) for n, answer in enumerate(fact.answers)}
        return answers.__getitem__

    def _of_one(self, number: Answer) -> Told:
        bounds, words = self._none
        if not isinstance(number, int):
            raise TypeError
        if self._value not in self.missing[0]:
            return self._none
        each = number, number
        return bounds | {self._value: each}, words | {self._value: self._keys.word(self._value, each)}

    def _of_set(self, answer: Answer) -> Told:
        if not isinstance(answer, frozenset):
            raise TypeError
        if not self._every.issuperset(answer):
            raise LookupError
        counted = self._counted[len(answer)]
        if answer.isdisjoint(self._members):
            return counted
        here = [self._members[member] for member in answer if member in self._members]
        bounds, words = counted
        return bounds | dict.fromkeys(here, HERE), words | {name: self._here[name] for name in here}

    def _written(self, bounds: dict[str, Bounds]) -> Told:
        return bounds, self._keys.words(bounds)
