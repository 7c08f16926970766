"""What holds somebody back for whom the program has worked it out: with the planner's own functions."""

from collections.abc import Iterable

from recommender.model.directive import Aim, Gate, Hide, Limit, Require
from recommender.model.prescription import Bound, Prescription
from recommender.model.programme import Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Urgency
from recommender.planning.outcomes import is_limited
from recommender.planning.resolve import bounds_of, least, most
from recommender.planning.selection import Choices
from recommender.planning.targets import beginning, rest_days
from recommender.proving.restraints import SITUATIONS, Measure, Restraint

WITH_BOUNDS = (
    "minutes", "sessions", "week_minutes", "moderate_sessions", "vigorous_sessions", "strength_days",
    "growth", "kinds",
)  # fmt: skip


def measured(
    given: Recommendation, book: RuleBook, restraints: Iterable[Restraint], measure: Measure
) -> frozenset[Restraint]:
    """Those of these restraints of a measure that hold for the person who was given this."""
    person = _Measured(given, book, measure)
    return frozenset(restraint for restraint in restraints if person.holds(restraint))


class _Measured:
    def __init__(self, given: Recommendation, book: RuleBook, measure: Measure) -> None:
        self.given, self.book, self.measure = given, book, measure
        self.prescription: Prescription = given.prescription
        self.choices = Choices(self.prescription, book.activities)
        self.limited = is_limited(given.trace, book)
        self.referred = isinstance(given.result, Referral)

    def holds(self, restraint: Restraint) -> bool:
        if restraint.what == "urgency":
            return isinstance(self.given.result, Referral) and Urgency(restraint.level).at_most(
                self.given.result.urgency
            )
        if restraint.what in ("referral", "no doses") or self.referred:
            return self.referred or (restraint.what == "no doses" and self.limited)
        if restraint.what == "closed":
            return restraint.about not in self.choices[restraint.week].possible(Effort(restraint.level))
        return self.limited or self._in_a_programme(restraint)

    def _in_a_programme(self, restraint: Restraint) -> bool:
        what, week = restraint.what, restraint.week
        if what in SITUATIONS:
            taken = self.choices[week].closed(what, Effort(restraint.level))
            return restraint.about in taken
        if what == "hidden":
            hidden = (item.body for item in self.prescription.of(Hide))
            return any(restraint.about in body.figures for body in hidden if isinstance(body, Hide))
        if what == "need":
            return self._needs(Effort(restraint.level), restraint.about)
        if what == "effort":
            return bounds_of(self.prescription, week).effort.at_most(Effort(restraint.level))
        if what == "easy after vigorous":
            return any(getattr(item.body, "after", None) for item in self.prescription.of(Require, week))
        return self._amount(what, week, restraint.amount)

    def _needs(self, effort: Effort, need: str) -> bool:
        gates = (item.body for item in self.prescription.of(Gate) if isinstance(item.body, Gate))
        asked = any(need in body.needs and body.to is effort for body in gates)
        reached = (bounds_of(self.prescription, week).effort for week in self.measure.weeks)
        return asked or not any(effort.at_most(ceiling) for ceiling in reached)

    def _amount(self, what: str, week: int, bound: int) -> bool:
        facts = self.prescription.facts
        if what == "awareness":
            return bounds_of(self.prescription, week).awareness <= bound
        if what == "rest_days":
            return rest_days(self.prescription, self.book.parameters, week) >= bound
        if what == "cool_down":
            return (most(self.prescription.of(Require, week), what, facts).value or 0) >= bound
        if what.startswith("aim "):
            aimed = most(self.prescription.of(Aim, week), what.removeprefix("aim "), facts).value
            return aimed is None or aimed <= bound
        if what.startswith("begin "):
            first = beginning(self.prescription, self.book.parameters)
            begins = {
                "begin minutes": first.minutes,
                "begin sessions": first.sessions,
                "begin moderate_sessions": first.moderate,
            }
            return begins[what] <= bound
        if what in WITH_BOUNDS:
            limit: Bound = getattr(bounds_of(self.prescription, week), what)
        else:
            limit = least(self.prescription.of(Limit, week), what, facts)
        return limit.value is not None and limit.value <= bound
