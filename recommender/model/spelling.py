"""How a rule spells amounts, stretches of weeks and choices, and the values that they stand for."""

import re
from typing import Annotated, Any, SupportsIndex

from pydantic import AfterValidator, BeforeValidator

from recommender.model.written import Written

_SHARE = re.compile(r"(\d{1,3}) % of ([a-z_]+)")
_ANSWER = re.compile(r"(answer|answers|none) of ([a-z_]+)")
_WEEKS = re.compile(r"(\d{1,6})(?: (on)| to (\d{1,6}))?")

FEWEST = 2
"""Sessions that a programme begins with at least, before any limit."""


MOST_SESSIONS = 14
"""Sessions that a programme begins with at most: two on each day of a week, as many as a day holds."""

MOST_DIGITS = 6
"""No amount has more of them, as no answer has: a larger one would be planned with for hours."""


class Weeks(Written):
    """A stretch of weeks, both ends included; `last` is None where it never ends."""

    first: int = 1
    last: int | None = None

    def __contains__(self, week: int) -> bool:
        return self.first <= week and (self.last is None or week <= self.last)

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """`ALWAYS` stays itself in a rulebook that was kept, or that comes from another process."""
        return "ALWAYS" if self is ALWAYS else super().__reduce_ex__(protocol)


class Share(Written):
    """A percentage of a number that the person gave."""

    percent: int
    fact: str


class FromAnswer(Written):
    """Whatever the person answered to a fact; with `negated`, nothing of that."""

    fact: str
    negated: bool = False


def _weeks(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _WEEKS.fullmatch(value)
    if not found:
        raise ValueError("weeks are written as “3”, “1 to 2” or “3 on”")
    first, on, last = int(found[1]), found[2], found[3]
    end = None if on else int(last or first)
    if first < 1 or (end is not None and end < first):
        raise ValueError("weeks count from 1, the earlier one first")
    return Weeks(first=first, last=end)


def _amount(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.isascii() and value.isdigit():
        return _not_too_large(value)
    if found := _SHARE.fullmatch(value):
        return Share(percent=int(found[1]), fact=found[2])
    if (found := _ANSWER.fullmatch(value)) and found[1] == "answer":
        return Share(percent=100, fact=found[2])
    raise ValueError("a number is asked here, or “answer of FACT”, or “90 % of FACT”")


def _not_too_large(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number here has {MOST_DIGITS} digits at most")
    return int(digits)


def chosen(value: object) -> object:
    """The words that a line names: one of them alone, or an answer of the person's own."""
    if not isinstance(value, str):
        return value
    if found := _ANSWER.fullmatch(value):
        return FromAnswer(fact=found[2], negated=found[1] == "none")
    return (value,)


def _some(value: object) -> object:
    if value == 0:
        raise ValueError("this is at least 1; a rule or a person that wants none of it can exclude it")
    return value


def _two_or_more(value: object) -> object:
    """With a single session to begin with, whoever begins lower could come out ahead of the others."""
    if isinstance(value, Share) or (isinstance(value, int) and value < FEWEST):
        raise ValueError(
            f"a programme begins with a number of sessions, {FEWEST} or more; a limit makes it fewer"
        )
    if isinstance(value, int) and value > MOST_SESSIONS:
        raise ValueError(f"a programme begins with {MOST_SESSIONS} sessions a week at most, two on a day")
    return value


WeekRange = Annotated[Weeks, BeforeValidator(_weeks)]
Amount = Annotated[int | Share, BeforeValidator(_amount)]
Positive = Annotated[int | Share, AfterValidator(_some), BeforeValidator(_amount)]
Several = Annotated[int | Share, AfterValidator(_two_or_more), BeforeValidator(_amount)]
OwnAnswer = Annotated[FromAnswer, BeforeValidator(chosen)]
Chosen = Annotated[FromAnswer | tuple[str, ...], BeforeValidator(chosen)]

ALWAYS = Weeks.model_construct()
