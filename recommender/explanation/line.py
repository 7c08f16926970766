"""A line that says what became of something, whatever it is shown on."""

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What became of a line; one that stays has none."""

    ADDED = "+"
    REMOVED = "–"
    CHANGED = "~"
    STAYED = ""


@dataclass(frozen=True, slots=True)
class Line:
    """`part` is what can be asked why about it. A heading belongs to the lines below it."""

    text: str
    sign: Sign = Sign.STAYED
    part: str = ""
    heading: bool = False
