"""Saving a file so that there is always a whole one: the old or the new."""

import os
import stat
import tempfile
from pathlib import Path

from recommender.loading.files import shown
from recommender.problem import Problems, unreadable
from recommender.workshop.folder import Opened, read


class ChangedElsewhere(Exception):
    """The file is not the one that was read. `now` is what it is, or None where it is gone."""

    def __init__(self, now: Opened | None) -> None:
        super().__init__("the file was changed elsewhere")
        self.now = now


def save(opened: Opened, text: str, *, new: bool = False) -> Opened:
    """Puts a text in the place of the one that was read, whole or not at all, with the same permissions.

    Raises `ChangedElsewhere` where the file holds something else by now (or is there, though it is to be
    `new`), and `Problems` where it cannot be written; in both cases it stays as it is.
    """
    target = opened.path.resolve()  # a link stays a link
    try:
        beside = _laid_beside(target, text.encode("utf-8"))
        try:
            _hold_against(None if new else opened, opened.path)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        _keep_name(target.parent)
    except UnicodeEncodeError as error:
        raise Problems([unreadable(shown(opened.path), "a sign in this text has no UTF-8")]) from error
    except OSError as error:
        what = f"the file cannot be written: {error.strerror}"
        raise Problems([unreadable(shown(opened.path), what)]) from error
    return Opened(opened.path, text)


def now_on_disk(path: Path) -> Opened | None:
    """The file as it stands, or None where there is none that can be read."""
    try:
        return read(path)
    except Problems:
        return None


def _hold_against(expected: Opened | None, path: Path) -> None:
    now = now_on_disk(path)
    if now != expected:
        raise ChangedElsewhere(now)


def _laid_beside(target: Path, data: bytes) -> Path:
    """A file in the same folder that holds all the data for good; no rulebook reads a name like this."""
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix="~", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            os.fchmod(number, _mode(target))
            file.write(data)
            file.flush()
            os.fsync(number)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _mode(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return 0o644


def _keep_name(folder: Path) -> None:
    """Writes down for good which file has the name."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
