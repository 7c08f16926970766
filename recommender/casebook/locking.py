"""Locking a casebook with a passphrase, unlocking it, and changing the passphrase."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from recommender.casebook.chain import append_of_all
from recommender.casebook.database import DISK, Database
from recommender.casebook.envelope import closing_key_file, new_key, put_beside, see_to_closing_key
from recommender.casebook.open_here import looking
from recommender.casebook.passphrase import Passphrase, still_locked
from recommender.casebook.place import is_there, private_place
from recommender.casebook.records import Stamp
from recommender.casebook.replacing import settle, take_place, to_replace
from recommender.casebook.sqlite import can_lock, name_of
from recommender.casebook.turns import alone
from recommender.loading.files import shown
from recommender.problem import Problems, as_a_whole

PLAIN = b"SQLite format 3\0"
PAGE = 4096
"""Bytes of a page: a locked file is made of whole ones, and begins with random signs."""

MAKE_KEYS = "CREATE TABLE IF NOT EXISTS envelope_keys (key TEXT NOT NULL) STRICT"
"""A casebook has this from its first lock on; it belongs to no version."""

ADD_KEY = "INSERT INTO envelope_keys (key) VALUES (?)"

LOCKED, UNLOCKED, CHANGED = "locked", "unlocked", "passphrase changed"
"""What the audit says of the casebook as a whole."""

INSTALL = "pip install 'recommender[locked]'"
NOT_INSTALLED = "what locks and unlocks a casebook is not installed"
IS_LOCKED = "this casebook is locked already"
IS_NOT_LOCKED = "this casebook is not locked"
BEGUN = "another program has begun a casebook here in the meantime"
CANNOT = "the casebook cannot be locked or unlocked here: {why}"
LET_IN = "Nothing was changed. It works once this account may write in its folder."


def is_locked(file: Path) -> bool:
    """Whether a file looks like a locked casebook, by its first bytes and its size.

    False where there is none, and where it cannot be read.
    """
    try:
        with looking(file) as known:
            return _looks_locked(file) if known is None else known
    except (OSError, ValueError):
        return False


def was_locked(file: Path) -> bool:
    """Whether a file is locked, or was before something became of it: damaged, it can look like anything."""
    try:
        with looking(file) as known:
            if known is not None:
                return known
            is_open = _head(file) in (b"", PLAIN)
            return _looks_locked(file) or (not is_open and closing_key_file(file).exists())
    except (OSError, ValueError):
        return False


def _looks_locked(file: Path) -> bool:
    head = _head(file)
    return head != PLAIN and any(head) and file.stat().st_size % PAGE == 0


def _head(file: Path) -> bytes:
    with file.open("rb") as there:
        return there.read(len(PLAIN))


def key_of(file: Path, given: Passphrase | None) -> Passphrase | None:
    """What a file is opened with: nothing where it is not locked. Raises `Locked` where nothing was given."""
    if not is_locked(file):
        return None
    ask_for_cipher(file)
    if given is None:
        raise still_locked(shown(file))
    return given


def lock(file: Path, passphrase: Passphrase, stamp: Stamp | None = None) -> bool:
    """Locks a casebook; where there is none, makes an empty one that is.

    Everything is in a locked file before the open one goes, which is then overwritten: whatever happens in
    between, one of them is whole. A `stamp` puts into the audit of the new one that this was done; one that
    begins locked says nothing, as it was never open. False where it could not be overwritten. Raises
    `Problems`.
    """
    ask_for_cipher(file)
    if is_locked(file):
        raise Problems([as_a_whole(shown(file), IS_LOCKED)])
    if is_there(file):
        private_place(file, new=False)
        return _replace(file, None, passphrase, stamp)
    _begin(file, passphrase)
    return True


def unlock(file: Path, passphrase: Passphrase, stamp: Stamp | None = None) -> None:
    """Takes the lock away, as carefully as it was put on. Raises `Problems`, such as `WrongPassphrase`."""
    _is_there_and_locked(file)
    _replace(file, passphrase, None, stamp)
    with suppress(OSError):
        closing_key_file(file).unlink(missing_ok=True)


def change_passphrase(file: Path, old: Passphrase, new: Passphrase, stamp: Stamp | None = None) -> None:
    """Locks it with another one, with nothing that the old one opens. Raises `Problems`."""
    _is_there_and_locked(file)
    _replace(file, old, new, stamp)


def ask_for_cipher(file: Path) -> None:
    """Raises `Problems` where nothing here can lock or unlock."""
    if not can_lock():
        raise Problems([as_a_whole(shown(file), NOT_INSTALLED, INSTALL)])


def _is_there_and_locked(file: Path) -> None:
    if not is_locked(file):
        raise Problems([as_a_whole(shown(file), IS_NOT_LOCKED)])
    ask_for_cipher(file)


def _begin(file: Path, passphrase: Passphrase) -> None:
    """An empty casebook, which was never open. What somebody else begins meanwhile stays."""
    key = new_key()
    with _in_plain_words(file):
        with to_replace(file) as new:  # makes the folder in which they take turns
            _finish(new, passphrase, key)
            with alone(file):
                if is_there(file):
                    raise Problems([as_a_whole(shown(file), BEGUN)])
                with _closing_key(file, key):
                    file.hardlink_to(new)
        settle(file.parent)


def _replace(file: Path, opens: Passphrase | None, closes: Passphrase | None, stamp: Stamp | None) -> bool:
    real = Path(os.path.realpath(file))  # where it is a link, what it leads to is what holds the answers
    key = "" if closes is None else new_key()
    with (
        _in_plain_words(file),
        alone(file),
        Database(real, passphrase=opens) as database,
        to_replace(real) as new,
    ):
        database.shut_others_out()
        _copy(database, new, closes)
        _finish(new, closes, key)
        if stamp is not None:
            _note(new, closes, _what(opens, closes), stamp)
        with _closing_key(file, key if opens is None else ""):
            overwritten = take_place(new, real, erases=True)
    see_to_closing_key(file, [key] if key else [])
    return overwritten


@contextmanager
def _closing_key(file: Path, key: str) -> Iterator[None]:
    """Puts it beside a casebook that is open, where nothing uses it before that is locked.

    Beside one that is locked, the key from before closes what that one opens, as long as it is not replaced.
    """
    try:
        if key:
            put_beside(file, key)
        yield
    except BaseException:
        if key:
            closing_key_file(file).unlink(missing_ok=True)
        raise


def _copy(database: Database, new: Path, passphrase: Passphrase | None) -> None:
    """Fills an empty file with all that a casebook has, under this passphrase or under none."""
    ask = database.rows
    ask("ATTACH ? AS copy KEY ?", name_of(new, held=True), passphrase.revealed() if passphrase else "")
    ask("PRAGMA copy.journal_mode = OFF")  # it is thrown away where it does not become whole
    with database.reading():
        try:
            ask("SELECT coalesce(sqlcipher_export('copy'), '')")
        except Problems as problems:  # the casebook is sound, so it is the disk; SQLCipher does not say so
            raise database.problem(DISK) from problems
        for number in ("user_version", "application_id"):
            ask(f"PRAGMA copy.{number} = {ask(f'PRAGMA main.{number}')[0].number()}")
    ask("DETACH copy")


def _finish(new: Path, passphrase: Passphrase | None, key: str) -> None:
    """Opens a new file, so that every page of it is known to be sound, and adds a key."""
    with Database(new, passphrase=passphrase, held=True) as database:
        if key:
            with database.writing():
                database.rows(MAKE_KEYS)
                database.rows(ADD_KEY, key)


def _what(opens: Passphrase | None, closes: Passphrase | None) -> str:
    if closes is None:
        return UNLOCKED
    return LOCKED if opens is None else CHANGED


def _note(new: Path, passphrase: Passphrase | None, what: str, stamp: Stamp) -> None:
    """In the new file, so that the line is there exactly where what it says has come about."""
    with Database(new, passphrase=passphrase, held=True) as database, database.writing():
        append_of_all(database.rows, what, stamp)


@contextmanager
def _in_plain_words(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        way_on = LET_IN if error.errno in {errno.EACCES, errno.EROFS} else ""
        raise Problems([as_a_whole(shown(file), CANNOT.format(why=error.strerror), way_on)]) from error
