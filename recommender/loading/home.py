"""The folders that rulebooks lie in. Asking for them loads nothing."""

import os
from collections.abc import Mapping
from pathlib import Path

from recommender.loading.glimpse import glimpse

DEEPEST = 8
"""Folders over one another, of which a partial one is looked through."""


def shipped_rules() -> Path:
    """The folder of the rulebook that came with the program."""
    package = Path(__file__).resolve().parent.parent
    travelling = package / "_rules"
    return travelling if travelling.is_dir() else package.parent / "rules"


def shipped_profiles() -> Path:
    """The folder of the profiles that came with the program."""
    package = Path(__file__).resolve().parent.parent
    travelling = package / "_profiles"
    return travelling if travelling.is_dir() else package.parent / "profiles"


def default_rules(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that RECOMMENDER_RULES names, or the rulebook that came with the program."""
    named = environment.get("RECOMMENDER_RULES")
    return Path(named) if named else shipped_rules()


def text_file(folder: Path, name: str) -> Path:
    """The file of texts that a folder of rules has, or else one of those that it lies over.

    Told from single lines, for a moment at which nothing else is loaded; a mistake is told later.
    """
    for _ in range(DEEPEST):
        over = glimpse(folder / "rulebook.yaml", "over")
        if not over or (folder / name).exists():
            break
        folder = shipped_rules() if over == "shipped" else folder / over
    return folder / name
