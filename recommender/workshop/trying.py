"""Everything that a rulebook is tried on at once: examples, people, coverage and altered rules."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from recommender.model.rule import RuleBook
from recommender.model.trace import Trace
from recommender.problem import Problem
from recommender.verification.coverage import LineCovered, RuleCovered, coverage
from recommender.verification.examples import Tried, tried_examples
from recommender.workshop.check_ins import check_in_runs
from recommender.workshop.mutation.mutants import Mutant, mutants
from recommender.workshop.mutation.score import Mutation, Refuted, Score
from recommender.workshop.people import Held

Watched: TypeAlias = Callable[[Sequence[Mutant]], Iterable[Mutant]]
"""Hands on mutants one by one, and may say to somebody how many are done."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it all; `score` is None where no rule was altered."""

    rules: int
    tried: tuple[Tried, ...]
    people: tuple[Held, ...]
    covered: tuple[RuleCovered, ...]
    score: Score | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every example and every expectation that does not hold."""
        examples = (one.problem for one in self.tried if not one.holds)
        return (*examples, *(problem for one in self.people for problem in one.problems))

    @property
    def unheard_of(self) -> tuple[RuleCovered, ...]:
        """The rules that fire for nobody, whatever their examples say."""
        return tuple(one for one in self.covered if not one.people)

    @property
    def lines(self) -> tuple[LineCovered, ...]:
        """Every line of every condition."""
        return tuple(line for one in self.covered for line in one.lines)


def runs_of(people: Iterable[Held], book: RuleBook) -> tuple[Trace, ...]:
    """The runs of these people, and of the weeks that they expect something of."""
    found: list[Trace] = []
    for one in people:
        found += [one.trace, *check_in_runs(one.somebody.expected, book)]
    return tuple(found)


def tried(book: RuleBook, people: tuple[Held, ...]) -> Report:
    """A rulebook on its examples and on these people, without altering anything."""
    return Report(
        len(book.every_rule),
        tried_examples(book),
        people,
        coverage(book, runs_of(people, book)),
        None,
    )


def score(
    book: RuleBook, people: tuple[Held, ...], refuted: Refuted | None = None, watched: Watched = iter
) -> Score:
    """Which altered rules those same examples and people would notice."""
    mutation = Mutation(book, people, refuted)
    return Score(tuple(map(mutation.fate, watched(mutants(book)))), proved=refuted is not None)
