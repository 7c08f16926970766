"""A change that somebody makes about what came out, step by step, until it is an adjustment."""

from dataclasses import dataclass
from enum import StrEnum

LAST_WEEK = 26
"""No programme is longer."""

LONGEST_REASON = 240
"""Letters: three lines of a page, where it stands beside the change. A convention; a note has more room.

That is for what is typed here. What a profile or the casebook has is read however long it is.
"""


class Way(StrEnum):
    """The ways to change something, from those that are open to everybody to those of a clinician."""

    MINUTES = "minutes"
    SESSIONS = "sessions"
    EFFORT = "effort"
    EXCLUDE = "exclude"
    PERMIT = "permit"
    SET_ASIDE = "set_aside"
    REFER = "refer"
    CLEARANCE = "clearance"


OF_A_CLINICIAN = (Way.PERMIT, Way.SET_ASIDE, Way.REFER, Way.CLEARANCE)
LIMITED_BY = {Way.MINUTES: "minutes", Way.SESSIONS: "sessions", Way.EFFORT: "intensity"}
"""What a limit of each kind is called in a profile."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known so far of a change; `until` is the last week it holds in, None for throughout."""

    way: Way
    values: tuple[str, ...] = ()
    until: int | None = None
    reason: str = ""

    @property
    def has_weeks(self) -> bool:
        """Whether it may hold for some weeks only."""
        return self.way is not Way.REFER

    def written(self) -> dict[str, object]:
        """The adjustment as a profile file writes it."""
        found: dict[str, object] = {self._verb: self._content}
        if self.until is not None:
            found["until_week"] = self.until
        if self.reason.strip():
            found["reason"] = self.reason.strip()
        return found

    @property
    def _verb(self) -> str:
        return "limit" if self.way in LIMITED_BY else str(self.way)

    @property
    def _content(self) -> object:
        if self.way is Way.EXCLUDE:
            return list(self.values)
        (value,) = self.values
        if self.way in LIMITED_BY:
            return {LIMITED_BY[self.way]: int(value) if value.isdigit() else value}
        return value


def until_week(typed: str) -> int | None:
    """The week that digits name; None where nothing is typed. Raises `ValueError` for anything else."""
    if not typed.strip():
        return None
    if not (typed.strip().isascii() and typed.strip().isdigit() and 1 <= int(typed) <= LAST_WEEK):
        raise ValueError(typed)
    return int(typed)
