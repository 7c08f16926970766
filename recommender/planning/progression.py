"""The step from one week to the next, over a small finite state.

The state holds the weekly minutes and how many sessions share them, so that a session more never means
minutes more; easier weeks follow the calendar alone. (A state of sessions times minutes lets somebody
who starts lower arrive at more.) One thing is raised at a time: sessions, then minutes, then effort.
"""

from dataclasses import dataclass
from enum import StrEnum

from recommender.model.parameters import Parameters


class Decision(StrEnum):
    """What follows from how the last week was borne."""

    ADVANCE = "advance"
    HOLD = "hold"
    STEP_BACK = "step_back"


@dataclass(frozen=True, slots=True)
class Load:
    """A full week: sessions, minutes in all, and how many sessions are moderate and vigorous."""

    sessions: int
    minutes: int
    moderate: int = 0
    vigorous: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a week may hold; `session_minutes` and `growth` are minutes a session."""

    sessions: int
    session_minutes: int
    week_minutes: int
    moderate: int = 0
    vigorous: int = 0
    growth: int | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a programme may grow, from `plan.yaml`."""

    percent: int
    minutes: int
    smallest: int
    every: int
    easier_percent: int
    moderate_first_percent: int

    @classmethod
    def of(cls, parameters: Parameters) -> "Pace":
        """The pace that the rulebook states."""
        return cls(
            parameters.growth_percent.value,
            parameters.growth_minutes.value,
            parameters.smallest_minutes.value,
            parameters.easier_every.value,
            parameters.easier_percent.value,
            parameters.moderate_first_percent.value,
        )

    def easier(self, week: int) -> bool:
        """Whether a week is an easier one, by the calendar."""
        return self.every > 0 and week % self.every == 0


def within(load: Load, limits: Limits, pace: Pace) -> Load:
    """The load, brought under every limit."""
    most = max(1, limits.week_minutes)
    sessions = max(1, min(load.sessions, limits.sessions, max(1, most // pace.smallest)))
    minutes = min(load.minutes, sessions * limits.session_minutes, most)
    vigorous = min(load.vigorous, limits.vigorous, sessions)
    moderate = min(load.moderate, limits.moderate, sessions)
    return Load(sessions, minutes, moderate, vigorous)


def step(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    """The load of week `week`, from the last full week, under the limits of the new one."""
    now = within(load, limits, pace)
    if decision is Decision.STEP_BACK:
        return Load(now.sessions, max(pace.smallest, now.minutes * 8 // 10), max(0, now.moderate - 1), 0)
    if decision is Decision.HOLD or pace.easier(week):
        return now
    return _raised(now, limits, pace)


def shown_minutes(load: Load, week: int, pace: Pace) -> int:
    """The minutes of a week as it is shown: fewer in an easier week, at least one a session."""
    if not pace.easier(week):
        return load.minutes
    return max(load.sessions, load.minutes * pace.easier_percent // 100)


def _raised(now: Load, limits: Limits, pace: Pace) -> Load:
    most = min(now.sessions * limits.session_minutes, limits.week_minutes)
    if now.sessions < limits.sessions:
        needed = pace.smallest * (now.sessions + 1)
        if now.minutes >= needed:
            return Load(now.sessions + 1, now.minutes, now.moderate, now.vigorous)
        most = min(most, needed)
    minutes = min(now.minutes + _growth(now, limits, pace), most)
    if minutes > now.minutes:
        return Load(now.sessions, minutes, now.moderate, now.vigorous)
    return _harder(now, limits, pace)


def _harder(now: Load, limits: Limits, pace: Pace) -> Load:
    """One session harder, if any may be: some moderate ones come before the first vigorous one."""
    more_moderate = now.moderate < min(limits.moderate, now.sessions)
    enough = now.moderate * 100 >= now.sessions * pace.moderate_first_percent
    if now.vigorous < limits.vigorous and (enough or not more_moderate):
        return Load(now.sessions, now.minutes, now.moderate, now.vigorous + 1)
    return Load(now.sessions, now.minutes, now.moderate + more_moderate, now.vigorous)


def _growth(now: Load, limits: Limits, pace: Pace) -> int:
    most = max(now.minutes * pace.percent // 100, pace.minutes * now.sessions)
    return most if limits.growth is None else min(most, limits.growth * now.sessions)
