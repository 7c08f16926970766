"""A result in chapters of cards, for whoever shows one thing at a time. Nothing here is wrapped or drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from recommender.export.weeks import minutes, winding_down
from recommender.model.programme import Programme, Session, Week
from recommender.model.scale import Effort
from recommender.reasons.names import Names

Drawn = Literal["", "minutes", "intensity", "sessions"]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to look at. Folded, it has `head` and `brief`; open, `head`, `lead` and every line.

    `part` is the name that it is asked about with, empty where nothing can be asked. A line that begins with
    a dash is an item of a list. `activity` is the movement on it, `fact` a question that it leads to, and
    `drawn` says which picture of the weeks stands on it. A large card stands open in a frame.
    """

    head: str
    lines: tuple[str, ...] = ()
    lead: str = ""
    brief: str = ""
    part: str = ""
    activity: str = ""
    fact: str = ""
    drawn: Drawn = ""
    large: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """Cards that are shown together, under a title that fits a narrow list.

    `beside` is a word or two beside the title, `above` stands before the cards, `page` is more text below.
    """

    title: str
    cards: tuple[Card, ...] = ()
    beside: str = ""
    above: tuple[str, ...] = ()
    page: str = ""


def first_card(programme: Programme, names: Names) -> Card:
    """The first session in large: what it is, how long, how it begins and when it may end."""
    texts, week = names.outcomes, programme.weeks[0]
    session = week.sessions[0]
    return Card(
        names.book.texts.result("card", "first"),
        (
            *filter(None, (_when(week, session, names), _or(session, names))),
            "",
            texts("lines", "opening", text=session.opening),
            "",
            texts("lines", "endpoint", text=session.endpoint),
            "",
            texts("lines", "minimum", text=session.minimum),
            "",
            texts("lines", "how_hard", effort=names.effort(session.intensity), text=session.talk_test),
        ),
        lead=_what(session, names),
        part=session.activity,
        activity=session.activity,
        large=True,
    )


def week_chapter(week: Week, names: Names) -> Chapter:
    """A week: what it comes to, what opens it, and its sessions."""
    sessions = (_session_card(session, names) for session in week.sessions)
    title = names.book.texts.result("card", "week", week=week.number)
    return Chapter(title, (_week_card(week, names), *sessions), remarks(week, names))


def remarks(week: Week, names: Names) -> str:
    """What is special about a week, in a word or two."""
    words = names.book.texts.result
    found = [words("week", "lighter")] if week.easier else []
    found += [words("week", "preview")] if week.provisional else []
    return ", ".join(found)


def _week_card(week: Week, names: Names) -> Card:
    words = names.book.texts.result
    effort = names.effort(Effort.highest(*(session.intensity for session in week.sessions)))
    form = "_hidden" if "minutes" in names.hidden else ""
    count = "one" if len(week.sessions) == 1 else "several"
    lead = words("week", f"{count}{form}", sessions=len(week.sessions), minutes=week.minutes, effort=effort)
    head = words("card", "week", week=week.number)
    marks = remarks(week, names)
    return Card(
        words("card", "week_marked", head=head, remarks=marks) if marks else head,
        tuple(_about(week, names)),
        lead=lead,
        brief=lead,
        part=f"week {week.number}",
    )


def _about(week: Week, names: Names) -> Iterator[str]:
    texts, words = names.outcomes, names.book.texts.result
    if week.easier:
        yield texts("easier_week")
    yield from week.smaller
    if week.provisional:
        yield texts("provisional", "only_if")
        yield from (f"- {need}" for need in map(names.fit, week.only_if) if need)
        yield week.otherwise
    elif week.number > 1:
        yield words("week", "after", week=week.number - 1)
    else:
        yield texts("weeks_note")


def _session_card(session: Session, names: Names) -> Card:
    texts, words = names.outcomes, names.book.texts.result
    time = texts("names", "time_of_day", session.time_of_day)
    company = texts("company", session.company) if texts.has("company", session.company) else ""
    alone = texts("names", "company", session.company)
    return Card(
        words("card", "day", day=session.day, time=time),
        (
            _or(session, names),
            names.book.activities[session.activity].how,
            texts("lines", "how_hard", effort=names.effort(session.intensity), text=session.talk_test),
            texts("lines", "where", text=names.setting(session.setting)),
            texts("lines", "with_whom", text=company or alone),
            texts("lines", "opening", text=session.opening),
            texts("lines", "awareness", text=session.awareness.text),
            texts("lines", "endpoint", text=session.endpoint),
            texts("lines", "minimum", text=session.minimum),
            winding_down(session, names),
        ),
        lead=_what(session, names),
        brief=words("card", "brief", day=session.day, what=_brief(session, names)),
        part=session.activity,
        activity=session.activity,
    )


def _when(week: Week, session: Session, names: Names) -> str:
    time = names.outcomes("names", "time_of_day", session.time_of_day)
    return names.book.texts.result("card", "when", week=week.number, day=session.day, time=time)


def _what(session: Session, names: Names) -> str:
    said = (
        names.activity(session.activity),
        minutes(session.minutes, names),
        names.effort(session.intensity),
    )
    return ", ".join(said)


def _brief(session: Session, names: Names) -> str:
    """What a session is, without words that stand for minutes that are hidden."""
    if "minutes" not in names.hidden:
        return _what(session, names)
    return ", ".join((names.activity(session.activity), names.effort(session.intensity)))


def _or(session: Session, names: Names) -> str:
    others = [names.activity(name) for name in session.options[1:]]
    return names.book.texts.result("card", "or", activities=names.joined(others, "or")) if others else ""
