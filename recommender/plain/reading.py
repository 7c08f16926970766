"""What was typed in answer to a question, as an answer, or as the mistake that keeps it from being one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.interview.view import QuestionView
from recommender.model.fact import Answer, Missing

LEFT_OPEN = {"-": Missing.DECLINED, "?": Missing.UNKNOWN}
LONGEST = 9
"""Digits of a number that anybody means."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What keeps a line from being an answer: where its text stands, and what fills its gaps."""

    place: str
    name: str
    gaps: Mapping[str, object] = field(default_factory=dict)


def read_answer(typed: str, view: QuestionView) -> Answer | Missing | Slip:
    """The answer that a line gives to a question."""
    if typed in LEFT_OPEN:
        return LEFT_OPEN[typed]
    if view.asked_as == "number":
        return _number(typed, view)
    words = [word for word in re.split(r"[\s,;]+", typed) if word]
    if not words or any(number_of(word) is None for word in words):
        return Slip("errors", "not_a_key_plain")
    keys = [str(number_of(word)) for word in words]
    return _one(keys, view) if view.asked_as == "one" else _several(keys, view)


def number_of(word: str) -> int | None:
    """The whole number that decimal digits spell."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= LONGEST else None


def _number(typed: str, view: QuestionView) -> int | Slip:
    number = number_of(typed)
    if number is None:
        return Slip("errors", "not_a_number", {"unit": view.unit, "low": view.low, "high": view.high})
    if not view.low <= number <= view.high:
        return Slip("errors", "out_of_range", {"value": number, "low": view.low, "high": view.high})
    return number


def _one(keys: list[str], view: QuestionView) -> str | Slip:
    if len(keys) > 1:
        return Slip("plain", "one_answer")
    by_key = {option.key: option.value for option in view.options}
    return by_key.get(keys[0]) or _not_among(view, 1)


def _several(keys: list[str], view: QuestionView) -> frozenset[str] | Slip:
    by_key = {option.key: option.value for option in view.options}
    if any(key != "0" and key not in by_key for key in keys):
        return _not_among(view, 0)
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        return Slip("errors", "twice", {"value": twice})
    if "0" in keys and len(keys) > 1:
        return Slip("errors", "none_with_others")
    return frozenset(by_key[key] for key in keys if key != "0")


def _not_among(view: QuestionView, low: int) -> Slip:
    return Slip("errors", "not_a_choice", {"low": low, "high": len(view.options)})
