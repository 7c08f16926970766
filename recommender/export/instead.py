"""What came in the place of a movement that somebody would rather not have, in words."""

from recommender.model.programme import Session
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names


def instead(activity: str, before: Recommendation, after: Recommendation, book: RuleBook) -> str:
    """What stands in its sessions now, or that they stay free."""
    names, words = Names.of(after, book), book.texts.result
    name = names.activity(activity)
    if before.programme is None:
        shown = [names.activity(one) for one in _light(after) if one not in _light(before)]
        return _said(name, shown, free=not shown, names=names)
    if after.programme is None:
        return words("without", "no_doses", activity=name)
    earlier, now = _sessions(before), _sessions(after)
    places = [place for place, session in earlier.items() if session.activity == activity]
    if not places:
        return words("without", "out", activity=name)
    others = dict.fromkeys(names.activity(now[place].activity) for place in places if place in now)
    return _said(name, [*others], free=any(place not in now for place in places), names=names)


def _said(name: str, others: list[str], *, free: bool, names: Names) -> str:
    words = names.book.texts.result
    if not others:
        nothing = names.book.texts.interview("outcome", "nothing_else")
        return words("without", "free", activity=name, nothing_else=nothing)
    form = "both" if free else "instead"
    places_free = words("without", "places_free")
    return words("without", form, activity=name, others=names.joined(others), places_free=places_free)


def _light(recommendation: Recommendation) -> tuple[str, ...]:
    return getattr(recommendation.result, "options", ())


def _sessions(recommendation: Recommendation) -> dict[tuple[int, int], Session]:
    """The sessions by week and place in it: the days may shift when another kind comes in."""
    weeks = recommendation.programme.weeks if recommendation.programme else ()
    return {(week.number, place): session for week in weeks for place, session in enumerate(week.sessions)}
