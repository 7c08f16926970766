"""What is said about a part of a result: why it is there, or why not, as one text."""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from recommender.explanation import as_text, why, why_not
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.behind import answers_behind
from recommender.reasons.names import Names
from recommender.reasons.page import DASH, flowed

Asked: TypeAlias = Literal["why", "why_not"]
ASKING = {"why": why, "why_not": why_not}


def explained(part: str, question: Asked, recommendation: Recommendation, book: RuleBook) -> tuple[str, str]:
    """The question about a part, and the explanation; why it is there goes down to the answers behind it."""
    explanation = ASKING[question](recommendation, book, part)
    asked, *lines = as_text(explanation, recommendation, book).splitlines()
    if question == "why" and book.rule(part) is None:
        lines += _answers_behind(explanation.rules, recommendation, book)
    return asked, flowed("\n".join(lines))


def in_short(part: str, recommendation: Recommendation, book: RuleBook) -> str:
    """The titles of the rules behind a part, in one line, those with most weight first; perhaps none."""
    names = Names.of(recommendation, book)
    ranks = {rule.id: rule.purpose.rank for rule in book.rules}
    rules = sorted(why(recommendation, book, part).rules if part else (), key=lambda rule: -ranks[rule])
    titles = (names.fit(names.title(rule)) for rule in rules if rule not in names.open and rule != part)
    said = ", ".join(filter(None, titles))
    return book.texts.result("tree", "because", rules=said) if said else ""


def _answers_behind(rules: Iterable[str], recommendation: Recommendation, book: RuleBook) -> Iterator[str]:
    names = Names.of(recommendation, book)
    fired = [firing.rule for firing in recommendation.fired if firing.rule.id in rules]
    found = [
        names.given(*given)
        for rule in fired
        for given in answers_behind(rule, recommendation.trace, book).items()
    ]
    if found:
        yield from ("", names.texts("lines", "behind"), *(f"{DASH}{line}" for line in dict.fromkeys(found)))
