"""Which activities the exclusions of a person take away."""

from collections.abc import Iterable

from recommender.model.directive import Exclude
from recommender.model.fact import Facts
from recommender.model.prescription import Acting
from recommender.model.scale import Effort
from recommender.planning.amounts import named
from recommender.planning.catalogue import NONE, TRAITS, Catalogue, Names

SITUATIONS = ("time_of_day", "setting", "company")
ASKED = frozenset(TRAITS)


class Excluding:
    """The exclusions that are in force for one person at a time."""

    def __init__(self, acting: Iterable[Acting], facts: Facts, catalogue: Catalogue) -> None:
        self._names = tuple((item, _excluded(item, facts, catalogue)) for item in acting)

    def names(self, effort: Effort) -> Names:
        """The activities that are taken away at an effort."""
        return NONE.union(*(names for item, names in self._names if names and speaks_at(item, effort)))

    def rules(self, name: str, effort: Effort | None = None) -> tuple[str, ...]:
        """The rules that exclude an activity, whatever the effort or at one; an adjustment has no name."""
        found = {item.rule for item, names in self._names if name in names and speaks_at(item, effort)}
        return tuple(sorted(found))


def lines_of(item: Acting, facts: Facts, catalogue: Catalogue) -> tuple[Names, ...]:
    """The activities that each line of a directive is true of, with the person's own answers put in."""
    return tuple(catalogue.meeting(name, named(item, name, facts)) for name in item.words if name in ASKED)


def _excluded(item: Acting, facts: Facts, catalogue: Catalogue) -> Names:
    """The activities of which every line of an exclusion is true; none where it is about a time or so."""
    if any(item.words.get(situation) for situation in SITUATIONS):
        return NONE
    lines = lines_of(item, facts, catalogue)
    if not lines:
        return catalogue.everything if item.words.get("intensity") else NONE
    return frozenset.intersection(*lines)


def speaks_at(item: Acting, effort: Effort | None) -> bool:
    """Whether an exclusion speaks of an effort; of any, unless it names some."""
    intensity = item.body.intensity if isinstance(item.body, Exclude) else None
    return not intensity or effort in intensity
