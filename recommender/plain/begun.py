"""An interview that was begun: going on with it, erasing it, and whether this one is kept as it goes."""

from dataclasses import replace

from recommender.keeping.begun_words import begun_said, resumed_said
from recommender.keeping.bookmark import Keeping
from recommender.keeping.unfinished import Begun
from recommender.plain.talk import Talk
from recommender.problem import Problems


def say_begun(talk: Talk) -> None:
    """Says that there is one to go on with, if so, and nothing that was answered in it."""
    if (begun := _begun(talk)) is not None:
        said = begun_said(begun, talk.book)
        talk.lines.say(f"{said} {talk.words('plain', 'begun_keys')}")


def resumed(talk: Talk) -> Talk | None:
    """The conversation with the interview that was begun; None, with a word about it, where that can't be."""
    if _begun(talk) is None:
        talk.lines.say(talk.words("plain", "nothing_begun"))
        return None
    try:
        found = talk.as_you_go.resume(talk.recommender)
    except Problems as problems:
        talk.say_if_refused("refused", problems)
        return None
    again = replace(talk, interview=found.interview)
    again.lines.say(resumed_said(found, again.book))
    return again


def erase(talk: Talk) -> None:
    """Erases the one that was begun."""
    if _begun(talk) is None:
        talk.lines.say(talk.words("plain", "nothing_begun"))
    elif (problems := talk.as_you_go.erase_begun()) is not None:
        talk.say_if_refused("not_erased", problems)
    else:
        talk.lines.say(talk.words("unfinished", "erased"))


def choose_keeping(talk: Talk, keeping: Keeping) -> None:
    """Sets what becomes of the answers, and says what that means."""
    words = talk.words
    talk.say_if_refused("not_erased", talk.as_you_go.choose(keeping))
    talk.lines.say(words("unfinished", "chosen", keeping))
    if keeping != "nothing":
        talk.lines.say(words("unfinished", "where", path=talk.as_you_go.unfinished.place))
        if not talk.as_you_go.holds and _there_is_another(talk):
            talk.lines.say(words("unfinished", "takes_its_place"))


def _begun(talk: Talk) -> Begun | None:
    try:
        return talk.as_you_go.unfinished.begun()
    except Problems as problems:
        talk.say_if_refused("refused", problems)
        return None


def _there_is_another(talk: Talk) -> bool:
    """One that cannot be opened was told about at the welcome, and stays where it is."""
    try:
        return talk.as_you_go.unfinished.begun() is not None
    except Problems:
        return False
