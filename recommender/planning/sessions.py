"""One session: what to choose from, when, where and with whom, its words, and the rules behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from recommender.model.directive import Aim, Avoid, Body, Hide, Limit, Permit, Require, Use
from recommender.model.prescription import Acting, Prescription, WeekBounds
from recommender.model.programme import Awareness, Session
from recommender.model.rule import RuleBook
from recommender.model.scale import Company, Effort, Kind, TimeOfDay
from recommender.planning.calendar import Slot
from recommender.planning.resolve import most
from recommender.planning.selection import Choice

DEFAULT = "default"


@dataclass(frozen=True)
class SessionMaker:
    """Makes the sessions of a week, and of any other in which the same is in force."""

    prescription: Prescription
    book: RuleBook
    choice: Choice
    bounds: WeekBounds
    number: int
    starting: tuple[str, ...]
    _patterns: dict[tuple[Kind, Effort], Session | None] = field(default_factory=dict, compare=False)

    def session(self, slot: Slot, minutes: int) -> Session | None:
        """The session of a slot; None where nothing is left to offer."""
        key = (slot.kind, slot.effort)
        if key not in self._patterns:
            self._patterns[key] = self._pattern(slot)
        pattern = self._patterns[key]
        if pattern is None:
            return None
        return replace(pattern, day=slot.day, minutes=minutes, cool_down_minutes=self._cool_down(minutes))

    def _pattern(self, slot: Slot) -> Session | None:
        """What all sessions of this kind and effort have in common, whatever their day and length."""
        options = self.choice.options(slot.effort, slot.kind, self.book.parameters.options.value)
        if not options:
            return None
        opening, endpoint, minimum = self._words
        time, setting = self.choice.time_of_day(slot.effort), self.choice.setting(options[0])
        return Session(
            day=slot.day,
            kind=slot.kind,
            activity=options[0],
            options=tuple(options),
            minutes=0,
            intensity=slot.effort,
            talk_test=self.book.texts.outcomes("talk_test", slot.effort),
            time_of_day=time,
            setting=setting,
            company=self._company,
            awareness=self._awareness,
            opening=opening,
            endpoint=endpoint,
            minimum=minimum,
            cool_down_minutes=0,
            because=self._because(slot, options[0], self._rules_around(time, setting)),
        )

    @cached_property
    def _words(self) -> tuple[str, str, str]:
        """How a session opens, how it ends, and the least that counts as one."""
        wording = self.book.texts.wording
        return (
            wording.openings[self._text("opening")],
            wording.endpoints[self._text("endpoint")],
            wording.minimums[self._text("minimum")],
        )

    @cached_property
    def _awareness(self) -> Awareness:
        level = self.bounds.awareness
        cue = self._text("cue")
        if cue != DEFAULT and self.book.texts.wording.cue_levels.get(cue, 0) <= level:
            return Awareness(level, self.book.texts.wording.cues[cue])
        hidden = {figure for item in self._in_force(Hide) for figure in getattr(item.body, "figures", ())}
        heartless = f"{level}_no_heart"
        outcomes = self.book.texts.outcomes
        name = heartless if "heart_rate" in hidden and outcomes.has("awareness", heartless) else str(level)
        return Awareness(level, outcomes("awareness", name))

    def _text(self, slot: str) -> str:
        used = [(item, getattr(item.body, slot)) for item in self._in_force(Use) if getattr(item.body, slot)]
        if not used:
            return DEFAULT
        return str(min(used, key=lambda pair: (-pair[0].purpose.rank, pair[0].rule))[1])

    def _cool_down(self, minutes: int) -> int:
        numbers = self.book.parameters
        share = -(-minutes * numbers.cool_down_percent.value // 100)
        most_of_it = minutes * numbers.cool_down_most_percent.value // 100
        return min(max(self._asked_cool_down, share, numbers.cool_down_least.value), most_of_it)

    @cached_property
    def _asked_cool_down(self) -> int:
        return most(self._in_force(Require), "cool_down", self.prescription.facts).value or 0

    def _because(self, slot: Slot, activity: str, around: Iterable[str]) -> tuple[str, ...]:
        """The rules that shaped the session: its dose, its effort, its kind, its activity, its words."""
        shaping = self._shaping.union(self.choice.preferring(activity), around)
        if slot.kind is not Kind.AEROBIC:
            days = f"{slot.kind}_days"
            shaping |= {item.rule for item in self._in_force(Aim) if getattr(item.body, days) is not None}
        if slot.effort is Effort.LIGHT:
            shaping |= {item.rule for item in self._in_force(Avoid) if getattr(item.body, "intensity", None)}
        return tuple(sorted(shaping - {""}))

    @cached_property
    def _shaping(self) -> frozenset[str]:
        """The rules that shape every session: its dose, its highest effort, its attention and its words."""
        bounds = self.bounds
        doses = (bounds.minutes, bounds.sessions, bounds.week_minutes, bounds.growth)
        saying = (item.rule for kind in (Use, Require) for item in self._in_force(kind))
        attending = (
            item.rule
            for kind in (Permit, Limit)
            for item in self._in_force(kind)
            if getattr(item.body, "awareness", None) == bounds.awareness
        )
        return frozenset(self.starting).union(
            bounds.effort_rules, saying, attending, *(dose.rules for dose in doses)
        )

    @cached_property
    def _company(self) -> Company:
        return self.choice.company()

    def _rules_around(self, time: TimeOfDay, setting: str) -> Iterator[str]:
        """The rules behind the time, the place and the company."""
        around = {"time_of_day": str(time), "setting": setting, "company": str(self._company)}
        for name, word in around.items():
            yield from self.choice.speaking_for(name, word)

    def _in_force(self, kind: type[Body]) -> tuple[Acting, ...]:
        return self.prescription.of(kind, self.number)
