"""Which activities, times, settings and company are left for a person, and which come first."""

from collections.abc import Mapping
from functools import cached_property
from itertools import product
from typing import TypeAlias

from recommender.model.activity import Activity
from recommender.model.directive import Avoid, Body, Exclude, Offer, Prefer
from recommender.model.fact import Facts
from recommender.model.prescription import Acting, Prescription
from recommender.model.scale import Company, Effort, Kind, TimeOfDay
from recommender.model.spelling import FromAnswer
from recommender.planning.amounts import NOTHING, answers
from recommender.planning.catalogue import TRAITS as TRAITS  # noqa: PLC0414 - known here too
from recommender.planning.catalogue import Catalogue, Names, catalogue_of
from recommender.planning.excluding import Excluding, lines_of
from recommender.planning.situations import Situations

SELECTING: tuple[type[Body], ...] = (Prefer, Avoid, Offer, Exclude)
Lines: TypeAlias = tuple[Acting, tuple[Names, ...]]
"""A wish, and the activities that each of its lines is true of."""


def chosen(value: object, facts: Facts) -> frozenset[str]:
    """What a line of a selector names, with the person's own answers put in."""
    if isinstance(value, tuple):
        return frozenset(map(str, value))
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    if isinstance(value, FromAnswer):
        return answers(facts.get(value.fact))
    return NOTHING


class Choices:
    """The choice of each week; weeks in which the same directives are in force share one."""

    def __init__(self, prescription: Prescription, activities: Mapping[str, Activity]) -> None:
        self._prescription = prescription
        self._activities = activities
        self._catalogue = catalogue_of(activities)
        self._made: dict[tuple[int, ...], Choice] = {}
        self._of_stretch: dict[int, Choice] = {}

    def __getitem__(self, week: int) -> "Choice":
        stretch = self._prescription.stretch_of(SELECTING, week)
        if stretch not in self._of_stretch:
            self._of_stretch[stretch] = self._choice(week)
        return self._of_stretch[stretch]

    def _choice(self, week: int) -> "Choice":
        in_force = {kind: self._prescription.of(kind, week) for kind in SELECTING}
        key = tuple(id(item) for acting in in_force.values() for item in acting)
        if key not in self._made:
            self._made[key] = Choice(self._prescription, self._activities, self._catalogue, in_force)
        return self._made[key]


