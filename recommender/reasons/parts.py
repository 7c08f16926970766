"""The parts of a result that can say why they are there."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.model.programme import LightMovement, Programme, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names

AMOUNTS = ("intensity", "minutes", "sessions")


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that stand under one heading: what each is called, by the name that it is asked about with."""

    heading: str
    parts: dict[str, str]


def groups_of_parts(recommendation: Recommendation, book: RuleBook) -> Iterator[Group]:
    """The movement of the first week, its amounts, and every rule that fired; no group is empty."""
    names, words = Names.of(recommendation, book), book.texts.interview
    movement = "movement" if recommendation.programme else "light_movement"
    found = {
        movement: {activity: names.activity(activity) for activity in _activities(recommendation.result)},
        "amounts": {name: words("parts", name) for name in _amounts(recommendation, names)},
        "rules": {
            firing.rule.id: names.fit(firing.rule.title) or names.outcomes("hidden", "answer")
            for firing in recommendation.fired
            if not firing.on_unknown
        },
    }
    return (Group(words("parts", heading), parts) for heading, parts in found.items() if parts)


def _amounts(recommendation: Recommendation, names: Names) -> tuple[str, ...]:
    given = AMOUNTS if recommendation.programme else ()
    return tuple(name for name in given if name not in names.hidden)


def _activities(result: Programme | LightMovement | Referral) -> tuple[str, ...]:
    match result:
        case Programme(weeks=weeks):
            return tuple(session.activity for session in weeks[0].sessions)
        case LightMovement(options=options):
            return options
        case Referral():
            return ()
