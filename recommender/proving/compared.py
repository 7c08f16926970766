"""Two rulebooks for every person there could be: who is held back less, and who more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from recommender.model.directive import restricts
from recommender.model.fact import Facts
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Purpose, Stratum
from recommender.proving.answers import Given
from recommender.proving.formulas import Formulas, Literal
from recommender.proving.restraints import CannotTell, Restraint, measure
from recommender.proving.smallest import Search, ties
from recommender.proving.solver import Solver, Undecided
from recommender.proving.world import World


@dataclass(frozen=True, slots=True)
class Difference:
    """The smallest person for whom two rulebooks differ, and one restraint that only one of them has."""

    person: Facts
    restraint: Restraint


@dataclass(frozen=True, slots=True)
class Compared:
    """What the new rulebook does to people under the old one; None where it is proved that there is nobody.

    `lost_limit` is somebody who loses a restraint that a rule of screening, safety or trauma gave them.
    `undecided` says why nothing is claimed, and is empty otherwise.
    """

    laxer: Difference | None = None
    stricter: Difference | None = None
    lost_limit: Difference | None = None
    undecided: str = ""


def compare(old: RuleBook, new: RuleBook) -> Compared:
    """Everybody whom both rulebooks can ask the same questions, under each of them."""
    try:
        with _Both(old, new) as both:
            return Compared(
                both.first(both.losses(both.before, both.after)),
                both.first(both.losses(both.after, both.before)),
                both.first(both.losses(both.safe, both.after, but=("aim ", "begin "))),
            )
    except (Undecided, CannotTell) as reason:
        return Compared(undecided=str(reason) or "the solver gave up")


class _Both:
    """Both rulebooks over the same answers."""

    def __init__(self, old: RuleBook, new: RuleBook) -> None:
        formulas, by = Formulas(), measure(old, new)
        self.before, self.after = World(old, formulas, by), World(new, formulas, by)
        self.safe = World(_safety_alone(old), formulas, by)
        self.formulas = formulas
        self.solver = Solver(formulas)
        for given in (self.before.who.given, self.after.who.given):
            self.solver.tie(ties(given, given.vocabulary.asked()))

    def losses(
        self, one: World, other: World, but: tuple[str, ...] = ("aim ",)
    ) -> Iterator[tuple[Restraint, Literal, Literal]]:
        """Every restraint that the one gives, with where the other does not; some sorts left aside."""
        for what, restraints in one.restraints.items():
            for restraint in restraints:
                has, lacks = one.held(restraint), other.held(restraint)
                if has != lacks and not what.startswith(but):
                    yield restraint, has, lacks

    def first(self, losses: Iterable[tuple[Restraint, Literal, Literal]]) -> Difference | None:
        """The smallest person who loses one of these, and the first that they can lose."""
        all_of = self.formulas.all_of
        lost = [(restraint, all_of([has, -lacks, *self._known()])) for restraint, has, lacks in losses]
        if not self.solver.can_be([self.formulas.any_of(where for _, where in lost)]):
            return None
        restraint, where = next(pair for pair in lost if self.solver.can_be([pair[1]]))
        given: Given = self.before.who.given
        return Difference(Search(self.solver, given, [where]).facts(), restraint)

    def _known(self) -> Iterator[Literal]:
        """That nothing is answered which only the new rulebook asks."""
        asked = set(self.before.book.vocabulary.asked())
        for name in self.after.book.vocabulary.asked():
            if name not in asked:
                yield -self.after.who.given.answered(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.solver.close()


def _safety_alone(book: RuleBook) -> RuleBook:
    """The rulebook without those restrictions that are not of screening, safety or trauma; permits stay."""
    return replace(book, rules=tuple(map(_guarding, book.rules)))


def _guarding(rule: Rule) -> Rule:
    if rule.stratum is not Stratum.PRESCRIPTION or rule.purpose in (Purpose.SAFETY, Purpose.TRAUMA):
        return rule
    return replace(rule, then=tuple(item for item in rule.then if not restricts(item.body)))
