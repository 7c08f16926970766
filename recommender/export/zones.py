"""Zones of time: the one that was named, or those near it, and its clock changes as a calendar has them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from recommender.problem import Code, Problem, nearest
from recommender.reasons.page import printable
from recommender.source import Source, Span

TYPED = "--zone"
HOW = "A zone goes by a region and a city, such as Europe/London or Asia/Kolkata, or it is UTC."

NOT_A_PLACE = ("Factory", "localtime", "posixrules")
"""Files beside the zones that mean something else on every computer, or nothing."""

A_YEAR, A_DAY, A_SECOND = timedelta(days=366), timedelta(days=1), timedelta(seconds=1)


class Reading(NamedTuple):
    """What a clock at the place is set to."""

    offset: timedelta
    name: str
    summer: bool


def zone_named(name: str, problems: list[Problem]) -> ZoneInfo | None:
    """The zone of that name; None, with the nearest names in a mistake, where there is none."""
    known = _known()
    if name in known:
        return ZoneInfo(name)
    typed = printable(name)
    cities = tuple(zone for zone in known if "/" in zone and not zone.startswith("Etc/"))
    wrong = Problem(
        Code.UNKNOWN_NAME,
        f"“{typed}” is not a zone that is known here",
        Span(Source(TYPED, typed), width=max(1, len(typed))),
        allowed=cities,
        suggestion=_near(typed, cities),
        help=HOW,
    )
    problems.append(wrong)
    return None


def clock_changes(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The zone as a VTIMEZONE that holds from a year before the first day to the end of the last.

    Made here: `Timezone.from_tzinfo` of icalendar 7.3 sets the change in spring an hour late, and misses the
    month in which Morocco changes twice.
    """
    start = datetime.combine(first, time(), UTC) - A_YEAR
    end = datetime.combine(last, time(), UTC) + 2 * A_DAY
    component = Timezone()
    component.add("tzid", zone.key)
    component.add_component(_observance(start, _reading(start, zone), zone))
    for change in _changes(zone, start, end):
        component.add_component(_observance(change, _reading(change - A_SECOND, zone), zone))
    return component


@cache
def _known() -> tuple[str, ...]:
    """Every zone of this computer, or of the tzdata package where it has none, in order."""
    return tuple(sorted(available_timezones() - {*NOT_A_PLACE}))


def _near(typed: str, known: tuple[str, ...]) -> str:
    """The zone that was most likely meant: of a city alone, the one with that city."""
    bare = typed.strip().replace(" ", "_")
    cities = {zone.rpartition("/")[2]: zone for zone in known}
    by_city = cities.get(nearest(bare.rpartition("/")[2], cities), "")
    by_name = nearest(bare, known)
    return (by_name or by_city) if "/" in bare else (by_city or by_name)


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments, in UTC and to the second, from which clocks in the zone read otherwise."""
    day = start
    while day < end:
        if _reading(day, zone) != _reading(day + A_DAY, zone):
            yield _change_after(day, zone)
        day += A_DAY


def _change_after(day: datetime, zone: ZoneInfo) -> datetime:
    """The one change within a day, closed in on from both sides."""
    before, after = 0, int(A_DAY.total_seconds())
    while after - before > 1:
        middle = (before + after) // 2
        same = _reading(day + timedelta(seconds=middle), zone) == _reading(day, zone)
        before, after = (middle, after) if same else (before, middle)
    return day + timedelta(seconds=after)


def _reading(moment: datetime, zone: ZoneInfo) -> Reading:
    local = moment.astimezone(zone)
    return Reading(local.utcoffset() or timedelta(), local.tzname() or zone.key, bool(local.dst()))


def _observance(change: datetime, before: Reading, zone: ZoneInfo) -> TimezoneStandard | TimezoneDaylight:
    """What holds from a moment on; RFC 5545 writes that moment as a clock not yet changed shows it."""
    after = _reading(change, zone)
    part = TimezoneDaylight() if after.summer else TimezoneStandard()
    part.add("dtstart", (change + before.offset).replace(tzinfo=None))
    part.add("tzoffsetfrom", before.offset)
    part.add("tzoffsetto", after.offset)
    part.add("tzname", after.name)
    return part
