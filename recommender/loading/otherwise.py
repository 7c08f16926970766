"""Comparisons as they are written elsewhere (“>= 3”, “at least moderate”), in the words used here."""

import re
from collections.abc import Callable

from recommender.loading.near_answers import spelt_alike
from recommender.model.fact import Fact

UPWARD = {"more": "more", "worse": "worse"}
DOWNWARD = {"more": "less", "worse": "better"}

_RANGE = re.compile(r"(?:between |from )?(\d{1,6}) ?(?:-|–|—|\.{2,3}|and|to|until) ?(\d{1,6})")
_LISTED = re.compile(r" *(?:,| or |/|\|) *")

_FROM = re.compile(
    r"(?:at least|min|minimum|>=|≥|no less than) *(?P<before>.+)"
    r"|(?P<after>.+?)(?: (?:or|and) (?:higher|above|greater|over|up|bigger|longer)| ?\+)"
)
_UP_TO = re.compile(
    r"(?:at most|max|maximum|<=|≤|up to|no more than) *(?P<before>.+)"
    r"|(?P<after>.+?) (?:or|and) (?:lower|below|fewer|under|down|smaller|shorter)"
)
_ABOVE = re.compile(r"(?:more than|greater than|higher than|over|above|>) *(?P<before>.+)")
_BELOW = re.compile(r"(?:less than|fewer than|lower than|under|below|<) *(?P<before>.+)")
_NOT = re.compile(r"(?:!=|≠|is not|isn't|isn’t|never|no) +(?P<before>.+)")
_IS = re.compile(r"(?:==?|is|equals) *(?P<before>.+)")


def meant(fact: Fact, written: str) -> str:
    """The comparison in the words used here; empty where nothing is recognised.

    It means the same, for the numbers here are whole and the answers are all there are.
    """
    text = written.strip().lower()
    return next((said for way in _WAYS if (said := way(fact, text))), "")


def _range(fact: Fact, text: str) -> str:
    found = _RANGE.fullmatch(text) if fact.kind == "number" else None
    return f"{found[1]} to {found[2]}" if found else ""


def _list(fact: Fact, text: str) -> str:
    words = [_answer(fact, word) for word in _LISTED.split(text)]
    return f"[{', '.join(words)}]" if len(words) > 1 and all(words) and fact.answers else ""


def _compared(fact: Fact, text: str) -> str:
    for pattern, step, upward in (
        (_FROM, 0, True),
        (_UP_TO, 0, False),
        (_ABOVE, 1, True),
        (_BELOW, -1, False),
    ):
        if found := pattern.fullmatch(text):
            word = (found["before"] or found.groupdict().get("after") or "").strip()
            return _side(fact, word, step, upward=upward)
    return ""


def _side(fact: Fact, word: str, step: int, *, upward: bool) -> str:
    if word.isascii() and word.isdigit() and fact.kind in ("number", "set"):
        return f"{int(word) + step} or {'more' if upward else 'less'}" if int(word) + step >= 0 else ""
    answer = _answer(fact, word)
    if not answer or fact.ordered is None:
        return ""
    place = fact.answers.index(answer) + step
    if not 0 <= place < len(fact.answers):
        return ""
    return f"{fact.answers[place]} or {(UPWARD if upward else DOWNWARD)[fact.ordered]}"


def _other(fact: Fact, text: str) -> str:
    if found := _NOT.fullmatch(text):
        answer = _answer(fact, found["before"])
        return f"not {answer}" if answer else ""
    if found := _IS.fullmatch(text):
        return _answer(fact, found["before"])
    return ""


def _answer(fact: Fact, word: str) -> str:
    """The answer that a word is, but for its spelling."""
    return spelt_alike(fact, word)


_WAYS: tuple[Callable[[Fact, str], str], ...] = (_range, _compared, _other, _list)
