"""Which activities are left for somebody, as formulas over their answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from recommender.model.activity import Activity
from recommender.model.directive import Exclude
from recommender.model.scale import Effort
from recommender.model.spelling import FromAnswer
from recommender.proving.formulas import NO, Literal, truth
from recommender.proving.people import Somebody
from recommender.proving.restraints import SITUATIONS

Excluding: TypeAlias = Sequence[tuple[Literal, Exclude]]

TRAITS = ("activity", "tempo", "rhythmic", "kind", "unfit", "involves", "loads")


@dataclass(frozen=True)
class Offered:
    """One unknown person, and what can be offered to them."""

    who: Somebody

    def open(self, name: str, effort: Effort, week: int, *, disliked: bool = False) -> Literal:
        """Whether an activity can be offered; with `disliked`, also one that is merely disliked."""
        activity = self.who.book.activities.get(name)
        if activity is None or not activity.bears(effort):
            return NO
        excluding = self._in_force(week, disliked=disliked)
        key = (name, effort, id(excluding))
        if key not in self._opened:
            self._opened[key] = self._open(name, activity, effort, excluding)
        return self._opened[key]

    def taken(self, situation: str, word: str, effort: Effort, week: int) -> Literal:
        """Whether a time, a place or company is excluded at an effort."""
        return self._any(
            self._all([where, self._names(getattr(body, situation), frozenset({word}))])
            for where, body in self._in_force(week, disliked=False)
            if getattr(body, situation) is not None and (not body.intensity or effort in body.intensity)
        )

    def _open(self, name: str, activity: Activity, effort: Effort, excluding: Excluding) -> Literal:
        """Whether an activity is left by these exclusions, and a place for it."""
        closing = (
            self._all([where, self._excludes(body, name, activity, effort)]) for where, body in excluding
        )
        return -self._any([self._has_no_place(activity, effort, excluding), *closing])

    @cached_property
    def _opened(self) -> dict[tuple[str, Effort, int], Literal]:
        return {}

    def _in_force(self, week: int, *, disliked: bool) -> Excluding:
        """The exclusions of a week; the same list for weeks with the same ones."""
        if (week, disliked) not in self._by_week:
            found = tuple(
                (act.where, act.body)
                for act in self.who.of(Exclude)
                if isinstance(act.body, Exclude)
                and week in act.body.weeks
                and not (disliked and isinstance(act.body.activity, FromAnswer))
            )
            same = (each for each in self._by_week.values() if each == found)
            self._by_week[week, disliked] = next(same, found)
        return self._by_week[week, disliked]

    @cached_property
    def _by_week(self) -> dict[tuple[int, bool], Excluding]:
        return {}

    def _excludes(self, body: Exclude, name: str, activity: Activity, effort: Effort) -> Literal:
        """Whether every line of an exclusion is true of an activity at an effort."""
        if any(getattr(body, line) for line in SITUATIONS):
            return NO
        if body.intensity and effort not in body.intensity:
            return NO
        lines = [key for key in (*TRAITS, "places") if getattr(body, key) is not None]
        return (
            self._all(self._meets(body, key, name, activity) for key in lines)
            if lines or body.intensity
            else NO
        )

    def _meets(self, body: Exclude, key: str, name: str, activity: Activity) -> Literal:
        own = _own(key, name, activity)
        meets = self._names(getattr(body, key), own)
        if key == "places":
            return -meets if own else NO
        return meets

    def _has_no_place(self, activity: Activity, effort: Effort, excluding: Excluding) -> Literal:
        """Whether every place that an activity takes is excluded at this effort."""
        if not activity.places:
            return NO
        closing = [
            (where, body)
            for where, body in excluding
            if body.setting is not None and (not body.intensity or effort in body.intensity)
        ]
        return self._all(
            self._any(
                self._all([where, self._names(body.setting, frozenset({place}))]) for where, body in closing
            )
            for place in activity.places
        )

    def _names(self, value: object, words: frozenset[str]) -> Literal:
        """Whether a line of a selector names one of these words, or an answer of the person's own does."""
        if isinstance(value, FromAnswer):
            kind = self.who.book.vocabulary[value.fact].kind
            if kind == "choice":
                return self.who.reread.is_one_of(value.fact, words)
            return self._any(self.who.reread.holds(value.fact, word) for word in sorted(words))
        if isinstance(value, bool):
            return truth(("yes" if value else "no") in words)
        return truth(isinstance(value, tuple) and bool({str(item) for item in value} & words))

    def _all(self, literals: Iterable[Literal]) -> Literal:
        return self.who.formulas.all_of(literals)

    def _any(self, literals: Iterable[Literal]) -> Literal:
        return self.who.formulas.any_of(literals)


def _own(key: str, name: str, activity: Activity) -> frozenset[str]:
    """What an activity has to say to one line of a selector."""
    if key == "activity":
        return frozenset({name})
    if key == "rhythmic":
        return frozenset({"yes" if activity.rhythmic else "no"})
    value = getattr(activity, key)
    return frozenset(value) if isinstance(value, tuple) else frozenset({str(value)})
