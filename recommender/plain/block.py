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
        lines.item_of("-", f"{row.label} – {row.said}")
    lines.gap()
    for way in view.ways:
        lines.item(way.key, way.label)
    while not _taken(talk, view, lines.ask(talk.words("plain", "prompt_block")).lower()):
        pass


def _taken(talk: Talk, view: BlockView, typed: str) -> bool:
    """Whether what was typed moves the interview."""
    interview = talk.interview
    ways = {"none_present": interview.none_present, "one_by_one": interview.one_by_one}
    chosen = {way.key: way for way in view.ways}
    moves = {"": interview.one_by_one, "b": interview.back, "c": interview.finish}
    if typed in chosen:
        talk.lines.say(talk.words("plain", "chosen", answer=chosen[typed].label))
        ways[chosen[typed].value]()
        return True
    if typed in moves:
        moves[typed]()
        return True
    if typed == "u":
        return undone(talk)
    if not aside(talk, typed):
        talk.lines.say(talk.words("plain", "not_a_key_block"))
    return False
