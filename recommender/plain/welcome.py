"""The welcome: what this is, who answers and how much, what is kept, and what there is to go on with."""

from collections.abc import Sequence

from recommender.interview.beginnings import Beginning, beginnings
from recommender.interview.view import Welcome
from recommender.keeping.bookmark import Keeping
from recommender.keeping.ways import ways_of
from recommender.plain.aside import aside
from recommender.plain.begun import choose_keeping, erase, makes_room, resumed, say_begun, there_is_one
from recommender.plain.open import open_kept
from recommender.plain.passphrase import kept_as_wanted, locked
from recommender.plain.talk import Talk

KEEPING: dict[str, Keeping] = {"n": "nothing", "k": "as_you_go", "l": "until_i_leave"}


def welcome(talk: Talk, view: Welcome, *, choosing: bool) -> Talk | None:
    """Goes on with an interview: the one that begins, or the one that was begun.

    `choosing` asks who answers. None where the conversation ends with what was opened instead.
    """
    ways = beginnings(talk.interview, talk.book, choosing=choosing)
    _introduce(talk, view)
    _list(talk, ways, "role" if choosing else "plain")
    prompt = talk.words("plain", "prompt_role" if ways else "prompt_go")
    while True:
        typed = talk.lines.ask(prompt).lower()
        if typed == "o":
            if not open_kept(talk):
                return None
        elif typed == "r":
            if (again := resumed(talk)) is not None:
                return again
        elif typed and not (ways and typed.isdigit()):
            _done(talk, typed)
        elif _begins(talk, ways, typed):
            return talk


def _introduce(talk: Talk, view: Welcome) -> None:
    lines, words = talk.lines, talk.words
    lines.say(view.title)
    for paragraph in view.paragraphs:
        told = words("plain", "leave") if paragraph == words("welcome", "leave") else paragraph
        lines.say(told)
    lines.say(words("plain", "intro"))
    decline, unknown = talk.voiced("choices", "decline"), talk.voiced("choices", "unknown")
    lines.say(words("plain", "keys", decline=decline, unknown=unknown))
    lines.say(words("plain", "more_keys"))
    lines.say(words("plain", "keeping"))
    if ways_of(talk.keeper, talk.interview.role):
        lines.say(words("plain", "lock_key"))
    lines.say(words("welcome", "open"))
    say_begun(talk)


def _list(talk: Talk, ways: Sequence[Beginning], section: str) -> None:
    if ways:
        talk.lines.line(talk.words(section, "ask"))
    for number, way in enumerate(ways, 1):
        talk.lines.item(str(number), way.label)


def _chosen(talk: Talk, ways: Sequence[Beginning], typed: str) -> Beginning | None:
    label = talk.choose(typed, [way.label for way in ways])
    return next((way for way in ways if way.label == label), None)


def _begins(talk: Talk, ways: Sequence[Beginning], typed: str) -> bool:
    """Begins as was typed, or else as the first way says; False where there is no such way, or no room."""
    first = ways[0] if ways else None
    way = _chosen(talk, ways, typed) if typed else first
    if (typed and way is None) or not makes_room(talk):
        return False
    if way is not None:
        way.take(talk.interview)
    if not kept_as_wanted(talk):
        choose_keeping(talk, "nothing")  # or Enter alone would lead here again and again
        return False
    talk.interview.begin()
    return True


def _done(talk: Talk, typed: str) -> None:
    """Does what was typed and stays at the welcome."""
    if typed in KEEPING:
        choose_keeping(talk, KEEPING[typed])
    elif typed == "e":
        erase(talk)
    elif typed == "w" and ways_of(talk.keeper, talk.interview.role):
        if locked(talk):
            talk.lines.say(talk.words("lock", "done"))
    elif not aside(talk, typed):
        form = "_begun" if there_is_one(talk) else ""
        talk.lines.say(talk.words("plain", f"not_a_key_welcome{form}"))
