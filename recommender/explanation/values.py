"""An explanation as values: what was asked about, and everything that the answer rests on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from recommender.explanation.parts import Part
from recommender.model.condition import Line
from recommender.model.prescription import Tension
from recommender.model.rule import Rule
from recommender.model.scale import Effort
from recommender.model.trace import Firing
from recommender.model.truth import Truth
from recommender.reasons.effort import Opening
from recommender.reasons.names import Said
from recommender.reasons.standing import Standing

Question = Literal["why", "why_not"]
Holds = Literal["yes", "no", "open"]


class Fate(StrEnum):
    """What became of a rule."""

    FIRED = "fired"
    ON_UNKNOWN = "on_unknown"
    NO_DOSES = "no_doses"
    ASIDE = "aside"
    SILENT = "silent"
    OPEN = "open"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class LineReading:
    """One line of a condition, the answer it was read with, and whether that made it hold.

    `group` is 0 for a line that stands alone and counts the alternatives of `any of` from 1. `behind`
    are the rules that a state comes from, each with its own lines.
    """

    line: Line
    said: Said
    truth: Truth
    group: int = 0
    lifting: bool = False
    decided: bool = False
    behind: "tuple[tuple[Rule, tuple[LineReading, ...]], ...]" = ()

    @property
    def holds(self) -> Holds:
        """Whether the line holds; open where an answer is missing."""
        return {Truth.SURE: "yes", Truth.NO: "no"}.get(self.truth, "open")  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Aside:
    """That a clinician set a rule aside: why, and up to which week (throughout where that is None)."""

    reason: str
    until_week: int | None


@dataclass(frozen=True, slots=True)
class RuleCourse:
    """One rule: what became of it, and the lines that decided."""

    rule: Rule
    fate: Fate
    truth: Truth | None
    firing: Firing | None
    lines: tuple[LineReading, ...]
    won: tuple[Tension, ...] = ()
    lost: tuple[Tension, ...] = ()
    aside: Aside | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounding:
    """One thing that bounds some weeks, with the rules that say so."""

    what: str
    first: int
    last: int
    value: int | Effort | None = None
    rules: tuple[str, ...] = ()
    reached: Effort | None = None


@dataclass(frozen=True, slots=True)
class Doses:
    """What bounds effort, minutes, sessions, or everything in one week."""

    items: tuple[Bounding, ...]
    openings: tuple[Opening, ...] = ()


About: TypeAlias = RuleCourse | Standing | Doses


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to one question about one part. `rules` are all that have a hand in it."""

    part: Part
    question: Question
    about: About
    rules: tuple[str, ...]
