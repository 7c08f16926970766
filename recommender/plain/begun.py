"""An interview that was begun: going on with it, erasing it, and whether this one is kept as it goes."""

from dataclasses import replace

from recommender.keeping.begun_words import begun_said, keeping_said, not_kept_said, resumed_said
from recommender.keeping.bookmark import Keeping
from recommender.keeping.unfinished import Begun
from recommender.plain.aside import aside
from recommender.plain.passphrase import opened
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
    if not opened(talk):
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
    """Erases the one that was begun, once it was said that it would be gone."""
    if _begun(talk) is None:
        talk.lines.say(talk.words("plain", "nothing_begun"))
        return
    talk.lines.say(talk.words("unfinished", "erase_once"))
    if talk.lines.ask(talk.words("plain", "prompt_erase")).lower() != "e":
        return
    if (problems := talk.as_you_go.erase_begun()) is not None:
        talk.say_if_refused("not_erased", problems)
    else:
        talk.lines.say(talk.words("unfinished", "erased"))


def choose_keeping(talk: Talk, keeping: Keeping) -> None:
    """Sets what becomes of the answers, and says what that means."""
    refused = talk.as_you_go.choose(keeping)
    if keeping != "nothing" and refused is not None:
        talk.lines.say(not_kept_said(refused, talk.book))
        return
    talk.say_if_refused("not_erased", refused)
    talk.lines.say(keeping_said(talk.as_you_go, talk.book, beside=False))
    if keeping != "nothing":
        form = "where_locked" if talk.keeper.locked else "where"
        talk.lines.say(talk.words("unfinished", form, path=talk.as_you_go.unfinished.place))


def makes_room(talk: Talk) -> bool:
    """Whether the interview begins now. Where another one would be gone by that, it is asked first."""
    if not talk.as_you_go.replaces():
        return True
    words = talk.words
    talk.lines.say(f"{words('unfinished', 'replace_title')}. {words('unfinished', 'replace_ways')}")
    while typed := talk.lines.ask(words("plain", "prompt_replace")).lower():
        if typed == "b":
            return False
        if typed == "n":
            choose_keeping(talk, "nothing")
            return True
        if not aside(talk, typed):
            talk.lines.say(words("unfinished", "replace_ways"))
    talk.as_you_go.agree()
    return True


def there_is_one(talk: Talk) -> bool:
    """Whether there is one to go on with. One that cannot be opened was told about at the welcome."""
    try:
        return talk.as_you_go.unfinished.begun() is not None
    except Problems:
        return False


def _begun(talk: Talk) -> Begun | None:
    try:
        return talk.as_you_go.unfinished.begun()
    except Problems as problems:
        talk.say_if_refused("refused", problems)
        return None
