"""The parts of a result that can say why they are there."""

from collections.abc import Iterable, Iterator

from recommender.explanation import as_text, why
from recommender.model.programme import LightMovement, Programme, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.behind import answers_behind
from recommender.reasons.names import Names
from recommender.reasons.page import DASH, flowed
from recommender.tui.widgets.ledger import Entry

AMOUNTS = ("intensity", "minutes", "sessions")


def parts_of(recommendation: Recommendation, book: RuleBook) -> Iterator[Entry]:
    """The movement of the first week, its amounts, and every rule that fired."""
    names, words = Names.of(recommendation, book), book.texts.interview
    activities = dict.fromkeys(_activities(recommendation.result))
    if activities:
        yield Entry("", words("parts", "movement" if recommendation.programme else "light_movement"))
        yield from (Entry(activity, names.activity(activity)) for activity in activities)
    if recommendation.programme is not None:
        yield Entry("", words("parts", "amounts"))
        yield from (Entry(name, words("parts", name)) for name in AMOUNTS if name not in names.hidden)
    if recommendation.fired:
        yield Entry("", words("parts", "rules"))
    for firing in recommendation.fired:
        yield Entry(firing.rule.id, names.fit(firing.rule.title) or names.outcomes("hidden", "answer"))


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


def _activities(result: Programme | LightMovement | Referral) -> tuple[str, ...]:
    match result:
        case Programme(weeks=weeks):
            return tuple(session.activity for session in weeks[0].sessions)
        case LightMovement(options=options):
            return options
        case Referral():
            return ()
