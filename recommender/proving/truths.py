"""How true a condition is, as formulas: the same meaning as the evaluator's, for everybody at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
)  # fmt: skip
from recommender.model.fact import Vocabulary
from recommender.model.truth import Truth
from recommender.proving.answers import Answers
from recommender.proving.formulas import NO, YES, Formulas, Literal


@dataclass(frozen=True, slots=True)
class Truths:
    """How true something is: each formula says that it is at least so true."""

    sure: Literal
    possible: Literal
    unknown: Literal

    def at_least(self, truth: Truth) -> Literal:
        """The formula for “at least so true”."""
        return {Truth.SURE: self.sure, Truth.POSSIBLE: self.possible, Truth.UNKNOWN: self.unknown}.get(
            truth, YES
        )


NEVER = Truths(NO, NO, NO)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads conditions of one person. `states` are those that were derived so far."""

    formulas: Formulas
    vocabulary: Vocabulary
    answers: Answers
    states: Mapping[str, Truths]

    def condition(self, condition: Condition | None) -> Truths:
        """How true a condition is; of none at all, never."""
        if condition is None:
            return NEVER
        parts = [self.line(line) for line in condition.lines]
        if condition.alternatives:
            parts.append(
                self._any_of(self._all_of(map(self.line, group)) for group in condition.alternatives)
            )
        return self._all_of(parts)

    def rule(self, when: Condition, lifted: Condition | None) -> Truths:
        """How true “when, unless lifted” is."""
        holds, lift, both = self.condition(when), self.condition(lifted), self.formulas.all_of
        return Truths(
            both([holds.sure, -lift.possible]),
            both([holds.possible, -lift.sure]),
            both([holds.unknown, -lift.sure]),
        )

    def line(self, line: Line) -> Truths:
        """How true one line is."""
        test = line.test
        if isinstance(test, Being):
            return self._state(line.fact, holds=test.holds)
        answered = self.answers.answered(line.fact)
        if isinstance(test, Asked):
            known = answered if test.answered else -answered
            return Truths(known, known, known)
        sure = self.formulas.all_of([answered, self._holds(line.fact, test)])
        open_too = self.formulas.any_of([sure, -answered])
        guarded = self.vocabulary[line.fact].guarded
        return Truths(sure, open_too if guarded else sure, open_too)

    def counts(self, name: str, fewest: int) -> Literal:
        """Whether a set has that many members, or more; where it was answered."""
        members = self.vocabulary[name].answers
        return self.formulas.several((self.answers.holds(name, member) for member in members), fewest)

    def _holds(self, name: str, test: OneOf | Within | Holding | Lacking | Counting) -> Literal:
        any_of, all_of = self.formulas.any_of, self.formulas.all_of
        match test:
            case OneOf():
                return self.answers.is_one_of(name, test.answers)
            case Within():
                return any_of(self._within(name, low, high) for low, high in test.ranges)
            case Holding():
                return any_of(self.answers.holds(name, member) for member in sorted(test.members))
            case Lacking():
                return -self.answers.holds(name, test.member)
            case Counting():
                return all_of([self.counts(name, test.low), -self.counts(name, test.high + 1)])

    def _within(self, name: str, low: int, high: int) -> Literal:
        at_least = self.answers.at_least
        return NO if low > high else self.formulas.all_of([at_least(name, low), -at_least(name, high + 1)])

    def _state(self, name: str, *, holds: bool) -> Truths:
        state = self.states.get(name, NEVER)
        return state if holds else Truths(-state.unknown, -state.sure, -state.sure)

    def _all_of(self, truths: Iterable[Truths]) -> Truths:
        every, both = tuple(truths), self.formulas.all_of
        return Truths(
            both(each.sure for each in every),
            both(each.possible for each in every),
            both(each.unknown for each in every),
        )

    def _any_of(self, truths: Iterable[Truths]) -> Truths:
        every, one = tuple(truths), self.formulas.any_of
        return Truths(
            one(each.sure for each in every),
            one(each.possible for each in every),
            one(each.unknown for each in every),
        )
