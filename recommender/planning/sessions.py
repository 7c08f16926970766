"""One session: what to choose from, when, where and with whom, its words, and the rules behind it."""

from dataclasses import dataclass, field
from functools import cached_property

from recommender.model.prescription import WeekBounds
from recommender.model.programme import Session
from recommender.model.scale import Effort, Kind
from recommender.planning.calendar import Slot
from recommender.planning.manner import Manner


@dataclass(frozen=True)
class SessionMaker:
    """Makes the sessions of a week, and of any other in which the same is in force."""

    manner: Manner
    bounds: WeekBounds
    starting: tuple[str, ...]
    _patterns: dict[tuple[Kind, Effort], Session | None] = field(default_factory=dict, compare=False)

    def session(self, slot: Slot, minutes: int) -> Session | None:
        """The session of a slot; None where nothing is left to offer."""
        key = (slot.kind, slot.effort)
        if key not in self._patterns:
            self._patterns[key] = self._pattern(slot)
        pattern = self._patterns[key]
        return pattern and pattern.on(slot.day, minutes, self.manner.cool_down(minutes))

    def _pattern(self, slot: Slot) -> Session | None:
        """What all sessions of this kind and effort have in common, whatever their day and length."""
        basis = self.manner.basis(slot.kind, slot.effort)
        if basis is None:
            return None
        opening, endpoint, minimum = self.manner.words
        return Session(
            day=slot.day,
            kind=slot.kind,
            activity=basis.options[0],
            options=basis.options,
            minutes=0,
            intensity=slot.effort,
            talk_test=basis.talk_test,
            time_of_day=basis.time_of_day,
            setting=basis.setting,
            company=basis.company,
            awareness=self.manner.awareness(self.bounds.awareness),
            opening=opening,
            endpoint=endpoint,
            minimum=minimum,
            cool_down_minutes=0,
            because=tuple(sorted((basis.rules | self._bounding) - {""})),
        )

    @cached_property
    def _bounding(self) -> frozenset[str]:
        """The rules that bound every session of the week: its dose, its highest effort, its attention."""
        bounds = self.bounds
        doses = (bounds.minutes, bounds.sessions, bounds.week_minutes, bounds.growth)
        attending = (rule for level, rule in bounds.levels if level == bounds.awareness)
        return frozenset(self.starting).union(bounds.effort_rules, attending, *(dose.rules for dose in doses))
