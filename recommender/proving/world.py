"""Everybody there could be under one rulebook, and a solver that is asked about them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Self

from recommender.model.condition import Condition
from recommender.model.fact import Facts
from recommender.model.rule import RuleBook
from recommender.proving.formulas import Formulas, Literal
from recommender.proving.held import Held
from recommender.proving.people import somebody
from recommender.proving.restraints import Measure, Restraint, measure
from recommender.proving.smallest import Search, ties
from recommender.proving.solver import Solver
from recommender.proving.truths import Truths


class World:
    """One rulebook as formulas. Close it, or use it as a context, so that the solver is freed."""

    def __init__(
        self, book: RuleBook, formulas: Formulas | None = None, measured_by: Measure | None = None
    ) -> None:
        self.book = book
        self.formulas = formulas or Formulas()
        self.measure = measured_by or measure(book)
        self.who = somebody(self.formulas, book)
        self.held = Held(self.who, self.measure)
        self._others: dict[str, Held] = {}

    @cached_property
    def solver(self) -> Solver:
        """The solver, which knows what answers are."""
        solver = Solver(self.formulas)
        solver.tie(self._ties)
        return solver

    @cached_property
    def _ties(self) -> list[list[Literal]]:
        """What the answers of the first person are; every solver of this world is told the same."""
        return list(ties(self.who.given, self.book.vocabulary.asked()))

    @cached_property
    def restraints(self) -> Mapping[str, tuple[Restraint, ...]]:
        """Every restraint, by its sort."""
        found: dict[str, list[Restraint]] = {}
        for restraint in self.measure.restraints():
            found.setdefault(restraint.what, []).append(restraint)
        return {what: tuple(each) for what, each in found.items()}

    def another(self, name: str) -> Held:
        """Somebody who differs from the first in one answer alone."""
        if name not in self._others:
            other = somebody(self.formulas, self.book, frozenset({name}))
            self.solver.tie(ties(other.given, [name]))
            self._others[name] = Held(other, self.measure)
        return self._others[name]

    def truth(self, condition: Condition | None) -> Truths:
        """How true a condition is of the first person."""
        return self.who.reader.condition(condition)

    def can_be(self, literals: Iterable[Literal]) -> bool:
        """Whether there can be anybody of whom all of these are true. Raises `Undecided`."""
        return self.solver.can_be(literals)

    def smallest(self, literals: Iterable[Literal], also: str = "") -> tuple[Facts, Facts]:
        """The smallest person of whom these are true, and the other one, who differs in `also`.

        There has to be one. Raises `Undecided`.
        """
        search = Search(self.solver, self.who.given, list(literals))
        first = search.facts()
        if not also:
            return first, first
        answer = Search(self.solver, self.another(also).who.given, search.wanted).answer(also)
        known = {name: said for name, said in first.known.items() if name != also}
        return first, Facts(known if answer is None else {**known, also: answer})

    def forget(self) -> None:
        """Lets go of what the solver learned, and of every second person: it is slower the more it knows."""
        self._others.clear()
        self.close()

    def close(self) -> None:
        """Frees the solver."""
        solver: Solver | None = self.__dict__.pop("solver", None)
        if solver is not None:
            solver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
