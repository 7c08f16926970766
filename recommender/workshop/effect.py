"""What an edit of the rules does to one person."""

from dataclasses import dataclass

from recommender.explanation import Difference, difference
from recommender.inference import Disagreement, EngineFault
from recommender.loading.profile import Profile
from recommender.model.rule import RuleBook
from recommender.recommend import Recommender
from recommender.workshop.carrying import carried_over


@dataclass(frozen=True, slots=True)
class Effect:
    """The same person under two rulebooks.

    `difference` is None where one of them gives nothing that could be trusted. `dropped` are the questions
    whose answers the later one does not know any more.
    """

    before: RuleBook
    after: RuleBook
    difference: Difference | None
    dropped: tuple[str, ...] = ()


def effect(profile: Profile, before: RuleBook, after: RuleBook) -> Effect:
    """What becomes of a person when the one rulebook takes the place of the other."""
    carried = carried_over(profile, after)
    try:
        with Recommender(before) as earlier, Recommender(after) as later:
            found = difference(earlier.recommend_profile(profile), later.recommend_profile(carried.profile))
    except (Disagreement, EngineFault):
        return Effect(before, after, None, carried.dropped)
    return Effect(before, after, found, carried.dropped)
