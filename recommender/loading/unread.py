"""Files and folders beside the rules that nothing reads: a rule in one of them would be silently lost."""

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from recommender.loading.files import shown
from recommender.model.scale import Stratum
from recommender.problem import Code, Problem, nearest
from recommender.source import Source, Span

RULE_ENDING = re.compile(r"\.ya?ml(?:\.\w+)?$")
"""The ending of a rule file, with another one after it that an editor or a person has put there."""

STRATA = frozenset(map(str, Stratum))


def unread(folder: Path, names: Collection[str]) -> Iterator[Problem]:
    """What lies in a folder of rules and is none of the files `names` (without “.yaml”) nor a rule file.

    What begins with a dot is for tools, and what ends in .md or .txt is for people; but “own.yaml.txt” is a
    rule file that was saved with one ending too many.
    """
    try:
        for path in sorted(folder.iterdir()):
            yield from _in_stratum(path) if path.name in STRATA and path.is_dir() else _beside(path, names)
    except OSError:
        return


def _in_stratum(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.iterdir()):
        if path.suffix != ".yaml" and not _is_note(path):
            yield _stray(path, _as_rule_file(path))


def _beside(path: Path, names: Collection[str]) -> Iterator[Problem]:
    if path.name.startswith("."):
        return
    if path.suffix == ".txt" and not _is_note(path):
        yield _stray(path, f"{Path(path.stem).stem}.yaml")
    elif path.suffix == ".yml":
        yield _stray(path, f"{path.stem}.yaml")
    elif path.is_dir():
        yield _stray(path, nearest(path.name, STRATA))
    elif path.suffix == ".yaml" and path.stem not in names:
        near = nearest(path.stem, names)
        yield _stray(path, f"{near}.yaml" if near else "")


def _as_rule_file(path: Path) -> str:
    """The name that a file would be read under; empty for a folder, and for a copy beside that file."""
    bare = RULE_ENDING.sub("", path.name) if RULE_ENDING.search(path.name) else path.stem
    name = f"{bare}.yaml"
    free = path.suffix == ".txt" or not os.path.lexists(path.with_name(name))
    return name if path.is_file() and free else ""


def _is_note(path: Path) -> bool:
    """Whether a file is for people or for tools, or what an editor keeps beside a file."""
    if path.name.startswith(".") or path.name.endswith("~") or path.suffix in (".md", ".swp"):
        return True
    return path.suffix == ".txt" and Path(path.stem).suffix not in (".yaml", ".yml")


def _stray(path: Path, near: str) -> Problem:
    what = "nothing reads this, so a rule in it would be lost"
    return Problem(Code.CANNOT_READ, what, Span(Source(shown(path), "")), suggestion=near)
