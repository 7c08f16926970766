"""A folder in this person's cache, in which bytes are kept by name. What goes wrong here is never told.

Bytes are believed only if the folder and the file belong to this account, nobody else may write to either,
and their checksum fits. Whoever can write there all the same can write to what a shell or Python reads at
each start, so that this is no new door. It is a convenience: all works without it, only more slowly.
"""

import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

VARIABLE = "RECOMMENDER_CACHE"
OFF = ("off", "no", "0")
OURS = "recommender"
ENDING = ".kept"
MOST_KEPT = 8
LARGEST = 64_000_000
"""Bytes; a rulebook with ten times as many rules as the shipped one takes an eighth of that."""

FOLDER_MODE = 0o700
FILE_MODE = 0o600
TO_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL
TO_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
CHECKSUM = 32


def shelf(environment: Mapping[str, str]) -> Path | None:
    """The folder, which may not be there yet; None where nothing is to be kept, or nobody knows where."""
    if environment.get(VARIABLE, "").casefold() in OFF or not hasattr(os, "geteuid"):
        return None
    cache = Path(environment.get("XDG_CACHE_HOME", ""))
    home = Path(environment.get("HOME", ""))
    if not cache.is_absolute():
        cache = home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return cache / OURS if cache.is_absolute() else None


def taken(folder: Path, name: str) -> bytes | None:
    """The bytes of that name; None where there are none that can be believed."""
    with suppress(OSError, MemoryError):
        if _is_ours_alone(folder.lstat(), folder=True):
            found = _read(folder / f"{name}{ENDING}")
            if sha256(found[CHECKSUM:]).digest() == found[:CHECKSUM]:
                return found[CHECKSUM:]
    return None


def put(folder: Path, name: str, data: bytes) -> None:
    """Keeps the bytes under that name, whole or not at all. Of all that is kept, the newest few stay."""
    if len(data) > LARGEST:
        return
    half = folder / f".{name}.{os.urandom(4).hex()}{ENDING}"
    with suppress(OSError, MemoryError):
        try:
            _write(half, data)
            half.replace(folder / f"{name}{ENDING}")
        finally:
            half.unlink(missing_ok=True)
        _tidy(folder)


def ready(folder: Path) -> bool:
    """Whether anything can be kept in a folder. It is made, unless what is above it is somebody else's."""
    with suppress(OSError):
        missing = [place for place in (folder, *folder.parents) if not os.path.lexists(place)]
        if missing and missing[-1].parent.stat().st_uid != os.geteuid():
            return False
        for place in reversed(missing):
            place.mkdir(FOLDER_MODE, exist_ok=True)
        return _is_ours_alone(folder.lstat(), folder=True) and os.access(folder, os.W_OK)
    return False


def _is_ours_alone(found: os.stat_result, *, folder: bool = False) -> bool:
    """Whether this is a plain file, or a folder, which this account has and nobody else may write to."""
    is_kind = stat.S_ISDIR if folder else stat.S_ISREG
    others = stat.S_IWGRP | stat.S_IWOTH
    return is_kind(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & others


def _read(path: Path) -> bytes:
    with os.fdopen(os.open(path, TO_READ), "rb") as file:
        found = os.fstat(file.fileno())
        if not _is_ours_alone(found) or found.st_size > LARGEST + CHECKSUM:
            raise PermissionError
        return file.read()


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, TO_WRITE, FILE_MODE), "wb") as file:
        file.write(sha256(data).digest())
        file.write(data)


def _tidy(folder: Path) -> None:
    """Takes away all but the newest files, halves that nobody finished among them."""
    kept = [path for path in folder.iterdir() if path.name.endswith(ENDING)]
    kept.sort(key=lambda path: path.lstat().st_mtime_ns, reverse=True)
    for path in kept[MOST_KEPT:]:
        path.unlink(missing_ok=True)
