"""What may be known about a person, and what is known about one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal, TypeAlias

from pydantic import Field

from recommender.model.written import Unbounded, Words, Written, YesNo

Answer: TypeAlias = str | int | frozenset[str]


class Missing(StrEnum):
    """Why there is no answer. None of the three is ever read as "no"."""

    NOT_ASKED = "not asked"
    UNKNOWN = "unknown"
    DECLINED = "declined"


class Fact(Written):
    """One thing that may be known about a person, as `vocabulary.yaml` describes it."""

    kind: Literal["choice", "set", "number", "state"] = "state"
    answers: Words = ()
    answers_from: Literal["activities"] | None = None
    ordered: Literal["more", "worse"] | None = None
    low: Unbounded = Field(default=0, alias="from")
    high: Unbounded = Field(default=0, alias="to")
    unit: str = ""
    safety: YesNo = False
    careful: YesNo = False
    private: YesNo = False
    leaves: YesNo = False
    clinician: YesNo = False
    never_rewritten: YesNo = False
    derived: YesNo = False
    counts: str = ""

    @property
    def guarded(self) -> bool:
        """True where a missing answer is read as "it may hold" by restrictions."""
        return self.safety or self.careful


@dataclass(frozen=True)
class Vocabulary:
    """Every fact that may be asked, and every state that rules may derive, in the order of the file."""

    facts: Mapping[str, Fact]

    def __getitem__(self, name: str) -> Fact:
        return self.facts[name]

    def __contains__(self, name: str) -> bool:
        return name in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def asked(self) -> tuple[str, ...]:
        """The facts that a person or a clinician can answer, without the derived states."""
        return self._asked

    def states(self) -> tuple[str, ...]:
        """The states that only rules derive."""
        return tuple(name for name, fact in self.facts.items() if fact.derived)

    def safety(self) -> tuple[str, ...]:
        """The facts without which no dose is given."""
        return self._safety

    def guarded(self) -> tuple[str, ...]:
        """The facts that can be answered, and of which a missing answer is read as "it may hold"."""
        return self._guarded

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        return tuple(name for name, fact in self.facts.items() if not fact.derived)

    @cached_property
    def _safety(self) -> tuple[str, ...]:
        return tuple(name for name, fact in self.facts.items() if fact.safety)

    @cached_property
    def _guarded(self) -> tuple[str, ...]:
        return tuple(name for name in self._asked if self.facts[name].guarded)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one person. A fact that is in neither mapping was never asked."""

    known: Mapping[str, Answer] = field(default_factory=dict)
    withheld: Mapping[str, Missing] = field(default_factory=dict)

    def get(self, name: str) -> Answer | None:
        """The answer, or None where there is none."""
        return self.known.get(name)

    def why_missing(self, name: str) -> Missing:
        """Why a fact that has no answer has none."""
        return self.withheld.get(name, Missing.NOT_ASKED)

    def rewritten(self, readings: Mapping[str, Answer | Missing]) -> "Facts":
        """These facts with some of them read otherwise."""
        known = {name: answer for name, answer in self.known.items() if name not in readings}
        withheld = {name: why for name, why in self.withheld.items() if name not in readings}
        for name, reading in readings.items():
            if isinstance(reading, Missing):
                withheld[name] = reading
            else:
                known[name] = reading
        return Facts(known, withheld)

    def said(self, name: str) -> str | int | list[str]:
        """The answer as data; why there is none, where there is none."""
        answer = self.known.get(name)
        if answer is None:
            return str(self.why_missing(name))
        return sorted(answer) if isinstance(answer, frozenset) else answer
