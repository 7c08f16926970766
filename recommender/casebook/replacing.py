"""A new file takes the place of an old one: whole, or not at all, and the old one leaves nothing behind."""

import os
from contextlib import suppress
from pathlib import Path

STRETCH = 1 << 20
"""Bytes that are overwritten at a time."""


def new_of(file: Path, process: int | str) -> Path:
    """Where one process writes what is to take the place of the file."""
    return file.with_name(f"{file.name}.{process}.new")


def take_place(new: Path, file: Path, *, erases: bool = False) -> None:
    """Puts a new file in the place of another one; what `erases` also overwrites what stood in that.

    Whatever happens in between, one of them is there, and whole. What the disk moved elsewhere by itself, and
    what was copied before, is out of reach; so is a file that goes by another name as well.
    """
    with new.open("rb") as written:
        os.fsync(written.fileno())
    # Closing this ends SQLite's locks on the old file: so it is closed last, when that has no name any more.
    old = os.open(file, os.O_RDWR | os.O_CLOEXEC) if erases else -1
    try:
        new.replace(file)
        settle(file.parent)  # or else the name could still be that of the old one when the power fails
        if erases and os.fstat(old).st_nlink == 0:
            _overwrite(old)
    finally:
        if erases:
            os.close(old)


def settle(folder: Path) -> None:
    """Sees to it that a name stays changed, also where the computer stops at once."""
    try:
        there = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(there)
        finally:
            os.close(there)
    except OSError:  # some disks can't do that for a folder alone
        os.sync()


def clear_away(file: Path) -> None:
    """Overwrites and removes what other processes left that were to replace this file, or one beside it."""
    file = Path(os.path.realpath(file))
    with suppress(OSError):
        for left in file.parent.glob(new_of(file, "*").name):
            if _process(left) != str(os.getpid()) and not is_being_written(left):
                discard(left)


def discard(new: Path) -> None:
    """Overwrites and removes a file that was to replace another one, where there is one."""
    with suppress(OSError):
        new.with_name(f"{new.name}-journal").unlink(missing_ok=True)
        there = os.open(new, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            _overwrite(there)
        finally:
            os.close(there)
            new.unlink()


def is_being_written(new: Path) -> bool:
    """Whether another process that runs put it there. One that can't be looked at is taken to run."""
    number = _process(new)
    if not number.isdecimal() or int(number) == os.getpid():
        return not number.isdecimal()
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _process(new: Path) -> str:
    return new.name.split(".")[-2]


def _overwrite(there: int) -> None:
    """Zeros in the place of every byte. Where the disk refuses, the file goes all the same."""
    with suppress(OSError):
        size = os.fstat(there).st_size
        for start in range(0, size, STRETCH):
            os.pwrite(there, bytes(min(STRETCH, size - start)), start)
        os.fsync(there)
        os.ftruncate(there, 0)
