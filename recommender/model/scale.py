"""The scales that doses and choices are expressed on, from the least to the most."""

from enum import StrEnum
from operator import attrgetter
from typing import Self

_RANK = attrgetter("rank")


class Word(StrEnum):
    """One of a few words. It is found where the same text is found, and as fast."""

    __hash__ = str.__hash__


class Scale(Word):
    """Words in an order: the earlier member is the lower one. `rank` is the place on the scale, from 0."""

    rank: int

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)

    def at_most(self, other: Self) -> bool:
        """Whether this is not above the other."""
        return self.rank <= other.rank

    @classmethod
    def lowest(cls, *members: Self) -> Self:
        """The lowest of these members."""
        return min(members, key=_RANK)

    @classmethod
    def highest(cls, *members: Self) -> Self:
        """The highest of these members."""
        return max(members, key=_RANK)


class Effort(Scale):
    """How hard a session is, by the talk test."""

    LIGHT = "light"
    MODERATE = "moderate"
    VIGOROUS = "vigorous"


def below(effort: Effort) -> Effort:
    """The effort one step lower; light has none below it."""
    return tuple(Effort)[max(0, effort.rank - 1)]


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


class Kind(Word):
    """What sort of movement an activity is."""

    AEROBIC = "aerobic"
    MINDFUL = "mindful"
    STRENGTH = "strength"
    BALANCE = "balance"


class TimeOfDay(Word):
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
