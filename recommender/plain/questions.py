"""The questions, each until it is answered or left."""

from recommender.interview.view import QuestionView
from recommender.interview.why_asked import why_asked
from recommender.interview.words import Words
from recommender.model.fact import Answer, Missing
from recommender.plain.aside import aside, undone
from recommender.plain.reading import Slip, read_answer
from recommender.plain.rules import rules_so_far
from recommender.plain.talk import Talk

PROMPTS = {"one": "prompt", "several": "prompt_several", "number": "prompt_number"}


def question(talk: Talk, view: QuestionView) -> None:
    """Asks one question until the interview has moved."""
    _show(talk, view)
    while not _taken(talk, view, talk.lines.ask(talk.words("plain", PROMPTS[view.asked_as]))):
        talk.lines.line(f"{talk.words('plain', 'question', number=view.number)}: {view.ask}")


def _taken(talk: Talk, view: QuestionView, typed: str) -> bool:
    """Whether what was typed moves the interview; all else is shown or said here."""
    interview, key = talk.interview, typed.lower()
    moves = {"": interview.pass_over, "b": interview.back, "c": interview.finish}
    if (move := moves.get(key)) is not None:
        move()
        return True
    if key == "s":
        talk.lines.say(talk.words("plain", "skipped", part=view.part_title))
        interview.skip_part()
        return True
    if key == "u":
        return undone(talk)
    return not (aside(talk, key) or _shown(talk, view, key)) and _answered(talk, view, typed)


def _shown(talk: Talk, view: QuestionView, key: str) -> bool:
    """Whether a key stood for more about the question or the rules, which is shown then."""
    shown = {"w": lambda: _more(talk, view), "r": lambda: rules_so_far(talk)}.get(key)
    if shown is not None:
        shown()
    return shown is not None


def _answered(talk: Talk, view: QuestionView, typed: str) -> bool:
    """Whether what was typed is an answer; says what would be one where it is none."""
    answer = read_answer(typed, view)
    if isinstance(answer, Slip):
        talk.lines.say(talk.words(answer.place, answer.name, **answer.gaps))
        return False
    talk.lines.say(talk.words("plain", "chosen", answer=_said(talk, view, answer)))
    talk.interview.answer(answer)
    return True


def _show(talk: Talk, view: QuestionView) -> None:
    lines, words = talk.lines, talk.words
    lines.say(view.progress)
    if view.part_intro:
        lines.say(view.part_intro)
        many = words("part", "count_one" if view.part_open == 1 else "count", count=view.part_open)
        lines.say(f"{many} {words('plain', 'part_skip')}")
    lines.line(view.ask)
    lines.line(words("plain", "why", why=view.why))
    if view.hint:
        lines.line(view.hint)
    for option in view.options:
        lines.item(option.key, option.label)
    if view.asked_as == "several":
        lines.item("0", view.none_label)
    lines.item("?", view.unknown_label)
    lines.item("-", view.decline_label)
    if view.given is not None:
        lines.line(f"{talk.voiced('question', 'kept')} {words('plain', 'kept_keys')}")
        lines.line(words("plain", "chosen", answer=_said(talk, view, view.given)))


def _more(talk: Talk, view: QuestionView) -> None:
    """More on why: what leaving it open means and, for a clinician, the rules behind it."""
    talk.lines.line(f"{talk.words('why', 'title')}:")
    talk.lines.as_it_is(why_asked(view.fact, talk.interview.role, talk.book))


def _said(talk: Talk, view: QuestionView, answer: Answer | Missing) -> str:
    """An answer in the words of its question."""
    if isinstance(answer, Missing):
        return view.decline_label if answer is Missing.DECLINED else view.unknown_label
    return Words(talk.book, talk.interview.role, talk.interview.region).said(view.fact, answer)
