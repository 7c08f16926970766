"""What a rule concludes: one small record for each directive of the rule format."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from recommender.model.scale import Company, Decision, Effort, Kind, Stratum, TimeOfDay, Urgency
from recommender.model.spelling import (
    ALWAYS,
    Amount,
    Chosen,
    FromAnswer,
    OwnAnswer,
    Positive,
    Several,
    WeekRange,
    chosen,
)
from recommender.model.written import Plain, Unbounded, Words, Written, YesNo, at_most


class Body(Written):
    """What all directives share: where they may stand, and whether they only ever take away."""

    strata: ClassVar[tuple[Stratum, ...]] = (Stratum.PRESCRIPTION,)
    restrictive: ClassVar[bool] = False
    weeks: WeekRange = ALWAYS


class Contradiction(Body):
    """Answers that cannot all be meant, and how they are read until somebody settles them."""

    strata = (Stratum.CONTRADICTIONS,)
    facts: Words
    read_as: dict[str, str | tuple[str, ...]]


class Refer(Body):
    """No programme now: somebody is to look first."""

    strata = (Stratum.SCREENING,)
    restrictive = True
    urgency: Urgency


class Hold(Body):
    """No doses until the condition holds."""

    strata = (Stratum.SCREENING,)
    restrictive = True
    until: dict[str, str | tuple[str, ...]]


class Ask(Body):
    """Questions that matter now."""

    strata = (Stratum.SCREENING,)
    facts: Words


class Derive(Body):
    """A state of this person."""

    strata = (Stratum.STATES,)
    state: str


class Doses(Body):
    """Amounts of movement; every one may be left out."""

    minutes: Positive | None = None
    sessions: Positive | None = None
    week_minutes: Positive | None = None
    moderate_sessions: Amount | None = None
    strength_days: Amount | None = None


class Limit(Doses):
    """The most there may be: `minutes` a session, `sessions` a week, `growth` minutes a session a week.

    `kinds` is how many kinds of movement a week may hold.
    """

    restrictive = True
    intensity: Effort | None = None
    vigorous_sessions: Amount | None = None
    growth: Amount | None = None
    kinds: Positive | None = None
    any_time_minutes: Amount | None = None
    awareness: Annotated[int, Field(ge=0, le=4)] | None = None


class Start(Doses):
    """Where the first week begins, at most: two sessions or more, which a limit may make fewer."""

    restrictive = True
    sessions: Several | None = None


class Aim(Doses):
    """Where the programme may grow to."""

    balance_days: Amount | None = None
    mindful_days: Amount | None = None


class Selector(Body):
    """Which sessions or activities are meant; every line that is given counts."""

    activity: Chosen | None = None
    tempo: Annotated[tuple[Literal["slow", "steady", "fast"], ...], BeforeValidator(chosen)] | None = None
    rhythmic: YesNo | None = None
    kind: Annotated[tuple[Kind, ...], BeforeValidator(chosen)] | None = None
    intensity: Annotated[tuple[Effort, ...], BeforeValidator(chosen)] | None = None
    time_of_day: Annotated[FromAnswer | tuple[TimeOfDay, ...], BeforeValidator(chosen)] | None = None
    company: Annotated[tuple[Company, ...], BeforeValidator(chosen)] | None = None
    setting: Chosen | None = None


class Exclude(Selector):
    """What is never offered; the lines together, so that either alone stays possible."""

    restrictive = True
    unfit: OwnAnswer | None = None
    involves: OwnAnswer | None = None
    loads: OwnAnswer | None = None
    places: OwnAnswer | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: object) -> object:
        return {"activity": tuple(value)} if isinstance(value, list | tuple) else value


class Require(Body):
    """What every week keeps to."""

    restrictive = True
    after: Effort | None = None
    day: Literal["easy"] | None = None
    rest_days: Amount | None = None
    cool_down: Amount | None = None


class Gate(Body):
    """An effort that opens only after some weeks, and only at a review which finds its needs met."""

    restrictive = True
    to: Effort
    after_weeks: Annotated[Unbounded, at_most(999, "a week has three digits wherever one is named")] = 0
    needs: Words = ()


class Hide(Body):
    """Kinds of figures that this person is not shown."""

    restrictive = True
    figures: tuple[Literal["heart_rate", "minutes"], ...]


class Permit(Body):
    """What may be reached, below every limit."""

    intensity: Effort | None = None
    awareness: Annotated[int, Field(ge=0, le=4)] | None = None


class Prefer(Selector):
    """What comes first among what is left; one point a line."""


class Avoid(Selector):
    """What comes last among what is left; one point less a line."""

    restrictive = True


class Use(Body):
    """Texts by name."""

    opening: str = ""
    endpoint: str = ""
    minimum: str = ""
    cue: str = ""


class Offer(Body):
    """Something extra that may be taken or left."""

    company: Company | None = None
    any_time: str = ""
    minutes: Annotated[Unbounded, at_most(24 * 60, "a day has no more minutes")] = 0


class Advise(Body):
    """Somebody it may be worth speaking to; nothing stops."""

    see: str


class Decide(Body):
    """What a check-in comes to; the most cautious counts. `restart` goes back to the first week.

    An urgency belongs to a referral.
    """

    strata = (Stratum.REVIEW,)
    decision: Decision
    restart: YesNo = False
    urgency: Urgency | None = None


class Meet(Body):
    """Something that a gate needs, and that the log shows."""

    strata = (Stratum.REVIEW,)
    need: str


class Attend(Body):
    """How far attention may go: a level more or less than the week before, within every limit."""

    strata = (Stratum.REVIEW,)
    level: Literal["up", "down"]


class Note(Body):
    """A text that is worth knowing, by name."""

    strata = tuple(Stratum)
    text: str


def restricts(body: Body) -> bool:
    """Whether a directive takes away, so that it acts where it may be called for; a hold does too."""
    return body.decision is Decision.HOLD if isinstance(body, Decide) else body.restrictive


@dataclass(frozen=True, slots=True)
class Directive:
    """One element of a conclusion: its verb, its body, and the words of the rule file."""

    verb: str
    body: Body
    written: Plain


BODIES: dict[str, type[Body]] = {
    body.__name__.lower(): body
    for body in (
        Contradiction, Refer, Hold, Ask, Derive, Limit, Start, Aim, Exclude, Require, Gate, Hide, Permit,
        Prefer, Avoid, Use, Offer, Advise, Note, Decide, Meet, Attend,
    )
}  # fmt: skip

SHORT_FORMS: dict[str, str] = {
    "refer": "urgency",
    "ask": "facts",
    "hide": "figures",
    "note": "text",
    "decide": "decision",
    "meet": "need",
    "attend": "level",
}
"""Directives that are written as one word or list, and the key that it stands for."""
