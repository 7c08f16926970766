"""A recommendation as plain text: what matters most stands first, and every part has its reason."""

from collections.abc import Iterator

from recommender.export.programme import programme_sections
from recommender.export.reasons import reasons
from recommender.export.shared import (
    AT_ONCE,
    adjustments,
    asks,
    contacts_of,
    contradictions,
    left_out,
    notes,
    paragraphs,
    stop_signals,
)
from recommender.model.programme import LightMovement, Programme, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names
from recommender.reasons.page import items, page, section, wrapped


def as_text(recommendation: Recommendation, book: RuleBook) -> str:
    """The whole recommendation: at most 78 columns, no escape bytes, no lines drawn."""
    names = Names.of(recommendation, book)
    return page((*_first(recommendation, names), *_outcome(recommendation, names)))


def _first(recommendation: Recommendation, names: Names) -> Iterator[str]:
    """What stands before all else: contacts where they are wanted at once, and a word to a clinician."""
    result = recommendation.result
    if isinstance(result, Referral) and result.urgency in AT_ONCE:
        yield contacts_of(recommendation, names)
    if recommendation.role == "clinician":
        yield wrapped(names.outcomes("clinician_lead"), "")


def _outcome(recommendation: Recommendation, names: Names) -> Iterator[str]:
    match recommendation.result:
        case Programme() as programme:
            return programme_sections(programme, recommendation, names)
        case LightMovement() as movement:
            return _limited(movement, recommendation, names)
        case Referral() as referral:
            return _referral(referral, recommendation, names)


def _referral(referral: Referral, recommendation: Recommendation, names: Names) -> Iterator[str]:
    texts = names.outcomes
    yield wrapped(recommendation.summary, "")
    if referral.urgency not in AT_ONCE:
        yield contacts_of(recommendation, names)
    yield section(texts("headings", "meanwhile"), paragraphs(referral.meanwhile))
    yield section(texts("headings", "reasons"), items(reason.text for reason in referral.reasons))
    yield section(texts("headings", "bring"), paragraphs(referral.bring))
    yield section(texts("headings", "opens_when"), paragraphs(referral.opens_when))
    yield contradictions(recommendation, names)
    yield notes(recommendation, names)
    yield adjustments(recommendation, names)
    yield wrapped(texts("notice"), "")


def _limited(movement: LightMovement, recommendation: Recommendation, names: Names) -> Iterator[str]:
    texts = names.outcomes
    in_crisis = any(contact.for_ == "crisis" for contact in recommendation.contacts)
    yield wrapped(recommendation.summary, "")
    yield contacts_of(recommendation, names) if in_crisis else ""
    yield section(texts("headings", "light_movement"), _light(movement, names))
    yield section(texts("headings", "smallest"), paragraphs(movement.minimum))
    yield section(texts("headings", "opens_more"), paragraphs(movement.opens_when))
    yield asks(recommendation, names)
    yield left_out(recommendation, names)
    yield reasons(recommendation, names)
    yield contradictions(recommendation, names)
    yield notes(recommendation, names)
    yield adjustments(recommendation, names)
    yield stop_signals(movement.stop_signals, names)
    yield "" if in_crisis else contacts_of(recommendation, names)
    yield wrapped(texts("notice"), "")


def _light(movement: LightMovement, names: Names) -> str:
    texts, activities = names.outcomes, names.book.activities
    options = [
        texts("lines", "option", activity=activities[name].name, how=activities[name].how)
        for name in movement.options
    ]
    return "\n".join(
        [
            paragraphs(movement.text),
            items(options),
            paragraphs(
                texts("lines", "opening", text=movement.opening),
                texts("lines", "endpoint", text=movement.endpoint),
            ),
        ]
    )
