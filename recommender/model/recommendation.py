"""The whole answer to one person: outcome, reasons, and everything needed to explain it."""

from dataclasses import dataclass, field
from typing import Literal

from recommender.model.adjustment import Role
from recommender.model.json_form import Json as Json  # noqa: PLC0414 - known here too
from recommender.model.json_form import as_json as as_json  # noqa: PLC0414 - known here too
from recommender.model.json_form import json_bytes
from recommender.model.prescription import Prescription
from recommender.model.programme import (
    Contact,
    Contradiction,
    LightMovement,
    NoteText,
    Programme,
    Referral,
    TensionText,
)  # fmt: skip
from recommender.model.trace import Firing, Trace
from recommender.model.written import Plain

Outcome = Literal["programme", "limited", "referral"]


@dataclass(frozen=True, slots=True)
class Digest:
    """Which rulebook this came from."""

    digest: str
    rules: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What one person receives. Exactly one of the three outcomes is there beside the shared parts."""

    result: Programme | LightMovement | Referral
    summary: str
    contacts: tuple[Contact, ...]
    asks: tuple[str, ...]
    left_out: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[NoteText, ...]
    fired: tuple[Firing, ...]
    tensions: tuple[TensionText, ...]
    adjustments: tuple[Plain, ...]
    rulebook: Digest
    trace: Trace = field(repr=False)
    prescription: Prescription = field(repr=False)
    role: Role = "self"

    @property
    def outcome(self) -> Outcome:
        """Which of the three outcomes it is."""
        match self.result:
            case Programme():
                return "programme"
            case LightMovement():
                return "limited"
            case Referral():
                return "referral"

    @property
    def programme(self) -> Programme | None:
        """The programme, where that is the outcome."""
        return self.result if isinstance(self.result, Programme) else None

    def as_dict(self) -> dict[str, Json]:
        """The JSON of the contract: the same profile and rulebook give the same bytes."""
        return {name: as_json(part) for name, part in self._parts().items()}

    def as_json(self, *, indent: bool = False) -> bytes:
        """The same as UTF-8, on one line or indented: written out at once, many times as fast."""
        return json_bytes(self._parts(), indent=indent)

    def _parts(self) -> dict[str, object]:
        """What the contract names, in its order."""
        return {
            "outcome": self.outcome,
            "summary": self.summary,
            "referral": self.result if isinstance(self.result, Referral) else None,
            "light_movement": self.result if isinstance(self.result, LightMovement) else None,
            "contacts": self.contacts,
            "asks": self.asks,
            "left_out": self.left_out,
            "contradictions": self.contradictions,
            "programme": self.programme,
            "notes": self.notes,
            "fired": [firing.parts(self.trace.said(firing.rule)) for firing in self.fired],
            "tensions": self.tensions,
            "adjustments": self.adjustments,
            "rulebook": self.rulebook,
        }


def firing_as_json(firing: Firing, trace: Trace) -> Json:
    """A firing of that run as the contract writes it."""
    return as_json(firing.parts(trace.said(firing.rule)))
