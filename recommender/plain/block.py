"""Questions that one answer can settle together, or that come one by one."""

from recommender.interview.view import BlockView
from recommender.plain.aside import aside, undone
from recommender.plain.talk import Talk


def block(talk: Talk, view: BlockView) -> None:
    """Shows what is settled together until the interview has moved."""
    lines = talk.lines
    lines.say(view.title)
    lines.say(view.intro)
    for row in view.rows:
        lines.line(f"{row.label}: {row.said}")
    lines.gap()
    for way in (view.none_present, view.one_by_one):
        lines.item(way.key, way.label)
    while not _taken(talk, view, lines.ask(talk.words("plain", "prompt_block")).lower()):
        pass


def _taken(talk: Talk, view: BlockView, typed: str) -> bool:
    """Whether what was typed moves the interview."""
    interview = talk.interview
    moves = {
        view.none_present.key: interview.none_present,
        view.one_by_one.key: interview.one_by_one,
        "": interview.one_by_one,
        "b": interview.back,
        "c": interview.finish,
    }
    if (move := moves.get(typed)) is not None:
        if typed == view.none_present.key:
            talk.lines.say(talk.words("plain", "chosen", answer=view.none_present.label))
        move()
        return True
    if typed == "u":
        return undone(talk)
    if not aside(talk, typed):
        talk.lines.say(talk.words("plain", "not_a_key_block"))
    return False
