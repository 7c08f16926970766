"""The sections that every outcome may have."""

from collections.abc import Iterable

from recommender.model.programme import Contact, Contradiction, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.scale import Purpose, Urgency
from recommender.reasons.adjusted import adjusted
from recommender.reasons.names import Names
from recommender.reasons.page import items, section, wrapped

AT_ONCE = (Urgency.CRISIS, Urgency.EMERGENCY)
"""Where contacts stand before all else, and the contacts that come first."""


def paragraphs(*texts: str) -> str:
    """Paragraphs under a heading."""
    return "\n".join(wrapped(text) for text in texts if text)


def contacts_of(recommendation: Recommendation, names: Names) -> str:
    """Whom a recommendation names to turn to."""
    result = recommendation.result
    urgency = result.urgency if isinstance(result, Referral) else None
    return contacts(recommendation.contacts, urgency, names)


def contacts(known: Iterable[Contact], at_once: Urgency | None, names: Names) -> str:
    """Whom to turn to: the one that is wanted at once, then those for a crisis and an emergency."""
    texts = names.outcomes
    ordered = sorted(
        known,
        key=lambda contact: (contact.for_ != at_once, contact.for_ not in AT_ONCE),
    )
    said = [
        texts("lines", "contact", name=texts("names", "contacts", contact.for_), text=contact.text)
        for contact in ordered
    ]
    return section(texts("headings", "contacts"), items(said))


def asks(recommendation: Recommendation, names: Names) -> str:
    """The questions that would open more, each with why it is asked."""
    questions = names.book.texts.questions.questions
    said = [
        names.outcomes("lines", "asked", question=questions[name].ask, why=questions[name].why)
        for name in recommendation.asks
    ]
    return section(names.outcomes("headings", "asks"), items(filter(None, map(names.fit, said))))


def left_out(recommendation: Recommendation, names: Names) -> str:
    """The questions that were left open by choice."""
    said = [
        names.fit(names.fact(name)) or names.outcomes("hidden", "answer") for name in recommendation.left_out
    ]
    if not said:
        return ""
    return section(
        names.outcomes("headings", "left_out"), paragraphs(names.outcomes("left_out")), items(said)
    )


def contradictions(recommendation: Recommendation, names: Names) -> str:
    """Answers that differ, and how they are read for now."""
    said = [_differing(found, recommendation, names) for found in recommendation.contradictions]
    if not said:
        return ""
    read = any(found.read_as for found in recommendation.contradictions)
    intro = paragraphs(names.outcomes("contradiction" if read else "contradiction_unread"))
    return section(names.outcomes("headings", "contradictions"), intro, items(said))


def _differing(found: Contradiction, recommendation: Recommendation, names: Names) -> str:
    answers = names.all_given({name: recommendation.trace.given.said(name) for name in found.facts})
    firing = recommendation.trace.fired(found.rule)
    because = names.fit(firing.because) if firing else ""
    form = "differ" if found.read_as else "differ_as_they_are"
    said = names.outcomes("lines", form, answers=answers, reading=names.all_given(found.read_as))
    return f"{said} {because}".strip()


def notes(recommendation: Recommendation, names: Names) -> str:
    """What is good to know: what a rule says to this person first, background by itself at the end."""
    ranks = {rule.id: rule.purpose.rank for rule in names.book.rules}
    ordered = sorted(recommendation.notes, key=lambda note: -ranks[note.rule])
    advice = set(names.book.texts.wording.advice.values())
    background = [
        note for note in ordered if ranks[note.rule] == Purpose.EDUCATION.rank and note.text not in advice
    ]
    sections = (
        section(
            names.outcomes("headings", heading), items(filter(None, dict.fromkeys(map(names.fit, texts))))
        )
        for heading, texts in (
            ("notes", [note.text for note in ordered if note not in background]),
            ("background", [note.text for note in background]),
        )
    )
    return "\n\n".join(filter(None, sections))


def adjustments(recommendation: Recommendation, names: Names) -> str:
    """What the person or a clinician changed."""
    facts = recommendation.trace.facts
    said = [adjusted(change, names, facts) for change in recommendation.adjustments]
    return section(names.outcomes("headings", "adjustments"), items(said))


def stop_signals(texts: Iterable[str], names: Names) -> str:
    """When to stop; nothing is ever left out of it."""
    return section(names.outcomes("headings", "when_to_stop"), items(texts))
