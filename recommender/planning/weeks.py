"""The weeks of a programme: loads by the step, laid on days, with a choice in each session."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from recommender.model.directive import Aim, Gate, Require
from recommender.model.prescription import Prescription, WeekBounds
from recommender.model.programme import Week
from recommender.model.rule import RuleBook
from recommender.model.scale import Decision, Effort, Kind
from recommender.planning.calendar import WEEK, Slot, kinds_of, lay_out, not_running
from recommender.planning.progression import Limits, Load, Pace, lighter, step, within
from recommender.planning.resolve import most
from recommender.planning.selection import Choice, Choices
from recommender.planning.sessions import SessionMaker
from recommender.planning.targets import Beginning, all_bounds, beginning, limits_of

BESIDE = (Kind.BALANCE, Kind.STRENGTH, Kind.MINDFUL)
"""The kinds that may stand beside aerobic movement; of those that suit equally, the first stays longest."""


def plan_weeks(prescription: Prescription, book: RuleBook, choices: Choices, weeks: int) -> tuple[Week, ...]:
    """That many weeks; none at all where some week has nothing left that could be offered."""
    bounds = all_bounds(prescription, weeks)
    planner = WeekPlanner.of(prescription, book, choices)
    loads = planner.loads(bounds)
    made = [planner.week(number, bounds[number - 1], load) for number, load in enumerate(loads, 1)]
    return tuple(made) if all(week.sessions for week in made) else ()


@dataclass(frozen=True, slots=True)
class Laid:
    """A week laid on days, and what had to go for it: `vigorous`, `kinds` or `sessions`."""

    slots: tuple[Slot, ...]
    smaller: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekPlanner:
    """Makes the weeks of one person's programme, one after the other."""

    prescription: Prescription
    book: RuleBook
    choices: Choices
    start: Beginning
    pace: Pace

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
        return limits_of(bounds, self.start, self.prescription, self.book.parameters, week)

    def _bearable(self, load: Load, bounds: WeekBounds, week: int) -> Load:
        """The load with no more harder sessions than the week's layout can hold.

        Kept as a credit, they would come in all at once with the next session that can be harder.
        """
        if not load.moderate and not load.vigorous:
            return load
        wished = Load(load.lengths, len(load.lengths), load.vigorous)
        efforts = [slot.effort for slot in self._laid(week, bounds, wished, easier=False).slots]
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
        laid = self._laid(number, bounds, load, easier=easier)
        choice, slots = self.choices[number], laid.slots
        maker = SessionMaker(self.prescription, self.book, choice, bounds, number, self.start.rules)
        lengths = self._lengths(lighter(load, self.pace) if easier else load.lengths, slots)
        made = [maker.session(slot, minutes) for slot, minutes in zip(slots, lengths, strict=True)]
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
            only_if=self._needs(bounds),
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

    def _laid(self, number: int, bounds: WeekBounds, load: Load, *, easier: bool) -> Laid:
        """A layout of the week. Where none exists, vigorous sessions go first, then those of other kinds."""
        choice = self.choices[number]
        kinds = self._kinds(number, len(load.lengths), bounds, choice)
        easy_after = any(getattr(item.body, "after", None) for item in self.prescription.of(Require, number))
        apart = self.book.parameters.vigorous_apart_days.value
        able = not easier and bool(choice.possible(Effort.VIGOROUS, Kind.AEROBIC))
        wanted = load.vigorous if able else 0
        for hard in range(wanted, -1, -1):
            found = lay_out(kinds, load.moderate, hard, apart, easy_after=easy_after)
            if found is not None:
                return _offerable_slots(found, bounds, choice, ("vigorous",) if hard < wanted else ())
        plain = lay_out((Kind.AEROBIC,) * len(kinds), load.moderate, 0, apart, easy_after=easy_after)
        return _offerable_slots(plain or (), bounds, choice, ("vigorous", "kinds") if wanted else ("kinds",))

    def _kinds(self, number: int, sessions: int, bounds: WeekBounds, choice: Choice) -> tuple[Kind, ...]:
        aims = tuple(self.prescription.of(Aim, number))
        wanted = {
            kind: many
            for kind in BESIDE
            if (many := most(aims, f"{kind}_days", self.prescription.facts).value or 0)
            and choice.possible(Effort.LIGHT, kind)
        }
        liked = sorted(wanted, key=lambda kind: -choice.points(choice.possible(Effort.LIGHT, kind)[0]))
        days = {kind: wanted[kind] for kind in liked[: bounds.kinds.below(1 + len(BESIDE)) - 1]}
        strength = bounds.strength_days.below(days.get(Kind.STRENGTH, 0))
        beside = (strength, days.get(Kind.BALANCE, 0), days.get(Kind.MINDFUL, 0))
        return kinds_of(sessions, *beside, self.book.parameters.aerobic_percent.value)

    def _needs(self, bounds: WeekBounds) -> tuple[str, ...]:
        names = {need for gate in bounds.gates if isinstance(gate.body, Gate) for need in gate.body.needs}
        return tuple(self.book.texts.wording.gate_needs[name] for name in sorted(names))


def _offerable_slots(
    slots: tuple[Slot, ...], bounds: WeekBounds, choice: Choice, smaller: tuple[str, ...]
) -> Laid:
    """The slots with something to offer in each.

    Strength beyond its limit, or on a day after strength, goes, and the week shrinks.
    """
    found = [_offerable(slot, choice) for slot in slots]
    strength = [slot.day for slot in found if slot.kind is Kind.STRENGTH]
    kept = not_running(strength, bounds.strength_days.below(len(strength)))
    left = tuple(slot for slot in found if slot.kind is not Kind.STRENGTH or slot.day in kept)
    return Laid(left, (*smaller, "sessions") if len(left) < len(found) else smaller)


def _offerable(slot: Slot, choice: Choice) -> Slot:
    """The slot with an effort and kind that leaves a choice, or at least an offer; never a harder one."""
    kinds = (slot.kind, *(kind for kind in Kind if kind is not slot.kind))
    efforts = [effort for effort in reversed(tuple(Effort)) if effort.at_most(slot.effort)]
    for enough in (2, 1):
        for kind, effort in product(kinds, efforts):
            if choice.possible(effort, kind) and len(choice.possible(effort)) >= enough:
                return Slot(slot.day, kind, effort)
    return slot
