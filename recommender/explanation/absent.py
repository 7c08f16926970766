"""What is not there, sorted by what keeps it out for now."""

from dataclasses import dataclass

from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names
from recommender.reasons.parts import AMOUNTS
from recommender.reasons.standing import Cause, Standing, standing

ORDER = (Cause.OTHERS_FIRST, Cause.HELD_BACK, Cause.NOT_YET, Cause.EXCLUDED, Cause.ONLY_LIGHT)


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are not there for one reason: what each is called, by the name to ask about it with."""

    heading: str
    parts: dict[str, str]


def absent(recommendation: Recommendation, book: RuleBook) -> tuple[Group, ...]:
    """More of the amounts, then what somebody likes, then the other activities; no group is empty."""
    names = Names.of(recommendation, book)
    words = book.texts.result
    places = [standing(name, recommendation, book) for name in book.activities]
    missing = [place for place in places if not place.there]
    liked = recommendation.trace.given.get("likes")
    wanted = liked if isinstance(liked, frozenset) else frozenset()
    voice = "_clinician" if recommendation.role == "clinician" else ""
    found = [
        Group(words("others", "amounts"), _amounts(recommendation, names)),
        Group(words("others", f"liked{voice}"), _named([p for p in missing if p.activity in wanted], names)),
    ]
    others = [place for place in missing if place.activity not in wanted]
    for cause in ORDER:
        because = [place for place in others if place.stages[0].cause is cause]
        found.append(Group(words("others", cause), _named(because, names)))
    return tuple(group for group in found if group.parts)


def _amounts(recommendation: Recommendation, names: Names) -> dict[str, str]:
    if recommendation.programme is None:
        return {}
    words = names.book.texts.result
    return {name: words("others", f"more_{name}") for name in AMOUNTS if name not in names.hidden}


def _named(places: list[Standing], names: Names) -> dict[str, str]:
    ordered = sorted(places, key=lambda place: (-place.points, names.activity(place.activity)))
    return {place.activity: names.activity(place.activity) for place in ordered}