class Choice:
    """What there is to choose from for one person while these directives are in force."""

    def __init__(
        self,
        prescription: Prescription,
        activities: Mapping[str, Activity],
        catalogue: Catalogue,
        in_force: Mapping[type[Body], tuple[Acting, ...]],
    ) -> None:
        self.prescription = prescription
        self.activities = activities
        self._catalogue = catalogue
        facts = prescription.facts
        self._wished = tuple((item, lines_of(item, facts, catalogue)) for item in in_force[Prefer])
        self._unwished = tuple((item, lines_of(item, facts, catalogue)) for item in in_force[Avoid])
        self._situations = Situations(in_force, facts)
        self._excluding = Excluding(in_force[Exclude], facts, catalogue)
        self._fitted: dict[tuple[Kind, Effort], tuple[Kind, Effort]] = {}
        self._options_by: dict[tuple[Effort, Kind, int], tuple[str, ...]] = {}
        self._left_by: dict[tuple[Effort, Kind | None], list[str]] = {}

    def possible(self, effort: Effort, kind: Kind | None = None) -> list[str]:
        """The activities that can be offered at an effort, the best first; of one kind, or of any."""
        return list(self._left(effort, kind))

    def options(self, effort: Effort, kind: Kind, many: int) -> tuple[str, ...]:
        """Activities for a session: the best of its kind, then whatever else suits best; found once."""
        key = (effort, kind, many)
        if key not in self._options_by:
            self._options_by[key] = self._options(effort, kind, many)
        return self._options_by[key]

    def _options(self, effort: Effort, kind: Kind, many: int) -> tuple[str, ...]:
        first = self._left(effort, kind)[: max(2, many - 1)]
        rest = sorted(
            (name for name in self._left(effort, None) if name not in first),
            key=lambda name: (-self._points[name], self.activities[name].kind is not kind),
        )
        return (*first, *rest)[:many] if first else ()

    def fitting(self, kind: Kind, effort: Effort) -> tuple[Kind, Effort]:
        """A kind and an effort that leave a choice, or at least an offer; never harder ones. Found once."""
        if (kind, effort) not in self._fitted:
            self._fitted[kind, effort] = self._fit(kind, effort)
        return self._fitted[kind, effort]

    def _fit(self, kind: Kind, effort: Effort) -> tuple[Kind, Effort]:
        kinds = (kind, *(other for other in Kind if other is not kind))
        efforts = [one for one in reversed(Effort) if one.at_most(effort)]
        for enough in (2, 1):
            for other, easier in product(kinds, efforts):
                if self._left(easier, other) and len(self._left(easier, None)) >= enough:
                    return other, easier
        return kind, effort

    def points(self, name: str) -> int:
        """What the wishes of all rules add up to for an activity."""
        return self._points[name]

    def excluding(self, name: str, effort: Effort | None = None) -> tuple[str, ...]:
        """The rules that exclude an activity, whatever the effort or at one; an adjustment has no name."""
        return self._excluding.rules(name, effort)

    def preferring(self, name: str) -> tuple[str, ...]:
        """The rules that speak for an activity."""
        return _speaking_of(name, self._wished)

    def avoiding(self, name: str) -> tuple[str, ...]:
        """The rules that speak against an activity without excluding it."""
        return _speaking_of(name, self._unwished)

    def time_of_day(self, effort: Effort) -> TimeOfDay:
        """When: the time most wished for that is not excluded at this effort."""
        return self._situations.time_of_day(effort)

    def setting(self, name: str) -> str:
        """Where: the setting most wished for among those that the activity and the person allow."""
        return self._situations.setting(self.activities[name].places)

    def company(self) -> Company:
        """With whom: alone, unless more was offered and nothing speaks against it."""
        return self._situations.company

    def speaking_for(self, situation: str, word: str) -> tuple[str, ...]:
        """The rules behind a time, a setting or company: for it, or against another."""
        return self._situations.speaking_for(situation, word)

    def closed(self, situation: str, effort: Effort | None) -> frozenset[str]:
        """The times, settings or company that an exclusion takes away at this effort."""
        return self._situations.closed(situation, effort)

    @cached_property
    def _points(self) -> dict[str, int]:
        """What the wishes of all rules add up to for each activity; one point a line."""
        points = dict.fromkeys(self.activities, 0)
        for wishes, sign in ((self._wished, 1), (self._unwished, -1)):
            for names in (names for _, lines in wishes for names in lines):
                for name in names:
                    points[name] += sign
        return points

    def _left(self, effort: Effort, kind: Kind | None) -> list[str]:
        """The activities that can be offered, the best first; worked out once."""
        key = (effort, kind)
        if key not in self._left_by:
            self._left_by[key] = self._best(effort) if kind is None else self._of_kind(effort, kind)
        return self._left_by[key]

    def _of_kind(self, effort: Effort, kind: Kind) -> list[str]:
        return [name for name in self._left(effort, None) if self.activities[name].kind is kind]

    def _best(self, effort: Effort) -> list[str]:
        """Those that no exclusion takes away, whose places are not all closed, with most points first."""
        gone, closed = self._excluding.names(effort), self.closed("setting", effort)
        left = [
            name
            for name in self._catalogue.bearing[effort]
            if name not in gone and not _is_closed(self.activities[name], closed)
        ]
        return sorted(left, key=self._points.__getitem__, reverse=True)


def _is_closed(activity: Activity, closed: frozenset[str]) -> bool:
    """Whether every place that the activity takes is closed."""
    return bool(activity.places) and closed.issuperset(activity.places)


def _speaking_of(name: str, wishes: tuple[Lines, ...]) -> tuple[str, ...]:
    """The rules of the wishes of which some line is true of an activity."""
    found = {item.rule for item, lines in wishes for names in lines if name in names}
    return tuple(sorted(found - {""}))
