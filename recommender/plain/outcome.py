"""What came out: the text, then why each part is there; after a referral, the answers behind it."""

from collections.abc import Iterator

from recommender.explanation import UnknownPart, why
from recommender.explanation import as_text as explained
from recommender.export.text import as_text
from recommender.interview.view import FailureView, OutcomeView
from recommender.interview.words import Words
from recommender.model.recommendation import Recommendation
from recommender.plain.keep import keep
from recommender.plain.reading import number_of
from recommender.plain.support import support
from recommender.plain.talk import Talk
from recommender.reasons.page import flowed
from recommender.reasons.parts import groups_of_parts


def outcome(talk: Talk, view: OutcomeView) -> bool:
    """Shows what came out; True where the conversation ends with it."""
    talk.lines.as_it_is(as_text(view.recommendation, talk.book))
    talk.lines.say(talk.words("plain", "keep_offer"))
    if view.recommendation.outcome == "referral":
        ended = _referral(talk, view)
    else:
        ended = _reasons(talk, view.recommendation)
    if ended:
        end = "end_kept" if talk.keeper.used else "end"
        talk.lines.say(f"{talk.words('outcome', 'end')} {talk.words('plain', end)}")
    return ended


def failure(talk: Talk, view: FailureView) -> None:
    """No result; the contacts are there all the same."""
    talk.lines.say(view.text)
    talk.lines.line(view.contacts_intro)
    for contact in view.contacts:
        talk.lines.line(contact)
    talk.lines.gap()


def _referral(talk: Talk, view: OutcomeView) -> bool:
    """Offers to change an answer behind it, or to leave."""
    lines, words = talk.lines, talk.words
    _ways_on(talk, view)
    while typed := lines.ask(words("plain", "prompt_change" if view.change else "prompt_leave")).lower():
        if typed == "b":
            talk.interview.back()
            return False
        if typed == "h":
            support(talk)
        elif typed == "k":
            keep(talk, view.recommendation)
        elif number_of(typed) is None or not view.change:
            lines.say(words("plain", "not_a_key_referral"))
        elif (fact := talk.choose(typed, view.change)) is not None:
            talk.interview.change(fact)
            return False
    return True


def _ways_on(talk: Talk, view: OutcomeView) -> None:
    lines, words = talk.lines, talk.words
    if view.change:
        lines.line(words("referral", "offer_change"))
        for number, (label, said) in enumerate(_behind(talk, view), 1):
            lines.item(str(number), f"{label}: {said}")
    lines.say(words("referral", "offer_leave"))


def _behind(talk: Talk, view: OutcomeView) -> Iterator[tuple[str, str]]:
    """The questions behind a referral, with what was said."""
    said = Words(talk.book, talk.interview.role, talk.interview.region).said
    given = view.recommendation.trace.given
    for fact in view.change:
        answer = given.known.get(fact, given.withheld.get(fact))
        yield talk.book.texts.questions.questions[fact].label, said(fact, answer)


def _reasons(talk: Talk, recommendation: Recommendation) -> bool:
    """Shows why each part is there that is asked about."""
    lines, words = talk.lines, talk.words
    groups = groups_of_parts(recommendation, talk.book)
    parts = [part for group in groups for part in group.parts.items()]
    lines.line(words("parts", "title"))
    for number, (_, label) in enumerate(parts, 1):
        lines.item(str(number), label)
    lines.gap()
    while typed := lines.ask(words("plain", "prompt_part")):
        if typed.lower() == "b":
            talk.interview.back()
            return False
        if typed.lower() == "h":
            support(talk)
        elif typed.lower() == "k":
            keep(talk, recommendation)
        else:
            _why(talk, recommendation, typed, [part for part, _ in parts])
    return True


def _why(talk: Talk, recommendation: Recommendation, typed: str, parts: list[str]) -> None:
    number = number_of(typed)
    part = parts[number - 1] if number is not None and 1 <= number <= len(parts) else typed
    try:
        explanation = why(recommendation, talk.book, part)
    except UnknownPart as unknown:
        near = talk.words("plain", "did_you_mean", part=unknown.nearest) if unknown.nearest else ""
        known = talk.words("plain", "not_a_part", low=1, high=len(parts))
        talk.lines.say(f"{known} {near}".strip())
    else:
        talk.lines.as_it_is(flowed(explained(explanation, recommendation, talk.book)))
