"""What may be asked of somebody's answers, as formulas; nobody in particular has given them yet."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from recommender.model.fact import Answer, Vocabulary
from recommender.proving.formulas import NO, Formulas, Literal


class Answers(Protocol):
    """Formulas about the answers of one person. Only `answered` may be true where there is no answer."""

    def answered(self, name: str) -> Literal:
        """There is an answer."""

    def is_one_of(self, name: str, answers: Iterable[str]) -> Literal:
        """The answer to a choice is one of these."""

    def at_least(self, name: str, number: int) -> Literal:
        """The number is that, or higher."""

    def holds(self, name: str, member: str) -> Literal:
        """The set has that member."""


@dataclass(frozen=True, slots=True)
class Given:
    """The answers as they were given. The facts in `apart` are those of a second person."""

    formulas: Formulas
    vocabulary: Vocabulary
    apart: frozenset[str] = frozenset()

    def answered(self, name: str) -> Literal:
        return self.formulas.atom("answered", self.key(name))

    def is_one_of(self, name: str, answers: Iterable[str]) -> Literal:
        wanted = set(answers)
        every = self.vocabulary[name].answers
        if wanted.issuperset(every):
            return self.answered(name)
        return self.formulas.any_of(
            self.formulas.atom("is", self.key(name), answer) for answer in every if answer in wanted
        )

    def at_least(self, name: str, number: int) -> Literal:
        fact = self.vocabulary[name]
        if number <= fact.low:
            return self.answered(name)
        return NO if number > fact.high else self.formulas.atom("at least", self.key(name), number)

    def holds(self, name: str, member: str) -> Literal:
        known = member in self.vocabulary[name].answers
        return self.formulas.atom("holds", self.key(name), member) if known else NO

    def key(self, name: str) -> str:
        """How atoms about a fact are named: those of the second person have a stroke."""
        return f"{name}'" if name in self.apart else name


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which an answer is read otherwise: while `where` is true. None stands for no answer."""

    where: Literal
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Reread:
    """The answers after those that contradict each other were read otherwise."""

    given: Given
    readings: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)

    def answered(self, name: str) -> Literal:
        return self._either(name, self.given.answered(name), lambda answer: answer is not None)

    def is_one_of(self, name: str, answers: Iterable[str]) -> Literal:
        wanted = frozenset(answers)
        return self._either(name, self.given.is_one_of(name, wanted), lambda answer: answer in wanted)

    def at_least(self, name: str, number: int) -> Literal:
        return self._either(
            name,
            self.given.at_least(name, number),
            lambda answer: isinstance(answer, int) and answer >= number,
        )

    def holds(self, name: str, member: str) -> Literal:
        return self._either(
            name,
            self.given.holds(name, member),
            lambda answer: isinstance(answer, frozenset) and member in answer,
        )

    def _either(self, name: str, given: Literal, true_of: Callable[[Answer | None], bool]) -> Literal:
        readings = self.readings.get(name, ())
        if not readings:
            return given
        formulas = self.given.formulas
        untouched = formulas.all_of([given, *(-reading.where for reading in readings)])
        read = (reading.where for reading in readings if true_of(reading.answer))
        return formulas.any_of([untouched, *read])
