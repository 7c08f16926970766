"""A new file takes the place of an old one, what was broken off is cleared away, and two take turns."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from keeping import NOON, add, given, intake
from shelf import ANOTHER, PASSPHRASE, Shelf, keys_of, open_shelf

from recommender.casebook import (
    Casebook,
    Passphrase,
    is_locked,
    lock,
    locking,
    open_casebook,
    replacing,
    turns,
)
from recommender.casebook import statements as sql
from recommender.casebook.database import BUSY, Database
from recommender.casebook.envelope import closed, closing_key_file, opened
from recommender.casebook.place import FILE
from recommender.casebook.replacing import clear_away, take_place, to_replace
from recommender.casebook.row import Cell, Row
from recommender.problem import Problems


@pytest.fixture
def plain(tmp_path: Path) -> Shelf:
    """A casebook that is not locked."""
    return open_shelf(tmp_path / "mine" / FILE)


@pytest.fixture
def none(tmp_path: Path) -> Path:
    """Where there is no casebook yet."""
    return tmp_path / "mine" / FILE


# In the place of another one.


def test_the_old_file_is_overwritten_only_once_its_name_is_that_of_the_new_one_for_good(
    plain: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or else a power cut could leave zeros under the casebook's name."""
    done: list[str] = []
    for where, name in ((os, "fsync"), (os, "pwrite"), (Path, "replace")):
        monkeypatch.setattr(where, name, noting(done, name, getattr(where, name)))
    with to_replace(plain.file) as new:
        new.write_bytes(b"another")

        overwritten = take_place(new, plain.file, erases=True)

    assert overwritten
    assert done == ["fsync", "replace", "fsync folder", "pwrite", "fsync"]


def noting(done: list[str], name: str, does: Callable[..., object]) -> Callable[..., object]:
    """Does it, and notes it; of what is made sure of, also whether that is a folder."""

    def noted(there: int, *of: object) -> object:
        is_folder = name == "fsync" and stat.S_ISDIR(os.fstat(there).st_mode)
        done.append(f"{name} folder" if is_folder else name)
        return does(there, *of)

    return noted


