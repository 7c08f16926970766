"""One session and how its day is: what was planned, and what may stand in for it."""

from dataclasses import dataclass, field
from enum import StrEnum

from recommender.model.programme import Contact, Session
from recommender.model.recommendation import Json, as_json
from recommender.model.review import Review
from recommender.model.scale import Effort
from recommender.model.state import State as State  # noqa: PLC0414 - known here too
from recommender.model.trace import Firing

KEEP_THE_PLAN = (State.SETTLED, State.ON_EDGE, State.SHUT_DOWN, State.SWITCHING)
"""States in which the planned session stays on offer; rest comes before it in the others."""


class LastDay(StrEnum):
    """What the last day of a log may speak of, after which the smallest version comes first."""

    COLD = "cold"
    FAR_AWAY = "far_away"
    BREATHING = "breathing"
    DEPLETED = "depleted"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Version:
    """What may stand in for a session on a day in another state: never longer than it, and always light."""

    state: State
    activity: str
    minutes: int
    intensity: Effort
    opening: str
    endpoint: str
    minimum: str
    text: str


@dataclass(frozen=True, slots=True)
class Coming:
    """The session that comes next, before anybody said how the day is.

    `session` is None where the review of the log stops, where there is no programme, or where nothing is
    left to offer. `so_far` names the rules by which the week so far speaks for less, `last_day` what the last
    day of the log speaks of that makes a day gentle, `asks` what the log left open of danger, and `smaller`
    why the week of the session is smaller than it could be.
    """

    review: Review = field(repr=False)
    week: int | None = None
    session: Session | None = None
    versions: tuple[Version, ...] = ()
    so_far: tuple[str, ...] = ()
    last_day: tuple[LastDay, ...] = ()
    asks: tuple[str, ...] = ()
    smaller: tuple[str, ...] = ()

    def version(self, state: State) -> Version | None:
        """The version for a state; None where the plan stands, and where nothing light is left."""
        return next((version for version in self.versions if version.state is state), None)


@dataclass(frozen=True, slots=True)
class Day:
    """The session of today. `state` is None where nobody said how the day is, which is never "settled".

    `planned` is None where it is not offered; with `version` beside it, either may be chosen.
    """

    coming: Coming = field(repr=False)
    state: State | None
    planned: Session | None
    version: Version | None
    versions: tuple[Version, ...]
    text: str
    because: tuple[str, ...]
    contacts: tuple[Contact, ...]
    fired: tuple[Firing, ...] = field(default=(), repr=False)

    @property
    def smallest_first(self) -> bool:
        """Whether the smallest version stands before the planned session, which is then an invitation."""
        return bool(self.coming.last_day) and self.state in (None, State.SETTLED)

    @property
    def rests(self) -> bool:
        """True where there is no session today."""
        return self.coming.session is None or self.state is State.FEVER

    def as_dict(self) -> dict[str, Json]:
        """The day as other programs receive it."""
        session = None if self.rests else self.coming.session
        return {
            "state": as_json(self.state),
            "week": self.coming.week if session else None,
            "day": session.day if session else None,
            "planned": as_json(self.planned),
            "version": as_json(self.version),
            "versions": as_json(self.versions),
            "text": self.text,
            "because": list(self.because),
            "asks": list(self.coming.asks),
            "contacts": as_json(self.contacts),
        }
