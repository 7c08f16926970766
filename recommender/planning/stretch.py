"""What weeks have in common in which the same is in force: worked out once for all of them."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from recommender.model.directive import Aim, Gate, Require
from recommender.model.prescription import Prescription, WeekBounds
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Kind
from recommender.planning.calendar import Slot, kinds_of, not_running
from recommender.planning.progression import Limits
from recommender.planning.resolve import most
from recommender.planning.selection import Choice
from recommender.planning.sessions import SessionMaker

BESIDE = (Kind.BALANCE, Kind.STRENGTH, Kind.MINDFUL)
"""The kinds that may stand beside aerobic movement; of those that suit equally, the first stays longest."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A week laid on days, and what had to go for it: `vigorous`, `kinds` or `sessions`."""

    slots: tuple[Slot, ...]
    smaller: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """Weeks under the same bounds, in which the same is in force and can be chosen."""

    prescription: Prescription
    book: RuleBook
    choice: Choice
    bounds: WeekBounds
    limits: Limits
    maker: SessionMaker
    number: int
    _fitted: dict[tuple[Kind, Effort], tuple[Kind, Effort]] = field(default_factory=dict, compare=False)

    def kinds(self, sessions: int) -> tuple[Kind, ...]:
        """The kinds of that many sessions."""
        return kinds_of(sessions, *self._beside, self.book.parameters.aerobic_percent.value)

    @cached_property
    def easy_after(self) -> bool:
        """Whether a day after a harder one stays easy."""
        return any(getattr(item.body, "after", None) for item in self.prescription.of(Require, self.number))

    @cached_property
    def holds_vigorous(self) -> bool:
        """Whether anything is left that could be offered for a vigorous session."""
        return bool(self.choice.possible(Effort.VIGOROUS, Kind.AEROBIC))

    @cached_property
    def only_if(self) -> tuple[str, ...]:
        """What a review would have to find, in words."""
        gates = (gate.body for gate in self.bounds.gates)
        names = {need for body in gates if isinstance(body, Gate) for need in body.needs}
        return tuple(self.book.texts.wording.gate_needs[name] for name in sorted(names))

    def offerable(self, slots: tuple[Slot, ...], smaller: tuple[str, ...]) -> Laid:
        """The slots with something to offer in each.

        Strength beyond its limit, or on a day after strength, goes, and the week shrinks.
        """
        found = [Slot(slot.day, *self._fitting(slot.kind, slot.effort)) for slot in slots]
        strength = tuple(slot.day for slot in found if slot.kind is Kind.STRENGTH)
        kept = not_running(strength, self.bounds.strength_days.below(len(strength)))
        left = tuple(slot for slot in found if slot.kind is not Kind.STRENGTH or slot.day in kept)
        return Laid(left, (*smaller, "sessions") if len(left) < len(found) else smaller)

    @cached_property
    def _beside(self) -> tuple[int, int, int]:
        """Days with strength, balance and mindful movement, as far as there is something to offer."""
        aims, facts = self.prescription.of(Aim, self.number), self.prescription.facts
        offered = {kind: self.choice.possible(Effort.LIGHT, kind) for kind in BESIDE}
        wanted = {
            kind: many
            for kind in BESIDE
            if (many := most(aims, f"{kind}_days", facts).value or 0) and offered[kind]
        }
        liked = sorted(wanted, key=lambda kind: -self.choice.points(offered[kind][0]))
        days = {kind: wanted[kind] for kind in liked[: self.bounds.kinds.below(1 + len(BESIDE)) - 1]}
        strength = self.bounds.strength_days.below(days.get(Kind.STRENGTH, 0))
        return strength, days.get(Kind.BALANCE, 0), days.get(Kind.MINDFUL, 0)

    def _fitting(self, kind: Kind, effort: Effort) -> tuple[Kind, Effort]:
        """A kind and an effort that leave a choice, or at least an offer; never harder ones. Found once."""
        if (kind, effort) not in self._fitted:
            self._fitted[kind, effort] = self._fit(kind, effort)
        return self._fitted[kind, effort]

    def _fit(self, kind: Kind, effort: Effort) -> tuple[Kind, Effort]:
        kinds = (kind, *(other for other in Kind if other is not kind))
        efforts = [one for one in reversed(Effort) if one.at_most(effort)]
        for enough in (2, 1):
            for other, easier in product(kinds, efforts):
                if self.choice.possible(easier, other) and len(self.choice.possible(easier)) >= enough:
                    return other, easier
        return kind, effort
