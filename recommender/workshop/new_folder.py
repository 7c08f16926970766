"""A new folder with all its files, or none of it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recommender.workshop.starting import Beginning

STAGE = "rules"


def why_not(target: Path, origin: Path) -> str:
    """Why nothing new can be laid there, and what could be done; empty where it can."""
    if os.path.lexists(target) and not target.is_dir():
        return f"“{target}” is there already and is not a folder. Another name leaves it as it is."
    if target.is_dir() and any(target.iterdir()):
        return f"the folder “{target}” is there already and is not empty. Another name leaves it as it is."
    if not target.absolute().parent.is_dir():
        return f"there is no folder “{target.parent}” in which “{target.name}” could be made."
    if target.resolve().is_relative_to(origin.resolve()):
        return f"“{target}” would lie among the rules in “{origin}”, where nothing else can be."
    return ""


def lay(beginning: Beginning, target: Path) -> None:
    """Makes the folder, or fills it where it is there and empty. Raises OSError; then nothing has changed.

    A folder that is there is kept: somebody may stand in it, or it may be a disk of its own.
    """
    if not target.is_dir():
        with _staged(beginning, target.absolute().parent) as stage:
            stage.rename(target)
        return
    with _staged(beginning, target) as stage:
        moved: list[Path] = []
        try:
            for path in sorted(stage.iterdir()):
                moved.append(target / path.name)
                path.rename(moved[-1])
        except BaseException:
            _take_back(moved, stage)
            raise


@contextmanager
def _staged(beginning: Beginning, place: Path) -> Iterator[Path]:
    """A folder inside a passing one, which only this person can open until it is whole."""
    passing = Path(tempfile.mkdtemp(prefix=".rules-", dir=place))
    try:
        stage = passing / STAGE
        for name in ("", *beginning.folders):
            (stage / name).mkdir()
        for name, text in beginning.files.items():
            (stage / name).parent.mkdir(exist_ok=True)
            (stage / name).write_bytes(text.encode("utf-8"))
        yield stage
    finally:
        shutil.rmtree(passing, ignore_errors=True)


def _take_back(moved: list[Path], stage: Path) -> None:
    for path in moved:
        if os.path.lexists(path):
            path.rename(stage / path.name)
