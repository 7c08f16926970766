"""How the program is to look."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

ThemeName: TypeAlias = Literal["dark", "light", "contrast"]


@dataclass(frozen=True, slots=True)
class Looks:
    """The colours, whether everything is drawn in ASCII, and whether anything may move."""

    theme: str = "dark"
    ascii: bool = False
    moves: bool = False
