"""The log of a case, day by day: what somebody writes down of a day takes the place of what is kept of it."""

from collections.abc import Iterable, Mapping, Sequence

from recommender.casebook.records import LoggedSession
from recommender.casebook.row import Object


def logged(session: Object) -> LoggedSession:
    """A session as a log has it, with the week and the day that it names."""
    return LoggedSession(int(str(session["week"])), int(str(session["day"])), session)


def to_add(kept: Iterable[LoggedSession], written: Iterable[LoggedSession]) -> tuple[LoggedSession, ...]:
    """The sessions of each day that was written otherwise than it is kept, and of each new one.

    Their order within a day counts: a review reads them in it.
    """
    before, after = by_day(kept), by_day(written)
    return tuple(one for day, sessions in after.items() if sessions != before.get(day) for one in sessions)


def standing(kept: Iterable[LoggedSession], written: Sequence[LoggedSession]) -> tuple[LoggedSession, ...]:
    """The log as it stands with what was written: a day that is not named there stays as it was."""
    named = by_day(written)
    return (*(one for one in kept if (one.week, one.day) not in named), *written)


def by_day(sessions: Iterable[LoggedSession]) -> Mapping[tuple[int, int], list[LoggedSession]]:
    """The sessions of each day, in their order."""
    days: dict[tuple[int, int], list[LoggedSession]] = {}
    for one in sessions:
        days.setdefault((one.week, one.day), []).append(one)
    return days
