"""Which casebooks this process has open.

Wherever a process closes a file, all of its locks on that file end, SQLite's too: so nobody looks on the side
into one that is open here.
"""

import errno
import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

Which: TypeAlias = tuple[int, int]
"""What tells a file from every other one: its disk, and its number there."""

_turn = threading.RLock()
_open: dict[Which, list[bool]] = {}


def which(file: Path) -> Which:
    """What tells the file of this name from every other one.

    Raises OSError, also where something else has that name: who opens a pipe may wait for ever.
    """
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
    return found.st_dev, found.st_ino


@contextmanager
def kept_open(file: Which | None, *, locked: bool) -> Iterator[None]:
    """Has it open here, with a passphrase where it is `locked`; None for one that is on no disk."""
    if file is None:
        yield
        return
    with _turn:
        _open.setdefault(file, []).append(locked)
    try:
        yield
    finally:
        with _turn:
            _open[file].remove(locked)


@contextmanager
def looking(file: Path) -> Iterator[bool | None]:
    """Whether a file that is open here is locked; None where it is not open here, nor will be meanwhile.

    Raises OSError where there is no such file.
    """
    with _turn:
        yield next(iter(_open.get(which(file), ())), None)
