"""The numbers of the plan, which stand in `plan.yaml` with their evidence."""

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from recommender.model.scale import Effort, TimeOfDay
from recommender.model.spelling import MOST_SESSIONS
from recommender.model.written import Unbounded, Whole, Words, Written, at_most


class Parameter(Written):
    """One number: what it says in words, how good its ground is, and where it comes from."""

    value: Whole
    says: str
    evidence: str
    sources: Words


class Minutes(Parameter):
    """Minutes within one day."""

    value: Annotated[Unbounded, at_most(24 * 60, "a day has no more minutes")]


class Sessions(Parameter):
    """Sessions in one week."""

    value: Annotated[Unbounded, at_most(MOST_SESSIONS, "two sessions on each day of a week")]


class Days(Parameter):
    """Days of one week."""

    value: Annotated[Unbounded, at_most(7, "a week has no more days")]


class Percent(Parameter):
    """A part of a whole, in per cent."""

    value: Annotated[Unbounded, at_most(100, "a part is no more than the whole")]


class Points(Parameter):
    """How hard something feels, in points of ten."""

    value: Annotated[Unbounded, at_most(10, "effort is felt on a scale of ten points")]


Turn = Literal["sessions", "minutes", "effort", "easier"]


class Turns(Written):
    """What may be raised in each week, over and over: one thing at a time, or nothing in an easier week."""

    value: tuple[Turn, ...] = Field(min_length=1)
    says: str
    evidence: str
    sources: Words


class TodayVersion(Written):
    """What may stand in for a session on a day in another state: activities in order of choice."""

    activities: Words
    minutes: Minutes


class TodayVersions(Written):
    """One version for each state that a day may bring."""

    on_edge: TodayVersion
    shut_down: TodayVersion
    depleted: TodayVersion
    ill: TodayVersion


class ByEffort(Written):
    """A number for each effort."""

    light: Parameter
    moderate: Parameter
    vigorous: Parameter

    def by_effort(self) -> dict[Effort, int]:
        """The numbers."""
        return {effort: getattr(self, effort).value for effort in Effort}


class FeltByEffort(ByEffort):
    """How hard each effort feels at most."""

    light: Points
    moderate: Points
    vigorous: Points


def _clock(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
        return time.fromisoformat(value)
    raise ValueError("a time of day is written with four digits, such as 09:30")


class Hour(Written):
    """A time of day on a clock, as a person reads it where they live."""

    value: Annotated[time, BeforeValidator(_clock)]
    says: str
    evidence: str
    sources: Words


class Length(Parameter):
    """Minutes of an event in a calendar: one at least, and a day at most."""

    value: Annotated[Whole, Field(ge=1, le=24 * 60)]


class InCalendar(Written):
    """Where a session stands in a calendar: its hour, and its length where figures of minutes are hidden."""

    morning: Hour
    midday: Hour
    afternoon: Hour
    evening: Hour
    any: Hour
    hidden_minutes: Length

    def hour(self, time_of_day: TimeOfDay) -> time:
        """The hour, as a clock at the person's place shows it."""
        hours = (self.morning, self.midday, self.afternoon, self.evening, self.any)
        return dict(zip(TimeOfDay, hours, strict=True))[time_of_day].value


class Parameters(Written):
    """Every number that is used where no rule speaks."""

    smallest_minutes: Minutes
    smallest_sessions: Sessions
    growth_minutes: Minutes
    added_minutes: Minutes
    turns: Turns
    easier_percent: Percent
    back_percent: Percent
    day_share_percent: Percent
    day_share_from: Parameter
    vigorous_days: Days
    vigorous_apart_days: Days
    vigorous_share_percent: Percent
    moderate_first_percent: Percent
    effort_weights: ByEffort
    effort_felt: FeltByEffort
    cool_down_percent: Percent
    cool_down_least: Minutes
    cool_down_most_percent: Percent
    aerobic_percent: Percent
    steady_percent: Percent
    signs_together: Parameter
    rest_days: Days
    options: Parameter
    any_time_minutes: Minutes
    calendar: InCalendar
    today: TodayVersions
