"""How true a condition is, when some answers are missing."""

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """Strong Kleene with its unknown split in two, so that "all of" is the least and "any of" the greatest.

    UNKNOWN rests on ordinary answers that are missing, POSSIBLE on missing answers that are marked
    `safety` or `careful`: only those make a restriction act.
    """

    NO = 0
    UNKNOWN = 1
    POSSIBLE = 2
    SURE = 3

    @classmethod
    def of(cls, holds: bool) -> "Truth":  # noqa: FBT001 - the truth of this is all that it asks
        """SURE or NO, for what is known."""
        return cls.SURE if holds else cls.NO


NO, UNKNOWN, POSSIBLE, SURE = Truth
"""Looked up once: an enumeration takes longer to give a member than to compare two."""


def all_of(truths: Iterable[Truth]) -> Truth:
    """The truth of "every one of these"; SURE for none at all."""
    return min(truths, default=SURE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """The truth of "at least one of these"; NO for none at all."""
    return max(truths, default=NO)


def unless(when: Truth, lifted: Truth) -> Truth:
    """The truth of "when, unless lifted".

    A lift that is only possible takes away certainty, one that is sure takes away everything.
    """
    if lifted is SURE:
        return NO
    if lifted is POSSIBLE:
        return min(when, POSSIBLE)
    return when


def opposite(state: Truth) -> Truth:
    """The truth of "this state does not hold": sure only where nothing at all could make it hold."""
    if state is NO:
        return SURE
    return NO if state is SURE else POSSIBLE
