"""A handout: one page to take along or to put up, which others may read as well."""

from collections.abc import Iterator

from recommender.export.cards import remarks
from recommender.export.handout_blocks import (
    Block,
    Handout,
    Lines,
    Listing,
    Look,
    Pairs,
    Paragraph,
    Part,
    Table,
)  # fmt: skip
from recommender.export.handout_told import (
    ToldReferral,
    told_contacts,
    told_opening,
    told_reasons,
    told_referral,
    told_waiting,
)
from recommender.export.weeks import minutes, winding_down
from recommender.model.programme import LightMovement, Programme, Referral, Session, Week
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort
from recommender.reasons.names import Names

ROOM = 5
"""Lines to write on: about as many as still fit on the last page."""


def handout_of(recommendation: Recommendation, book: RuleBook) -> Handout:
    """The page for one person. Nothing on it rests on a private answer, except what is offered itself."""
    names, own = Names.of(recommendation, book), book.texts.handout
    notes = Part(own("headings", "notes"), (Lines(ROOM),))
    match recommendation.result:
        case Programme() as programme:
            lead = own("lead", "programme")
            front = _weeks_ahead(programme, names)
            back = (*_of_programme(programme, recommendation, names), notes)
        case LightMovement() as movement:
            lead = own("lead", "limited")
            front = (_light(movement, names), notes)
            back = tuple(_of_light(movement, recommendation, names))
        case Referral():
            told = told_referral(recommendation, names)
            lead = told.lead
            front = (_contacts(recommendation, names, "large"),)
            back = (*_of_referral(told, names), notes)
    return Handout(
        own("language"),
        own("title", recommendation.outcome),
        lead,
        front,
        back,
        own("foot"),
        turned=recommendation.outcome != "referral",
    )


def _weeks_ahead(programme: Programme, names: Names) -> tuple[Part, ...]:
    """The first session in large, the first week and all weeks."""
    own, first = names.book.texts.handout, programme.weeks[0]
    return (
        _first(first, names),
        Part(own("headings", "first_week"), (_first_week(first, names),)),
        Part(own("headings", "weeks"), tuple(_weeks(programme, names))),
    )


def _of_programme(programme: Programme, recommendation: Recommendation, names: Names) -> Iterator[Part]:
    texts = names.outcomes
    yield Part(texts("headings", "when_to_stop"), (Listing(programme.stop_signals),))
    yield _overwhelmed(names)
    yield _contacts(recommendation, names)
    yield _why(told_reasons(recommendation, names), names)
    yield Part(texts("headings", "step_back"), (Listing(programme.step_back),))


def _of_light(movement: LightMovement, recommendation: Recommendation, names: Names) -> Iterator[Part]:
    own, texts = names.book.texts.handout, names.outcomes
    yield Part(texts("headings", "when_to_stop"), (Listing(movement.stop_signals),))
    yield _overwhelmed(names)
    yield _contacts(recommendation, names)
    if waiting := told_waiting(recommendation, names):
        yield _why(waiting, names)
    opening = told_opening(recommendation, names)
    yield Part(own("headings", "more"), tuple(Paragraph(text) for text in opening))


def _of_referral(told: ToldReferral, names: Names) -> Iterator[Part]:
    own, texts = names.book.texts.handout, names.outcomes
    yield Part(own("headings", "meanwhile"), (Paragraph(told.meanwhile),))
    reasons = (Listing(told.reasons),) if told.reasons else (Paragraph(own("why", "none")),)
    yield Part(texts("headings", "reasons"), reasons)
    yield Part(own("headings", "bring"), (Paragraph(told.bring),))
    yield Part(texts("headings", "opens_when"), (Paragraph(told.opens_when),))


def _first(week: Week, names: Names) -> Part:
    """The first session: what it is can be read from across the room."""
    session = week.sessions[0]
    pairs = tuple((label, _sentence(text)) for label, text in _about(session, names) if text)
    return Part(
        names.book.texts.handout("headings", "first"),
        (Paragraph(_leading(session, names), leading=True), Pairs(pairs)),
        "large",
    )


