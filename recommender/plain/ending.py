"""The last words: what was kept, and where it is gone on with."""

from recommender.plain.talk import Talk


def ending(talk: Talk, name: str) -> str:
    """What is said at an end of this name. What leaving erases is erased by then."""
    talk.say_if_refused("not_erased", talk.as_you_go.left())
    form = "_begun" if talk.as_you_go.holds else "_kept" if talk.keeper.used else ""
    return talk.words("plain", f"{name}{form}")
