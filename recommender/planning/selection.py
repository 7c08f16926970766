"""Which activities, times, settings and company are left for a person, and which come first."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeAlias

from recommender.model.activity import Activity
from recommender.model.directive import Avoid, Body, Exclude, Offer, Prefer, Selector
from recommender.model.fact import Answer, Facts
from recommender.model.prescription import Acting, Prescription
from recommender.model.scale import Company, Effort, Kind, TimeOfDay
from recommender.model.spelling import FromAnswer
from recommender.planning.catalogue import TRAITS as TRAITS  # noqa: PLC0414 - known here too
from recommender.planning.catalogue import Catalogue, Names, catalogue_of

SELECTING = (Prefer, Avoid, Offer, Exclude)
ANYWHERE = "any"
Lines: TypeAlias = tuple[Acting, tuple[Names, ...]]
"""A wish, and the activities that each of its lines is true of."""

LATE_FIRST = (TimeOfDay.AFTERNOON, TimeOfDay.MIDDAY, TimeOfDay.MORNING, TimeOfDay.EVENING)


def chosen(value: object, facts: Facts) -> frozenset[str]:
    """What a line of a selector names, with the person's own answers put in."""
    if isinstance(value, tuple):
        return frozenset(map(str, value))
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    if isinstance(value, FromAnswer):
        return _answers(facts.get(value.fact))
    return frozenset()


def _answers(answer: Answer | None) -> frozenset[str]:
    if answer is None:
        return frozenset()
    return answer if isinstance(answer, frozenset) else frozenset({str(answer)})


class Choices:
    """The choice of each week; weeks in which the same directives are in force share one."""

    def __init__(self, prescription: Prescription, activities: Mapping[str, Activity]) -> None:
        self._prescription = prescription
        self._activities = activities
        self._acting = tuple(item for item in prescription.acting if type(item.body) in SELECTING)
        self._catalogue = catalogue_of(activities)
        self._lines: dict[int, tuple[Names, ...]] = {}
        self._made: dict[tuple[int, ...], Choice] = {}
        self._of_stretch: dict[int, Choice] = {}

    def __getitem__(self, week: int) -> "Choice":
        stretch = self._prescription.stretch(week)
        if stretch not in self._of_stretch:
            self._of_stretch[stretch] = self.among(item for item in self._acting if item.in_week(week))
        return self._of_stretch[stretch]

    def among(self, acting: Iterable[Acting]) -> "Choice":
        """The choice while just these directives of the person are in force."""
        in_force = tuple(acting)
        key = tuple(map(id, in_force))
        if key not in self._made:
            lines = tuple((item, self._lines_of(item)) for item in in_force)
            self._made[key] = Choice(self._prescription, self._activities, self._catalogue, lines)
        return self._made[key]

    def _lines_of(self, item: Acting) -> tuple[Names, ...]:
        """The activities that each line of a directive is true of; worked out once for all weeks."""
        if id(item) not in self._lines:
            self._lines[id(item)] = _lines(item.body, self._prescription.facts, self._catalogue)
        return self._lines[id(item)]


