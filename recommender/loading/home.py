"""The folders that rulebooks lie in. Asking for them loads nothing."""

import os
from collections.abc import Mapping
from pathlib import Path


def shipped_rules() -> Path:
    """The folder of the rulebook that came with the program."""
    package = Path(__file__).resolve().parent.parent
    travelling = package / "_rules"
    return travelling if travelling.is_dir() else package.parent / "rules"


def default_rules(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that RECOMMENDER_RULES names, or the rulebook that came with the program."""
    named = environment.get("RECOMMENDER_RULES")
    return Path(named) if named else shipped_rules()