@pytest.mark.parametrize("why", ["another name", "the disk"])
def test_whether_the_old_file_was_overwritten_is_said_as_it_was(
    why: str, plain: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    if why == "another name":
        plain.file.with_name(f"{FILE}.copy").hardlink_to(plain.file)
    else:
        monkeypatch.setattr(os, "pwrite", full_disk)

    assert not lock(plain.file, PASSPHRASE)

    assert is_locked(plain.file)


# What was broken off.


@pytest.mark.parametrize("process", [1, os.getpid(), os.getppid()], ids=["first", "own", "other"])
def test_what_nobody_writes_any_more_is_overwritten_and_removed_whatever_its_name(
    process: int, plain: Shelf
) -> None:
    """Where programs run in boxes, all of them have the same numbers."""
    left = plain.file.with_name(f"{FILE}.{process}.new")
    left.write_text(plain.said, encoding="utf-8")
    there = os.open(left, os.O_RDONLY)

    try:
        with open_casebook(plain.file):
            size = os.fstat(there).st_size
    finally:
        os.close(there)

    assert size == 0
    assert list(plain.disk) == [FILE]


def test_what_somebody_writes_is_left_to_them_until_they_are_done(plain: Shelf) -> None:
    with to_replace(plain.file) as new:
        clear_away(plain.file)
        new.write_bytes(b"half")
        clear_away(plain.file)
        during = new.read_bytes()

    assert during == b"half"
    assert list(plain.disk) == [FILE]


def test_what_is_held_needs_no_lock_of_sqlite_as_well(plain: Shelf) -> None:
    """A disk on a network takes the one for the other, and SQLite would wait for it in vain."""
    with to_replace(plain.file) as new, Database(new, held=True) as database, database.writing():
        add(Casebook(database))
        held = is_held(new)

    assert not held


def test_what_was_made_just_now_and_is_held_in_a_moment_stays_too(
    plain: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = replacing._hold  # noqa: SLF001 - the moment before

    def meanwhile(there: int) -> None:
        monkeypatch.setattr(replacing, "_hold", hold)
        clear_away(plain.file)
        hold(there)

    monkeypatch.setattr(replacing, "_hold", meanwhile)

    with to_replace(plain.file) as new:
        assert new.exists()


def test_what_another_one_put_under_the_same_name_is_not_removed(plain: Shelf) -> None:
    with to_replace(plain.file) as new:
        new.unlink()
        new.write_text("another", encoding="utf-8")

    assert new.read_text(encoding="utf-8") == "another"


def test_what_has_taken_its_place_is_not_overwritten_for_a_second_name_that_it_still_has(none: Path) -> None:
    """So it is when a first lock ends between the new name and the removal of the old one."""
    lock(none, PASSPHRASE)
    none.with_name(f"{FILE}.1.new").hardlink_to(none)
    before = none.read_bytes()

    clear_away(none)

    assert none.read_bytes() == before
    assert sorted(path.name for path in none.parent.iterdir()) == [FILE, f"{FILE}.recipient"]


# Two at once.


def test_of_two_first_locks_at_once_the_second_waits_and_what_is_kept_then_can_be_opened(
    none: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    hardlink_to = Path.hardlink_to

    def meanwhile(file: Path, new: Path) -> None:
        monkeypatch.setattr(Path, "hardlink_to", hardlink_to)
        said.append(refusal(lambda: lock(none, ANOTHER)))
        file.hardlink_to(new)

    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    monkeypatch.setattr(Path, "hardlink_to", meanwhile)

    lock(none, PASSPHRASE)

    assert BUSY in said[0]
    assert opened(closed("answers", none), keys_of(none, PASSPHRASE)) == "answers"


def test_a_first_lock_that_comes_too_late_changes_nothing_of_the_other_one(
    none: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = locking._finish  # noqa: SLF001 - the moment before the second one waits for its turn

    def meanwhile(*of: object) -> None:
        monkeypatch.setattr(locking, "_finish", finish)
        finish(*of)  # type: ignore[arg-type] # handed on as they came
        lock(none, ANOTHER)

    monkeypatch.setattr(locking, "_finish", meanwhile)

    said = refusal(lambda: lock(none, PASSPHRASE))

    assert said == f"{none}: error E103: {locking.BEGUN}\n\n1 mistake."
    assert closing_key_file(none).exists()
    assert opened(closed("answers", none), keys_of(none, ANOTHER)) == "answers"


@pytest.mark.parametrize("key", [None, PASSPHRASE], ids=["open", "locked"])
def test_whoever_asks_whether_it_is_locked_ends_no_lock_of_a_change_that_goes_on(
    key: Passphrase | None, plain: Shelf
) -> None:
    """A process that closes a file loses all of its locks on that, whoever of it took them."""
    if key:
        lock(plain.file, key)

    with Database(plain.file, passphrase=key) as database, database.writing():
        add(Casebook(database), "mine")
        seen = is_locked(plain.file), locking.was_locked(plain.file)
        held = is_held(plain.file)

    assert (seen, held) == ((bool(key), bool(key)), True)
    assert not is_held(plain.file)


def is_held(file: Path) -> bool:
    """Whether another process finds SQLite's lock for a change there; this one would not find its own."""
    tries = "import sys, fcntl as f; f.lockf(open(sys.argv[1], 'r+b'), f.LOCK_EX | f.LOCK_NB, 1, 0x40000001)"
    with subprocess.Popen([sys.executable, "-ISc", tries, str(file)], stderr=subprocess.PIPE) as other:
        assert other.stderr
        said = other.stderr.read().decode()
    assert not other.returncode or "BlockingIOError" in said
    return bool(other.returncode)


def test_a_case_is_read_as_it_was_at_one_moment(plain: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of it, somebody else wants to keep a later version."""
    rows = Database.rows
    said: list[str] = []

    def meanwhile(database: Database, statement: str, *values: Cell) -> list[Row]:
        if statement == sql.RECOMMENDATIONS and not said:
            said.append("")
            with Database(plain.file, patience=0.05) as other:
                add_version = lambda: Casebook(other).add_version(plain.code, intake(), given(), NOON)  # noqa: E731
                said[0] = refusal(add_version)
        return rows(database, statement, *values)

    monkeypatch.setattr(Database, "rows", meanwhile)

    with open_casebook(plain.file) as casebook:
        case = casebook.case(plain.code)

    assert BUSY in said[0]
    assert (len(case.intakes), len(case.recommendations)) == (1, 1)


def refusal(attempt: Callable[[], object]) -> str:
    """What is said where something cannot be done."""
    with pytest.raises(Problems) as refused:
        attempt()
    return str(refused.value)


def full_disk(*_: object) -> None:
    """A disk with no room left."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
