"""A new file takes the place of an old one: whole, or not at all, and the old one leaves nothing behind."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from recommender.casebook.place import private_place
from recommender.loading.files import shown
from recommender.problem import Problems

STRETCH = 1 << 20
"""Bytes that are overwritten at a time."""


@contextmanager
def to_replace(file: Path) -> Iterator[Path]:
    """An empty file for what is to take the place of another one; what did not is overwritten in the end.

    Nobody clears it away meanwhile. Raises OSError or `Problems`.
    """
    new = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
    _make(new)
    there = _opened(new)
    try:
        with suppress(OSError):  # a disk without such locks; there, nobody clears away anything
            _hold(there)
        yield new
    finally:
        try:
            _discard(new, there)
        finally:
            os.close(there)


def _make(new: Path) -> None:
    """Makes it. What the disk refuses about it is raised bare: its name would tell nobody anything."""
    try:
        private_place(new, new=True)
    except Problems as problems:
        named = {one.span.source.name for one in problems.problems}
        if isinstance(problems.__cause__, OSError) and named == {shown(new)}:
            raise problems.__cause__ from None
        raise


def take_place(new: Path, file: Path, *, erases: bool = False) -> bool:
    """Puts a new file in the place of another one; what `erases` also overwrites what stood in that.

    Gives whether it did. Whatever happens in between, one of them is there, and whole. What the disk moved
    elsewhere by itself, and what was copied before, is out of reach; so is a file that goes by another name
    as well.
    """
    with new.open("rb") as written:
        os.fsync(written.fileno())
    # Closing this ends SQLite's locks on the old file: so it is closed last, when that has no name any more.
    old = os.open(file, os.O_RDWR | os.O_CLOEXEC) if erases else -1
    try:
        new.replace(file)
        settle(file.parent)  # or else the name could still be that of the old one when the power fails
        return erases and os.fstat(old).st_nlink == 0 and _overwrite(old)
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
    """Overwrites and removes what was to replace this file, or one beside it, and nobody writes any more."""
    for place in {file, Path(os.path.realpath(file))}:
        with suppress(OSError):
            for left in place.parent.glob(f"{escape(place.name)}.*.new"):
                _clear(left)


def _clear(left: Path) -> None:
    """One that is empty may have been made just now, to be held in a moment; and there is nothing in it."""
    with suppress(OSError):
        there = _opened(left)
        try:
            if os.fstat(there).st_size:
                _hold(there)
                _discard(left, there)
        finally:
            os.close(there)


def _opened(new: Path) -> int:
    return os.open(new, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)


def _hold(there: int) -> None:
    """Holds a file until it is closed, whichever way this process ends. Raises OSError where another does."""
    fcntl.flock(there, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _discard(new: Path, there: int) -> None:
    """Overwrites and removes an open file that has not taken a place, not even under a second name."""
    with suppress(OSError):
        found = os.fstat(there)
        if not os.path.samestat(found, new.lstat()):
            return
        new.with_name(f"{new.name}-journal").unlink(missing_ok=True)
        if found.st_nlink == 1:
            _overwrite(there)
        new.unlink()


def _overwrite(there: int) -> bool:
    """Zeros in the place of every byte; gives whether the disk wrote them. It is no reason to stop if not."""
    try:
        size = os.fstat(there).st_size
        for start in range(0, size, STRETCH):
            os.pwrite(there, bytes(min(STRETCH, size - start)), start)
        os.fsync(there)
        os.ftruncate(there, 0)
    except OSError:
        return False
    return True
