"""The one door to the solver. It is there only where somebody installed it: `recommender[verify]`."""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Self

from recommender.proving.formulas import YES, Formulas, Literal

CONFLICTS = 2_000_000
"""After so many wrong turns a question counts as undecided; shipped rules need a few thousand at most."""


class Undecided(Exception):
    """The solver gave up on a question, so nothing is claimed about it."""


def available() -> bool:
    """Whether the solver is installed."""
    return find_spec("pysat") is not None


class Solver:
    """Whether formulas can be true together. It learns formulas as they are asked about."""

    def __init__(self, formulas: Formulas, conflicts: int = CONFLICTS) -> None:
        from pysat.solvers import Glucose4  # noqa: PLC0415 - the solver is an extra

        self._formulas = formulas
        self._solver = Glucose4()
        self._conflicts = conflicts
        self._known: set[Literal] = {YES}
        self._solver.add_clause([YES])

    def tie(self, clauses: Iterable[list[Literal]]) -> None:
        """From now on, one of each of these atoms is true, or not true, as its sign says."""
        self._solver.append_formula(clauses)

    def can_be(self, literals: Iterable[Literal]) -> bool:
        """Whether all of these can be true together. Raises `Undecided`."""
        wanted = list(literals)
        self._learn(wanted)
        self._solver.conf_budget(self._conflicts)
        found: bool | None = self._solver.solve_limited(assumptions=wanted)
        if found is None:
            raise Undecided
        return found

    def blamed(self) -> tuple[Literal, ...]:
        """After a “no”: literals of the question that cannot be true together, a few of them."""
        return tuple(self._solver.get_core() or ())

    def close(self) -> None:
        """Frees what the solver holds."""
        self._solver.delete()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _learn(self, literals: Iterable[Literal]) -> None:
        """Tells the solver what a formula that it has not met is made of."""
        new = [literal for literal in literals if abs(literal) not in self._known]
        for formula in self._formulas.below(new) if new else ():
            if formula not in self._known:
                self._known.add(formula)
                for clause in _meaning(formula, self._formulas.parts_of(formula)):
                    self._solver.add_clause(clause)


def _meaning(formula: Literal, parts: tuple[Literal, ...]) -> Iterator[list[Literal]]:
    """Clauses that say: the formula is true where all of its parts are, and nowhere else."""
    if parts:
        yield from ([-formula, part] for part in parts)
        yield [formula, *(-part for part in parts)]
