"""How sessions are held while the same is in force: what they share, whatever a week may hold."""

from dataclasses import dataclass
from functools import cached_property

from recommender.model.directive import Aim, Avoid, Body, Hide, Require, Use
from recommender.model.prescription import Prescription, WeekBounds
from recommender.model.programme import Awareness
from recommender.model.rule import RuleBook
from recommender.model.scale import Company, Effort, Kind, TimeOfDay
from recommender.planning.resolve import most
from recommender.planning.selection import SELECTING, Choice
from recommender.planning.targets import Aims

SAYING: tuple[type[Body], ...] = (Use, Hide, Require, Aim, Avoid)
SHAPING = (*SAYING, *SELECTING)
"""The directives that a manner comes from, those of the choice among them."""

DEFAULT = "default"

BESIDE = (Kind.BALANCE, Kind.STRENGTH, Kind.MINDFUL)
"""The kinds that may stand beside aerobic movement; of those that suit equally, the first stays longest."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What all sessions of a kind and an effort have in common, and the rules behind it."""

    options: tuple[str, ...]
    talk_test: str
    time_of_day: TimeOfDay
    setting: str
    company: Company
    rules: frozenset[str]


class Manner:
    """One manner of one person; weeks that differ in their bounds alone share it."""

    def __init__(
        self, prescription: Prescription, book: RuleBook, choice: Choice, aims: Aims, week: int
    ) -> None:
        self.choice = choice
        self.aims = aims
        self.in_force = {kind: prescription.of(kind, week) for kind in SAYING}
        self._facts = prescription.facts
        self._book = book
        self._basis_of: dict[tuple[Kind, Effort], Basis | None] = {}
        self._awareness_at: dict[int, Awareness] = {}
        self._cool_down_of: dict[int, int] = {}

    def basis(self, kind: Kind, effort: Effort) -> Basis | None:
        """What sessions of this kind and effort share; None where nothing is left to offer. Found once."""
        key = (kind, effort)
        if key not in self._basis_of:
            self._basis_of[key] = self._basis(kind, effort)
        return self._basis_of[key]

    def awareness(self, level: int) -> Awareness:
        """Where attention may rest on that level. Found once."""
        if level not in self._awareness_at:
            self._awareness_at[level] = Awareness(level, self._attention(level))
        return self._awareness_at[level]

    def cool_down(self, minutes: int) -> int:
        """The minutes of a session in which it winds down. Found once."""
        if minutes not in self._cool_down_of:
            self._cool_down_of[minutes] = self._winding_down(minutes)
        return self._cool_down_of[minutes]

    @cached_property
    def easy_after(self) -> bool:
        """Whether a day after a harder one stays easy."""
        return any("after" in item.words for item in self.in_force[Require])

    def beside(self, bounds: WeekBounds) -> tuple[int, int, int]:
        """Days with strength, balance and mindful movement, as far as there is something to offer."""
        wanted = dict(self._wanted[: bounds.kinds.below(1 + len(BESIDE)) - 1])
        strength = bounds.strength_days.below(wanted.get(Kind.STRENGTH, 0))
        return strength, wanted.get(Kind.BALANCE, 0), wanted.get(Kind.MINDFUL, 0)

    @cached_property
    def _wanted(self) -> list[tuple[Kind, int]]:
        """The kinds that are aimed at and can be offered, the best first, and on how many days."""
        aims = self.in_force[Aim]
        days = [(kind, most(aims, f"{kind}_days", self._facts).value or 0) for kind in BESIDE]
        offered = {kind: self.choice.possible(Effort.LIGHT, kind) for kind, many in days if many}
        wanted = [(kind, many) for kind, many in days if offered.get(kind)]
        return sorted(wanted, key=lambda one: -self.choice.points(offered[one[0]][0]))

    def _basis(self, kind: Kind, effort: Effort) -> Basis | None:
        options = self.choice.options(effort, kind, self._book.parameters.options.value)
        if not options:
            return None
        choice, talk_test = self.choice, self._book.texts.outcomes("talk_test", effort)
        time, setting, company = choice.time_of_day(effort), choice.setting(options[0]), choice.company()
        around = {"time_of_day": str(time), "setting": setting, "company": str(company)}
        speaking = (choice.speaking_for(situation, word) for situation, word in around.items())
        rules = self._rules(kind, effort).union(choice.preferring(options[0]), *speaking)
        return Basis(options, talk_test, time, setting, company, rules)

    def _rules(self, kind: Kind, effort: Effort) -> frozenset[str]:
        """The rules behind the words of a session, its kind and its effort."""
        shaping = [*self.in_force[Use], *self.in_force[Require]]
        if kind is not Kind.AEROBIC:
            shaping += [item for item in self.in_force[Aim] if f"{kind}_days" in item.amounts]
        if effort is Effort.LIGHT:
            shaping += [item for item in self.in_force[Avoid] if "intensity" in item.words]
        return frozenset(item.rule for item in shaping)

    @cached_property
    def words(self) -> tuple[str, str, str]:
        """How a session opens, how it ends, and the least that counts as one."""
        wording = self._book.texts.wording
        return (
            wording.openings[self._text("opening")],
            wording.endpoints[self._text("endpoint")],
            wording.minimums[self._text("minimum")],
        )

    def _attention(self, level: int) -> str:
        cue, wording = self._text("cue"), self._book.texts.wording
        if cue != DEFAULT and wording.cue_levels.get(cue, 0) <= level:
            return wording.cues[cue]
        hidden = {figure for item in self.in_force[Hide] for figure in getattr(item.body, "figures", ())}
        heartless = f"{level}_no_heart"
        outcomes = self._book.texts.outcomes
        return outcomes(
            "awareness",
            heartless if "heart_rate" in hidden and outcomes.has("awareness", heartless) else str(level),
        )

    def _text(self, slot: str) -> str:
        used = [(item, text) for item in self.in_force[Use] if (text := getattr(item.body, slot))]
        if not used:
            return DEFAULT
        return str(min(used, key=lambda pair: (-pair[0].purpose.rank, pair[0].rule))[1])

    def _winding_down(self, minutes: int) -> int:
        numbers = self._book.parameters
        share = -(-minutes * numbers.cool_down_percent.value // 100)
        most_of_it = minutes * numbers.cool_down_most_percent.value // 100
        return min(max(self._asked_cool_down, share, numbers.cool_down_least.value), most_of_it)

    @cached_property
    def _asked_cool_down(self) -> int:
        return most(self.in_force[Require], "cool_down", self._facts).value or 0
