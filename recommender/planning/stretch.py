"""What weeks have in common in which the same is in force: worked out once for all of them."""

from dataclasses import dataclass, field
from functools import cached_property

from recommender.model.directive import Gate
from recommender.model.prescription import WeekBounds
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Kind
from recommender.planning.calendar import Slot, kinds_of, lay_out, not_running
from recommender.planning.manner import Manner
from recommender.planning.progression import Limits
from recommender.planning.sessions import SessionMaker


@dataclass(frozen=True, slots=True)
class Laid:
    """A week laid on days, and what had to go for it: `vigorous`, `kinds` or `sessions`."""

    slots: tuple[Slot, ...]
    smaller: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """Weeks under the same bounds, in which the same is in force and can be chosen."""

    book: RuleBook
    manner: Manner
    bounds: WeekBounds
    limits: Limits
    maker: SessionMaker
    _laid: dict[tuple[int, int, int], Laid] = field(default_factory=dict, compare=False)

    def laid(self, sessions: int, moderate: int, vigorous: int) -> Laid:
        """A layout of that many sessions, with something to offer in each. Found once.

        Where none exists, vigorous sessions go first, then those of other kinds.
        """
        key = (sessions, moderate, vigorous if vigorous and self._holds_vigorous else 0)
        if key not in self._laid:
            self._laid[key] = self._lay(*key)
        return self._laid[key]

    def _lay(self, sessions: int, moderate: int, vigorous: int) -> Laid:
        kinds = kinds_of(sessions, *self._beside, self.book.parameters.aerobic_percent.value)
        apart, easy_after = self.book.parameters.vigorous_apart_days.value, self.manner.easy_after
        for hard in range(vigorous, -1, -1):
            found = lay_out(kinds, moderate, hard, apart, easy_after=easy_after)
            if found is not None:
                return self._offerable(found, ("vigorous",) if hard < vigorous else ())
        plain = lay_out((Kind.AEROBIC,) * sessions, moderate, 0, apart, easy_after=easy_after)
        return self._offerable(plain or (), ("vigorous", "kinds") if vigorous else ("kinds",))

    @cached_property
    def _holds_vigorous(self) -> bool:
        """Whether anything is left that could be offered for a vigorous session."""
        return bool(self.manner.choice.possible(Effort.VIGOROUS, Kind.AEROBIC))

    @cached_property
    def only_if(self) -> tuple[str, ...]:
        """What a review would have to find, in words."""
        gates = (gate.body for gate in self.bounds.gates)
        names = {need for body in gates if isinstance(body, Gate) for need in body.needs}
        return tuple(self.book.texts.wording.gate_needs[name] for name in sorted(names))

    def _offerable(self, slots: tuple[Slot, ...], smaller: tuple[str, ...]) -> Laid:
        """The slots with something to offer in each.

        Strength beyond its limit, or on a day after strength, goes, and the week shrinks.
        """
        found = [self._fitting(slot) for slot in slots]
        strength = tuple(slot.day for slot in found if slot.kind is Kind.STRENGTH)
        kept = not_running(strength, self.bounds.strength_days.below(len(strength)))
        left = tuple(slot for slot in found if slot.kind is not Kind.STRENGTH or slot.day in kept)
        return Laid(left, (*smaller, "sessions") if len(left) < len(found) else smaller)

    @cached_property
    def _beside(self) -> tuple[int, int, int]:
        return self.manner.beside(self.bounds)

    def _fitting(self, slot: Slot) -> Slot:
        """The slot with a kind and an effort that can be offered."""
        fitted = self.manner.choice.fitting(slot.kind, slot.effort)
        return slot if fitted == (slot.kind, slot.effort) else Slot(slot.day, *fitted)
