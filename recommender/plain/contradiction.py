"""Answers that contradict each other, asked about once before the answers are shown."""

from recommender.interview.view import ContradictionView
from recommender.plain.aside import aside, undone
from recommender.plain.reading import number_of
from recommender.plain.talk import Talk


def contradiction(talk: Talk, view: ContradictionView) -> None:
    """Shows what differs until the interview has moved."""
    lines = talk.lines
    lines.say(view.title)
    lines.say(view.because)
    lines.say(view.ways_on)
    for way in (*view.changes, view.leave):
        lines.item(way.key, way.label)
    while not _taken(talk, view, lines.ask(talk.words("plain", "prompt_contradiction"))):
        pass


def _taken(talk: Talk, view: ContradictionView, typed: str) -> bool:
    """Whether what was typed moves the interview."""
    interview, key = talk.interview, typed.lower()
    if key in ("", view.leave.key):
        interview.leave_as_it_is()
        return True
    if key == "b":
        interview.back()
        return True
    if key == "u":
        return undone(talk)
    if aside(talk, key):
        return False
    if number_of(typed) is None:
        talk.lines.say(talk.words("plain", "not_a_key_contradiction"))
    elif (fact := talk.choose(typed, [way.value for way in view.changes])) is not None:
        interview.change(fact)
        return True
    return False
