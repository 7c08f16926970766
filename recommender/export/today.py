"""The page of one day: which session it would be, the version that fits, and what else is fine."""

from collections.abc import Iterator

from recommender.export.shared import (
    AT_ONCE,
    asks,
    contacts,
    paragraphs,
    stop_signals,
)
from recommender.export.weeks import minutes, session_line, winding_down
from recommender.model.programme import LightMovement, Referral, Session
from recommender.model.rule import RuleBook
from recommender.model.scale import Urgency
from recommender.model.today import Day, State, Version
from recommender.reasons.asked import asked
from recommender.reasons.names import Names
from recommender.reasons.page import INDENT, items, page, section, wrapped


def today_text(day: Day, book: RuleBook) -> str:
    """The whole page: at most 78 columns, no escape bytes."""
    names = Names.of(day.coming.review.recommendation, book)
    sections = _resting(day, names) if day.rests else _moving(day, names)
    return page((*_lead(day, names), *sections, wrapped(names.outcomes("notice"), "")))


def _lead(day: Day, names: Names) -> Iterator[str]:
    yield _contacts(day, names) if _urgency(day) in AT_ONCE else ""
    if day.coming.review.recommendation.role == "clinician":
        yield wrapped(names.outcomes("clinician_lead"), "")


def _moving(day: Day, names: Names) -> Iterator[str]:
    """The session of today, as it was planned or in another version."""
    texts, session = names.outcomes, day.coming.session
    if session is None:
        return
    head = texts("headings", "one_day", week=day.coming.week, day=session.day)
    yield section(head, paragraphs(names.fit(day.text)))
    yield section(texts("headings", "reasons_of_review"), items(_reasons(day, names)))
    yield _asked(day, names)
    swapped = day.state not in (None, State.SETTLED)
    if day.version:
        yield section(texts("headings", "version_of_today"), _version(day.version, names))
    elif swapped or day.smallest_first:
        yield section(texts("headings", "smallest"), paragraphs(session.minimum))
    if day.planned:
        planned = _kept(session, names) if swapped else _planned(day, session, names)
        yield section(texts("headings", "planned"), planned, paragraphs(*day.coming.smaller))
    yield section(texts("headings", "smaller_versions"), *(_smaller(one, names) for one in day.versions))
    recommendation = day.coming.review.recommendation
    if recommendation.programme:
        yield stop_signals(recommendation.programme.stop_signals, names)
    yield _contacts(day, names)


def _resting(day: Day, names: Names) -> Iterator[str]:
    """No session: the reason, what holds until then, and whom to turn to."""
    texts, recommendation, urgency = names.outcomes, day.coming.review.recommendation, _urgency(day)
    yield section(texts("headings", "no_session"), paragraphs(names.fit(day.text)))
    yield section(texts("headings", "reasons_of_review"), items(_reasons(day, names)))
    yield _asked(day, names)
    if urgency:
        yield section(texts("headings", "meanwhile"), paragraphs(texts("referral", urgency, "meanwhile")))
    result = recommendation.result
    if isinstance(result, LightMovement) and not urgency and day.state is not State.FEVER:
        yield section(texts("headings", "light_movement"), _light(result, names))
        yield asks(recommendation, names)
    yield "" if urgency in AT_ONCE else _contacts(day, names)


def _reasons(day: Day, names: Names) -> Iterator[str]:
    by_rule = {firing.rule.id: firing.because for firing in day.fired}
    said = [by_rule[rule] for rule in day.because if rule in by_rule]
    yield from filter(None, map(names.fit, (*said, *_by_a_clinician(day))))


def _asked(day: Day, names: Names) -> str:
    """What the log left open of danger."""
    return section(names.outcomes("headings", "asks"), items(asked(day.coming.asks, names)))


def _by_a_clinician(day: Day) -> Iterator[str]:
    """Reasons that no rule gave."""
    result = day.coming.review.recommendation.result
    if isinstance(result, Referral):
        yield from (reason.text for reason in result.reasons if reason.rule is None)


def _version(version: Version, names: Names) -> str:
    texts, activity = names.outcomes, names.book.activities[version.activity]
    how = texts("lines", "how_hard", effort=names.effort(version.intensity), text=texts("talk_test", "light"))
    return paragraphs(
        _instead(version, names),
        activity.how,
        texts("lines", "opening", text=version.opening),
        version.text,
        how,
        texts("lines", "endpoint", text=version.endpoint),
        texts("lines", "minimum", text=version.minimum),
    )


def _smaller(version: Version, names: Names) -> str:
    hidden = "_hidden" if "minutes" in names.hidden else ""
    head = names.outcomes(
        "lines",
        f"today{hidden}",
        label=names.outcomes("today", version.state, "label"),
        activity=names.activity(version.activity),
        minutes=minutes(version.minutes, names),
    )
    return "\n".join([wrapped(head), wrapped(f"{version.opening} {version.text}", INDENT * 2)])


def _instead(version: Version, names: Names) -> str:
    return names.outcomes(
        "lines",
        "instead",
        activity=names.activity(version.activity),
        minutes=minutes(version.minutes, names),
        effort=names.effort(version.intensity),
    )


def _planned(day: Day, session: Session, names: Names) -> str:
    """The whole session; an invitation where its smallest version stands before it."""
    texts, invited = names.outcomes, day.smallest_first
    company = texts("company", session.company) if texts.has("company", session.company) else ""
    return paragraphs(
        texts("today", "keeps") if invited else "",
        session_line(session, names, "session"),
        names.book.activities[session.activity].how,
        texts("lines", "how_hard", effort=names.effort(session.intensity), text=session.talk_test),
        texts("lines", "where", text=names.setting(session.setting)),
        texts("lines", "with_whom", text=company or texts("names", "company", session.company)),
        texts("lines", "opening", text=session.opening),
        texts("lines", "awareness", text=session.awareness.text),
        texts("lines", "endpoint", text=session.endpoint),
        winding_down(session, names),
        "" if invited else texts("lines", "minimum", text=session.minimum),
    )


def _kept(session: Session, names: Names) -> str:
    """The planned session as an invitation beside a version."""
    return paragraphs(names.outcomes("today", "keeps"), session_line(session, names, "session"))


def _light(movement: LightMovement, names: Names) -> str:
    texts, activities = names.outcomes, names.book.activities
    options = (
        texts("lines", "option", activity=activities[name].name, how=activities[name].how)
        for name in movement.options
    )
    minimum = texts("lines", "minimum", text=movement.minimum)
    return "\n".join([paragraphs(movement.text), items(options), paragraphs(minimum)])


def _contacts(day: Day, names: Names) -> str:
    return contacts(day.contacts, _urgency(day), names)


def _urgency(day: Day) -> Urgency | None:
    """How soon somebody is to look, where that is why there is no session."""
    return day.coming.review.urgency if day.rests else None
