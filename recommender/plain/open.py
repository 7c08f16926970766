"""Opening what was kept: the code, what there is to see, and the question about today."""

from recommender.casebook import NoSuchCase
from recommender.export.over_time import over_time_text
from recommender.keeping.keeper import plainly
from recommender.keeping.later import Later, day_page, later
from recommender.model.programme import Contact
from recommender.plain.aside import aside
from recommender.plain.passphrase import opened
from recommender.plain.support import PURPOSES, support
from recommender.plain.talk import Talk
from recommender.plain.today import ask_state
from recommender.problem import Problems


def open_kept(talk: Talk) -> bool:
    """Asks for a code and shows what is kept under it; False where the conversation ends with that."""
    lines, words = talk.lines, talk.words
    lines.say(words("open", "title"))
    lines.line(words("open", "ask"))
    lines.say(words("open", "hint"))
    while typed := lines.ask(words("plain", "prompt_code")):
        if typed.lower() == "b":
            return True
        if typed.lower() in ("h", "?"):
            support(talk)
        elif opened(talk) and (seen := _opened(talk, typed)) is not None:
            _show(talk, seen)
            return _goes_on(talk, seen)
    return True


def _opened(talk: Talk, typed: str) -> Later | None:
    try:
        return later(talk.keeper.open(typed, talk.by), talk.book)
    except NoSuchCase:
        talk.lines.say(talk.words("open", "not_here"))
    except Problems as problems:
        talk.lines.say(talk.words("open", "refused", why=plainly(problems)))
    return None


def _show(talk: Talk, seen: Later) -> None:
    lines = talk.lines
    lines.say(talk.words("later", "title", code=seen.code))
    lines.as_it_is(seen.before)
    if seen.picture is not None:
        lines.as_it_is(over_time_text(seen.picture, talk.keeper.look))
    lines.as_it_is(seen.after)


def _goes_on(talk: Talk, seen: Later) -> bool:
    """True where somebody goes back to the welcome, False where they end here."""
    form = "later" if seen.asks else "later_resting"
    while typed := talk.lines.ask(talk.words("plain", f"prompt_{form}")).lower():
        if typed == "b":
            return True
        if aside(talk, typed):
            continue
        if typed == "r":
            talk.lines.as_it_is(seen.given)
        elif typed == "t" and seen.asks:
            _today(talk, seen)
        else:
            talk.lines.say(talk.words("plain", f"not_a_key_{form}"))
    return False


def _today(talk: Talk, seen: Later) -> None:
    """The one question, then the version of today."""
    known = talk.book.texts.contacts[seen.region]
    contacts = [Contact(purpose, getattr(known, purpose)) for purpose in PURPOSES]
    state = ask_state(talk.book, seen.role, contacts, talk.lines)
    talk.lines.gap()
    talk.lines.as_it_is(day_page(seen, state, talk.book))
