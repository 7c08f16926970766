"""The words that people see, which stand in YAML and never in code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from recommender.model.fact import Answer
from recommender.model.written import Plain, Whole, Written

NEUTRAL = "neutral"
"""The region of somebody who names none."""


def _with_default(texts: dict[str, str]) -> dict[str, str]:
    if "default" not in texts:
        raise ValueError("a text under “default” is asked here, for where no rule names one")
    return texts


Named = Annotated[dict[str, str], AfterValidator(_with_default)]


class Part(Written):
    """A stretch of the interview."""

    id: str
    title: str
    intro: str


class Question(Written):
    """How one fact is asked about, in both voices, and why."""

    part: str
    ask: str
    ask_clinician: str
    why: str
    label: str
    answers: dict[str, str] = Field(default_factory=dict)
    hint: str = ""


class ShortPath(Written):
    """The few questions for when time is short.

    In `block` each has the answer that says that nothing is there, so that one word can settle them all. The
    others follow one by one; those that nothing asks for any more fall out, and `most` is the end.
    """

    most: Whole = 0
    block: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    questions: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every question of the path, in the order of asking."""
        return tuple(dict.fromkeys((*self.questions, *self.block)))

    @property
    def none_present(self) -> dict[str, Answer]:
        """The answers of the block that say that nothing is there."""
        return {name: said if isinstance(said, str) else frozenset(said) for name, said in self.block.items()}


class Questions(Written):
    """All parts and questions, in the order in which they are asked."""

    parts: tuple[Part, ...]
    questions: dict[str, Question]
    short_path: ShortPath = ShortPath.model_construct()


class Contacts(Written):
    """Whom to turn to in one region."""

    name: str
    crisis: str
    emergency: str
    medical: str
    support: str
    checked: str = ""


class Wording(Written):
    """The texts that rules name."""

    notes: dict[str, str]
    openings: Named
    endpoints: Named
    minimums: Named
    cues: Named
    cue_levels: dict[str, Whole] = Field(default_factory=dict)
    gate_needs: dict[str, str]
    advice: dict[str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """A file of texts under nested names; `phrases("summary", "limited")` is one of them."""

    name: str
    texts: Mapping[str, Plain]

    def __call__(self, *path: str, **filled: object) -> str:
        """One text, its `{gaps}` filled."""
        found = self._at(path)
        if not isinstance(found, str):
            raise KeyError(f"{self.name} has no single text at {'.'.join(path)}")
        return found.format(**filled) if filled else found

    def voiced(self, role: str, *path: str, **filled: object) -> str:
        """One text in the voice of a role, where it has one of its own: its name then ends with the role."""
        *above, name = path
        own = (*above, f"{name}_{role}")
        return self(*(own if self.has(*own) else path), **filled)

    def several(self, *path: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self._at(path)
        if isinstance(found, str) or not isinstance(found, Sequence):
            raise KeyError(f"{self.name} has no list of texts at {'.'.join(path)}")
        return tuple(map(str, found))

    def _at(self, path: tuple[str, ...]) -> Plain:
        node: Plain = self.texts
        for step in path:
            if not isinstance(node, Mapping) or step not in node:
                raise KeyError(f"{self.name} has no text at {'.'.join(path)}")
            node = node[step]
        return node

    def has(self, *path: str) -> bool:
        """Whether there is anything under that name."""
        try:
            self._at(path)
        except KeyError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that is said, by where it is said."""

    wording: Wording
    questions: Questions
    contacts: Mapping[str, Contacts]
    outcomes: Phrases
    interview: Phrases
    result: Phrases
    handout: Phrases
    what_if: Phrases
    authoring: Phrases
    explanation: Phrases
    calendar: Phrases
    record: Phrases
