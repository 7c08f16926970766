"""When each session of a programme is: a beginning and an end in the zone of the person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from recommender.model.parameters import InCalendar
from recommender.model.programme import Programme, Session, Week
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Placed:
    """The nth session of a week, from when to when. A provisional one lies beyond an unmet gate."""

    week: int
    number: int
    start: datetime
    end: datetime
    provisional: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """At what hour a session begins for one person, and how long it is."""

    habits: InCalendar
    hidden: bool

    @classmethod
    def of(cls, recommendation: Recommendation, book: RuleBook) -> "Hours":
        """The hours of the rulebook; the lengths of the sessions, unless figures of minutes are hidden."""
        return cls(book.parameters.calendar, "minutes" in Names.of(recommendation, book).hidden)

    def length(self, session: Session) -> timedelta:
        """That of the session, or the same for every session where minutes are hidden."""
        return timedelta(minutes=self.habits.hidden_minutes.value if self.hidden else session.minutes)

    def beginning(self, session: Session) -> time:
        """By the clock at the place."""
        return self.habits.hour(session.time_of_day)


def placed(programme: Programme, start: date, zone: ZoneInfo, hours: Hours) -> tuple[Placed, ...]:
    """Every session, in the order of time; day 1 of week 1 is `start`, and one week follows the other.

    A session that would begin before another of its day has ended begins right after that. Local time stays
    where clocks change; an hour that a change leaves out is read as that much later.
    """
    return tuple(one for week in programme.weeks for one in _in_week(week, start, zone, hours))


def _in_week(week: Week, start: date, zone: ZoneInfo, hours: Hours) -> Iterator[Placed]:
    first = start + timedelta(days=DAYS_OF_A_WEEK * (week.number - 1))
    numbered = enumerate(week.sessions, 1)
    free: datetime | None = None
    for number, session in sorted(numbered, key=lambda one: (one[1].day, hours.beginning(one[1]))):
        day = first + timedelta(days=session.day - 1)
        wanted = datetime.combine(day, hours.beginning(session), zone).astimezone(UTC)
        begins = max(wanted, free or wanted)
        free = begins + hours.length(session)
        yield Placed(week.number, number, begins.astimezone(zone), free.astimezone(zone), week.provisional)
