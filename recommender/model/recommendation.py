"""The whole answer to one person: outcome, reasons, and everything needed to explain it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType
from typing import Literal, TypeAlias

from recommender.model.adjustment import Role
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
Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


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
        results = {
            "referral": self.result if isinstance(self.result, Referral) else None,
            "light_movement": self.result if isinstance(self.result, LightMovement) else None,
        }
        shared = {name: getattr(self, name) for name in ("contacts", "asks", "left_out", "contradictions")}
        ending = {name: getattr(self, name) for name in ("tensions", "adjustments", "rulebook")}
        return {
            "outcome": self.outcome,
            "summary": self.summary,
            **{name: as_json(value) for name, value in (results | shared).items()},
            "programme": as_json(self.programme),
            "notes": as_json(self.notes),
            "fired": [firing_as_json(firing) for firing in self.fired],
            **{name: as_json(value) for name, value in ending.items()},
        }


def as_json(value: object) -> Json:
    """Records, lists and words as the JSON that stands for them."""
    if type(value) is str:  # as most are; a word of a scale is a text of another sort
        return value
    sort: type = type(value)
    return _writer(sort)(value)


@cache
def _writer(sort: type) -> Callable[..., Json]:
    """What writes values of one sort; it follows from the sort alone."""
    if issubclass(sort, Enum):
        return _word
    if issubclass(sort, bool | int | str | NoneType):
        return _itself
    if issubclass(sort, Mapping):
        return _mapping
    if is_dataclass(sort):
        return _record_writer(sort)
    if issubclass(sort, list | tuple):
        return _list
    raise TypeError(f"{sort.__name__} has no JSON form")


def _record_writer(sort: type) -> Callable[[object], Json]:
    """What writes records of one sort: every field that is not for pages only, under its own name."""
    written = [part.name for part in fields(sort) if part.metadata.get("json", True)]
    keys = [(name, name.rstrip("_")) for name in written]
    return lambda record: {key: as_json(getattr(record, name)) for name, key in keys}


def _word(word: Enum) -> Json:
    return str(word.value)


def _itself(value: Json) -> Json:
    return value


def _mapping(found: Mapping[object, object]) -> Json:
    return {str(key): as_json(item) for key, item in found.items()}


def _list(items: Iterable[object]) -> Json:
    return [as_json(item) for item in items]


def firing_as_json(firing: Firing) -> Json:
    """A firing as the contract writes it."""
    rule = firing.rule
    return {
        "rule": rule.id,
        "stratum": str(rule.stratum),
        "purpose": str(rule.purpose),
        "title": rule.title,
        "because": firing.because,
        "on_unknown": firing.on_unknown,
        "facts": as_json(firing.facts),
        "sources": list(rule.sources),
        "evidence": rule.evidence,
        "concluded": [as_json(directive.written) for directive in firing.concluded],
    }