class Choice:
    """What there is to choose from for one person while these directives are in force."""

    def __init__(
        self,
        prescription: Prescription,
        activities: Mapping[str, Activity],
        catalogue: Catalogue,
        in_force: tuple[Lines, ...],
    ) -> None:
        self.prescription = prescription
        self.activities = activities
        self._catalogue = catalogue
        self._wished = tuple(lines for lines in in_force if type(lines[0].body) is Prefer)
        self._unwished = tuple(lines for lines in in_force if type(lines[0].body) is Avoid)
        self._preferring = tuple(item for item, _ in self._wished)
        self._avoiding = tuple(item for item, _ in self._unwished)
        self._offering = tuple(item for item, _ in in_force if type(item.body) is Offer)
        self._excluded = tuple(
            (item, _excluded(item.body, lines, catalogue))
            for item, lines in in_force
            if isinstance(item.body, Exclude)
        )
        self._excluding = tuple(item for item, _ in self._excluded)
        self._left_by: dict[tuple[Effort, Kind | None], list[str]] = {}
        self._points_by: dict[str, dict[str, int]] = {}
        self._closed_by: dict[tuple[str, Effort | None], frozenset[str]] = {}
        self._spoken_by: dict[tuple[str, str], tuple[str, ...]] = {}

    def possible(self, effort: Effort, kind: Kind | None = None) -> list[str]:
        """The activities that can be offered at an effort, the best first; of one kind, or of any."""
        return list(self._left(effort, kind))

    def options(self, effort: Effort, kind: Kind, many: int) -> list[str]:
        """Activities for a session: the best of its kind, then whatever else suits best."""
        first = self.possible(effort, kind)[: max(2, many - 1)]
        rest = sorted(
            (name for name in self._left(effort, None) if name not in first),
            key=lambda name: (-self._points[name], self.activities[name].kind is not kind),
        )
        return (first + rest)[:many] if first else []

    def points(self, name: str) -> int:
        """What the wishes of all rules add up to for an activity."""
        return self._points[name]

    def excluding(self, name: str, effort: Effort | None = None) -> tuple[str, ...]:
        """The rules that exclude an activity, whatever the effort or at one; an adjustment has no name."""
        found = {item.rule for item, names in self._excluded if name in names and _speaks_at(item, effort)}
        return tuple(sorted(found))

    def preferring(self, name: str) -> tuple[str, ...]:
        """The rules that speak for an activity."""
        return _speaking_of(name, self._wished)

    def avoiding(self, name: str) -> tuple[str, ...]:
        """The rules that speak against an activity without excluding it."""
        return _speaking_of(name, self._unwished)

    def time_of_day(self, effort: Effort) -> TimeOfDay:
        """When: the time most wished for that is not excluded at this effort."""
        points = self._points_of("time_of_day")
        closed = self.closed("time_of_day", effort)
        best = max(LATE_FIRST, key=lambda time: (points.get(time, 0), time not in closed))
        if points.get(best, 0) > 0 and best not in closed:
            return best
        free = [time for time in LATE_FIRST if time not in closed]
        return max(free, key=lambda time: points.get(time, 0)) if closed and free else TimeOfDay.ANY

    def setting(self, name: str) -> str:
        """Where: the setting most wished for among those that the activity and the person allow."""
        points = self._points_of("setting")
        allowed = _answers(self.prescription.facts.get("settings_ok")) - self.closed("setting", None)
        places = self.activities[name].places
        here = [place for place in places if place in allowed] if allowed else list(places)
        wished = [place for place in (here or sorted(allowed)) if points.get(place, 0) > 0]
        if wished:
            return max(wished, key=lambda place: (points[place], place))
        return max(here, key=lambda place: points.get(place, 0)) if here and allowed else "any"

    def company(self) -> Company:
        """With whom: alone, unless more was offered and nothing speaks against it."""
        closed = self.closed("company", None) | {
            str(company) for item in self._avoiding for company in getattr(item.body, "company", None) or ()
        }
        offered = [
            item.body.company for item in self._offering if isinstance(item.body, Offer) and item.body.company
        ]
        return Company.highest(Company.ALONE, *(company for company in offered if company not in closed))

    def speaking_for(self, situation: str, word: str) -> tuple[str, ...]:
        """The rules behind a time, a setting or company: for it, or against another; worked out once."""
        key = (situation, word)
        if key not in self._spoken_by:
            self._spoken_by[key] = () if word == ANYWHERE else self._speaking(situation, word)
        return self._spoken_by[key]

    def _speaking(self, situation: str, word: str) -> tuple[str, ...]:
        facts = self.prescription.facts
        wishing = (
            item
            for item in (*self._preferring, *self._offering)
            if word in _named(item.body, situation, facts)
        )
        against = (
            item
            for item in (*self._avoiding, *self._excluding)
            if _named(item.body, situation, facts) - {word}
            or (situation == "setting" and getattr(item.body, "places", None))
        )
        return tuple(sorted({item.rule for item in (*wishing, *against) if item.rule}))

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
        gone = frozenset[str]().union(*(names for item, names in self._excluded if _speaks_at(item, effort)))
        closed = self.closed("setting", effort)
        left = [
            name
            for name in self._catalogue.bearing[effort]
            if name not in gone and not _is_closed(self.activities[name], closed)
        ]
        return sorted(left, key=self._points.__getitem__, reverse=True)

    def _points_of(self, situation: str) -> dict[str, int]:
        """What the wishes add up to for each word of a situation; worked out once."""
        if situation not in self._points_by:
            self._points_by[situation] = self._summed(situation)
        return self._points_by[situation]

    def _summed(self, situation: str) -> dict[str, int]:
        points: dict[str, int] = {}
        for acting, sign in ((self._preferring, 1), (self._avoiding, -1)):
            for item in acting:
                for word in chosen(getattr(item.body, situation), self.prescription.facts):
                    points[word] = points.get(word, 0) + sign
        return points

    def closed(self, situation: str, effort: Effort | None) -> frozenset[str]:
        """The times, settings or company that an exclusion takes away at this effort; worked out once."""
        key = (situation, effort)
        if key not in self._closed_by:
            self._closed_by[key] = self._taken_away(situation, effort)
        return self._closed_by[key]

    def _taken_away(self, situation: str, effort: Effort | None) -> frozenset[str]:
        found: set[str] = set()
        for item in self._excluding:
            body = item.body
            if isinstance(body, Selector) and (body.intensity is None or effort in body.intensity):
                found |= chosen(getattr(body, situation), self.prescription.facts)
        return frozenset(found)


def _named(body: Body, situation: str, facts: Facts) -> frozenset[str]:
    """The words that a wish or an offer has for a situation."""
    value = getattr(body, situation, None)
    return frozenset({str(value)}) if isinstance(value, Company) else chosen(value, facts)


def _lines(body: Body, facts: Facts, catalogue: Catalogue) -> tuple[Names, ...]:
    """The activities that each line of a directive is true of, with the person's own answers put in."""
    return tuple(
        catalogue.meeting(key, chosen(value, facts))
        for key in body.model_fields_set
        if key in TRAITS and (value := getattr(body, key)) is not None
    )


def _excluded(body: Exclude, lines: tuple[Names, ...], catalogue: Catalogue) -> Names:
    """The activities of which every line of an exclusion is true; none where it is about a time or so."""
    if body.time_of_day or body.company or body.setting:
        return frozenset()
    if not lines:
        return catalogue.everything if body.intensity else frozenset()
    return frozenset.intersection(*lines)


def _is_closed(activity: Activity, closed: frozenset[str]) -> bool:
    """Whether every place that the activity takes is closed."""
    return bool(activity.places) and closed.issuperset(activity.places)


def _speaks_at(item: Acting, effort: Effort | None) -> bool:
    """Whether an exclusion speaks of an effort; of any, unless it names some."""
    intensity = item.body.intensity if isinstance(item.body, Exclude) else None
    return not intensity or effort in intensity


def _speaking_of(name: str, wishes: tuple[Lines, ...]) -> tuple[str, ...]:
    """The rules of the wishes of which some line is true of an activity."""
    found = {item.rule for item, lines in wishes if any(name in names for names in lines)}
    return tuple(sorted(found - {""}))
