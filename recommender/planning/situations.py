"""When, where and with whom a session may be: what speaks for a time, a setting or company, and against."""

from collections.abc import Mapping
from functools import cached_property

from recommender.model.directive import Avoid, Body, Exclude, Offer, Prefer
from recommender.model.fact import Facts
from recommender.model.prescription import Acting
from recommender.model.scale import Company, Effort, TimeOfDay
from recommender.planning.amounts import NOTHING, answers, named
from recommender.planning.catalogue import PLACES
from recommender.planning.excluding import SITUATIONS, speaks_at

ANYWHERE = "any"
LATE_FIRST = (TimeOfDay.AFTERNOON, TimeOfDay.MIDDAY, TimeOfDay.MORNING, TimeOfDay.EVENING)
SPEAKING = frozenset({*SITUATIONS, PLACES})


class Situations:
    """The situations that are left for one person while these directives are in force."""

    def __init__(self, in_force: Mapping[type[Body], tuple[Acting, ...]], facts: Facts) -> None:
        self._facts = facts
        self._of = {
            kind: tuple(item for item in acting if not SPEAKING.isdisjoint(item.words))
            for kind, acting in in_force.items()
        }
        self._points_by: dict[str, dict[str, int]] = {}
        self._spoken_by: dict[tuple[str, str], tuple[str, ...]] = {}

    def time_of_day(self, effort: Effort) -> TimeOfDay:
        """When: the time most wished for that is not excluded at this effort."""
        points = self._points("time_of_day")
        closed = self.closed("time_of_day", effort)
        best = max(LATE_FIRST, key=lambda time: (points.get(time, 0), time not in closed))
        if points.get(best, 0) > 0 and best not in closed:
            return best
        free = [time for time in LATE_FIRST if time not in closed]
        return max(free, key=lambda time: points.get(time, 0)) if closed and free else TimeOfDay.ANY

    def setting(self, places: tuple[str, ...]) -> str:
        """Where: the setting most wished for among those that an activity and the person allow."""
        points = self._points("setting")
        allowed = answers(self._facts.get("settings_ok")) - self.closed("setting", None)
        here = [place for place in places if place in allowed] if allowed else list(places)
        wished = [place for place in (here or sorted(allowed)) if points.get(place, 0) > 0]
        if wished:
            return max(wished, key=lambda place: (points[place], place))
        return max(here, key=lambda place: points.get(place, 0)) if here and allowed else ANYWHERE

    @cached_property
    def company(self) -> Company:
        """With whom: alone, unless more was offered and nothing speaks against it."""
        avoided = (named(item, "company", self._facts) for item in self._of[Avoid])
        closed = self.closed("company", None).union(*avoided)
        offered = [
            item.body.company
            for item in self._of[Offer]
            if isinstance(item.body, Offer) and item.body.company
        ]
        return Company.highest(Company.ALONE, *(company for company in offered if company not in closed))

    def speaking_for(self, situation: str, word: str) -> tuple[str, ...]:
        """The rules behind a time, a setting or company: for it, or against another; worked out once."""
        key = (situation, word)
        if key not in self._spoken_by:
            self._spoken_by[key] = () if word == ANYWHERE else self._speaking(situation, word)
        return self._spoken_by[key]

    def closed(self, situation: str, effort: Effort | None) -> frozenset[str]:
        """The times, settings or company that an exclusion takes away at this effort."""
        saying = (item for item in self._of[Exclude] if situation in item.words and speaks_at(item, effort))
        return NOTHING.union(*(named(item, situation, self._facts) for item in saying))

    def _speaking(self, situation: str, word: str) -> tuple[str, ...]:
        wishing = (
            item
            for item in (*self._of[Prefer], *self._of[Offer])
            if word in named(item, situation, self._facts)
        )
        elsewhere = PLACES if situation == "setting" else ""
        against = (
            item
            for item in (*self._of[Avoid], *self._of[Exclude])
            if named(item, situation, self._facts) - {word} or elsewhere in item.words
        )
        return tuple(sorted({item.rule for item in (*wishing, *against) if item.rule}))

    def _points(self, situation: str) -> dict[str, int]:
        """What the wishes add up to for each word of a situation; worked out once."""
        if situation not in self._points_by:
            self._points_by[situation] = self._summed(situation)
        return self._points_by[situation]

    def _summed(self, situation: str) -> dict[str, int]:
        points: dict[str, int] = {}
        for kind, sign in ((Prefer, 1), (Avoid, -1)):
            for item in self._of[kind]:
                for word in named(item, situation, self._facts):
                    points[word] = points.get(word, 0) + sign
        return points
