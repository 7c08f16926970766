"""Propositional formulas, each kept once: what is the same is the same number."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

Literal: TypeAlias = int
"""A formula, or with a minus sign its opposite."""

Atom: TypeAlias = tuple[str | int, ...]

YES: Literal = 1
NO: Literal = -1


def truth(holds: bool) -> Literal:  # noqa: FBT001 - the truth of this is all that it asks
    """The formula for what is known to be so, or not."""
    return YES if holds else NO


class Formulas:
    """Makes formulas out of atoms, “all of” and “not”; 1 is what is always true."""

    def __init__(self) -> None:
        self._made: dict[Atom | frozenset[Literal], Literal] = {}
        self._atoms: dict[Literal, Atom] = {}
        self._parts: dict[Literal, tuple[Literal, ...]] = {}
        self._last = YES

    def atom(self, *name: str | int) -> Literal:
        """What is true or not of itself, by its name."""
        if name not in self._made:
            self._made[name] = self._next()
            self._atoms[self._last] = name
        return self._made[name]

    def all_of(self, literals: Iterable[Literal]) -> Literal:
        """True where every one of these is."""
        parts = frozenset(literals) - {YES}
        if NO in parts or any(-part in parts for part in parts):
            return NO
        if len(parts) < 2:  # noqa: PLR2004 - none is true, and one is itself
            return next(iter(parts), YES)
        if parts not in self._made:
            self._made[parts] = self._next()
            self._parts[self._last] = tuple(sorted(parts))
        return self._made[parts]

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """True where one of these is, or more."""
        return -self.all_of(-literal for literal in literals)

    def several(self, literals: Iterable[Literal], fewest: int) -> Literal:
        """True where so many of these are, or more."""
        rows = [YES, *[NO] * fewest]
        for literal in literals:
            with_it = [YES, *(self.all_of([literal, row]) for row in rows[:-1])]
            rows = [self.any_of(pair) for pair in zip(rows, with_it, strict=True)]
        return rows[-1]

    def atom_of(self, literal: Literal) -> Atom | None:
        """The name of an atom or of its opposite; None for everything else."""
        return self._atoms.get(abs(literal))

    def parts_of(self, literal: Literal) -> tuple[Literal, ...]:
        """What an “all of”, or its opposite, is made of; empty for an atom and for what is always true."""
        return self._parts.get(abs(literal), ())

    def below(self, literals: Iterable[Literal]) -> list[Literal]:
        """Every formula that these are made of, as positive numbers, the parts before the whole."""
        waiting, found = sorted({abs(literal) for literal in literals}), set[Literal]()
        while waiting:
            formula = waiting.pop()
            if formula not in found:
                found.add(formula)
                waiting.extend(abs(part) for part in self.parts_of(formula))
        return sorted(found)  # a formula is made after its parts, so its number is higher

    def values(self, literals: Iterable[Literal], atoms: Mapping[Atom, bool]) -> dict[Literal, bool]:
        """How true each of these, and all they are made of, is where these atoms are as given.

        Keys are positive numbers. An atom that is not given is not true.
        """
        values = {YES: True}
        for formula in self.below(literals):
            name = self._atoms.get(formula)
            if name is not None:
                values[formula] = atoms.get(name, False)
            elif formula != YES:
                values[formula] = all(values[abs(part)] == (part > 0) for part in self._parts[formula])
        return values

    def _next(self) -> Literal:
        self._last += 1
        return self._last
