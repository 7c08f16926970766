"""The welcome and the questions, each until it is answered or left."""

from recommender.interview.view import QuestionView, Welcome
from recommender.interview.words import Words
from recommender.model.adjustment import Role
from recommender.model.fact import Answer, Missing
from recommender.plain.open import open_kept
from recommender.plain.reading import Slip, read_answer
from recommender.plain.support import support
from recommender.plain.talk import Talk

ROLES: tuple[Role, ...] = ("self", "clinician")
PROMPTS = {"one": "prompt", "several": "prompt_several", "number": "prompt_number"}


def welcome(talk: Talk, view: Welcome, *, choosing: bool) -> bool:
    """What this is and is not, and the keys; who answers, where that is not settled.

    False where the conversation ends with what was opened instead.
    """
    _introduce(talk, view, choosing=choosing)
    while typed := talk.lines.ask(talk.words("plain", "prompt_role" if choosing else "prompt_go")).lower():
        if typed == "o" and not open_kept(talk):
            return False
        if typed == "h":
            support(talk)
        elif choosing and typed.isdigit():
            if _role_chosen(talk, typed):
                break
        elif typed != "o":
            talk.lines.say(talk.words("plain", "not_a_key_welcome"))
    talk.interview.begin()
    return True


def _role_chosen(talk: Talk, typed: str) -> bool:
    chosen = talk.choose(typed, ROLES)
    if chosen is not None:
        talk.interview.choose_role("clinician" if chosen == "clinician" else "self")
    return chosen is not None


def _introduce(talk: Talk, view: Welcome, *, choosing: bool) -> None:
    lines, words = talk.lines, talk.words
    lines.say(view.title)
    for paragraph in view.paragraphs:
        told = words("plain", "leave") if paragraph == words("welcome", "leave") else paragraph
        lines.say(told)
    lines.say(words("plain", "intro"))
    decline, unknown = talk.voiced("choices", "decline"), talk.voiced("choices", "unknown")
    lines.say(words("plain", "keys", decline=decline, unknown=unknown))
    lines.say(words("welcome", "open"))
    if choosing:
        lines.line(words("role", "ask"))
        for number, role in enumerate(ROLES, 1):
            lines.item(str(number), words("role", role))


def question(talk: Talk, view: QuestionView) -> None:
    """Asks one question until the interview has moved."""
    _show(talk, view)
    while not _taken(talk, view, talk.lines.ask(talk.words("plain", PROMPTS[view.asked_as]))):
        talk.lines.line(f"{talk.words('plain', 'question', number=view.number)}: {view.ask}")


def _taken(talk: Talk, view: QuestionView, typed: str) -> bool:
    """Whether what was typed moves the interview; all else is shown or said here."""
    interview = talk.interview
    moves = {"": interview.pass_over, "b": interview.back, "c": interview.finish}
    if (move := moves.get(typed.lower())) is not None:
        move()
        return True
    if typed.lower() in ("h", "w"):
        (support if typed.lower() == "h" else lambda said: _more(said, view))(talk)
        return False
    answer = read_answer(typed, view)
    if isinstance(answer, Slip):
        talk.lines.say(talk.words(answer.place, answer.name, **answer.gaps))
        return False
    talk.lines.say(talk.words("plain", "chosen", answer=_said(talk, view, answer)))
    interview.answer(answer)
    return True


def _show(talk: Talk, view: QuestionView) -> None:
    lines, words = talk.lines, talk.words
    lines.say(view.progress)
    if view.part_intro:
        lines.say(view.part_intro)
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
    lines, words = talk.lines, talk.words
    lines.line(f"{words('why', 'title')}: {view.why}")
    needed = talk.book.vocabulary[view.fact].safety
    lines.say(words("plain", "why_health") if needed else words("why", "left_open"))
    titles = [rule.title for rule in talk.book.rules if view.fact in rule.reads()]
    if talk.interview.role == "clinician" and titles:
        lines.say(words("plain", "why_rules", titles="; ".join(titles)))


def _said(talk: Talk, view: QuestionView, answer: Answer | Missing) -> str:
    """An answer in the words of its question."""
    if isinstance(answer, Missing):
        return view.decline_label if answer is Missing.DECLINED else view.unknown_label
    return Words(talk.book, talk.interview.role, talk.interview.region).said(view.fact, answer)
