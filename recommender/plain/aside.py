"""What is one key away from every prompt: people to contact, a pause, and a step back in time."""

from recommender.plain.support import support
from recommender.plain.talk import Talk


def aside(talk: Talk, key: str) -> bool:
    """Whether a key stood for something that is shown in between, and leaves everything where it is."""
    shown = {"h": support, "p": pause}.get(key)
    if shown is not None:
        shown(talk)
    return shown is not None


def pause(talk: Talk) -> None:
    """A rest, for as long as somebody likes."""
    lines, words = talk.lines, talk.words
    lines.say(words("pause", "title"))
    lines.say(words("plain", "pause"))
    for idea in words.several("pause", "ideas"):
        lines.line(idea)
    lines.gap()
    while lines.ask(words("plain", "prompt_pause")).lower() == "h":
        support(talk)


def undone(talk: Talk) -> bool:
    """Takes the last change back; False where there is none."""
    can = talk.interview.can_undo
    talk.lines.say(talk.words("plain", "undone" if can else "nothing_to_undo"))
    talk.interview.undo()
    return can
