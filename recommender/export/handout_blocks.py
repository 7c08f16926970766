"""What a handout is made of, before it is written in any form. No text in it is marked up or wrapped."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Look = Literal["plain", "large"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; `leading` where it is the one thing to see from afar."""

    text: str
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Items without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels, each with what it stands for."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; the first cell of a row is the head of that row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on by hand."""

    count: int


Block: TypeAlias = Paragraph | Listing | Pairs | Table | Lines


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it; a large part stands in a frame."""

    heading: str
    blocks: tuple[Block, ...]
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Handout:
    """A page to take along. `language` is a tag as web pages have it; `foot` stands at the very end.

    `front` is for a fridge door, and `back` for whoever turns it over. Where `turned`, the back begins on a
    page of its own.
    """

    language: str
    title: str
    lead: str
    front: tuple[Part, ...]
    back: tuple[Part, ...]
    foot: str
    turned: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part, in the order of reading."""
        return (*self.front, *self.back)
