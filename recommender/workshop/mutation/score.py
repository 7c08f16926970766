"""Which altered rules somebody would notice: an example, a profile, or an invariant."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from recommender.model.directive import Derive
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Example, Outcome, Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import States, Trace
from recommender.model.truth import Truth
from recommender.recommend import recommended_from
from recommender.verification.examples import outcome_given, outcome_of, states_of
from recommender.verification.expectations import listed
from recommender.workshop.by_evaluator import ByEvaluator
from recommender.workshop.check_ins import check_in_misses
from recommender.workshop.mutation.mutants import Mutant
from recommender.workshop.mutation.run import same, with_another
from recommender.workshop.people import Held, missed

By: TypeAlias = Literal["example", "profile", "invariant", ""]
Refuted: TypeAlias = Callable[[RuleBook], tuple[str, ...]]
"""The ids of the invariants that do not hold for everybody under a rulebook."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant: what noticed it first, or nothing did."""

    mutant: Mutant
    by: By


@dataclass(frozen=True, slots=True)
class Score:
    """The fates of some mutants; `proved` says whether the invariants were asked as well."""

    fates: tuple[Fate, ...]
    proved: bool = False

    def noticed_by(self, by: By) -> int:
        """How many were noticed first by that."""
        return sum(fate.by == by for fate in self.fates)

    @property
    def unnoticed(self) -> tuple[Mutant, ...]:
        """Those that nothing would notice, in the order of the rules."""
        return tuple(fate.mutant for fate in self.fates if not fate.by)

    @property
    def per_mille(self) -> int:
        """How many of a thousand were noticed, rounded down; all of none is all."""
        return 1000 * (len(self.fates) - self.noticed_by("")) // len(self.fates) if self.fates else 1000


@dataclass(frozen=True, slots=True)
class _Tried:
    """An example, and what it comes to before anything is altered."""

    rule: Rule
    example: Example
    states: States
    found: Outcome


class Mutation:
    """One rulebook, and the people that it is held against.

    What does not come out as expected to begin with notices nothing.
    """

    def __init__(self, book: RuleBook, people: Iterable[Held], refuted: Refuted | None = None) -> None:
        self._book = book
        self._people = tuple(people)
        self._refuted = refuted
        self._noticing: dict[str, list[Held]] = {}
        self._tried: dict[str, tuple[_Tried, ...]] = {}

    def fate(self, mutant: Mutant) -> Fate:
        """What becomes of one mutant; the cheapest way of noticing it is tried first."""
        if self._by_example(mutant):
            return Fate(mutant, "example")
        if self._by_profile(mutant):
            return Fate(mutant, "profile")
        refuted = self._refuted is not None and self._refuted(mutant.book(self._book))
        return Fate(mutant, "invariant" if refuted else "")

    def _by_example(self, mutant: Mutant) -> bool:
        """Whether an example comes out otherwise: one of the rule, or of a rule that reads its state."""
        if mutant.rule.stratum is Stratum.STATES:
            return self._by_example_of_states(mutant)
        part = self._part(mutant.rule)
        return mutant.conditional and any(
            outcome_given(mutant.altered, tried.example.facts, tried.states, part.vocabulary) != tried.found
            for tried in self._examples(mutant.rule)
        )

    def _examples(self, rule: Rule) -> tuple[_Tried, ...]:
        """The examples of a rule as they are before anything is altered; worked out once."""
        if rule.id not in self._tried:
            unaltered = next(one for one in self._part(rule).rules if one.id == rule.id)
            self._tried[rule.id] = tuple(_tried(unaltered, self._part(rule)))
        return self._tried[rule.id]

    def _by_example_of_states(self, mutant: Mutant) -> bool:
        book = mutant.book(self._book)
        resting = self._resting_on(mutant.rule)
        return any(
            outcome_of(rule, tried.example, book) != tried.found
            for rule in book.rules
            if rule.id in resting
            for tried in self._examples(rule)
        )

    def _resting_on(self, rule: Rule) -> frozenset[str]:
        """The rule itself, and every rule that reads a state which rests on it."""
        states: set[str] = set()
        resting = [rule]
        while resting:
            found = {item.body.state for one in resting for item in one.then if isinstance(item.body, Derive)}
            fresh, states = found - states, states | found
            resting = [one for one in self._book.of(Stratum.STATES) if fresh.intersection(one.reads())]
        reading = (one.id for one in self._book.rules if states.intersection(one.reads()))
        return frozenset({rule.id, *reading})

    def _by_profile(self, mutant: Mutant) -> bool:
        """Whether something that a profile expects comes out otherwise.

        Whoever noticed an alteration of the same rule before is asked first, and then who names the rule.
        """
        first = self._noticing.setdefault(mutant.rule.id, [])
        others = (one for one in self._asked_first(mutant.rule) if one not in first)
        for one in (*first, *others):
            if self._noticed_by(one, mutant):
                self._noticing[mutant.rule.id] = [one, *(other for other in first if other is not one)]
                return True
        return False

    def _asked_first(self, rule: Rule) -> list[Held]:
        return sorted(self._people, key=lambda one: rule.id not in listed(one.somebody.expected, "fired"))

    def _noticed_by(self, one: Held, mutant: Mutant) -> bool:
        book = mutant.book(self._book)
        if mutant.rule.stratum is Stratum.REVIEW:
            found = check_in_misses(one.somebody.expected, book)
        else:
            given = self.given(one, mutant)
            found = missed(one.somebody, given, book) if given is not None else iter(())
        return any(miss not in one.missed for miss in found)

    def given(self, one: Held, mutant: Mutant) -> Recommendation | None:
        """What a person is given under the altered rule; None where it makes no difference to their run."""
        book = mutant.book(self._book)
        trace = self._trace(one, mutant, book)
        if trace is None:
            return None
        return recommended_from(trace, one.somebody.profile, book, one.somebody.weeks)

    def _trace(self, one: Held, mutant: Mutant, book: RuleBook) -> Trace | None:
        """The person's run with the altered rule; None where it reads and concludes the same."""
        before = one.trace
        if mutant.rule.stratum is Stratum.PRESCRIPTION:
            return with_another(before, mutant.altered, book.vocabulary)
        early = mutant.rule.stratum is Stratum.CONTRADICTIONS
        seen = replace(before, facts=before.given) if early else before
        if mutant.altered.if_unknown != mutant.rule.if_unknown:
            return ByEvaluator(book).run(before.given) if _is_open(before, mutant.rule) else None
        if with_another(seen, mutant.altered, book.vocabulary) is None:
            return None
        after = ByEvaluator(book).run(before.given)
        return None if same(before, after) else after

    def _part(self, rule: Rule) -> RuleBook:
        review = self._book.review
        return review if rule.stratum is Stratum.REVIEW and review is not None else self._book


def _tried(rule: Rule, part: RuleBook) -> Iterator[_Tried]:
    for example in rule.examples:
        states = states_of(example.facts, part)
        found = outcome_given(rule, example.facts, states, part.vocabulary)
        yield _Tried(rule, example, states, found)


def _is_open(trace: Trace, rule: Rule) -> bool:
    """Whether a missing answer leaves the rule open, so that its word for that counts."""
    return trace.readings[rule.id].truth in (Truth.UNKNOWN, Truth.POSSIBLE)
