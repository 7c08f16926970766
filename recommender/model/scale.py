"""The scales that doses and choices are expressed on, from the least to the most."""

from enum import StrEnum
from functools import cache
from typing import Self


class Scale(StrEnum):
    """Words in an order: the earlier member is the lower one."""

    @property
    def rank(self) -> int:
        """The place on the scale, from 0."""
        return _ranks(type(self))[self]

    def at_most(self, other: Self) -> bool:
        """Whether this is not above the other."""
        return self.rank <= other.rank

    @classmethod
    def lowest(cls, *members: Self) -> Self:
        """The lowest of these members."""
        return min(members, key=lambda member: member.rank)

    @classmethod
    def highest(cls, *members: Self) -> Self:
        """The highest of these members."""
        return max(members, key=lambda member: member.rank)


@cache
def _ranks(scale: type[Scale]) -> dict[str, int]:
    return {member: rank for rank, member in enumerate(scale)}


class Effort(Scale):
    """How hard a session is, by the talk test."""

    LIGHT = "light"
    MODERATE = "moderate"
    VIGOROUS = "vigorous"


class Purpose(Scale):
    """What a rule is for, from the last to be heard to the first."""

    EDUCATION = "education"
    PREFERENCE = "preference"
    DOSE = "dose"
    RECOVERY = "recovery"
    TRAUMA = "trauma"
    SAFETY = "safety"


class Urgency(Scale):
    """How soon a person is asked to see somebody, from the least urgent."""

    BEFORE_STARTING = "before_starting"
    PROMPT = "prompt"
    EMERGENCY = "emergency"
    CRISIS = "crisis"


class Stratum(Scale):
    """One pass of inference, in the order in which they run."""

    CONTRADICTIONS = "contradictions"
    SCREENING = "screening"
    STATES = "states"
    PRESCRIPTION = "prescription"
    REVIEW = "review"


class Decision(Scale):
    """What follows from how the last week was borne, from the boldest to the most cautious."""

    ADVANCE = "advance"
    HOLD = "hold"
    STEP_BACK = "step_back"
    PAUSE = "pause"
    REFER = "refer"


class Kind(StrEnum):
    """What sort of movement an activity is."""

    AEROBIC = "aerobic"
    MINDFUL = "mindful"
    STRENGTH = "strength"
    BALANCE = "balance"


class TimeOfDay(StrEnum):
    """When in the day; ANY where no rule speaks."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


class Company(Scale):
    """With whom, from the least to the most people."""

    ALONE = "alone"
    ONE_PERSON = "one_person"
    SMALL_GROUP = "small_group"
