"""What is found where a law fails, or where rules get in each other's way."""

from dataclasses import dataclass
from typing import Literal

from recommender.model.fact import Facts
from recommender.proving.restraints import Restraint
from recommender.source import Span

Kind = Literal["invariant", "dead", "shadowed", "contradiction", "gap"]
"""Words for the five kinds of findings; all but the shadowed rules show a person, where there is one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, about a law or about rules.

    `person` is the smallest one for whom it shows, and `other` the one beside whom that is held back less or
    more: they differ in the answer `apart`, and `other_lacks` says who lacks what is missing. `missing` are
    the restraints that the law demands. `because` is for an author: the words that together leave nobody, the
    rules that get in the way, or the week of a check-in.
    """

    kind: Kind
    about: str
    says: str
    span: Span
    person: Facts | None = None
    other: Facts | None = None
    apart: str = ""
    other_lacks: bool = False
    missing: tuple[Restraint, ...] = ()
    because: tuple[str, ...] = ()
