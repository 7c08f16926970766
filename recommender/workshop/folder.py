"""The files of a folder of rules, and whether they are there to be edited."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from recommender.loading.files import read_file, yaml_files
from recommender.loading.home import shipped_rules
from recommender.model.scale import Stratum
from recommender.problem import Problem, Problems

Locked = Literal["", "installed", "not_writable"]
INSTALLED = ("site-packages", "dist-packages")
"""What comes with an installed package goes with its next version, and edits would go with it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read: `path` is its place, and `text` every sign of it."""

    path: Path
    text: str


def rule_files(folder: Path) -> tuple[str, ...]:
    """The names of all files, as “screening/now.yaml”: the rules as their strata run, then all the rest."""
    return tuple(_rule_files(folder))


def _rule_files(folder: Path) -> Iterator[str]:
    for place in (*(folder / stratum for stratum in Stratum), folder):
        for path in yaml_files(place, []):
            yield path.relative_to(folder).as_posix()


def read(path: Path) -> Opened:
    """A file as it stands now. Raises `Problems` where it cannot be read."""
    problems: list[Problem] = []
    source = read_file(path, problems)
    if source is None:
        raise Problems(problems)
    return Opened(path, source.text)


def locked(folder: Path) -> Locked:
    """Why nothing in a folder of rules may be changed; empty where something may."""
    if set(INSTALLED) & set(folder.resolve().parts) or _travelled(folder):
        return "installed"
    places = [folder, *(folder / stratum for stratum in Stratum)]
    written = any(os.access(place, os.W_OK | os.X_OK) for place in places)
    return "" if written else "not_writable"


def _travelled(folder: Path) -> bool:
    """Whether this is the folder that an installed package brings along, wherever that is."""
    shipped = shipped_rules()
    return shipped.name == "_rules" and folder.resolve() == shipped.resolve()


def closed(path: Path) -> bool:
    """Whether one file cannot be changed: a new version is laid beside it and takes its place."""
    return not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK | os.X_OK))
