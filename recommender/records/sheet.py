"""What every resource of a bundle is written from: the case, the words, and the names of the resources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID, uuid5

from recommender.model.recommendation import Json
from recommender.model.rule import RuleBook
from recommender.model.texts import Phrases
from recommender.reasons.names import Names
from recommender.reasons.page import printable
from recommender.records.kept import Standing

Resource: TypeAlias = dict[str, Json]

NAMES = UUID("0d2c7b1e-5a53-4d5c-9a2e-8c6f4b7d1e90")
"""The namespace of every name in a bundle: a figure without a meaning. Another would double every import."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case to be written for a record, by a version of this program and in the words of a rulebook.

    Names of resources are made from the code of the case, the number of the intake and the kind of resource,
    so that the same case gives the same bytes, and an export after a check-in gives the same things the same
    names.
    """

    code: str
    standing: Standing
    book: RuleBook
    version: str

    @property
    def same_rules(self) -> bool:
        """Whether the rulebook is still the one that the recommendation was made by."""
        return self.book.digest == self.standing.given.value.digest

    @property
    def words(self) -> Phrases:
        """The texts of a record."""
        return self.book.texts.record

    @property
    def names(self) -> Names:
        """What questions, answers and activities are called."""
        return Names(self.book)

    @property
    def subject(self) -> Resource:
        """The person, by the random code alone."""
        identifier: Resource = {
            "system": name_of("codes"),
            "value": self.code,
            "assigner": {"display": self.words("identifiers", "code")},
        }
        return {"type": "Patient", "identifier": identifier}

    def name(self, kind: str) -> str:
        """The name of a resource in the bundle."""
        return name_of(f"{self.code} {self.standing.intake.number} {kind}")

    def reference(self, kind: str) -> Resource:
        """A reference to a resource in the bundle."""
        return {"reference": self.name(kind)}

    def activities(self, names: Iterable[str]) -> str:
        """Activities to choose from; one that the rulebook no longer has goes by its short name."""
        known = self.book.activities
        called = [known[name].name if name in known else name.replace("_", " ") for name in names]
        return self.names.joined(called, "or")

    def outcome_word(self, kind: str, name: str) -> str:
        """The word for an effort, a time of day or an urgency."""
        texts = self.book.texts.outcomes
        return texts("names", kind, name) if texts.has("names", kind, name) else name.replace("_", " ")


def name_of(what: str) -> str:
    """A name that stands for the same thing in every bundle."""
    return f"urn:uuid:{uuid5(NAMES, what)}"


def moment(at: str) -> str:
    """A minute of the casebook as a record writes it, with seconds."""
    return at.replace("Z", ":00Z")


def lines(page: str) -> str:
    """A page without any sign that a record would refuse."""
    return "\n".join(map(printable, page.split("\n")))
