"""The base of everything that a person writes, and the small types its words are read as."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

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


def at_most(most: int, why: str) -> AfterValidator:
    """A bound on what is reckoned with, and why it is there. No dose: those stand in the rules."""

    def bounded(value: int) -> int:
        if value > most:
            raise ValueError(f"a number is {most:,} at most here, by convention: {why}")
        return value

    return AfterValidator(bounded)


Unbounded = Annotated[int, BeforeValidator(_whole)]
"""A whole number that has no end of its own: whoever uses this sets one, or checks the record."""

Whole = Annotated[Unbounded, at_most(999_999, "no answer has more than six digits")]
"""A whole number that is bounded wherever it stands."""

YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
