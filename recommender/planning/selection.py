"""Which activities, times, settings and company are left for a person, and which come first."""

from collections.abc import Mapping
from functools import lru_cache

from recommender.model.activity import Activity
from recommender.model.directive import Avoid, Body, Exclude, Offer, Prefer, Selector
from recommender.model.fact import Answer, Facts
from recommender.model.prescription import Acting, Prescription
from recommender.model.scale import Company, Effort, Kind, TimeOfDay
from recommender.model.spelling import FromAnswer

SELECTING = (Prefer, Avoid, Offer, Exclude)
CLASHES = ("unfit", "involves", "loads")
TRAITS = ("activity", "tempo", "rhythmic", "kind", "places", *CLASHES)
ANYWHERE = "any"
LATE_FIRST = (TimeOfDay.AFTERNOON, TimeOfDay.MIDDAY, TimeOfDay.MORNING, TimeOfDay.EVENING)


def chosen(value: object, facts: Facts) -> frozenset[str]:
    """What a line of a selector names, with the person's own answers put in."""
    if isinstance(value, FromAnswer):
        return _answers(facts.get(value.fact))
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    if isinstance(value, tuple):
        return frozenset(str(item) for item in value)
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
        self._acting = tuple(item for item in prescription.acting if isinstance(item.body, SELECTING))
        self._made: dict[tuple[int, ...], Choice] = {}

    def __getitem__(self, week: int) -> "Choice":
        in_force = tuple(item for item in self._acting if item.in_week(week))
        key = tuple(map(id, in_force))
        if key not in self._made:
            self._made[key] = Choice(self._prescription, self._activities, in_force)
        return self._made[key]


class Choice:
    """What there is to choose from for one person while these directives are in force."""

    def __init__(
        self, prescription: Prescription, activities: Mapping[str, Activity], in_force: tuple[Acting, ...]
    ) -> None:
        self.prescription = prescription
        self.activities = activities
        self._preferring = tuple(item for item in in_force if type(item.body) is Prefer)
        self._avoiding = tuple(item for item in in_force if type(item.body) is Avoid)
        self._offering = tuple(item for item in in_force if type(item.body) is Offer)
        self._excluding = tuple(item for item in in_force if type(item.body) is Exclude)
        self._points_by: dict[str, dict[str, int]] = {}
        self._closed_by: dict[tuple[str, Effort | None], frozenset[str]] = {}
        self._spoken_by: dict[tuple[str, str], tuple[str, ...]] = {}
        self._terms = {id(item): _terms(item.body, prescription.facts) for item in in_force}
        self._traits = {name: _traits(name, activity) for name, activity in activities.items()}
        self._points = {name: self._sum(name) for name in activities}
        self._left = {effort: self._possible(effort) for effort in Effort}

    def possible(self, effort: Effort, kind: Kind | None = None) -> list[str]:
        """The activities that can be offered at an effort, the best first; of one kind, or of any."""
        return [name for name in self._left[effort] if kind is None or self.activities[name].kind is kind]

    def options(self, effort: Effort, kind: Kind, many: int) -> list[str]:
        """Activities for a session: the best of its kind, then whatever else suits best."""
        first = self.possible(effort, kind)[: max(2, many - 1)]
        rest = sorted(
            (name for name in self._left[effort] if name not in first),
            key=lambda name: (-self._points[name], self.activities[name].kind is not kind),
        )
        return (first + rest)[:many] if first else []

    def points(self, name: str) -> int:
        """What the wishes of all rules add up to for an activity."""
        return self._points[name]

    def excluding(self, name: str, effort: Effort | None = None) -> tuple[str, ...]:
        """The rules that exclude an activity, whatever the effort or at one; an adjustment has no name."""
        return tuple(sorted({item.rule for item in self._excluding if self._excludes(item, name, effort)}))

    def preferring(self, name: str) -> tuple[str, ...]:
        """The rules that speak for an activity."""
        return tuple(
            sorted({item.rule for item in self._preferring if item.rule and self._matches(item, name)})
        )

    def avoiding(self, name: str) -> tuple[str, ...]:
        """The rules that speak against an activity without excluding it."""
        return tuple(
            sorted({item.rule for item in self._avoiding if item.rule and self._matches(item, name)})
        )

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

    def _sum(self, name: str) -> int:
        """What the wishes of all rules add up to for an activity; one point a line."""
        return sum(self._matches(item, name) for item in self._preferring) - sum(
            self._matches(item, name) for item in self._avoiding
        )

    def _possible(self, effort: Effort) -> list[str]:
        left = [
            name
            for name, activity in self.activities.items()
            if activity.bears(effort)
            and not self._has_no_place(activity, effort)
            and not any(self._excludes(item, name, effort) for item in self._excluding)
        ]
        return sorted(left, key=lambda name: -self._points[name])

    def _has_no_place(self, activity: Activity, effort: Effort) -> bool:
        """Whether every place that the activity takes is excluded at this effort."""
        closed = self.closed("setting", effort)
        return bool(activity.places) and closed.issuperset(activity.places)

    def _excludes(self, item: Acting, name: str, effort: Effort | None) -> bool:
        """Whether every line of an exclusion is true of the activity; one about a time or company is not."""
        body, terms = item.body, self._terms[id(item)]
        if not isinstance(body, Exclude) or body.time_of_day or body.company or body.setting:
            return False
        if body.intensity and (effort is None or effort not in body.intensity):
            return False
        return bool(terms or body.intensity) and all(
            self._meets(key, wanted, name) for key, wanted in terms.items()
        )

    def _meets(self, key: str, wanted: frozenset[str], name: str) -> bool:
        own = self._traits[name][key]
        return bool(own) and not wanted & own if key == "places" else bool(wanted & own)

    def _matches(self, item: Acting, name: str) -> int:
        """How many lines of a wish are true of an activity."""
        return sum(self._meets(key, wanted, name) for key, wanted in self._terms[id(item)].items())

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


def _terms(body: Body, facts: Facts) -> dict[str, frozenset[str]]:
    """The lines of a selector that speak of activities, with the person's own answers put in."""
    return {key: chosen(value, facts) for key, value in body if key in TRAITS and value is not None}


@lru_cache(maxsize=256)
def _traits(name: str, activity: Activity) -> dict[str, frozenset[str]]:
    return {
        "activity": frozenset({name}),
        "tempo": frozenset({activity.tempo}),
        "rhythmic": frozenset({"yes" if activity.rhythmic else "no"}),
        "kind": frozenset({str(activity.kind)}),
        **{key: frozenset(getattr(activity, key)) for key in ("places", *CLASHES)},
    }
