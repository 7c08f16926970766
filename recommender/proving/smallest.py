"""The smallest person of whom something is true: as few answers as can be, and always the same one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recommender.model.fact import Answer, Facts
from recommender.proving.answers import Given
from recommender.proving.formulas import YES, Formulas, Literal
from recommender.proving.solver import Solver


def ties(given: Given, names: Iterable[str]) -> Iterator[list[Literal]]:
    """What answers are: one of a choice, a number in its place, nothing where there is no answer."""
    for name in names:
        answered = given.answered(name)
        literals = [literal for _, literal in _words(given, name)]
        if given.vocabulary[name].kind == "choice":
            yield [-answered, *literals]
            yield from ([-one, -other] for place, one in enumerate(literals) for other in literals[:place])
        if given.vocabulary[name].kind == "number":
            yield from ([-higher, lower] for lower, higher in pairwise([answered, *literals]))
        else:
            yield from ([-literal, answered] for literal in literals)


def _words(given: Given, name: str) -> list[tuple[str | int, Literal]]:
    """Every answer or member with its atom; of a number, that it is so high, from the second lowest on."""
    fact = given.vocabulary[name]
    if fact.kind == "number":
        return [(number, given.at_least(name, number)) for number in range(fact.low + 1, fact.high + 1)]
    if fact.kind == "set":
        return [(member, given.holds(name, member)) for member in fact.answers]
    return [(answer, given.formulas.atom("is", given.key(name), answer)) for answer in fact.answers]


def named(formulas: Formulas, literals: Iterable[Literal], given: Given) -> tuple[str, ...]:
    """The facts of a person that these formulas speak of, in the order of the vocabulary."""
    atoms = (formulas.atom_of(literal) for literal in formulas.below(literals))
    keys = {atom[1] for atom in atoms if atom is not None}
    return tuple(name for name in given.vocabulary.asked() if given.key(name) in keys)


@dataclass
class Search:
    """Looks for the smallest person while all of `wanted` is true, which can be."""

    solver: Solver
    given: Given
    wanted: list[Literal]

    def facts(self) -> Facts:
        """The person. What is wanted is fixed to this person from now on. Raises `Undecided`."""
        names = named(self.given.formulas, self.wanted, self.given)
        self._fewest([self.given.answered(name) for name in names])
        return Facts({name: answer for name in names if (answer := self.answer(name)) is not None})

    def answer(self, name: str) -> Answer | None:
        """The answer to one question: none where that can be, otherwise the first or lowest that can be."""
        answered = self.given.answered(name)
        if self._holds(-answered):
            return None
        self.wanted.append(answered)
        fact, words = self.given.vocabulary[name], _words(self.given, name)
        if fact.kind == "number":
            return self._lowest(fact.low, [literal for _, literal in words])
        if fact.kind == "set":
            return frozenset(str(member) for member, literal in words if not self._holds(-literal, literal))
        return next(str(answer) for answer, literal in words if self._holds(literal))

    def _lowest(self, low: int, higher: Sequence[Literal]) -> int:
        """The lowest number that can be; `higher` are the numbers above, each as “so high or more”."""
        least, most = 0, len(higher)
        while least < most:
            middle = (least + most) // 2
            if self.solver.can_be([*self.wanted, -higher[middle]]):
                most = middle
            else:
                least = middle + 1
        self.wanted += [*higher[:least][-1:], *(-literal for literal in higher[least : least + 1])]
        return low + least

    def _holds(self, literal: Literal, otherwise: Literal = YES) -> bool:
        """Settles whether this is true of the person, as far as it can be."""
        holds = self.solver.can_be([*self.wanted, literal])
        self.wanted.append(literal if holds else otherwise)
        return holds

    def _fewest(self, answered: list[Literal]) -> None:
        """Settles on as few answers as can be."""
        for most in range(len(answered)):
            few = -self.given.formulas.several(answered, most + 1)
            if self.solver.can_be([*self.wanted, few]):
                self.wanted.append(few)
                return
