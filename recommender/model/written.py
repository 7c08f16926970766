"""The base of everything that a person writes, and the small types its words are read as."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict

Plain: TypeAlias = "str | int | Sequence[Plain] | Mapping[str, Plain]"


class Written(BaseModel):
    """A record as a person wrote it: no unknown keys, and never changed afterwards.

    How it is read is worked out when something is read for the first time: a rulebook that was kept is not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def _whole(value: object) -> object:
    if isinstance(value, str):
        if value.isascii() and value.isdigit():
            return int(value)
        raise ValueError("a whole number in digits is asked here")
    return value


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if value in ("yes", "no", "true", "false"):
        return value in ("yes", "true")
    raise ValueError("yes or no is asked here")


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Whole = Annotated[int, BeforeValidator(_whole)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
