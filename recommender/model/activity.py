"""A way of moving that may be offered."""

from typing import Literal

from recommender.model.scale import Effort, Kind
from recommender.model.written import Words, Written, YesNo


class Activity(Written):
    """One entry of `activities.yaml`; what each list means stands at the head of that file."""

    name: str
    how: str
    kind: Kind
    tempo: Literal["slow", "steady", "fast"]
    rhythmic: YesNo
    floor: Effort = Effort.LIGHT
    ceiling: Effort
    places: Words = ()
    unfit: Words = ()
    involves: Words = ()
    loads: Words = ()

    def bears(self, effort: Effort) -> bool:
        """Whether it can be done at that effort."""
        return self.floor.at_most(effort) and effort.at_most(self.ceiling)
