"""The parts of a result that can say why they are there."""

from collections.abc import Iterable, Iterator

from recommender.explanation import as_text, why
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.behind import answers_behind
from recommender.reasons.names import Names
from recommender.reasons.page import DASH, flowed
from recommender.reasons.parts import groups_of_parts
from recommender.tui.widgets.ledger import Entry


def parts_of(recommendation: Recommendation, book: RuleBook) -> Iterator[Entry]:
    """The movement of the first week, its amounts, and every rule that fired, each under its heading."""
    for group in groups_of_parts(recommendation, book):
        yield Entry("", group.heading)
        yield from (Entry(name, label) for name, label in group.parts.items())


def why_part(part: str, recommendation: Recommendation, book: RuleBook) -> tuple[str, str]:
    """The question why a part is there, and the explanation, down to the answers behind it."""
    explanation = why(recommendation, book, part)
    question, *lines = as_text(explanation, recommendation, book).splitlines()
    if book.rule(part) is None:
        lines += _answers_behind(explanation.rules, recommendation, book)
    return question, flowed("\n".join(lines))


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
