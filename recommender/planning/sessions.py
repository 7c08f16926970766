"""One session: what to choose from, when, where and with whom, its words, and the rules behind it."""

from dataclasses import dataclass

from recommender.model.directive import Aim, Avoid, Hide, Limit, Permit, Require, Use
from recommender.model.prescription import Acting, Prescription, WeekBounds
from recommender.model.programme import Awareness, Session
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Kind
from recommender.planning.calendar import Slot
from recommender.planning.resolve import most
from recommender.planning.selection import Choice

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class SessionMaker:
    """Makes the sessions of one week."""

    prescription: Prescription
    book: RuleBook
    choice: Choice
    bounds: WeekBounds
    number: int
    starting: tuple[str, ...]

    def session(self, slot: Slot, minutes: int) -> Session | None:
        """The session of a slot; None where nothing is left to offer."""
        options = self.choice.options(slot.effort, slot.kind, self.book.parameters.options.value)
        if not options:
            return None
        wording, outcomes = self.book.texts.wording, self.book.texts.outcomes
        return Session(
            day=slot.day,
            kind=slot.kind,
            activity=options[0],
            options=tuple(options),
            minutes=minutes,
            intensity=slot.effort,
            talk_test=outcomes("talk_test", slot.effort),
            time_of_day=self.choice.time_of_day(slot.effort),
            setting=self.choice.setting(options[0]),
            company=self.choice.company(),
            awareness=self._awareness(),
            opening=wording.openings[self._text("opening")],
            endpoint=wording.endpoints[self._text("endpoint")],
            minimum=wording.minimums[self._text("minimum")],
            cool_down_minutes=self._cool_down(minutes),
            because=self._because(slot, options[0]),
        )

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
        asked = most(self._in_force(Require), "cool_down", self.prescription.facts).value or 0
        share = -(-minutes * numbers.cool_down_percent.value // 100)
        most_of_it = minutes * numbers.cool_down_most_percent.value // 100
        return min(max(asked, share, numbers.cool_down_least.value), most_of_it)

    def _because(self, slot: Slot, activity: str) -> tuple[str, ...]:
        """The rules that shaped the session: its dose, its effort, its kind, its activity, its words."""
        shaping = {item.rule for kind in (Use, Require) for item in self._in_force(kind)}
        shaping |= set(self.choice.preferring(activity)) | set(self.starting) | set(self.bounds.effort_rules)
        for bound in (
            self.bounds.minutes,
            self.bounds.sessions,
            self.bounds.week_minutes,
            self.bounds.growth,
        ):
            shaping |= set(bound.rules)
        if slot.kind is not Kind.AEROBIC:
            aims = self._in_force(Aim)
            shaping |= {
                item.rule for item in aims if getattr(item.body, f"{slot.kind}_days", None) is not None
            }
        shaping |= self._setting_rules(slot, activity)
        if slot.effort is Effort.LIGHT:
            shaping |= {item.rule for item in self._in_force(Avoid) if getattr(item.body, "intensity", None)}
        return tuple(sorted(rule for rule in shaping if rule))

    def _setting_rules(self, slot: Slot, activity: str) -> set[str]:
        """The rules behind how far attention goes, and behind the time, the place and the company."""
        chosen_here = {
            "time_of_day": str(self.choice.time_of_day(slot.effort)),
            "setting": self.choice.setting(activity),
            "company": str(self.choice.company()),
        }
        found = {rule for name, word in chosen_here.items() for rule in self.choice.speaking_for(name, word)}
        for kind in (Permit, Limit):
            found |= {
                item.rule
                for item in self.prescription.of(kind, self.number)
                if getattr(item.body, "awareness", None) == self.bounds.awareness
            }
        return found

    def _in_force(
        self, kind: type[Use] | type[Hide] | type[Require] | type[Aim] | type[Avoid]
    ) -> tuple[Acting, ...]:
        return tuple(self.prescription.of(kind, self.number))
