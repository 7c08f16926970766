"""Whoever has the casebook open, and whoever puts another file in its place, take turns.

SQLite looks for the journal of a file by its name. Whoever has a file open that has lost its name to another
one could take that one's journal for its own; so none loses its name as long as somebody has it open.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from recommender.casebook.database import BUSY, PATIENCE
from recommender.loading.files import shown
from recommender.problem import Problems, as_a_whole

PAUSE = 0.02
"""Seconds between two looks."""


@contextmanager
def with_others(file: Path) -> Iterator[None]:
    """Others may have it open as well. Raises `Problems`, as `alone` does."""
    with _held(file, fcntl.LOCK_SH):
        yield


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Nobody has it open, and nobody opens it. Raises `Problems` where somebody does for too long."""
    with _held(file, fcntl.LOCK_EX):
        yield


@contextmanager
def _held(file: Path, how: int) -> Iterator[None]:
    """By a lock on the folder. A disk that has none for folders goes without."""
    with ExitStack() as stack:
        with suppress(OSError):
            folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            stack.callback(os.close, folder)
            _wait(folder, how, file)
        yield


def _wait(folder: int, how: int, file: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(folder, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise Problems([as_a_whole(shown(file), BUSY)]) from None
            time.sleep(PAUSE)
