"""The casebook and what lies beside it, locked and unlocked together."""

from dataclasses import replace
from pathlib import Path

from recommender import casebook
from recommender.casebook import Passphrase, open_casebook
from recommender.casebook.records import Stamp
from recommender.keeping.unfinished import Unfinished
from recommender.problem import Problems

STILL_OPEN = "the casebook is locked now, and what was begun beside it still lies open"
STILL_CLOSED = "the casebook is not locked any more, and what was begun beside it could not be opened"


def lock(file: Path, passphrase: Passphrase, stamp: Stamp | None = None) -> bool:
    """Locks a casebook, or makes an empty one that is, and closes an unfinished interview beside it.

    A `stamp` puts it into the audit. What is there and cannot be read is found before anything is locked.
    False where one of the open files could not be overwritten. Raises `Problems`.
    """
    unfinished = Unfinished.beside(file)
    unfinished.begun()
    overwritten = casebook.lock(file, passphrase, stamp)
    return _follow(unfinished, STILL_OPEN) and overwritten


def unlock(file: Path, passphrase: Passphrase, stamp: Stamp | None = None) -> None:
    """Takes the lock off both; a `stamp` puts it into the audit. Raises `Problems`."""
    casebook.unlock(file, passphrase, stamp)
    _follow(Unfinished.beside(file, keys=lambda: keys_of(file)), STILL_CLOSED)


def _follow(unfinished: Unfinished, what: str) -> bool:
    """What is done to the casebook is done by now, and said where this fails."""
    try:
        return unfinished.follow()
    except Problems as problems:
        said = [replace(one, what=f"{what}: {one.what}") for one in problems.problems]
        raise Problems(said) from problems


def keys_of(file: Path) -> tuple[str, ...]:
    """The keys that open what lies beside a casebook, which is not locked. Raises `Problems`."""
    with open_casebook(file) as opened:
        return opened.keys()
