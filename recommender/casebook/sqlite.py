"""The door to SQLite: of the two libraries that there may be, the one that does everything in this process.

Two of them would undo each other's locks on a file. SQLCipher (extra `locked`) opens what is not locked, too.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from recommender.casebook.passphrase import Passphrase

try:
    import sqlcipher3.dbapi2 as library

    HAS_CIPHER = True
except ImportError:
    import sqlite3 as library

    HAS_CIPHER = False

OLDEST = (3, 37, 0)
"""The first SQLite with strict tables."""

NOT_A_DATABASE = 26
"""SQLite's code for a file whose first page cannot be read as one, as with a wrong passphrase."""

Error: type[Exception] = library.Error
OURS: tuple[type[Exception], ...] = (library.IntegrityError, library.ProgrammingError)
"""Errors that are not the file's fault."""

FULL, READ_ONLY, CANNOT_OPEN = library.SQLITE_FULL, library.SQLITE_READONLY, library.SQLITE_CANTOPEN
PERMISSION, AUTHORISATION = library.SQLITE_PERM, library.SQLITE_AUTH
BUSY, LOCKED, PROTOCOL, DISK = (
    library.SQLITE_BUSY,
    library.SQLITE_LOCKED,
    library.SQLITE_PROTOCOL,
    library.SQLITE_IOERR,
)

QUIET = "PRAGMA cipher_log_level = NONE"
"""SQLCipher writes to stderr otherwise, as soon as a passphrase is wrong."""


class Cursor(Protocol):
    """The rows of an answer."""

    def fetchall(self) -> list[tuple[object, ...]]:
        """All of them."""


class Connection(Protocol):
    """As much of an open database as the casebook uses."""

    @property
    def in_transaction(self) -> bool:
        """Whether something was begun and not yet ended."""

    def execute(self, statement: str, values: tuple[str | int, ...] = (), /) -> Cursor:
        """Does what a statement says."""

    def set_key(self, passphrase: str, /) -> None:
        """Says what the file is locked with. The library of Python's own does not have this."""

    def rollback(self) -> None:
        """Takes back what was begun."""

    def close(self) -> None:
        """Lets go of the file."""


def can_lock() -> bool:
    """Whether what locks a casebook and what lies beside it is installed: the extra `locked`."""
    return HAS_CIPHER and find_spec("pyrage") is not None


def version() -> tuple[int, ...]:
    """The version of SQLite itself."""
    return tuple(library.sqlite_version_info)


def name_of(file: Path | None, *, held: bool = False) -> str:
    """A file as SQLite is asked for it, or an empty one in memory.

    What this process has `held` is opened without SQLite's own locks: a disk on a network mixes them up.
    """
    if file is None:
        return ":memory:"
    return f"file:{quote(str(file.absolute()))}?mode=rw{'&nolock=1' if held else ''}"


def connect(name: str, patience: float, passphrase: Passphrase | None) -> Connection:
    """An open file; the passphrase shows to be wrong at the first statement."""
    # isolation_level: a transaction begins where the casebook says so
    opened: Connection = library.connect(name, timeout=patience, isolation_level=None, uri=True)
    if HAS_CIPHER:
        opened.execute(QUIET)
    if passphrase is not None:
        opened.set_key(passphrase.revealed())
    return opened