def _about(session: Session, names: Names) -> Iterator[tuple[str, str]]:
    texts, own = names.outcomes, names.book.texts.handout
    company = texts("company", session.company) if texts.has("company", session.company) else ""
    with_whom = company or texts("names", "company", session.company)
    effort, talk_test = names.effort(session.intensity), session.talk_test
    yield own("labels", "or"), names.joined(map(names.activity, session.options[1:]), "or")
    yield own("labels", "when"), own("when", day=session.day, time=_time(session, names))
    yield own("labels", "how_long"), minutes(session.minutes, names) if "minutes" in names.hidden else ""
    yield own("labels", "how_hard"), own("how_hard", effort=_sentence(effort), text=talk_test)
    place, alone = map(_sentence, (names.setting(session.setting), with_whom))
    yield own("labels", "where"), own("where", place=place, with_whom=alone.rstrip("."))
    yield own("labels", "begin"), session.opening
    yield own("labels", "attention"), session.awareness.text
    yield own("labels", "end"), session.endpoint
    yield own("labels", "winding_down"), winding_down(session, names)
    yield own("labels", "smallest"), session.minimum


def _leading(session: Session, names: Names) -> str:
    """What can be read from across the room: what it is, and how long where figures may be shown."""
    activity = names.activity(session.activity)
    if "minutes" in names.hidden:
        return activity
    how_long = minutes(session.minutes, names)
    return names.book.texts.handout("leading", activity=activity, how_long=how_long)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _time(session: Session, names: Names) -> str:
    return names.outcomes("names", "time_of_day", session.time_of_day)


def _first_week(week: Week, names: Names) -> Table:
    words = names.book.texts.handout
    columns = ("day", "what", "when", "how_long", "effort")
    rows = tuple(
        (
            str(session.day),
            names.joined(map(names.activity, session.options), "or"),
            _time(session, names),
            "" if "minutes" in names.hidden else minutes(session.minutes, names),
            names.effort(session.intensity),
        )
        for session in week.sessions
    )
    return _table(words("first_week", "caption"), [words("first_week", name) for name in columns], rows)


def _weeks(programme: Programme, names: Names) -> Iterator[Block]:
    texts, own = names.outcomes, names.book.texts.handout
    heads = [texts("table", name) for name in ("week", "sessions", "minutes", "effort", "days", "depends")]
    yield _table(own("weeks", "caption"), heads, tuple(_row(week, names) for week in programme.weeks))
    preview = own("weeks", "preview") if any(week.provisional for week in programme.weeks) else ""
    yield Paragraph(f"{texts('weeks_note')} {preview}".strip())


def _row(week: Week, names: Names) -> tuple[str, ...]:
    effort = Effort.highest(*(session.intensity for session in week.sessions))
    return (
        str(week.number),
        str(len(week.sessions)),
        "" if "minutes" in names.hidden else str(week.minutes),
        names.effort(effort),
        " ".join(str(day) for day in sorted({session.day for session in week.sessions})),
        remarks(week, names),
    )


def _table(caption: str, heads: list[str], rows: tuple[tuple[str, ...], ...]) -> Table:
    """A table without the columns in which nothing stands."""
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    return Table(
        caption,
        tuple(heads[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _light(movement: LightMovement, names: Names) -> Part:
    texts, own, known = names.outcomes, names.book.texts.handout, names.book.activities
    heading = own("headings", "light")
    if not movement.options:
        return Part(heading, (Paragraph(texts("no_activity")),), "large")
    pairs = (
        *((known[name].name, known[name].how) for name in movement.options),
        (own("labels", "begin"), movement.opening),
        (own("labels", "end"), movement.endpoint),
        (own("labels", "smallest"), movement.minimum),
    )
    leading = names.joined([names.activity(name) for name in movement.options], "or")
    text = texts("light_movement", "text")
    return Part(heading, (Paragraph(leading, leading=True), Paragraph(text), Pairs(pairs)), "large")


def _why(reasons: tuple[str, ...], names: Names) -> Part:
    own = names.book.texts.handout
    listed = [Listing(reasons)] if reasons else []
    return Part(own("headings", "why"), (*listed, Paragraph(own("why", "rest"))))


def _overwhelmed(names: Names) -> Part:
    texts = names.outcomes
    return Part(texts("headings", "if_overwhelmed"), (Paragraph(texts("if_overwhelmed")),))


def _contacts(recommendation: Recommendation, names: Names, look: Look = "plain") -> Part:
    own, texts = names.book.texts.handout, names.outcomes
    known = told_contacts(recommendation, names.book)
    pairs = Pairs(tuple((texts("names", "contacts", contact.for_), contact.text) for contact in known))
    return Part(own("headings", "who"), (Paragraph(own("contacts")), pairs), look)
