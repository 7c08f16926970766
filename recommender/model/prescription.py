"""What the directives of all rules come to: bounds that remember their rules, and disagreements."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from recommender.model.directive import Body, Gate
from recommender.model.fact import Facts
from recommender.model.scale import Effort, Purpose
from recommender.model.spelling import ALWAYS, Weeks


@dataclass(frozen=True, slots=True)
class Acting:
    """A directive that is in force in some weeks. `rule` is empty for an adjustment."""

    body: Body
    weeks: tuple[Weeks, ...]
    rule: str = ""
    purpose: Purpose = Purpose.SAFETY
    sure: bool = True

    def in_week(self, week: int) -> bool:
        """Whether it is in force in that week."""
        return self.always or (week in self.body.weeks and any(week in weeks for weeks in self.weeks))

    @property
    def always(self) -> bool:
        """Whether nothing was said about weeks; then none needs to be looked at."""
        return self.body.weeks is ALWAYS and self.weeks == (ALWAYS,)

    def turns(self) -> Iterator[int]:
        """The weeks that may differ, because of this, from the one before."""
        for span in () if self.always else (self.body.weeks, *self.weeks):
            yield span.first
            if span.last is not None:
                yield span.last + 1
        if isinstance(self.body, Gate):
            yield self.body.after_weeks + 1


@dataclass(frozen=True, slots=True)
class Tension:
    """Two rules that pulled in different directions about something."""

    about: str
    won: str
    lost: str


@dataclass(frozen=True)
class Prescription:
    """Every directive in force for one person, and who lost against whom."""

    facts: Facts
    acting: tuple[Acting, ...] = ()
    tensions: tuple[Tension, ...] = ()
    adjusted_until: bool = False

    def of(self, kind: type[Body], week: int | None = None) -> tuple[Acting, ...]:
        """The directives of a kind that are in force in a week, or in any week at all."""
        key = (kind, None if week is None else self.stretch(week))
        if key not in self._found:
            self._found[key] = tuple(
                acting
                for acting in self._of_kind.get(kind, ())
                if (bool(acting.weeks) if week is None else acting.in_week(week))
            )
        return self._found[key]

    def stretch(self, week: int) -> int:
        """The stretch of weeks that a week lies in: within one, the same is in force in every week."""
        return bisect_right(self._turns, week)

    @cached_property
    def _turns(self) -> tuple[int, ...]:
        return tuple(sorted({week for acting in self.acting for week in acting.turns()}))

    @cached_property
    def _of_kind(self) -> dict[type[Body], list[Acting]]:
        kinds: dict[type[Body], list[Acting]] = {}
        for acting in self.acting:
            kinds.setdefault(type(acting.body), []).append(acting)
        return kinds

    @cached_property
    def _found(self) -> dict[tuple[type[Body], int | None], tuple[Acting, ...]]:
        return {}


@dataclass(frozen=True, slots=True)
class Bound:
    """A number or nothing, and the rules that set it."""

    value: int | None = None
    rules: tuple[str, ...] = ()

    def below(self, most: int) -> int:
        """The bound, or `most` where that is lower."""
        return most if self.value is None else min(self.value, most)


@dataclass(frozen=True, slots=True)
class WeekBounds:
    """What one week has to keep within."""

    effort: Effort
    effort_rules: tuple[str, ...] = ()
    gates: tuple[Acting, ...] = ()
    minutes: Bound = field(default_factory=Bound)
    sessions: Bound = field(default_factory=Bound)
    week_minutes: Bound = field(default_factory=Bound)
    moderate_sessions: Bound = field(default_factory=Bound)
    vigorous_sessions: Bound = field(default_factory=Bound)
    strength_days: Bound = field(default_factory=Bound)
    growth: Bound = field(default_factory=Bound)
    kinds: Bound = field(default_factory=Bound)
    awareness: int = 0
