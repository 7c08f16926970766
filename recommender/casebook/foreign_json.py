"""JSON from elsewhere, of which nothing is trusted: neither its size, nor its numbers, nor its texts."""

import json
import unicodedata
from collections.abc import Iterator

LARGEST = 64_000_000
"""Bytes. A case of five years with a check-in each week stays well below."""

LONGEST_TEXT = 1_000_000
"""Letters of one text. A page of 26 weeks has about a twentieth of that."""

LARGEST_NUMBER = 10**9
DEEPEST = 50
HARMLESS = "\n\t"
"""What steers a terminal and may stand in a text all the same."""


class Unusable(Exception):
    """What somebody gave cannot be taken in; the message is for the person, and so is the `advice`."""

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.advice = advice


def read_json(document: bytes) -> object:
    """What a text of JSON says. Raises `Unusable` for what no casebook could keep and show."""
    if len(document) > LARGEST:
        raise Unusable(f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        found: object = json.loads(
            document.decode("utf-8"),
            parse_float=_fraction,
            parse_constant=_fraction,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError):  # broken, not UTF-8, a fraction, a key twice, too deep
        raise Unusable("what is in it is not a case of this program") from None
    for part in _parts(found):
        _look_at(part)
    return found


def _fraction(text: str) -> object:
    raise ValueError(text)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _parts(whole: object) -> Iterator[object]:
    """Every text and number, the keys too, level by level."""
    level = [whole]
    for _ in range(DEEPEST):
        if not level:
            return
        yield from (part for part in level if not isinstance(part, dict | list))
        keys = [key for part in level if isinstance(part, dict) for key in part]
        yield from keys
        level = [
            inner
            for part in level
            if isinstance(part, dict | list)
            for inner in (part.values() if isinstance(part, dict) else part)
        ]
    if level:
        raise Unusable("its parts lie deeper in each other than those of a case do")


def _look_at(part: object) -> None:
    if isinstance(part, int) and abs(part) > LARGEST_NUMBER:
        raise Unusable("it has a number in it that is larger than any in a case")
    if not isinstance(part, str):
        return
    if len(part) > LONGEST_TEXT:
        raise Unusable(f"it has a text in it of more than {LONGEST_TEXT:,} letters")
    if not part.isprintable() and any(map(_steers, part)):
        raise Unusable("it has a sign in it that would steer a terminal instead of being shown")


def _steers(letter: str) -> bool:
    """Whether a terminal acts upon this instead of showing it; half a pair of UTF-16 is no letter at all."""
    return unicodedata.category(letter) in ("Cc", "Cs") and letter not in HARMLESS
