"""What bounds effort, minutes and sessions, week by week."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from recommender.explanation.parts import Dose
from recommender.explanation.values import Bounding, Doses, Question
from recommender.model.directive import Aim, Require
from recommender.model.prescription import Bound, Prescription, WeekBounds
from recommender.model.programme import Programme, Week
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort
from recommender.planning.resolve import most
from recommender.planning.targets import all_bounds, beginning
from recommender.reasons.effort import Opening, holding_back, opening

BOUNDS = {
    Dose.INTENSITY: ("moderate_sessions", "vigorous_sessions"),
    Dose.MINUTES: ("minutes", "week_minutes", "growth"),
    Dose.SESSIONS: ("sessions", "strength_days", "kinds"),
}
AIMS = {Dose.INTENSITY: (), Dose.MINUTES: ("minutes", "week_minutes"), Dose.SESSIONS: ("sessions",)}


@dataclass(frozen=True, slots=True)
class DoseReader:
    """Reads the bounds of one programme."""

    programme: Programme
    bounds: tuple[WeekBounds, ...]
    question: Question
    recommendation: Recommendation
    book: RuleBook

    @classmethod
    def of(cls, question: Question, recommendation: Recommendation, book: RuleBook) -> "DoseReader | None":
        """The reader for a programme; None where there is none."""
        programme = recommendation.programme
        if programme is None:
            return None
        bounds = all_bounds(recommendation.prescription, len(programme.weeks))
        return cls(programme, bounds, question, recommendation, book)

    def dose(self, dose: Dose) -> Doses:
        """What bounds effort, minutes or sessions in all weeks."""
        weeks = self.programme.weeks
        items = [*self._beginning(dose), *self._over(weeks, dose)]
        return Doses(tuple(items), self._openings(weeks[0].ceiling) if dose is Dose.INTENSITY else ())

    def week(self, number: int) -> Doses:
        """Everything that bounds one week."""
        week = self.programme.weeks[number - 1]
        items = [
            Bounding("planned_sessions", number, number, len(week.sessions)),
            Bounding("planned_minutes", number, number, week.minutes),
        ]
        items += [Bounding("easier", number, number)] if week.easier else []
        items += self._beginning(Dose.SESSIONS) + self._beginning(Dose.MINUTES) if number == 1 else []
        items += [item for dose in Dose for item in self._over((week,), dose)]
        return Doses(tuple(items), self._openings(week.ceiling))

    def _over(self, weeks: tuple[Week, ...], dose: Dose) -> Iterator[Bounding]:
        if dose is Dose.INTENSITY:
            yield from _stretches(weeks, self._ceiling)
            yield from _stretches(weeks, self._preview)
        for name in BOUNDS[dose]:
            yield from _stretches(weeks, self._bound(name))
        if dose is Dose.SESSIONS:
            yield from _stretches(weeks, self._rest_days)
        for name in AIMS[dose]:
            yield from _stretches(weeks, self._aim(name))

    def _ceiling(self, week: Week) -> Bounding:
        bounds = self.bounds[week.number - 1]
        harder = _next(week.ceiling)
        holding = holding_back(harder, week.number, self._prescription) if harder else ()
        first, second = (
            (holding, bounds.effort_rules) if self.question == "why_not" else (bounds.effort_rules, holding)
        )
        reached = Effort.highest(*(session.intensity for session in week.sessions))
        return Bounding("ceiling", week.number, week.number, week.ceiling, first or second, reached)

    def _preview(self, week: Week) -> Bounding | None:
        gates = {gate.rule for gate in self.bounds[week.number - 1].gates}
        return Bounding("preview", week.number, week.number, None, tuple(sorted(gates))) if gates else None

    def _bound(self, name: str) -> "Callable[[Week], Bounding | None]":
        def read(week: Week) -> Bounding | None:
            bound: Bound = getattr(self.bounds[week.number - 1], name)
            return _bounding(name, week, bound)

        return read

    def _rest_days(self, week: Week) -> Bounding | None:
        asked = most(self._prescription.of(Require, week.number), "rest_days", self._prescription.facts)
        return _bounding("rest_days", week, asked)

    def _aim(self, name: str) -> "Callable[[Week], Bounding | None]":
        def read(week: Week) -> Bounding | None:
            aims = self._prescription.of(Aim, week.number)
            return _bounding(f"aim_{name}", week, most(aims, name, self._prescription.facts))

        return read

    def _beginning(self, dose: Dose) -> list[Bounding]:
        first = self.programme.weeks[0]
        rules = beginning(self._prescription, self.book.parameters).rules
        if dose is Dose.MINUTES:
            return [Bounding("start_minutes", 1, 1, first.minutes, rules)]
        return [Bounding("start_sessions", 1, 1, len(first.sessions), rules)] if dose is Dose.SESSIONS else []

    def _openings(self, ceiling: Effort) -> tuple[Opening, ...]:
        return tuple(
            opening(effort, self.recommendation, self.book)
            for effort in Effort
            if not effort.at_most(ceiling)
        )

    @property
    def _prescription(self) -> Prescription:
        return self.recommendation.prescription


def _bounding(what: str, week: Week, bound: Bound) -> Bounding | None:
    return None if bound.value is None else Bounding(what, week.number, week.number, bound.value, bound.rules)


def _next(effort: Effort) -> Effort | None:
    return next((harder for harder in Effort if harder.rank == effort.rank + 1), None)


def _stretches(weeks: Iterable[Week], read: Callable[[Week], Bounding | None]) -> list[Bounding]:
    """What is read of each week, consecutive weeks of which the same is true as one."""
    found: list[Bounding] = []
    for week in weeks:
        item = read(week)
        if item is None:
            continue
        before = found[-1] if found else None
        if (
            before
            and before.last == week.number - 1
            and replace(item, first=before.first) == replace(before, last=week.number)
        ):
            found[-1] = replace(before, last=week.number)
        else:
            found.append(item)
    return found
