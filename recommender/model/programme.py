"""The programme and the two other outcomes, as a person and other programs receive them.

No record has slots: what it says stands together in its `__dict__`, from which JSON is written at once.
"""

from dataclasses import dataclass, field

from recommender.model.scale import Effort, Kind, TimeOfDay, Urgency

UNWRITTEN = {"json": False}
"""Of a field that is for pages only, and not part of the contract's JSON."""


@dataclass(frozen=True)
class Awareness:
    """Where attention may rest, on the ladder from 0 (surroundings) to 4 (breath or heartbeat)."""

    level: int
    text: str


@dataclass(frozen=True)
class Session:
    """One occasion. `minutes` include the opening and the winding down."""

    day: int
    kind: Kind
    activity: str
    options: tuple[str, ...]
    minutes: int
    intensity: Effort
    talk_test: str
    time_of_day: TimeOfDay
    setting: str
    company: str
    awareness: Awareness
    opening: str
    endpoint: str
    minimum: str
    cool_down_minutes: int
    because: tuple[str, ...]

    def on(self, day: int, minutes: int, cool_down_minutes: int) -> "Session":
        """The same on another day, and of another length."""
        return Session(
            day, self.kind, self.activity, self.options, minutes, self.intensity, self.talk_test,
            self.time_of_day, self.setting, self.company, self.awareness, self.opening, self.endpoint,
            self.minimum, cool_down_minutes, self.because,
        )  # fmt: skip


@dataclass(frozen=True)
class Week:
    """One week. `ceiling` is the effort limit in force; a provisional week lies beyond an unmet gate.

    `smaller` says what did not fit on its days; the contract's JSON does not have it.
    """

    number: int
    minutes: int
    ceiling: Effort
    easier: bool
    rest_days: tuple[int, ...]
    provisional: bool
    only_if: tuple[str, ...]
    otherwise: str
    sessions: tuple[Session, ...]
    smaller: tuple[str, ...] = field(default=(), metadata=UNWRITTEN)


@dataclass(frozen=True)
class Today:
    """What may stand in for a session on a day in another state."""

    state: str
    activity: str
    minutes: int
    opening: str
    text: str


@dataclass(frozen=True)
class AnyTime:
    """A little movement that may be taken or left at any time; never counted."""

    activity: str
    minutes: int
    text: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class OpenGate:
    """What a review may open, and what it looks at."""

    to: Effort
    needs: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """Several weeks, with everything that goes along with them."""

    weeks: tuple[Week, ...]
    today: tuple[Today, ...]
    any_time: tuple[AnyTime, ...]
    gates: tuple[OpenGate, ...]
    step_back: tuple[str, ...]
    stop_signals: tuple[str, ...]
    if_overwhelmed: str
    progress_signs: tuple[str, ...]


@dataclass(frozen=True)
class LightMovement:
    """What a person holds on to while no doses are given."""

    text: str
    options: tuple[str, ...]
    opening: str
    endpoint: str
    minimum: str
    stop_signals: tuple[str, ...]
    opens_when: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """Why somebody is referred; `rule` is None for a clinician's own referral."""

    rule: str | None
    text: str


@dataclass(frozen=True)
class Referral:
    """Somebody is to look first; what holds until then, and what opens a programme."""

    urgency: Urgency
    reasons: tuple[Reason, ...]
    meanwhile: str
    bring: str
    opens_when: str


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to."""

    for_: str
    text: str


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot all be meant, and how they are read for now."""

    facts: tuple[str, ...]
    read_as: dict[str, str | int | list[str]]
    rule: str


@dataclass(frozen=True)
class NoteText:
    """Something worth knowing, and the rule that says so."""

    rule: str
    text: str


@dataclass(frozen=True)
class TensionText:
    """A tension in words."""

    about: str
    won: str
    lost: str
    text: str = field(default="")
