"""More on why something is asked: what leaving it open means, and for a clinician the rules behind it."""

from collections.abc import Iterator

from recommender.model.adjustment import Role
from recommender.model.rule import RuleBook
from recommender.reasons.page import DASH


def why_asked(fact: str, role: Role, book: RuleBook) -> str:
    """The reason, and what there is to know beside it, as a page."""
    return "\n".join(_lines(fact, role, book))


def _lines(fact: str, role: Role, book: RuleBook) -> Iterator[str]:
    words, known = book.texts.interview, book.vocabulary[fact]
    yield book.texts.questions.questions[fact].why
    yield ""
    yield words("plain", "why_health") if known.safety else words("why", "left_open")
    titles = sorted({rule.title for rule in book.rules if fact in rule.reads()})
    if role == "clinician" and titles:
        yield from ("", words("why", "rules"), *(f"{DASH}{title}" for title in titles))
