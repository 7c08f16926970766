"""The sessions as a file for a calendar, read back by another library than the one that wrote it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path
from textwrap import dedent
from uuid import UUID

import pytest
import vobject
from people import remembering, shipped
from small_book import recommended, small_book, small_folder

from recommender.export.calendar import NoSessions, Plan, as_calendar
from recommender.export.zones import zone_named
from recommender.loading import load_profile, load_rulebook
from recommender.loading.profile import read_profile
from recommender.model.programme import Session, Week
from recommender.model.recommendation import Json, Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import TimeOfDay
from recommender.problem import Problem, Problems
from recommender.reasons.names import Names
from recommender.source import Source

PROFILES = sorted((Path(__file__).parent.parent / "profiles").glob("*.yaml"))
MADE = datetime(2026, 10, 1, 9, 30, 15, tzinfo=UTC)
PROGRAMMES = [path for path in PROFILES if "outcome: programme" in path.read_text(encoding="utf-8")]
PLAN = Plan(date(2026, 10, 24), "Europe/London", MADE)
LATE = date.max
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    """The small rulebook."""
    return small_book(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def three_a_week(small: RuleBook) -> Recommendation:
    """Three weeks with sessions of five minutes on days 1, 3 and 5, at any time of day."""
    found = recommended(small, fever="no", crisis="no", lookout="never")
    assert found.programme is not None
    return replace(found, result=replace(found.programme, weeks=found.programme.weeks[:3]))


# The file


def test_a_session_is_an_event_with_a_neutral_title_and_nothing_of_what_it_is(
    small: RuleBook, three_a_week: Recommendation
) -> None:
    two = sessions_of(three_a_week)[:2]

    text = as_calendar(with_sessions(three_a_week, *two), small, PLAN)

    assert text.replace("\r\n", "\n") == dedent(
        """\
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//recommender//EN
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        NAME:Time for myself
        X-WR-CALNAME:Time for myself
        BEGIN:VTIMEZONE
        TZID:Europe/London
        BEGIN:DAYLIGHT
        DTSTART:20251023T010000
        TZNAME:BST
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0100
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20251026T020000
        TZNAME:GMT
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0000
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20260329T010000
        TZNAME:BST
        TZOFFSETFROM:+0000
        TZOFFSETTO:+0100
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20261025T020000
        TZNAME:GMT
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0000
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        SUMMARY:Time for myself
        DTSTART;TZID=Europe/London:20261024T170000
        DTEND;TZID=Europe/London:20261024T170500
        DTSTAMP:20261001T093015Z
        UID:ff76bf6e-9c1d-5010-a69c-5930e1c83d74
        SEQUENCE:29847450
        CLASS:PRIVATE
        LAST-MODIFIED:20261001T093015Z
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        END:VEVENT
        BEGIN:VEVENT
        SUMMARY:Time for myself
        DTSTART;TZID=Europe/London:20261026T170000
        DTEND;TZID=Europe/London:20261026T170500
        DTSTAMP:20261001T093015Z
        UID:51305ab9-664b-5dc6-b1d1-b4f52fccaa29
        SEQUENCE:29847450
        CLASS:PRIVATE
        LAST-MODIFIED:20261001T093015Z
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        END:VEVENT
        END:VCALENDAR
        """
    )
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_a_profile_has_its_sessions_at_their_times_and_not_a_word_of_its_recommendation(path: Path) -> None:
    recommendation = of_profile(path.stem)
    hidden = "minutes" in Names.of(recommendation, shipped()).hidden

    text = as_calendar(recommendation, shipped(), PLAN)

    assert [event.pop("uid") and event for event in events(text)] == [
        {
            "summary": "Time for myself",
            "dtstart": start,
            "dtend": start + (30 if hidden else session.minutes) * MINUTE,
            "status": "TENTATIVE" if week.provisional else "CONFIRMED",
            "class": "PRIVATE",
            "transp": "OPAQUE",
            "dtstamp": MADE,
            "last-modified": MADE,
            "sequence": "29847450",
        }
        for week, session, start in in_order(recommendation)
    ]
    assert told(recommendation, text) == []


def test_weeks_beyond_a_check_in_are_tentative() -> None:
    recommendation = of_profile("hypervigilant", 6)
    weeks = [week for week, _, _ in in_order(recommendation)]

    found = [event["status"] for event in events(as_calendar(recommendation, shipped(), PLAN))]

    assert set(found) == {"CONFIRMED", "TENTATIVE"}
    assert found == ["TENTATIVE" if week.provisional else "CONFIRMED" for week in weeks]


def test_a_title_of_ones_own_stands_as_it_was_typed_on_one_line(
    small: RuleBook, three_a_week: Recommendation
) -> None:
    typed = "  Ünter Bäumen; with “Kim”, \\ and more\nBEGIN:VALARM" + 40 * " é"

    text = as_calendar(three_a_week, small, replace(PLAN, title=typed))

    shown = typed.strip().replace("\n", " ")
    assert {event["summary"] for event in events(text)} == {shown}
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@pytest.mark.parametrize("title", ["", "   ", "\n"])
def test_an_empty_title_is_the_neutral_one(small: RuleBook, three_a_week: Recommendation, title: str) -> None:
    named = as_calendar(three_a_week, small, replace(PLAN, title=title))

    assert named == as_calendar(three_a_week, small, PLAN)


# Times


@pytest.mark.parametrize(
    ("zone", "start", "hours"),
    [
        ("Europe/London", date(2026, 10, 24), [16, 17]),
        ("America/New_York", date(2027, 3, 13), [22, 21]),
        ("Pacific/Auckland", date(2026, 9, 26), [5, 4]),
        ("Africa/Casablanca", date(2026, 2, 14), [16, 17]),
        ("Asia/Kolkata", date(2026, 10, 24), [11.5, 11.5]),
        ("UTC", date(2026, 10, 24), [17, 17]),
        ("Europe/London", date(1985, 10, 26), [16, 17]),
    ],
)
def test_the_hour_stays_where_clocks_change(
    small: RuleBook, three_a_week: Recommendation, zone: str, start: date, hours: list[float]
) -> None:
    text = as_calendar(three_a_week, small, replace(PLAN, zone=zone, start=start))

    local = [event["dtstart"] for event in events(text)]
    assert {moment.time() for moment in local if isinstance(moment, datetime)} == {time(17)}
    assert [moment.hour + moment.minute / 60 for moment, _ in spans(text)][:2] == hours


def test_the_file_knows_of_a_change_in_its_last_week(small: RuleBook, three_a_week: Recommendation) -> None:
    text = as_calendar(three_a_week, small, replace(PLAN, start=date(2026, 10, 11)))

    assert [moment.hour for moment, _ in spans(text)] == [16, 16, 16, 16, 16, 16, 17, 17, 17]


def test_a_programme_may_begin_on_a_leap_day(small: RuleBook, three_a_week: Recommendation) -> None:
    text = as_calendar(three_a_week, small, replace(PLAN, start=date(2028, 2, 29)))

    assert [moment.date() for moment, _ in spans(text)][:4] == [
        date(2028, 2, 29), date(2028, 3, 2), date(2028, 3, 4), date(2028, 3, 7),
    ]  # fmt: skip


def test_sessions_that_would_overlap_follow_each_other(small: RuleBook, three_a_week: Recommendation) -> None:
    first = replace(sessions_of(three_a_week)[0], minutes=20)
    early = replace(first, time_of_day=TimeOfDay.MORNING)

    text = as_calendar(with_sessions(three_a_week, first, first, early), small, replace(PLAN, zone="UTC"))

    assert [(start.time(), end.time()) for start, end in spans(text)] == [
        (time(9), time(9, 20)), (time(17), time(17, 20)), (time(17, 20), time(17, 40)),
    ]  # fmt: skip


def test_an_hour_that_a_change_leaves_out_is_read_as_one_later(tmp_path: Path) -> None:
    rules = small_folder(tmp_path)
    rewrite(rules / "plan.yaml", "17:00", "01:30")
    book = load_rulebook(rules)
    recommendation = recommended(book, fever="no", crisis="no", lookout="never")

    text = as_calendar(recommendation, book, replace(PLAN, start=date(2027, 3, 28)))

    assert "DTSTART;TZID=Europe/London:20270328T023000" in text
    assert spans(text)[0][0] == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_events_have_one_length_where_minutes_are_hidden() -> None:
    recommendation = changed(
        "low_mood", "eating_and_exercise: []", "eating_and_exercise: [exercising_while_ill]"
    )
    lengths = {session.minutes for session in sessions_of(recommendation)}

    text = as_calendar(recommendation, shipped(), PLAN)

    assert {end - start for start, end in spans(text)} == {30 * MINUTE}
    assert lengths != {30}


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("17:00", "5 pm", "a time of day is written with four digits, such as 09:30, found “5 pm”"),
        ("17:00", "24:00", "a time of day is written with four digits, such as 09:30, found “24:00”"),
        ("minutes: {value: 30", "minutes: {value: 0", "this number is lower than 1, which is the least"),
        (
            "minutes: {value: 30",
            "minutes: {value: 1441",
            "this number is higher than 1440, which is the most",
        ),
    ],
)
def test_an_hour_or_a_length_that_is_none_is_a_mistake_with_its_place(
    tmp_path: Path, before: str, after: str, what: str
) -> None:
    rules = small_folder(tmp_path)
    rewrite(rules / "plan.yaml", before, after)
    lines = (rules / "plan.yaml").read_text(encoding="utf-8").splitlines()

    with pytest.raises(Problems) as found:
        load_rulebook(rules)

    problem = found.value.problems[0]
    assert problem.what == what
    assert problem.span.marked == after.removeprefix("minutes: {value: ")
    assert problem.span.marked in lines[problem.span.line - 1]


# Again


def test_the_same_plan_gives_the_same_bytes(small: RuleBook, three_a_week: Recommendation) -> None:
    assert as_calendar(three_a_week, small, PLAN) == as_calendar(three_a_week, small, PLAN)


def test_a_later_export_updates_the_events_although_minutes_days_and_hours_differ(
    small: RuleBook, three_a_week: Recommendation
) -> None:
    first, second, third = sessions_of(three_a_week)[:3]
    moved = replace(second, day=2, minutes=9, time_of_day=TimeOfDay.EVENING)
    earlier = as_calendar(with_sessions(three_a_week, first, second, third), small, PLAN)

    later = as_calendar(
        with_sessions(three_a_week, first, moved, third),
        small,
        replace(PLAN, zone="Europe/Paris", title="Walk", alarm=5, made=MADE + MINUTE),
    )

    assert uids(later) == uids(earlier)
    assert [event["sequence"] for event in events(later)] == ["29847451"] * 3


def test_no_two_events_have_the_same_uid(small: RuleBook, three_a_week: Recommendation) -> None:
    found = uids(as_calendar(three_a_week, small, PLAN))

    assert len(set(found)) == len(found) == 9
    assert {UUID(uid).version for uid in found} == {5}


def test_a_series_keeps_its_uids_from_another_start_and_shares_them_with_no_other(
    small: RuleBook, three_a_week: Recommendation
) -> None:
    later = PLAN.start + timedelta(days=7)
    plans = (
        replace(PLAN, series="one"),
        replace(PLAN, series="one", start=later),
        replace(PLAN, series="two"),
        PLAN,
        replace(PLAN, start=later),
    )

    one, moved, *others = (uids(as_calendar(three_a_week, small, plan)) for plan in plans)

    assert one == moved
    assert len({*one, *(uid for other in others for uid in other)}) == 9 * 4


# Alarms


def test_an_alarm_comes_that_many_minutes_before_and_says_only_the_title(
    small: RuleBook, three_a_week: Recommendation
) -> None:
    text = as_calendar(three_a_week, small, replace(PLAN, alarm=90))

    found = [event.valarm for event in vobject.readOne(text).vevent_list]
    assert {(alarm.action.value, alarm.trigger.value, alarm.description.value) for alarm in found} == {
        ("DISPLAY", -90 * MINUTE, "Time for myself")
    }
    assert len(found) == 9


def test_there_is_no_alarm_unless_one_is_asked_for(small: RuleBook, three_a_week: Recommendation) -> None:
    assert "ALARM" not in as_calendar(three_a_week, small, PLAN)
    assert as_calendar(three_a_week, small, replace(PLAN, alarm=0)).count("TRIGGER:P0D") == 9


# What cannot be used


def test_a_zone_that_is_none_is_told_with_the_nearest(small: RuleBook, three_a_week: Recommendation) -> None:
    with pytest.raises(Problems) as found:
        as_calendar(three_a_week, small, replace(PLAN, zone="Europe/Lodnon"))

    told_so = re.sub(r"(Europe/Monaco) · .*\(\d+", r"\1 · … (…", str(found.value))
    assert told_so == dedent(
        """\
        --zone:1:1: error E403: “Europe/Lodnon” is not a zone that is known here

              1 | Europe/Lodnon
                | ^^^^^^^^^^^^^

          Allowed: Europe/London · Europe/Monaco · … (… in all)
          Did you mean “Europe/London”?
          A zone goes by a region and a city, such as Europe/London or Asia/Kolkata, or it is UTC.

        1 mistake."""
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("london", "Europe/London"),
        ("New York", "America/New_York"),
        ("Germany/Berlin", "Europe/Berlin"),
        ("Deutschland/Berlin", "Europe/Berlin"),
        ("Asia/Kolkatta", "Asia/Kolkata"),
        ("BST", ""),
        ("../../etc/passwd", ""),
        ("posix/Europe/London", "Europe/London"),
        ("localtime", ""),
        ("\x1b[2J", ""),
        ("", ""),
    ],
)
def test_a_city_alone_and_a_slip_lead_to_the_zone_that_was_meant(typed: str, meant: str) -> None:
    problems: list[Problem] = []

    zone = zone_named(typed, problems)

    assert zone is None
    assert [problem.suggestion for problem in problems] == [meant]
    assert problems[0].headline.isprintable()


def test_what_lies_too_far_away_is_told_together_with_the_zone(
    small: RuleBook, three_a_week: Recommendation
) -> None:
    plan = Plan(LATE, "Nowhere", MADE, alarm=10081)

    with pytest.raises(Problems) as found:
        as_calendar(three_a_week, small, plan)

    assert [problem.headline for problem in found.value.problems] == [
        "--alarm:1:1: error E304: an alarm comes 0 to 10080 minutes before a session, found “10081”",
        f"--start:1:1: error E304: a programme begins on a day from 1970-01-01 to 2999-12-31, found “{LATE}”",
        "--zone:1:1: error E403: “Nowhere” is not a zone that is known here",
    ]


@pytest.mark.parametrize("alarm", [-1, 10081, 10**12])
def test_an_alarm_that_lies_too_far_away_is_a_mistake(
    small: RuleBook, three_a_week: Recommendation, alarm: int
) -> None:
    with pytest.raises(Problems, match="an alarm comes 0 to 10080 minutes before a session"):
        as_calendar(three_a_week, small, replace(PLAN, alarm=alarm))


@pytest.mark.parametrize("start", [date(1970, 1, 1), date(2999, 12, 31)])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_start_and_the_last_can_be_used_everywhere(
    small: RuleBook, three_a_week: Recommendation, start: date, zone: str
) -> None:
    text = as_calendar(three_a_week, small, replace(PLAN, start=start, zone=zone))

    assert f"{start:%Y%m%d}T170000" in text


def test_without_sessions_there_is_a_page_with_contacts_to_say(small: RuleBook) -> None:
    with pytest.raises(NoSessions) as found:
        as_calendar(recommended(small, fever="no", lookout="declined"), small, replace(PLAN, zone="Nowhere"))

    assert str(found.value) == dedent(
        """\
        There are no sessions with set times for now, so the calendar has no events.
        The page of text has very light movement, and what would open more.

        Contacts
          - Crisis: A crisis line.
          - Emergency: 112.
          - Medical: A doctor.
          - Support: A friend.
        """
    )


@pytest.mark.parametrize(("name", "at_once"), [("in_crisis", True), ("kidney_disease_and_falls", False)])
def test_after_a_referral_contacts_stand_first_where_help_is_wanted_at_once(
    name: str, *, at_once: bool
) -> None:
    recommendation = of_profile(name)

    with pytest.raises(NoSessions) as found:
        as_calendar(recommendation, shipped(), PLAN)

    said = " ".join(str(found.value).split())
    assert said.endswith("Sessions that stand in a calendar from before can be deleted there.") is at_once
    assert said.startswith("Somebody is to look first") is not at_once
    assert all(contact.text in said for contact in recommendation.contacts)


# How it is looked at


@cache
def of_profile(name: str, weeks: int = 1) -> Recommendation:
    """What a shipped profile gets, for some weeks."""
    path = next(path for path in PROFILES if path.stem == name)
    return remembering().recommend_profile(load_profile(path, shipped()), weeks)


def changed(name: str, before: str, after: str) -> Recommendation:
    """What a shipped profile with one line otherwise gets, for two weeks."""
    text = next(path for path in PROFILES if path.stem == name).read_text(encoding="utf-8")
    assert before in text
    return remembering().recommend_profile(
        read_profile(Source(name, text.replace(before, after)), shipped()), 2
    )


def rewrite(path: Path, old: str, new: str) -> None:
    """Plants something, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def weeks_of(recommendation: Recommendation) -> tuple[Week, ...]:
    """Its weeks, of which there are some."""
    assert recommendation.programme is not None
    return recommendation.programme.weeks


