"""The sessions of a programme for a calendar: when they are, under a neutral title, and nothing else.

A calendar is read by others. So an event holds no activity, effort, place, reason or other word of the
recommendation, and what it goes by in the file (its UID) is made from nothing that anybody answered.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from recommender.export.placed import Hours, Placed, placed
from recommender.export.shared import AT_ONCE, contacts_of
from recommender.export.zones import clock_changes, zone_named
from recommender.model.programme import Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.problem import Code, Problem, Problems
from recommender.reasons.names import Names
from recommender.reasons.page import page, printable, wrapped
from recommender.source import Source, Span

MADE_BY = "-//recommender//EN"
UIDS = UUID("6f3c52c1-0b0e-4d0a-9d6a-3a1f6c1d7b52")
"""The namespace of every UID: a figure without a meaning. Another one would double every calendar."""

FIRST_START, LAST_START = date(1970, 1, 1), date(2999, 12, 31)
LONGEST_ALARM = 7 * 24 * 60
"""Minutes before an event, at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a programme is put into a calendar.

    `start` is day 1 of week 1, `zone` a name such as “Europe/London”, `made` the moment of writing, with its
    zone, and `alarm` the minutes before an event. An empty `title` stands for the neutral one.

    `series` is what tells this programme from others in a calendar: a word that somebody chose for it, and
    never anything that was answered. With the same series every export updates the events of the one before,
    also from another start. The file holds only a hash of it; whoever guesses the word can tell that it was
    right. Without one the start stands in: two programmes that begin on the same day are then one series, of
    which the later replaces the earlier in a calendar that holds both.
    """

    start: date
    zone: str
    made: datetime
    title: str = ""
    alarm: int | None = None
    series: str = ""


class NoSessions(Exception):
    """There is no session to put into a calendar; the message is a page for the person, with contacts."""


def as_calendar(recommendation: Recommendation, book: RuleBook, plan: Plan) -> str:
    """The programme as an iCalendar file (RFC 5545; its lines end in CR LF); the same values, the same bytes.

    Raises `NoSessions` where the outcome is not a programme, and `Problems` for a zone that does not exist
    and for a start or an alarm that lies too far away.
    """
    programme = recommendation.programme
    if programme is None:
        raise NoSessions(_instead(recommendation, book))
    zone, title = _zone(plan), _title(plan, book)
    sessions = placed(programme, plan.start, zone, Hours.of(recommendation, book))
    events = [_event(session, title, plan) for session in sessions]
    calendar = _calendar(title)
    if any("TZID" in event["DTSTART"].params for event in events):  # moments in UTC need none
        calendar.add_component(clock_changes(zone, plan.start, sessions[-1].end.date()))
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def without_events(book: RuleBook, plan: Plan) -> str:
    """A calendar that holds nothing but its zone, for whoever expects a file where there are no sessions.

    An empty file would be no calendar, and RFC 5545 asks for a component at least. Raises `Problems` for what
    `as_calendar` does.
    """
    zone = _zone(plan)
    calendar = _calendar(_title(plan, book))
    calendar.add_component(clock_changes(zone, plan.start, plan.start))
    return str(calendar.to_ical(), "utf-8")


def _zone(plan: Plan) -> ZoneInfo:
    """The zone of a plan. Raises `Problems` for everything in it that no calendar can use."""
    problems = [*_out_of_range(plan)]
    zone = zone_named(plan.zone, problems)
    if zone is None or problems:
        raise Problems(problems)
    return zone


def _title(plan: Plan, book: RuleBook) -> str:
    return printable(plan.title).strip() or book.texts.calendar("title")


def _instead(recommendation: Recommendation, book: RuleBook) -> str:
    """Why there is no calendar, and whom to turn to: that first where help is wanted at once."""
    said = wrapped(book.texts.calendar("no_sessions", recommendation.outcome), "")
    contacts = contacts_of(recommendation, Names.of(recommendation, book))
    result = recommendation.result
    at_once = isinstance(result, Referral) and result.urgency in AT_ONCE
    return page([contacts, said] if at_once else [said, contacts])


def _out_of_range(plan: Plan) -> list[Problem]:
    """The figures of a plan that no calendar can count with."""
    found = []
    if not FIRST_START <= plan.start <= LAST_START:
        what = f"a programme begins on a day from {FIRST_START} to {LAST_START}"
        found.append(_beyond("--start", str(plan.start), what))
    if plan.alarm is not None and not 0 <= plan.alarm <= LONGEST_ALARM:
        what = f"an alarm comes 0 to {LONGEST_ALARM} minutes before a session"
        found.append(_beyond("--alarm", str(plan.alarm), what))
    return found


def _beyond(option: str, typed: str, what: str) -> Problem:
    span = Span(Source(option, typed), width=len(typed))
    return Problem(Code.OUT_OF_RANGE, f"{what}, found “{typed}”", span)


def _calendar(title: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    return calendar


def _event(session: Placed, title: str, plan: Plan) -> Event:
    """One event. What is written in a later minute counts as a later revision, and replaces the earlier."""
    made = plan.made.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", _uid(session, plan))
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", max(0, int(made.timestamp()) // 60))
    event.add("summary", title)
    event.add("dtstart", session.start)
    event.add("dtend", session.end)
    event.add("status", "TENTATIVE" if session.provisional else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")  # others see that the time is taken, and not by what
    if plan.alarm is not None:
        event.add_component(_alarm(plan.alarm, title))
    return event


def _uid(session: Placed, plan: Plan) -> str:
    """It goes by which session of which week this is, and so stays where minutes, hours or days change."""
    series = plan.series or plan.start.isoformat()
    return str(uuid5(UIDS, f"{series} {session.week} {session.number}"))


def _alarm(minutes: int, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm
