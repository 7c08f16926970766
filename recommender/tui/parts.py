"""The parts of a result that can say why they are there."""

from collections.abc import Iterator

from recommender.model.programme import LightMovement, Programme, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names
from recommender.tui.widgets.ledger import Entry

AMOUNTS = ("intensity", "minutes", "sessions")


def parts_of(recommendation: Recommendation, book: RuleBook) -> Iterator[Entry]:
    """The movement of the first week, its amounts, and every rule that fired."""
    names, words = Names.of(recommendation, book), book.texts.interview
    activities = dict.fromkeys(_activities(recommendation.result))
    if activities:
        yield Entry("", words("parts", "movement"))
        yield from (Entry(activity, names.activity(activity)) for activity in activities)
    if recommendation.programme is not None:
        yield Entry("", words("parts", "amounts"))
        yield from (Entry(name, words("parts", name)) for name in AMOUNTS if name not in names.hidden)
    if recommendation.fired:
        yield Entry("", words("parts", "rules"))
    for firing in recommendation.fired:
        yield Entry(firing.rule.id, names.fit(firing.rule.title) or names.outcomes("hidden", "answer"))


def _activities(result: Programme | LightMovement | Referral) -> tuple[str, ...]:
    match result:
        case Programme(weeks=weeks):
            return tuple(session.activity for session in weeks[0].sessions)
        case LightMovement(options=options):
            return options
        case Referral():
            return ()
