"""Which activities a line of a selector is true of: looked up by its words, not asked of each activity."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from recommender.model.activity import Activity
from recommender.model.scale import Effort

PLACES = "places"
TRAITS = ("activity", "tempo", "rhythmic", "kind", PLACES, "unfit", "involves", "loads")
"""The lines of a selector that speak of activities."""

Names: TypeAlias = frozenset[str]
NONE: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The activities of a rulebook by what is true of them: a trait, a word, and the names.

    `bearing` has those that can be done at an effort, in the order of the file.
    """

    named: Mapping[str, Mapping[str, Names]]
    everything: Names
    bearing: Mapping[Effort, tuple[str, ...]]

    def meeting(self, trait: str, wanted: frozenset[str]) -> Names:
        """The activities of which one of these words is true; of places, those that are only elsewhere."""
        by_word = self.named[trait]
        if len(wanted) == 1 and trait != PLACES:
            (word,) = wanted
            return by_word.get(word, NONE)
        found = NONE.union(*(by_word[word] for word in wanted if word in by_word))
        return NONE.union(*by_word.values()) - found if trait == PLACES else found


def catalogue_of(activities: Mapping[str, Activity]) -> Catalogue:
    """The catalogue of these activities; the same ones are gone through once only."""
    return _catalogue(_Same(activities))


class _Same:
    """Some activities, as they are told from others: by being the very same."""

    __slots__ = ("activities",)

    def __init__(self, activities: Mapping[str, Activity]) -> None:
        self.activities = activities

    def __hash__(self) -> int:
        return id(self.activities)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.activities is other.activities


@lru_cache(maxsize=8)
def _catalogue(same: _Same) -> Catalogue:
    activities = same.activities.items()
    named: dict[str, dict[str, Names]] = {trait: {} for trait in TRAITS}
    for name, activity in activities:
        for trait, words in _traits(name, activity).items():
            for word in words:
                named[trait][word] = named[trait].get(word, NONE) | {name}
    bearing = {effort: tuple(name for name, one in activities if one.bears(effort)) for effort in Effort}
    return Catalogue(named, frozenset(same.activities), bearing)


def _traits(name: str, activity: Activity) -> dict[str, tuple[str, ...]]:
    return {
        "activity": (name,),
        "tempo": (activity.tempo,),
        "rhythmic": ("yes" if activity.rhythmic else "no",),
        "kind": (str(activity.kind),),
        PLACES: activity.places,
        "unfit": activity.unfit,
        "involves": activity.involves,
        "loads": activity.loads,
    }
