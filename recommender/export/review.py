"""A check-in as plain text: the decision, its reasons, and the week that comes next."""

from collections.abc import Iterator

from recommender.export.course_words import over_time
from recommender.export.over_time import BLOCKS, Look, over_time_text
from recommender.export.shared import AT_ONCE, contacts, paragraphs
from recommender.export.weeks import session_line
from recommender.model.programme import Week
from recommender.model.review import Review
from recommender.model.rule import RuleBook
from recommender.model.scale import Decision
from recommender.reasons.asked import asked
from recommender.reasons.names import Names
from recommender.reasons.page import items, page, section, wrapped

STEADY = (Decision.ADVANCE, Decision.HOLD)
SHOWN = 8
"""Weeks that a page looks back on."""


def review_text(review: Review, book: RuleBook, look: Look = BLOCKS) -> str:
    """The whole check-in: at most 78 columns, no escape bytes."""
    return page(_sections(review, Names.of(review.recommendation, book), look))


def _sections(review: Review, names: Names, look: Look) -> Iterator[str]:
    texts = names.outcomes
    whom = contacts(review.contacts, review.urgency, names)
    first = review.urgency in AT_ONCE
    yield whom if first else ""
    yield wrapped(_decided(review, names), "")
    reasons = () if _is_without_programme(review) else _reasons(review, names)
    yield section(texts("headings", "reasons_of_review"), items(reasons))
    yield _week(review.week, names) if review.week else ""
    yield section(texts("headings", "asks"), items(asked(review.asks, names)))
    yield section(texts("headings", "weeks_so_far"), items(_so_far(review, names)))
    yield "" if first else over_time_text(over_time(review.course, names), look)
    yield "" if first or not _wanted(review) else whom
    yield wrapped(texts("notice"), "")


def _decided(review: Review, names: Names) -> str:
    """What was decided; where there is no programme to go on with, why there is none."""
    if _is_without_programme(review):
        return review.recommendation.summary
    if review.decision is Decision.REFER and review.urgency:
        return names.outcomes("summary", review.urgency)
    return names.outcomes("review", "decision", _form(review))


def _is_without_programme(review: Review) -> bool:
    """Whether there is no week that could grow, be repeated or be smaller, and nothing to stop either."""
    return review.week is None and review.decision not in (Decision.PAUSE, Decision.REFER)


def _form(review: Review) -> str:
    """The words for a decision; a lighter week, and one that nothing was written for, have their own."""
    if review.week is not None and not review.fired:
        return "begins"
    easier = review.week is not None and review.week.easier
    return f"{review.decision}_lighter" if easier and review.decision in STEADY else str(review.decision)


def _wanted(review: Review) -> bool:
    """Contacts stand on every page that stops or steps back, and wherever those for a crisis belong."""
    in_crisis = any(contact.for_ == "crisis" for contact in review.contacts)
    return in_crisis or review.decision is not Decision.ADVANCE


def _reasons(review: Review, names: Names) -> Iterator[str]:
    by_rule = {firing.rule.id: firing.because for firing in review.fired}
    said = (names.fit(by_rule[rule]) for rule in review.because if rule in by_rule)
    yield from filter(None, said)


def _week(week: Week, names: Names) -> str:
    texts = names.outcomes
    shown = (session_line(session, names, "session") for session in week.sessions)
    whole = "" if "minutes" in names.hidden else texts("lines", "week_minutes", minutes=week.minutes)
    lighter = texts("easier_week") if week.easier else ""
    return section(
        texts("headings", "next_week", number=week.number),
        paragraphs(whole, lighter, *week.smaller),
        items(shown),
        paragraphs(texts("lines", "minimum", text=week.sessions[0].minimum) if week.sessions else ""),
    )


def _so_far(review: Review, names: Names) -> Iterator[str]:
    for past in review.past[-SHOWN:]:
        said = names.outcomes("review", "short", past.decision)
        yield names.outcomes("lines", "week_so_far", week=past.week, what=said)
