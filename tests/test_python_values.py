"""What only Python can give for an answer or an adjustment: refused in words, or read as what it says."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

import pytest
from people import recommender

from recommender.problem import Problems

HUGE = 10**5000
DEEP = "lists stand inside each other here, too many to follow"
LONG = "a number has fewer digits than this"
NO_SIGN = "a sign stands here that no text can hold (U+D800)"


class Said(str, Enum):  # noqa: UP042 - what is tried here
    """Answers as some programs keep them."""

    NO = "no"
    SIGN = "calf_pain_walking"
    SELF = "self"


class Wordless:
    """A value that cannot be put into words."""

    def __str__(self) -> str:
        """Raises what nobody expects."""
        raise RuntimeError("no words")


def nested() -> list[object]:
    """A list in a list, 2,000 times over."""
    found: list[object] = []
    for _ in range(2_000):
        found = [found]
    return found


def endless() -> list[object]:
    """A list that contains itself."""
    found: list[object] = []
    found.append(found)
    return found


def endless_table() -> dict[str, object]:
    """A mapping that contains itself."""
    found: dict[str, object] = {}
    found["a"] = found
    return found


class Locked(Mapping[str, object]):
    """A mapping that says what is in it, and then gives nothing away."""

    def __getitem__(self, key: str) -> object:
        """Raises what a mapping raises."""
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        """One name."""
        return iter(("crisis",))

    def __len__(self) -> int:
        """One thing is in it, or so it says."""
        return 1


UNUSABLE: dict[str, tuple[object, str]] = {
    "nested": (nested(), DEEP),
    "endless": (endless(), DEEP),
    "endless table": (endless_table(), DEEP),
    "huge": (HUGE, LONG),
    "huge, below nothing": (-HUGE, LONG),
    "huge in a set": ({HUGE}, LONG),
    "half a sign": ("\ud800", NO_SIGN),
    "half a sign in a list": (["\ud800"], NO_SIGN),
    "half a sign as a key": ({"\ud800": "no"}, NO_SIGN),
    "wordless": (Wordless(), "this cannot be put into words (Wordless)"),
}
PLACES: dict[str, Callable[[object], dict[str, object]]] = {
    "an answer": lambda value: {"answers": {"crisis": value}},
    "a member": lambda value: {"answers": {"red_flags": [value]}},
    "a role": lambda value: {"role": value},
    "a limit": lambda value: {"adjustments": [{"limit": {"minutes": value}}]},
    "an adjustment": lambda value: {"adjustments": [value]},
}


def mistakes(**given: Any) -> list[str]:  # noqa: ANN401 - whatever Python can give
    """What is said to be wrong with it."""
    with pytest.raises(Problems) as raised:
        recommender().recommend(**{"answers": {}, **given})
    return [problem.what for problem in raised.value.problems]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", UNUSABLE)
def test_what_nobody_could_write_is_a_mistake_wherever_it_stands(value: str, place: str) -> None:
    given, said = UNUSABLE[value]

    assert mistakes(**PLACES[place](given)) == [said]


@pytest.mark.parametrize(
    "given",
    [{"answers": Locked()}, {"answers": {"crisis": Locked()}}, {"adjustments": [Locked()]}],
    ids=["all answers", "an answer", "an adjustment"],
)
def test_a_mapping_that_cannot_be_read_is_a_mistake(given: dict[str, object]) -> None:
    assert mistakes(**given) == ["what stands in this cannot be read (Locked)"]


def test_the_mistake_names_the_answer() -> None:
    with pytest.raises(Problems) as raised:
        recommender().recommend({"activity_minutes": HUGE})

    assert str(raised.value) == (
        f"<answers>:1:1: error E204: {LONG}\n\n  in “activity_minutes”\n\n1 mistake."
    )


@pytest.mark.parametrize("reason", [5, True, ["a"], {"a": 1}, b"because", Wordless()], ids=type)
def test_a_reason_is_given_in_words(reason: object) -> None:
    assert mistakes(adjustments=[{"limit": {"minutes": 10}, "reason": reason}]) == [
        "a reason is given in words"
    ]


def test_a_reason_that_no_text_can_hold_is_refused() -> None:
    assert mistakes(adjustments=[{"limit": {"minutes": 10}, "reason": "\ud800"}]) == [NO_SIGN]


def test_a_member_of_an_enumeration_of_texts_is_its_text() -> None:
    written = recommender().recommend({"crisis": "no", "red_flags": ["calf_pain_walking"]}, "self")

    enumerated = recommender().recommend({"crisis": Said.NO, "red_flags": {Said.SIGN}}, Said.SELF)

    assert enumerated.as_json() == written.as_json()
