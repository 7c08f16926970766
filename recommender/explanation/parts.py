"""What may be asked about: a rule, an activity, effort, minutes, sessions, or one week."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from recommender.model.rule import RuleBook
from recommender.problem import nearest
from recommender.recommend import LONGEST

_WEEK = re.compile(r"week[ -]?0*(\d{1,3})", re.ASCII)


class Dose(StrEnum):
    """A part that every week has."""

    INTENSITY = "intensity"
    MINUTES = "minutes"
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class RulePart:
    """A rule, by its id."""

    name: str


@dataclass(frozen=True, slots=True)
class ActivityPart:
    """An activity, by its id."""

    name: str


@dataclass(frozen=True, slots=True)
class DosePart:
    """Effort, minutes or sessions, in all weeks."""

    dose: Dose

    @property
    def name(self) -> str:
        """How the part is written."""
        return self.dose.value


@dataclass(frozen=True, slots=True)
class WeekPart:
    """One week, by its number."""

    number: int

    @property
    def name(self) -> str:
        """How the part is written."""
        return f"week {self.number}"


Part: TypeAlias = RulePart | ActivityPart | DosePart | WeekPart


class UnknownPart(Exception):
    """Something was asked about that is no part. The message says what there is, and what is nearest."""

    def __init__(self, text: str, near: str) -> None:
        self.nearest = near
        hint = f" Did you mean “{near}”?" if near else ""
        super().__init__(
            f"“{text}” is not a part that can be asked about.{hint}\n"
            "A part is the id of a rule (`recommend` names them under each reason), the id or name of an\n"
            f"activity, intensity, minutes, sessions, or “week N” with N from 1 to {LONGEST}."
        )


def read_part(text: str, book: RuleBook) -> Part:
    """The part that a text names; activities also by their plain name. Raises `UnknownPart`."""
    name = " ".join(text.split())
    lower = name.lower()
    if book.rule(lower) is not None:
        return RulePart(lower)
    if lower in tuple(Dose):
        return DosePart(Dose(lower))
    if (found := _WEEK.fullmatch(lower)) and 1 <= int(found[1]) <= LONGEST:
        return WeekPart(int(found[1]))
    plain = {activity.name.lower(): key for key, activity in book.activities.items()}
    known = plain.get(lower) or lower.replace(" ", "_")
    if known in book.activities:
        return ActivityPart(known)
    raise UnknownPart(name, nearest(lower, _names(book)))


def _names(book: RuleBook) -> tuple[str, ...]:
    rules = tuple(rule.id for rule in book.rules)
    return (*rules, *book.activities, *Dose, *(f"week {week}" for week in range(1, LONGEST + 1)))