def sessions_of(recommendation: Recommendation) -> list[Session]:
    """Its sessions, week by week."""
    return [session for week in weeks_of(recommendation) for session in week.sessions]


def with_sessions(recommendation: Recommendation, *sessions: Session) -> Recommendation:
    """The same with a single week, of these sessions."""
    assert recommendation.programme is not None
    week = replace(weeks_of(recommendation)[0], sessions=sessions)
    return replace(recommendation, result=replace(recommendation.programme, weeks=(week,)))


def in_order(recommendation: Recommendation) -> Iterator[tuple[Week, Session, datetime]]:
    """Each session with its week and its hour by the clock at the place, where no day has two."""
    for week in weeks_of(recommendation):
        for session in sorted(week.sessions, key=lambda session: session.day):
            days = timedelta(days=7 * (week.number - 1) + session.day - 1)
            hour = shipped().parameters.calendar.hour(session.time_of_day)
            yield week, session, datetime.combine(PLAN.start + days, hour)


def events(text: str) -> list[dict[str, str | datetime]]:
    """Everything that stands in each event; times of sessions by the clock at the place."""
    return [
        {line.name.lower(): _by_the_clock(line.name, line.value) for line in event.lines()}
        for event in vobject.readOne(text).vevent_list
    ]


def _by_the_clock(name: str, value: str | datetime) -> str | datetime:
    if isinstance(value, datetime) and name in ("DTSTART", "DTEND"):
        return value.replace(tzinfo=None)
    return value


def spans(text: str) -> list[tuple[datetime, datetime]]:
    """When each session begins and ends, in UTC, going by the file's own account of its zone."""
    calendar = vobject.readOne(text)
    zone = calendar.vtimezone.gettzinfo() if "vtimezone" in calendar.contents else UTC
    return [
        (_in_utc(event.dtstart.value, zone), _in_utc(event.dtend.value, zone))
        for event in calendar.vevent_list
    ]


def _in_utc(moment: datetime, zone: tzinfo) -> datetime:
    return moment.replace(tzinfo=zone).astimezone(UTC)


def uids(text: str) -> list[str]:
    """What the events go by, in their order."""
    return [event.uid.value for event in vobject.readOne(text).vevent_list]


def told(recommendation: Recommendation, text: str) -> list[str]:
    """The texts, names and answers of a recommendation that a calendar would give away."""
    activities = {activity.name for activity in shipped().activities.values()}
    unfolded = text.replace("\r\n ", "").casefold()
    words = activities | {said for said in _texts(recommendation.as_dict()) if said.strip()}
    there = sorted(word for word in words if word.casefold() in unfolded)
    return [word for word in there if re.search(rf"\b{re.escape(word.casefold())}\b", unfolded)]


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
