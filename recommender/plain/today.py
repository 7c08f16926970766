"""The one question before a session, as numbered lines."""

from collections.abc import Iterable

from recommender.model.adjustment import Role
from recommender.model.programme import Contact
from recommender.model.rule import RuleBook
from recommender.model.today import State
from recommender.plain.lines import Lines
from recommender.plain.reading import LEFT_OPEN, number_of


def ask_state(book: RuleBook, role: Role, contacts: Iterable[Contact], lines: Lines) -> State | None:
    """How somebody says that they are; None where they leave it open. Raises `LeaveNow` or `EndOfInput`."""
    words, states = book.texts.interview, tuple(State)
    voice = "_clinician" if role == "clinician" else ""
    lines.line(words("today", f"ask{voice}"))
    lines.line(words("plain", "why", why=words("today", "why")))
    for number, state in enumerate(states, 1):
        lines.item(str(number), words("today", "answers", state))
    lines.item("?", words("choices", f"unknown{voice}"))
    lines.item("-", words("choices", f"decline{voice}"))
    while (typed := lines.ask(words("today", "prompt"))) not in LEFT_OPEN:
        chosen = number_of(typed)
        if chosen is not None and 1 <= chosen <= len(states):
            return states[chosen - 1]
        if typed.lower() == "h":
            _support(lines, book, contacts)
        else:
            lines.say(words("today", "not_an_answer", low=1, high=len(states)))
    return None


def _support(lines: Lines, book: RuleBook, contacts: Iterable[Contact]) -> None:
    lines.say(book.texts.interview("support", "title"))
    for contact in contacts:
        lines.line(f"{book.texts.outcomes('names', 'contacts', contact.for_)}: {contact.text}")
    lines.gap()
