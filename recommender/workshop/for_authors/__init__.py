"""Texts that `rules init` lays beside the rules, and the slots in them that it fills."""

from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent


def text(name: str, filled: Mapping[str, str] | None = None) -> str:
    """A text of this folder; a slot such as `<!-- directives -->` holds what is given under its name."""
    found = (HERE / name).read_text(encoding="utf-8")
    for slot, what in (filled or {}).items():
        found = found.replace(f"<!-- {slot} -->", what.strip("\n"))
    return found
