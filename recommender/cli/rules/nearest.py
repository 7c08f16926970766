"""What is said of a word that names nothing: the few that are nearest to it."""

import difflib
import re
from collections.abc import Iterable

from recommender.problem import nearest

FEW = 3
CLOSE = 0.5
SURE = 0.8


def unknown(word: str, what: str, known: Iterable[str]) -> str:
    """One line, or two where something is near."""
    names = list(known)
    within = [name for name in names if _holds(name, word)]
    first, close = nearest(word, names), difflib.get_close_matches(word, names, FEW, CLOSE)
    found = [*dict.fromkeys([*([first] if first and not within else []), *within, *close])][:FEW]
    near = " or ".join(f"“{name}”" for name in found)
    return f"“{word}” is not {what}." + (f"\nDid you mean {near}?" if near else "")


def _holds(name: str, word: str) -> bool:
    """Whether a part of a name is that word, or almost: “slep” in “sleep_quality”."""
    return bool(difflib.get_close_matches(word, re.split("[-_]", name), 1, SURE))
