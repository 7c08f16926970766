"""What opens a locked casebook: typed by a person, held in memory, and shown nowhere."""

import unicodedata
from dataclasses import dataclass
from typing import NoReturn, Self

from recommender.problem import Problems, as_a_whole

SHORTEST = 15
"""Signs of a new passphrase, at least. NIST SP 800-63B-4, 3.1.1.2, asks for as many where nothing else is
asked for besides; spaces count, and no kind of sign is asked for."""

UNWRITTEN = ("Cc", "Cs")
"""Kinds of signs that Unicode has and no keyboard types as such: control signs, and halves of other signs."""

WORDS = "Four or five words that come to mind will do."


class Locked(Problems):
    """The casebook is locked, and no passphrase was given."""


class WrongPassphrase(Problems):
    """The passphrase does not open the file, or it is damaged or no casebook: the three look the same."""


class Unsuited(Problems):
    """What was typed can be no passphrase, or no new one. The message is for the person."""

    def __str__(self) -> str:
        return "\n\n  ".join(
            f"{one.what[:1].upper()}{one.what[1:]}.\n\n  {one.help}".strip() for one in self.problems
        )


@dataclass(frozen=True, slots=True, repr=False)
class Passphrase:
    """A passphrase as it was typed, in Unicode's form NFC, spaces and all; `str()` says nothing of it.

    Raises `Unsuited` for an empty one, and for signs that cannot be typed again.
    """

    _typed: str

    def __post_init__(self) -> None:
        if not self._typed:
            raise _unsuited("a passphrase is asked here, and nothing was typed")
        if any(unicodedata.category(sign) in UNWRITTEN for sign in self._typed):
            raise _unsuited("there is a sign in this passphrase that cannot be typed, such as a tab")
        object.__setattr__(self, "_typed", unicodedata.normalize("NFC", self._typed))

    @classmethod
    def chosen(cls, typed: str) -> Self:
        """A new one, which is not shorter than `SHORTEST`. Raises `Unsuited`."""
        new = cls(typed)
        if len(new.revealed()) < SHORTEST or not new.revealed().strip():
            raise _unsuited(f"a passphrase has {SHORTEST} letters or more, spaces included", WORDS)
        return new

    def revealed(self) -> str:
        """The passphrase itself, for the library that locks or opens; it goes nowhere else."""
        return self._typed

    def __repr__(self) -> str:
        return "a passphrase"

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError("a passphrase is never written down")


def not_opened(name: str) -> WrongPassphrase:
    """That a passphrase does not open a file."""
    what = "this passphrase does not open it; or it is damaged, or no casebook"
    help_line = "The file was not touched. Capitals, spaces and the keyboard's language make a difference."
    return WrongPassphrase([as_a_whole(name, what, help_line)])


def still_locked(name: str) -> Locked:
    """That a passphrase is asked."""
    return Locked([as_a_whole(name, "this casebook is locked", "Its passphrase opens it.")])


def _unsuited(what: str, advice: str = "") -> Unsuited:
    return Unsuited([as_a_whole("passphrase", what, advice)])
