"""The answers so far: each can be changed, and the result is one key away."""

from recommender.interview.view import CheckView
from recommender.plain.aside import aside, undone
from recommender.plain.reading import number_of
from recommender.plain.talk import Talk


def answers(talk: Talk, view: CheckView) -> None:
    """Shows what was answered until the interview has moved."""
    lines, words = talk.lines, talk.words
    early = bool(talk.interview.still_open)
    if early:
        lines.say(words("finish_early"))
    _show(talk, view)
    prompt = words("plain", "prompt_check_open" if early else "prompt_check")
    while not _taken(talk, view, lines.ask(prompt), early=early):
        pass


def _taken(talk: Talk, view: CheckView, typed: str, *, early: bool) -> bool:
    """Whether what was typed moves the interview."""
    interview, key = talk.interview, typed.lower()
    moves = {
        "": interview.back if early else interview.conclude,
        "g": interview.conclude,
        "b": interview.back,
    }
    if (move := moves.get(key)) is not None:
        move()
        return True
    if key == "m":
        return _went_further(talk, view)
    if key == "u":
        return undone(talk)
    return not aside(talk, key) and _changed(talk, view, typed)


def _went_further(talk: Talk, view: CheckView) -> bool:
    if not view.further:
        talk.lines.say(view.more)
    talk.interview.ask_further()
    return bool(view.further)


def _changed(talk: Talk, view: CheckView, typed: str) -> bool:
    rows = view.rows()
    if number_of(typed) is None or not rows:
        talk.lines.say(talk.words("plain", "not_a_key_check"))
    elif (fact := talk.choose(typed, [row.fact for row in rows])) is not None:
        talk.interview.change(fact)
        return True
    return False


def _show(talk: Talk, view: CheckView) -> None:
    lines, numbers = talk.lines, iter(range(1, len(view.rows()) + 1))
    lines.say(view.title)
    lines.say(view.intro)
    for title, rows in view.sections:
        lines.line(title)
        for row in rows:
            lines.item(str(next(numbers)), f"{row.label}: {row.said}")
        lines.gap()
    lines.say(view.more)
