"""The weeks of a programme: loads by the step, laid on days, with a choice in each session."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from recommender.model.prescription import Prescription, WeekBounds
from recommender.model.programme import Week
from recommender.model.rule import RuleBook
from recommender.model.scale import Decision, Effort, Kind
from recommender.planning.calendar import WEEK, Slot
from recommender.planning.manner import SHAPING, Manner
from recommender.planning.progression import Limits, Load, Pace, lighter, step, within
from recommender.planning.selection import Choices
from recommender.planning.sessions import SessionMaker
from recommender.planning.stretch import Stretch
from recommender.planning.targets import Beginning, aims_of, all_bounds, beginning, limits_of


def plan_weeks(prescription: Prescription, book: RuleBook, choices: Choices, weeks: int) -> tuple[Week, ...]:
    """That many weeks; none at all where some week has nothing left that could be offered."""
    bounds = all_bounds(prescription, weeks)
    planner = WeekPlanner.of(prescription, book, choices)
    loads = planner.loads(bounds)
    made = [planner.week(number, bounds[number - 1], load) for number, load in enumerate(loads, 1)]
    return tuple(made) if all(week.sessions for week in made) else ()


@dataclass(frozen=True, slots=True)
class WeekPlanner:
    """Makes the weeks of one person's programme, one after the other."""

    prescription: Prescription
    book: RuleBook
    choices: Choices
    start: Beginning
    pace: Pace
    _stretches: dict[int, Stretch] = field(default_factory=dict, compare=False, repr=False)
    _manners: dict[int, Manner] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, prescription: Prescription, book: RuleBook, choices: Choices) -> "WeekPlanner":
        """The planner for one person."""
        start = beginning(prescription, book.parameters)
        return cls(prescription, book, choices, start, Pace.of(book.parameters))

    def loads(self, bounds: tuple[WeekBounds, ...]) -> Iterator[Load]:
        """The full load of each week, as if every week were borne well."""
        load = self.first(bounds[0])
        yield load
        for week, bound in enumerate(bounds[1:], 2):
            load = self.following(load, bound, Decision.ADVANCE, week)
            yield load

    def first(self, bounds: WeekBounds, week: int = 1) -> Load:
        """The load that the programme begins with, under the bounds of a week."""
        return self._bearable(within(self.start.load, self._limits(bounds, week)), bounds, week)

    def following(self, load: Load, bounds: WeekBounds, decision: Decision, week: int) -> Load:
        """The load of week `week`, after a full week and what a check-in decided."""
        after = step(load, self._limits(bounds, week), decision, week, self.pace)
        return self._bearable(after, bounds, week)

    def _limits(self, bounds: WeekBounds, week: int) -> Limits:
        return self._stretch(bounds, week).limits

    def _stretch(self, bounds: WeekBounds, week: int) -> Stretch:
        """What a week has in common with those around it; worked out anew where its bounds are others."""
        place = self.prescription.stretch(week)
        known = self._stretches.get(place)
        if known is None or (known.bounds is not bounds and known.bounds != bounds):
            known = self._stretches[place] = self._begun(bounds, week)
        return known

    def _begun(self, bounds: WeekBounds, week: int) -> Stretch:
        manner = self._manner(week)
        limits = limits_of(bounds, manner.aims, self.book.parameters)
        maker = SessionMaker(manner, bounds, self.start.rules)
        return Stretch(self.book, manner, bounds, limits, maker)

    def _manner(self, week: int) -> Manner:
        """The manner of a week; weeks in which the same shapes them share one."""
        stretch = self.prescription.stretch_of(SHAPING, week)
        if stretch not in self._manners:
            aims = aims_of(self.start, self.prescription, self.book.parameters, week)
            self._manners[stretch] = Manner(self.prescription, self.book, self.choices[week], aims, week)
        return self._manners[stretch]

    def _bearable(self, load: Load, bounds: WeekBounds, week: int) -> Load:
        """The load with no more harder sessions than the week's layout can hold.

        Kept as a credit, they would come in all at once with the next session that can be harder.
        """
        if not load.moderate and not load.vigorous:
            return load
        sessions = len(load.lengths)
        laid = self._stretch(bounds, week).laid(sessions, sessions, load.vigorous)
        efforts = [slot.effort for slot in laid.slots]
        harder = sum(effort is not Effort.LIGHT for effort in efforts)
        vigorous = min(load.vigorous, efforts.count(Effort.VIGOROUS))
        return replace(load, moderate=min(load.moderate, harder), vigorous=vigorous)

    def is_easier(self, week: int) -> bool:
        """Whether a week is a lighter one by the calendar."""
        return self.pace.turn(week) == "easier"

    def week(self, number: int, bounds: WeekBounds, load: Load, *, easier: bool | None = None) -> Week:
        """The week as a person sees it; without sessions where nothing is left to offer.

        Whether it is a lighter one is for the calendar, unless `easier` says so.
        """
        easier = self.is_easier(number) if easier is None else easier
        stretch = self._stretch(bounds, number)
        laid = stretch.laid(len(load.lengths), load.moderate, 0 if easier else load.vigorous)
        slots = laid.slots
        lengths = self._lengths(lighter(load, self.pace) if easier else load.lengths, slots)
        made = [stretch.maker.session(slot, minutes) for slot, minutes in zip(slots, lengths, strict=True)]
        sessions = tuple(session for session in made if session is not None)
        busy = {session.day for session in sessions}
        smaller = (*laid.smaller, "day_share") if load.shortened else laid.smaller
        return Week(
            number=number,
            minutes=sum(session.minutes for session in sessions),
            ceiling=bounds.effort,
            easier=easier,
            rest_days=tuple(day for day in range(1, WEEK + 1) if day not in busy),
            provisional=bool(bounds.gates),
            only_if=stretch.only_if,
            otherwise=self.book.texts.outcomes("provisional", "otherwise") if bounds.gates else "",
            sessions=sessions if len(sessions) == len(slots) else (),
            smaller=tuple(self.book.texts.outcomes("smaller", cause) for cause in smaller),
        )

    def _lengths(self, lengths: tuple[int, ...], slots: tuple[Slot, ...]) -> list[int]:
        """The minutes of each session, in the order of the slots; the shortest is an easy aerobic one."""
        given_out = sorted(self.pace.shared(lengths[: len(slots)]), reverse=True)
        easy = [place for place, slot in enumerate(slots) if slot.kind is Kind.AEROBIC]
        last = sorted(easy, key=lambda place: -slots[place].effort.rank)[1:]
        wanting = [place for place in range(len(slots)) if place not in last] + last
        given = dict(zip(wanting, given_out, strict=True))
        return [given[place] for place in range(len(slots))]
