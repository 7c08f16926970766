"""Two rulebooks for every person there could be: who is held back less, and who more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self, TypeAlias

from recommender.model.condition import Condition
from recommender.model.directive import Directive, Permit, Start, restricts
from recommender.model.fact import Facts
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Effort, Purpose, Stratum
from recommender.proving.answers import Given
from recommender.proving.formulas import Formulas, Literal
from recommender.proving.restraints import AWARENESS, CannotTell, Restraint, measure
from recommender.proving.smallest import Search, ties
from recommender.proving.solver import Solver, Undecided
from recommender.proving.world import World

Loss: TypeAlias = tuple[Restraint, Literal, Literal]
"""A restraint, with where the one has it and where the other does."""

GUARDING = (Purpose.SAFETY, Purpose.TRAUMA)
EVERYTHING = Permit(intensity=Effort.VIGOROUS, awareness=AWARENESS)


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
                both.first(both.limits_lost()),
            )
    except (Undecided, CannotTell) as reason:
        return Compared(undecided=str(reason) or "the solver gave up")


class _Both:
    """Both rulebooks over the same answers."""

    def __init__(self, old: RuleBook, new: RuleBook) -> None:
        formulas, self.measure = Formulas(), measure(old, new)
        self.before, self.after = (World(book, formulas, self.measure) for book in (old, new))
        self.safe = World(_safety_alone(old), formulas, self.measure)
        self.formulas = formulas
        self.solver = Solver(formulas)
        for given in (self.before.who.given, self.after.who.given):
            self.solver.tie(ties(given, given.vocabulary.asked()))

    def losses(self, one: World, other: World) -> Iterator[Loss]:
        """Every restraint that the one gives, with where the other does not."""
        for restraint in self.measure.restraints():
            has, lacks = one.held(restraint), other.held(restraint)
            if has != lacks:
                yield restraint, has, lacks

    def limits_lost(self) -> Iterator[Loss]:
        """The same for what rules of screening, safety and trauma give; not what an activity cannot bear."""
        before, after = (_beginnings(world.book) for world in (self.before, self.after))
        if before != after:
            raise CannotTell("a rule of safety or trauma that says how small a beginning is was changed")
        borne = {name: one.bears for name, one in self.before.book.activities.items()}
        for restraint, has, lacks in self.losses(self.safe, self.after):
            own = restraint.what == "closed" and not borne[restraint.about](Effort(restraint.level))
            if not own and not restraint.what.startswith(("aim ", "begin ")):
                yield restraint, has, lacks

    def first(self, losses: Iterable[Loss]) -> Difference | None:
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
    """The rulebook with the limits of screening, safety and trauma alone, and everything else permitted."""
    first = book.rules[0]
    open_to_all = replace(
        first,
        id="",
        stratum=Stratum.PRESCRIPTION,
        when=Condition(),
        unless=None,
        then=(Directive("permit", EVERYTHING, {}),),
    )
    return replace(book, rules=(*map(_guarding, book.rules), open_to_all))


def _guarding(rule: Rule) -> Rule:
    if rule.stratum is not Stratum.PRESCRIPTION or rule.purpose in GUARDING:
        return rule
    return replace(rule, then=tuple(item for item in rule.then if not restricts(item.body)))


def _beginnings(book: RuleBook) -> dict[str, tuple[object, ...]]:
    """The beginnings that rules of safety and trauma name, with when they do."""
    return {
        rule.id: (rule.when, rule.unless, item.body)
        for rule in book.rules
        for item in rule.then
        if rule.purpose in GUARDING and isinstance(item.body, Start)
    }
