"""Where somebody is held back: for each restraint, a formula over their answers."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TypeAlias, TypeVar, cast

from recommender.model.directive import (
    Aim,
    Body,
    Decide,
    Exclude,
    Gate,
    Hide,
    Limit,
    Permit,
    Require,
    Start,
)
from recommender.model.scale import Decision, Effort, Urgency
from recommender.model.spelling import FromAnswer, Share
from recommender.planning.gates import below
from recommender.proving.formulas import NO, YES, Literal, truth
from recommender.proving.offered import Offered
from recommender.proving.people import Somebody
from recommender.proving.restraints import AIMED, AT_LEAST, BEGINS, SITUATIONS, Measure, Restraint, shared_by

Some = TypeVar("Some", bound=Body)
Bounding: TypeAlias = tuple[list[tuple[int, Literal]], list[tuple[Literal, Share]]]

KINDS: dict[str, tuple[type[Body], ...]] = {
    "effort": (Permit, Limit, Gate),
    "awareness": (Permit, Limit),
    "hidden": (Hide,),
    "need": (Gate, Permit, Limit),
    "closed": (Exclude,),
    **dict.fromkeys(SITUATIONS, (Exclude,)),
    "easy after vigorous": (Require,),
    **dict.fromkeys(AT_LEAST, (Require,)),
    **{f"begin {sort}": (Start,) for sort in BEGINS},
    **{f"aim {sort}": (Aim,) for sort in AIMED},
}
"""The directives behind each sort of restraint; a `limit` behind all others."""


@dataclass(frozen=True)
class Held:
    """One unknown person, and what holds them back.

    Whoever is referred has every restraint; whoever is limited has every restraint of dose.
    """

    who: Somebody
    measure: Measure

    def __call__(self, restraint: Restraint) -> Literal:
        """The formula that says: this restraint holds."""
        what = restraint.what
        if what == "referral":
            return self.who.referred
        if what == "urgency":
            return self.who.urgent(Urgency(restraint.level))
        if what.startswith("decision"):
            return self._decides(restraint)
        if what == "closed":
            return self.who.formulas.any_of([self.who.referred, -self._open_at(restraint)])
        dosed = NO if what == "no doses" else self._of_a_programme(restraint)
        return self.who.formulas.any_of([self._without_doses, dosed])

    def rests_on(self, what: str) -> tuple[Literal, ...]:
        """Everything that the restraints of this sort rest on: where that is the same, so are they."""
        acts = (
            act for kind in KINDS.get(what, (Limit,)) for act in self.who.of(kind) if _counts(what, act.body)
        )
        formulas = (one for act in acts for one in (act.where, act.sure, *self._own(act.body)))
        return (*(self.who.urgent(urgency) for urgency in Urgency), self.who.limited, *formulas)

    def shares(self, what: str) -> tuple[Literal, ...]:
        """What the amounts rest on that are a share of the person's own."""
        sort = what.rsplit(" ", maxsplit=1)[-1]
        return tuple(
            literal
            for kind in KINDS.get(what, (Limit,))
            for act in self.who.of(kind)
            if isinstance(getattr(act.body, sort, None), Share) or isinstance(act.body, Start)
            for literal in (act.where, *self._own(act.body))
        )

    def _own(self, body: Body) -> Iterator[Literal]:
        """That there is an answer, for each answer of the person's own that a directive speaks of."""
        facts = {value.fact for _, value in body if isinstance(value, FromAnswer | Share)}
        return (self.who.reread.answered(name) for name in sorted(facts))

    @cached_property
    def _without_doses(self) -> Literal:
        return self._any([self.who.referred, self.who.limited])

    def _open_at(self, restraint: Restraint) -> Literal:
        return self.offered.open(restraint.about, Effort(restraint.level), restraint.week)

    @cached_property
    def offered(self) -> Offered:
        """Which activities are left for this person."""
        return Offered(self.who)

    def _of_a_programme(self, restraint: Restraint) -> Literal:
        what, week = restraint.what, restraint.week
        if what.startswith("begin "):
            return self._begins(what.removeprefix("begin "), restraint.amount)
        if what.startswith("aim "):
            return self._aims(what.removeprefix("aim "), week, restraint.amount)
        if what in SITUATIONS:
            return self.offered.taken(what, restraint.about, Effort(restraint.level), week)
        made: dict[str, Callable[[], Literal]] = {
            "effort": lambda: self._effort(Effort(restraint.level), week),
            "awareness": lambda: self._awareness(restraint.amount, week),
            "hidden": lambda: self._hides(restraint.about),
            "need": lambda: self._needs(Effort(restraint.level), restraint.about),
            "easy after vigorous": lambda: self._acting(Require, week, lambda body: bool(body.after)),
            "rest_days": lambda: self._requires("rest_days", restraint.amount, week),
            "cool_down": lambda: self._requires("cool_down", restraint.amount, week),
        }
        return made.get(what, lambda: self._limits(what, restraint.amount, week))()

    def _decides(self, restraint: Restraint) -> Literal:
        """A check-in comes to that decision, or to a more cautious one; or to a referral so urgent."""
        decided = [(act.where, act.body) for act in self.who.of(Decide) if isinstance(act.body, Decide)]
        if restraint.what == "decision":
            least = Decision(restraint.level).rank
            return self._any(where for where, body in decided if body.decision.rank >= least)
        urgent = Urgency(restraint.level)
        return self._any(
            where for where, body in decided if body.urgency is not None and urgent.at_most(body.urgency)
        )

    def _effort(self, most: Effort, week: int) -> Literal:
        """No permit goes further, or a limit or a gate holds it there."""
        further = self._acting(
            Permit, week, lambda body: bool(body.intensity and not body.intensity.at_most(most))
        )
        limited = self._acting(
            Limit, week, lambda body: bool(body.intensity and body.intensity.at_most(most))
        )
        gated = (
            act.where
            for act in self.who.of(Gate)
            if isinstance(act.body, Gate)
            and week <= act.body.after_weeks
            and below(act.body.to).at_most(most)
        )
        return self._any([-further, limited, *gated])

    def _awareness(self, most: int, week: int) -> Literal:
        opened = self._acting(Permit, week, lambda body: (body.awareness or 0) > most)
        closed = self._acting(Limit, week, lambda body: body.awareness is not None and body.awareness <= most)
        return self._any([-opened, closed])

    def _limits(self, sort: str, most: int, week: int) -> Literal:
        """Some limit is so low: one that stands in a rule, or one that is a share of the person's own."""
        if (sort, week) not in self._bounds:
            self._bounds[sort, week] = self._bounding(sort, week)
        named, shares = self._bounds[sort, week]
        place = bisect_right(named, most, key=itemgetter(0))
        low = named[place - 1][1] if place else NO
        return self._any([low, *(self._all([where, self._at_most(one, most)]) for where, one in shares)])

    def _bounding(self, sort: str, week: int) -> Bounding:
        """The limits of a week: of each amount that is named, that some limit is so low; and the shares."""
        limits = [(where, getattr(body, sort)) for where, body in self._in(Limit, week)]
        shares = [(where, value) for where, value in limits if isinstance(value, Share)]
        low, named = NO, list[tuple[int, Literal]]()
        for amount in sorted({value for _, value in limits if isinstance(value, int)}):
            low = self._any([low, *(where for where, value in limits if value == amount)])
            named.append((amount, low))
        return named, shares

    def _aims(self, sort: str, week: int, most: int) -> Literal:
        """Nothing that is aimed at is more."""
        return self._all(
            -self._all([where, self._more_than(getattr(body, sort, None), most)])
            for where, body in self._in(Aim, week)
        )

    def _begins(self, sort: str, most: int) -> Literal:
        """Some beginning is so small, or none is sure and the smallest is."""
        said = tuple(self._in(Start, 1))
        small = [self._all([where, self._begins_at_most(body, sort, most)]) for where, body in said]
        lifting = (
            self._all([act.sure, self._named(act.body, sort)])
            for act in self.who.of(Start)
            if isinstance(act.body, Start) and 1 in act.body.weeks
        )
        return self._any([*small, self._all([-self._any(lifting), truth(self._smallest(sort) <= most)])])

    def _named(self, body: Start, sort: str) -> Literal:
        """Whether a beginning says anything about it; a share says nothing where its answer is missing."""
        values = [getattr(body, sort), body.week_minutes if sort == BEGINS[0] else None]
        return self._any(
            self.who.reread.answered(value.fact) if isinstance(value, Share) else YES
            for value in values
            if value is not None
        )

    def _begins_at_most(self, body: Start, sort: str, most: int) -> Literal:
        own = self._at_most(getattr(body, sort), most)
        if sort != BEGINS[0] or body.week_minutes is None:
            return own
        whole = (most + 1) * shared_by(body, self.who.book) - 1
        return self._any([own, self._at_most(body.week_minutes, whole)])

    def _smallest(self, sort: str) -> int:
        parameters = self.who.book.parameters
        least = {"minutes": parameters.smallest_minutes, "sessions": parameters.smallest_sessions}
        return least[sort].value if sort in least else 0

    def _requires(self, sort: str, least: int, week: int) -> Literal:
        """The program gives every week some of each; a rule may ask for more."""
        own = self.who.book.parameters.rest_days.value if sort == "rest_days" else 0
        asked = (
            self._all([where, self._more_than(getattr(body, sort, None), least - 1)])
            for where, body in self._in(Require, week)
        )
        return self._any([truth(own >= least), *asked])

    def _hides(self, figure: str) -> Literal:
        return self._any(
            act.where
            for act in self.who.of(Hide)
            if isinstance(act.body, Hide) and figure in act.body.figures
        )

    def _needs(self, effort: Effort, need: str) -> Literal:
        """A gate to that effort asks for it, or the effort is never reached."""
        asked = (
            act.where
            for act in self.who.of(Gate)
            if isinstance(act.body, Gate) and act.body.to is effort and need in act.body.needs
        )
        return self._any([self._never(effort), *asked])

    def _never(self, effort: Effort) -> Literal:
        """No week goes as far as that."""
        return self._all(self._effort(below(effort), week) for week in self.measure.weeks)

    def _at_most(self, value: int | Share | None, most: int) -> Literal:
        """Whether an amount is named and is no more than that."""
        if value is None:
            return NO
        if not isinstance(value, Share):
            return truth(value <= most)
        answered = self.who.reread.answered(value.fact)
        return self._all([answered, -self._more_than(value, most)])

    def _more_than(self, value: int | Share | None, most: int) -> Literal:
        if value is None:
            return NO
        if not isinstance(value, Share):
            return truth(value > most)
        if not value.percent:
            return NO
        return self.who.reread.at_least(value.fact, -(-(most + 1) * 100 // value.percent))

    def _acting(self, kind: type[Some], week: int, suits: Callable[[Some], bool]) -> Literal:
        return self._any(where for where, body in self._in(kind, week) if suits(body))

    def _in(self, kind: type[Some], week: int) -> Sequence[tuple[Literal, Some]]:
        """The directives of a kind that may be in force in a week, each with where it acts."""
        if (kind, week) not in self._found:
            self._found[kind, week] = [
                (act.where, act.body) for act in self.who.of(kind) if week in act.body.weeks
            ]
        return cast("Sequence[tuple[Literal, Some]]", self._found[kind, week])

    @cached_property
    def _bounds(self) -> dict[tuple[str, int], Bounding]:
        return {}

    @cached_property
    def _found(self) -> dict[tuple[type[Body], int], list[tuple[Literal, Body]]]:
        return {}

    def _all(self, literals: Iterable[Literal]) -> Literal:
        return self.who.formulas.all_of(literals)

    def _any(self, literals: Iterable[Literal]) -> Literal:
        return self.who.formulas.any_of(literals)


def _counts(what: str, body: Body) -> bool:
    """Whether a limit or a permit says anything about it; of other directives, each counts."""
    sort = "intensity" if what in ("effort", "need") else what
    return not isinstance(body, Limit | Permit) or getattr(body, sort, None) is not None
