"""The forms in which `recommender recommend` writes, and what may be said about a calendar."""

import argparse
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.cli.output import talk

if TYPE_CHECKING:
    from datetime import date, datetime

    from recommender.cli.arguments import Arguments
    from recommender.export.calendar import Plan

FORMS = ("text", "json", "markdown", "html", "pdf", "ics")
CALENDAR = ("start", "zone", "title", "alarm", "series")
"""Arguments that only a calendar has."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
CLOCK = Path("/etc/localtime")
NAMELESS = (
    "recommender: TZ says “{told}”, and no zone goes by that name. The hours are those of {taken}; "
    "--zone names another, as in --zone Europe/London."
)
A_WEEK = 7 * 24 * 60
"""Minutes: no alarm rings longer before (convention)."""


class Misfit(Exception):
    """Arguments that do not go together; the message is for the person."""


def add_forms(command: argparse.ArgumentParser) -> None:
    """`--format` with every form there is, and the arguments of a calendar."""
    command.add_argument(
        "--format",
        choices=FORMS,
        default="text",
        help="how it is written (text when left out): text and json hold everything; markdown, html and pdf "
        "are a handout and ics a calendar, which hold nothing private",
    )
    calendar = command.add_argument_group(
        "for a calendar (--format ics)",
        "Where there are no sessions (the outcome is limited or a referral), the calendar has no events, and "
        "what there is instead is said on standard error, with contacts; the exit code is 0 then, too.",
    )
    calendar.add_argument("--start", type=_day, metavar="DATE", help="day 1 of week 1, as in 2030-01-31")
    calendar.add_argument(
        "--zone", metavar="NAME", help="as in Europe/London (this computer’s when left out)"
    )
    calendar.add_argument("--title", metavar="TEXT", help="what the events are called (something neutral)")
    calendar.add_argument(
        "--alarm", type=_minutes, metavar="MINUTES", help="so long before each session (none when left out)"
    )
    calendar.add_argument(
        "--series",
        type=_series,
        metavar="WORD",
        help="a word for this programme, better no name, to tell it from others in one calendar: the same "
        "word again updates its events, also from another day; the file holds only a hash of it (when left "
        "out, programmes that begin on the same day update each other)",
    )


def fitting(arguments: "Arguments") -> None:
    """Raises `Misfit` where something is missing for the form, is of another, or cannot be shown here."""
    named = [f"--{name}" for name in CALENDAR if _given(arguments, name)]
    if arguments.format != "ics" and named:
        raise Misfit(f"{' and '.join(named)}: that is for a calendar, so with --format ics")
    if arguments.format == "ics" and arguments.start is None:
        raise Misfit("a calendar begins on a day: --start 2030-01-31, for example")
    if arguments.format == "pdf" and sys.stdout is not None and sys.stdout.isatty():
        raise Misfit("a terminal cannot show a PDF: “> handout.pdf” behind the command writes it to a file")


def plan_of(arguments: "Arguments", made: "datetime", environment: Mapping[str, str] = os.environ) -> "Plan":
    """How the calendar is asked for. Raises `Misfit` where no zone is named and this computer tells none.

    Says so where the zone of the clock has no name, and another one stands in.
    """
    from recommender.export.calendar import Plan

    fitting(arguments)
    zone = arguments.zone if arguments.zone is not None else _zone_here(environment)
    if zone is None or arguments.start is None:
        raise Misfit("this computer does not tell its zone: --zone Europe/London, for example")
    return Plan(arguments.start, zone, made, arguments.title or "", arguments.alarm, arguments.series or "")


def _given(arguments: "Arguments", name: str) -> bool:
    return getattr(arguments, name) is not None


def _zone_here(environment: Mapping[str, str]) -> str | None:
    """What this computer calls its own zone, as far as it has a name for it."""
    from zoneinfo import available_timezones

    known = available_timezones()
    told = environment.get("TZ", "").lstrip(":")
    named, linked = _in_zoneinfo(told) or told, _in_zoneinfo(str(CLOCK.resolve()))
    if named in known:
        return named
    if linked not in known:
        return None
    if told:
        talk(NAMELESS.format(told=told, taken=linked))
    return linked


def _in_zoneinfo(path: str) -> str:
    return path.partition("/zoneinfo/")[2]


def _day(text: str) -> "date":
    from datetime import date

    if not DAY.fullmatch(text):
        raise argparse.ArgumentTypeError(f"a day is written as 2030-01-31, found “{text}”")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"there is no such day in any calendar: “{text}”") from error


def _series(text: str) -> str:
    """A word, however it was typed: in capitals or not, and with whatever spaces."""
    from unicodedata import normalize

    word = " ".join(normalize("NFKC", text).casefold().split())
    if not word:
        raise argparse.ArgumentTypeError(f"a series goes by a word, found “{text}”")
    return word


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len("10080") and int(text) <= A_WEEK):
        raise argparse.ArgumentTypeError(
            f"an alarm is a number of minutes from 0 to {A_WEEK}, found “{text}”"
        )
    return int(text)
