"""What the directives of all rules come to: bounds that remember their rules, and disagreements."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TypeAlias

from recommender.model.directive import Body, Gate, Limit, Permit, Prefer
from recommender.model.fact import Facts
from recommender.model.scale import Effort, Purpose, below
from recommender.model.spelling import FromAnswer, Share, Weeks

ENDLESS = 10**9
"""The last week of what never ends."""

Named: TypeAlias = frozenset[str] | FromAnswer
"""The words that a line names, or the answer of a person that they are taken from."""


@dataclass(frozen=True, slots=True)
class Acting:
    """A directive that is in force in some weeks. `rule` is empty for an adjustment.

    One that nobody set aside is the same for all people, who ask it hundreds of things: what can be told
    from it alone is found out when it is made, and stands in slots, which are read the fastest.
    """

    body: Body
    weeks: tuple[Weeks, ...]
    rule: str = ""
    purpose: Purpose = Purpose.SAFETY
    sure: bool = True
    spans: tuple[tuple[int, int], ...] = field(init=False, compare=False, repr=False)
    """The first and the last week of each stretch in which it is in force."""
    always: bool = field(init=False, compare=False, repr=False)
    """Whether it is in force in every week."""
    turns: tuple[int, ...] = field(init=False, compare=False, repr=False)
    """The weeks that may differ, because of this, from the one before."""
    leaves: Effort | None = field(init=False, compare=False, repr=False)
    """The highest effort that a limit leaves, or a gate until it opens."""
    wants: Effort | None = field(init=False, compare=False, repr=False)
    """The highest effort that a permit or a preference names."""
    amounts: Mapping[str, int | Share] = field(init=False, compare=False, repr=False)
    """The numbers that its lines name."""
    words: Mapping[str, Named] = field(init=False, compare=False, repr=False)
    """The words that its lines name; a line with several names any of them."""

    def __post_init__(self) -> None:
        body, spans = self.body, _spans(self.body, self.weeks)
        told = {"spans": spans, "always": spans == ((1, ENDLESS),), "turns": _turns(body, self.weeks)}
        told |= {"leaves": _leaves(body), "wants": _wants(body)}
        told |= {"amounts": _amounts(body), "words": _all_words(body)}
        for name, value in told.items():
            object.__setattr__(self, name, value)

    def in_week(self, week: int) -> bool:
        """Whether it is in force in that week."""
        for first, last in self.spans:  # noqa: SIM110 - this is asked hundreds of times for each person
            if first <= week <= last:
                return True
        return False

    def meets(self, other: "Acting") -> bool:
        """Whether there is a week in which both are in force."""
        if self.always or other.always:
            return bool(self.spans and other.spans)
        both = product(self.spans, other.spans)
        return any(first <= end and begin <= last for (first, last), (begin, end) in both)


def _spans(body: Body, weeks: tuple[Weeks, ...]) -> tuple[tuple[int, int], ...]:
    both = [(_ends(body.weeks), _ends(left)) for left in weeks]
    found = [(max(own[0], left[0]), min(own[1], left[1])) for own, left in both]
    return tuple((first, last) for first, last in found if first <= last)


def _turns(body: Body, weeks: tuple[Weeks, ...]) -> tuple[int, ...]:
    spans = [_ends(span) for span in (body.weeks, *weeks)]
    after = [body.after_weeks + 1] if isinstance(body, Gate) else []
    ends = [last + 1 for _, last in spans if last < ENDLESS]
    return tuple({*(first for first, _ in spans), *ends, *after} - {1})


def _leaves(body: Body) -> Effort | None:
    if isinstance(body, Gate):
        return below(body.to)
    return body.intensity if isinstance(body, Limit) else None


def _wants(body: Body) -> Effort | None:
    if isinstance(body, Prefer):
        return Effort.highest(*body.intensity) if body.intensity else None
    return body.intensity if isinstance(body, Permit) else None


def _amounts(body: Body) -> Mapping[str, int | Share]:
    lines = ((name, getattr(body, name)) for name in type(body).model_fields)
    return {name: value for name, value in lines if type(value) is int or isinstance(value, Share)}


def _all_words(body: Body) -> Mapping[str, Named]:
    lines = ((name, _words(getattr(body, name))) for name in type(body).model_fields)
    return {name: words for name, words in lines if words is not None}


def _ends(weeks: Weeks) -> tuple[int, int]:
    return weeks.first, ENDLESS if weeks.last is None else weeks.last


def _words(value: object) -> Named | None:
    if isinstance(value, FromAnswer):
        return value
    if isinstance(value, tuple):
        return frozenset(map(str, value))
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    return frozenset({str(value)}) if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Tension:
    """Two rules that pulled in different directions about something."""

    about: str
    won: str
    lost: str


@dataclass(frozen=True)
class InForce:
    """Directives by their kind, and by the weeks in which they are in force."""

    acting: tuple[Acting, ...] = ()

    def of(self, kind: type[Body], week: int | None = None) -> tuple[Acting, ...]:
        """Those of a kind that are in force in a week, or in any week at all."""
        if kind not in self._changing:
            return self._of_kind.get(kind, ())
        key = (kind, None if week is None else self.stretch(week))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._in_week(self._of_kind[kind], week)
        return found

    def stretch(self, week: int) -> int:
        """The stretch of weeks that a week lies in: within one, the same is in force in every week."""
        return bisect_right(self._turns, week)

    def changes(self, kinds: Iterable[type[Body]]) -> bool:
        """Whether there are weeks in which other directives of these kinds are in force."""
        return not self._changing.isdisjoint(kinds)

    def _in_week(self, acting: tuple[Acting, ...], week: int | None) -> tuple[Acting, ...]:
        if week is None:
            return tuple(item for item in acting if item.weeks)
        return tuple(item for item in acting if item.always or item.in_week(week))

    @cached_property
    def _turns(self) -> tuple[int, ...]:
        return tuple(sorted({week for acting in self.acting for week in acting.turns}))

    @cached_property
    def _of_kind(self) -> dict[type[Body], tuple[Acting, ...]]:
        kinds: dict[type[Body], list[Acting]] = {}
        for acting in self.acting:
            kinds.setdefault(type(acting.body), []).append(acting)
        return {kind: tuple(found) for kind, found in kinds.items()}

    @cached_property
    def _changing(self) -> frozenset[type[Body]]:
        return frozenset({type(acting.body) for acting in self.acting if not acting.always})

    @cached_property
    def _found(self) -> dict[tuple[type[Body], int | None], tuple[Acting, ...]]:
        return {}


@dataclass(frozen=True, slots=True)
class Prescription:
    """Every directive in force for one person, and who lost against whom."""

    facts: Facts
    in_force: InForce = field(default_factory=InForce)
    tensions: tuple[Tension, ...] = ()
    adjusted_until: bool = False

    @property
    def acting(self) -> tuple[Acting, ...]:
        """All of them, in the order of the rules; adjustments come last."""
        return self.in_force.acting

    def of(self, kind: type[Body], week: int | None = None) -> tuple[Acting, ...]:
        """The directives of a kind that are in force in a week, or in any week at all."""
        return self.in_force.of(kind, week)

    def stretch(self, week: int) -> int:
        """The stretch of weeks that a week lies in: within one, the same is in force in every week."""
        return self.in_force.stretch(week)

    def stretch_of(self, kinds: Iterable[type[Body]], week: int) -> int:
        """The same as far as these kinds go: one for all weeks where none of them changes."""
        return self.in_force.stretch(week) if self.in_force.changes(kinds) else 0


@dataclass(frozen=True, slots=True)
class Bound:
    """A number or nothing, and the rules that set it."""

    value: int | None = None
    rules: tuple[str, ...] = ()

    def below(self, most: int) -> int:
        """The bound, or `most` where that is lower."""
        return most if self.value is None else min(self.value, most)


UNBOUND = Bound()


@dataclass(frozen=True, slots=True)
class WeekBounds:
    """What one week has to keep within. `levels` has each level of awareness that a rule names."""

    effort: Effort
    effort_rules: tuple[str, ...] = ()
    gates: tuple[Acting, ...] = ()
    minutes: Bound = UNBOUND
    sessions: Bound = UNBOUND
    week_minutes: Bound = UNBOUND
    moderate_sessions: Bound = UNBOUND
    vigorous_sessions: Bound = UNBOUND
    strength_days: Bound = UNBOUND
    growth: Bound = UNBOUND
    kinds: Bound = UNBOUND
    awareness: int = 0
    levels: tuple[tuple[int, str], ...] = ()
