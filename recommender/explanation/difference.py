"""What differs between two recommendations: values only, so that any page or screen can show them."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from recommender.model.prescription import Acting
from recommender.model.programme import Contact
from recommender.model.recommendation import Outcome, Recommendation
from recommender.model.scale import Effort, Urgency
from recommender.reasons.names import Said

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Pair(Generic[T_co]):
    """The same thing on both sides."""

    before: T_co
    after: T_co

    @property
    def same(self) -> bool:
        """Whether both sides have the same."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Sides(Generic[T_co]):
    """What came in, what went, and what is on both sides, each in its own order."""

    added: tuple[T_co, ...] = ()
    removed: tuple[T_co, ...] = ()
    stayed: tuple[T_co, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing came in and nothing went."""
        return not (self.added or self.removed)


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that is thought otherwise."""

    fact: str
    before: Said
    after: Said


@dataclass(frozen=True, slots=True)
class Limiting:
    """Something that a rule, or an adjustment without a name, takes away; answers of the person put in."""

    rule: str
    verb: str
    terms: tuple[tuple[str, str], ...]
    acting: Acting = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """An effort that a check-in may open, and what it looks at."""

    to: Effort
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """Something in the sessions that differs, by its key; the words of both sides where it has any."""

    key: str
    words: Pair[tuple[str, ...]] = field(default_factory=lambda: Pair((), ()))


@dataclass(frozen=True, slots=True)
class WeekChange:
    """One week whose figures differ; None on the side that has no programme."""

    number: int
    sessions: Pair[int | None]
    minutes: Pair[int | None]
    ceiling: Pair[Effort | None]
    easier: Pair[bool | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs. `details` is what differs in sessions beside figures and options."""

    before: Recommendation = field(repr=False)
    after: Recommendation = field(repr=False)
    changed: tuple[Changed, ...]
    outcome: Pair[Outcome]
    urgency: Pair[Urgency | None]
    weeks: tuple[WeekChange, ...]
    activities: Sides[str]
    rules: Sides[str]
    limits: Sides[Limiting]
    gates: Sides[OpenedBy]
    tensions: Sides[tuple[str, str, str]]
    any_time: Sides[str]
    contacts: Sides[Contact]
    notes: Sides[str]
    asks: Sides[str]
    left_out: Sides[str]
    details: tuple[Detail, ...]

    @property
    def sides(self) -> dict[str, Sides[str]]:
        """What is told by its name alone."""
        return {
            "activities": self.activities,
            "rules": self.rules,
            "any_time": self.any_time,
            "notes": self.notes,
            "asks": self.asks,
            "left_out": self.left_out,
        }

    @property
    def empty(self) -> bool:
        """Whether nothing differs, whatever answers were changed."""
        others: tuple[Sides[object], ...] = (self.limits, self.gates, self.tensions, self.contacts)
        pairs = self.outcome.same and self.urgency.same
        told = all(found.same for found in self.sides.values())
        return pairs and told and all(found.same for found in others) and not self.weeks and not self.details
