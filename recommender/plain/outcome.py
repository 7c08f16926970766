"""What came out: the text, then whatever somebody would like to know or change about it."""

from collections.abc import Iterator

from recommender.export.text import as_text
from recommender.interview.view import FailureView, OutcomeView
from recommender.interview.words import Words
from recommender.plain.adjust import adjust, note
from recommender.plain.aside import aside, undone
from recommender.plain.ending import ending
from recommender.plain.keep import keep
from recommender.plain.leave_out import leave_out
from recommender.plain.parts import list_parts, why_not_others, why_part, would_change
from recommender.plain.reading import number_of
from recommender.plain.save import save
from recommender.plain.talk import Talk
from recommender.plain.what_if import what_if

MOVING = ("b", "u", "a", "i", "l")
MOVING_ON_REFERRAL = ("b", "u", "a")
"""Keys that may lead to something else than what is shown."""


def outcome(talk: Talk, view: OutcomeView) -> bool:
    """Shows what came out; True where the conversation ends with it."""
    talk.lines.as_it_is(as_text(view.recommendation, talk.book))
    is_referral = view.recommendation.outcome == "referral"
    for name in ("referral_keys",) if is_referral else ("result_keys", "change_keys"):
        talk.lines.say(talk.voiced("plain", name))
    talk.lines.say(talk.words("plain", "keep_offer"))
    ended = _referral(talk, view) if is_referral else _result(talk, view)
    if ended:
        talk.lines.say(f"{talk.words('outcome', 'end')} {ending(talk, 'end')}")
    return ended


def failure(talk: Talk, view: FailureView) -> None:
    """No result; the contacts are there all the same."""
    talk.lines.say(view.text)
    talk.lines.line(view.contacts_intro)
    for contact in view.contacts:
        talk.lines.line(contact)
    talk.lines.gap()


def _result(talk: Talk, view: OutcomeView) -> bool:
    """Says what there is to ask about each part, until there is something else to show."""
    parts = list_parts(talk, view.recommendation)
    while typed := talk.lines.ask(talk.words("plain", "prompt_part")):
        key = typed.lower()
        if key in MOVING:
            if _moved(talk, view, key):
                return False
        elif not _looked(talk, view, key):
            _asked(talk, view, typed, parts)
    return True


def _asked(talk: Talk, view: OutcomeView, typed: str, parts: list[str]) -> None:
    match typed.lower():
        case "d":
            would_change(talk, parts)
        case "n":
            why_not_others(talk, view.recommendation)
        case _:
            why_part(talk, view.recommendation, typed, parts)


def _referral(talk: Talk, view: OutcomeView) -> bool:
    """Offers to change an answer behind it, or to leave."""
    lines, words = talk.lines, talk.words
    _ways_on(talk, view)
    while typed := lines.ask(words("plain", "prompt_change" if view.change else "prompt_leave")).lower():
        if typed in MOVING_ON_REFERRAL:
            if _moved(talk, view, typed):
                return False
        elif not _looked(talk, view, typed) and _change_chosen(talk, view, typed):
            return False
    return True


def _change_chosen(talk: Talk, view: OutcomeView, typed: str) -> bool:
    if number_of(typed) is None or not view.change:
        talk.lines.say(talk.words("plain", "not_a_key_referral"))
    elif (fact := talk.choose(typed, view.change)) is not None:
        talk.interview.change(fact)
        return True
    return False


def _looked(talk: Talk, view: OutcomeView, key: str) -> bool:
    """Whether a key stood for something that leaves the result as it is."""
    if key == "k":
        keep(talk, view.recommendation)
    elif key == "x":
        save(talk, view)
    elif key == "o":
        note(talk)
        talk.kept_as_it_goes()
    else:
        return aside(talk, key)
    return True


def _moved(talk: Talk, view: OutcomeView, key: str) -> bool:
    """Does what a key stands for; whether there may be something else to show then."""
    match key:
        case "u":
            return undone(talk)
        case "a":
            return adjust(talk)
        case "i":
            return what_if(talk, view.recommendation)
        case "l":
            return leave_out(talk, view.recommendation)
        case _:
            talk.interview.back()
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
