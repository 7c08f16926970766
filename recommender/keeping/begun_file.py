"""What stands in the file of an interview that was begun: open, or closed as the casebook beside it is."""

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from recommender.keeping.bookmark import Keeping, Page
from recommender.model.adjustment import Role

VERSION = 2
WHAT: Literal["an unfinished interview"] = "an unfinished interview"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Head(_Line):
    """What it is, whatever else stands there."""

    model_config = ConfigDict(extra="ignore")

    what: Literal["an unfinished interview"]
    version: int


class Open(_Line):
    """One that anybody can read who can open the file."""

    what: Literal["an unfinished interview"] = WHAT
    version: Literal[1] = 1
    saved: str
    mark: str = ""
    interview: Page


class Closed(_Line):
    """One that only who opens the casebook can read."""

    what: Literal["an unfinished interview"] = WHAT
    version: Literal[2] = 2
    saved: str
    mark: str = ""
    role: Role
    keeping: Literal["as_you_go", "until_i_leave"]
    closed: str


Whole: TypeAlias = Open | Closed
"""Either has a mark at random, another one with each save, which closing and opening leave as it is."""


def written(whole: Whole) -> str:
    """As it stands in the file."""
    return whole.model_dump_json(indent=1)


def keeping_of(found: Whole) -> Keeping:
    """What somebody chose about leaving."""
    return found.keeping if isinstance(found, Closed) else found.interview.keeping
