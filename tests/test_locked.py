"""The locked casebook: what opens it, what nobody finds in it, and that it is never half there."""

import errno
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from keeping import NOON, add, add_without_a_note, holding, intake, is_whole, marker
from shelf import ANOTHER, OTHER_TYPED, PASSPHRASE, TYPED, Shelf, copied, open_shelf, said_in

from recommender.casebook import (
    Casebook,
    Locked,
    Passphrase,
    Unsuited,
    WrongPassphrase,
    change_passphrase,
    is_locked,
    lock,
    locking,
    open_casebook,
    turns,
    unlock,
)
from recommender.casebook import sqlite as door
from recommender.casebook.database import BUSY, DAMAGED, GONE, Database
from recommender.casebook.place import FILE
from recommender.casebook.replacing import take_place
from recommender.casebook.schema import MIGRATIONS
from recommender.problem import Problems

ROOT = Path(__file__).parent.parent
WORDS = "four words, one  after another"
KEY_FILE = f"{FILE}.recipient"
CONNECT = door.connect


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One that is locked once, for all tests: that takes a moment."""
    shelf = open_shelf(tmp_path_factory.mktemp("made") / "mine" / FILE)
    lock(shelf.file, PASSPHRASE)
    return shelf


@pytest.fixture
def locked(made: Shelf, tmp_path: Path) -> Shelf:
    """A copy of it."""
    return copied(made, tmp_path / "mine")


@pytest.fixture
def plain(tmp_path: Path) -> Shelf:
    """One that is not locked."""
    return open_shelf(tmp_path / "mine" / FILE)


# The passphrase itself.


def test_a_passphrase_is_shown_nowhere() -> None:
    assert {repr(PASSPHRASE), str(PASSPHRASE), f"{PASSPHRASE}"} == {"a passphrase"}
    with pytest.raises(TypeError, match="never written down"):
        pickle.dumps(PASSPHRASE)


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("", "A passphrase is asked here, and nothing was typed."),
        ("words with a\ttab", "There is a sign in this passphrase that cannot be typed, such as a tab."),
        (
            "words and a half \ud83d",
            "There is a sign in this passphrase that cannot be typed, such as a tab.",
        ),
        ("fourteen signs", "A passphrase has 15 letters or more, spaces included."),
        ("e\u0301" * 14, "A passphrase has 15 letters or more, spaces included."),
    ],
    ids=["nothing", "tab", "half a sign", "short", "short, of signs in two parts"],
)
def test_what_can_be_no_new_passphrase_is_said_in_words(typed: str, what: str) -> None:
    with pytest.raises(Unsuited) as unsuited:
        Passphrase.chosen(typed)

    assert str(unsuited.value).splitlines()[0] == what
    assert not typed or typed not in str(unsuited.value)


def test_what_looks_the_same_is_the_same_whichever_keyboard_typed_it_and_gaps_stay() -> None:
    assert Passphrase("cafe\u0301 noir, two  gaps ") == Passphrase("caf\u00e9 noir, two  gaps ")
    assert Passphrase(" a ").revealed() == " a "


# Locking, another passphrase, unlocking.


def test_all_that_was_kept_goes_through_lock_change_and_unlock_as_it_was(plain: Shelf) -> None:
    before, seen = everything(plain.file), []

    lock(plain.file, PASSPHRASE)
    seen.append((is_locked(plain.file), everything(plain.file, PASSPHRASE)))
    change_passphrase(plain.file, PASSPHRASE, ANOTHER)
    with pytest.raises(WrongPassphrase):
        plain.opened(PASSPHRASE)
    unlock(plain.file, ANOTHER)
    seen.append((is_locked(plain.file), everything(plain.file)))

    assert seen == [(True, before), (False, before)]
    assert list(plain.disk) == [FILE]
    with open_casebook(plain.file) as casebook:
        assert casebook.checked().flaws == ()


def test_what_is_done_in_a_locked_casebook_is_done_as_in_an_open_one(locked: Shelf) -> None:
    before = locked.file.stat().st_size
    with open_casebook(locked.file, passphrase=PASSPHRASE) as casebook:
        code = add(casebook, "never")
        grown = locked.file.stat().st_size
        assert is_whole(casebook, code)
        casebook.delete(code, NOON)
        assert [line.code for line in casebook.cases()] == [locked.code]

    assert grown > before == locked.file.stat().st_size


def test_words_lock_it_and_to_the_letter_the_same_words_open_it(plain: Shelf) -> None:
    lock(plain.file, Passphrase.chosen(WORDS))

    with pytest.raises(WrongPassphrase):
        plain.opened(Passphrase(WORDS.replace("  ", " ")))

    assert plain.opened(Passphrase(WORDS))
    assert [holding(plain.file.parent, text) for text in (plain.said, WORDS, "CREATE TABLE")] == [[], [], []]


def test_a_casebook_that_is_made_with_a_passphrase_was_never_open(tmp_path: Path) -> None:
    file = tmp_path / "mine" / FILE

    with open_casebook(file, new=True, passphrase=PASSPHRASE) as casebook:
        assert casebook.cases() == ()

    assert is_locked(file)


def test_of_the_open_file_nothing_is_left_where_it_was(plain: Shelf) -> None:
    old = os.open(plain.file, os.O_RDONLY)
    try:
        lock(plain.file, PASSPHRASE)
        left = os.fstat(old)
    finally:
        os.close(old)

    assert (left.st_nlink, left.st_size) == (0, 0)


def test_a_copy_that_goes_by_another_name_stays_and_a_link_still_leads_to_the_casebook(
    plain: Shelf, tmp_path: Path
) -> None:
    (tmp_path / "backup").hardlink_to(plain.file)
    before = plain.file.read_bytes()
    linked = tmp_path / "linked" / FILE
    linked.parent.mkdir(mode=0o700)
    linked.symlink_to(plain.file)

    lock(linked, PASSPHRASE)

    assert (tmp_path / "backup").read_bytes() == before
    assert linked.is_symlink()
    assert plain.opened()


@pytest.mark.parametrize("umask", [0o000, 0o777], ids=oct)
def test_whatever_the_umask_only_the_owner_can_open_what_there_is(umask: int, plain: Shelf) -> None:
    before = os.umask(umask)
    try:
        lock(plain.file, PASSPHRASE)
    finally:
        os.umask(before)

    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in plain.file.parent.iterdir()}
    assert modes == {FILE: "0o600", KEY_FILE: "0o600"}


# What nobody finds.


def test_no_answer_is_in_any_byte_not_even_in_the_middle_of_a_change(locked: Shelf) -> None:
    planted = marker()
    with Database(locked.file, passphrase=PASSPHRASE) as database, database.writing():
        code = add(Casebook(database), planted)
        database.rows("PRAGMA cache_spill = ON")
        database.rows("DELETE FROM cases WHERE code = ?", locked.code)
        names = {path.name for path in locked.file.parent.iterdir()}
        held = [holding(locked.file.parent, text) for text in (planted, locked.said, code, "hypervigilance")]

    assert names == {FILE, KEY_FILE, f"{FILE}-journal"}
    assert held == [[], [], [], []]
    assert holding(locked.file.parent, "CREATE TABLE") == []


def test_what_a_power_cut_leaves_is_put_right_even_if_a_wrong_passphrase_comes_first(locked: Shelf) -> None:
    with Database(locked.file, passphrase=PASSPHRASE) as database, database.writing():
        database.rows("PRAGMA cache_size = 1")
        database.rows("PRAGMA cache_spill = 1")
        for number in range(3):
            add(Casebook(database), f"somebody {number}")
        broken_off = locked.disk
    for name, data in broken_off.items():
        locked.file.with_name(name).write_bytes(data)
    assert f"{FILE}-journal" in locked.disk

    with pytest.raises(WrongPassphrase):
        locked.opened(ANOTHER)

    assert locked.opened()


# What does not open.


def test_without_a_passphrase_it_says_that_it_is_locked_and_with_a_wrong_one_that_it_does_not_open(
    locked: Shelf, capfd: pytest.CaptureFixture[str]
) -> None:
    before, said = locked.disk, []

    for given in (None, Passphrase(OTHER_TYPED)):
        with pytest.raises((Locked, WrongPassphrase)) as refused:
            locked.opened(given)
        said.append(str(refused.value))
        assert OTHER_TYPED not in "".join(traceback.format_exception(refused.value))

    assert said == [
        f"""\
{locked.file}: error E103: this casebook is locked

  Its passphrase opens it.

1 mistake.""",
        f"""\
{locked.file}: error E103: this passphrase does not open it; or it is damaged, or no casebook

  The file was not touched. Capitals, spaces and the keyboard's language make a difference.

1 mistake.""",
    ]
    assert locked.disk == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda whole: whole[: len(whole) // 3], DAMAGED),
        (lambda whole: whole[:8192], DAMAGED),
        (lambda whole: bytes(len(whole)), DAMAGED),
        (lambda whole: whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:], DAMAGED),
        (
            lambda whole: bytes([whole[0] ^ 1]) + whole[1:],
            "this passphrase does not open it; or it is damaged, or no casebook",
        ),
        (lambda _: b"Dear diary, " * 1024, "this passphrase does not open it; or it is damaged"),
    ],
    ids=["a third", "two pages", "zeros", "a byte of a page", "a byte of its head", "a text"],
)
def test_what_is_damaged_or_no_casebook_is_said_and_left_as_it_is(
    damage: Callable[[bytes], bytes], what: str, locked: Shelf, capfd: pytest.CaptureFixture[str]
) -> None:
    locked.file.write_bytes(damage(locked.file.read_bytes()))
    before = locked.disk

    with pytest.raises(Problems) as refused:
        locked.opened()

    assert str(refused.value).startswith(f"{locked.file}: error E103: {what}")
    assert "The file was not touched." in str(refused.value)
    assert locked.disk == before
    assert capfd.readouterr() == ("", "")


def test_a_locked_casebook_of_an_older_version_is_carried_over_and_a_newer_one_is_not_touched(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mine" / FILE
    file.parent.mkdir(mode=0o700)
    file.touch(0o600)
    with Database(file, MIGRATIONS[:2], passphrase=PASSPHRASE) as database:
        code = add_without_a_note(database, intake())

    with open_casebook(file, passphrase=PASSPHRASE) as casebook:
        carried_over = is_whole(casebook, code)
    newer = (*MIGRATIONS, ("ALTER TABLE cases ADD COLUMN until TEXT",))
    with Database(file, newer, passphrase=PASSPHRASE):
        before = file.read_bytes()
    with pytest.raises(Problems, match="and this program reads up to version"):
        Shelf(file, "", "").opened()

    assert carried_over
    assert file.read_bytes() == before


# Whole or not at all.


def test_as_long_as_somebody_has_it_open_it_is_not_locked(
    plain: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    before = plain.disk

    with open_casebook(plain.file):
        said = refusal(lambda: lock(plain.file, PASSPHRASE))

    assert said == f"{plain.file}: error E103: {BUSY}\n\n1 mistake."
    assert plain.disk == before


def test_whoever_has_the_old_file_open_all_the_same_neither_reads_nor_writes_there_any_more(
    plain: Shelf,
) -> None:
    """Not every disk lets processes take turns."""
    with Database(plain.file) as database:
        stale = Casebook(database)
        lock(plain.file, PASSPHRASE)
        before = plain.disk
        said = [refusal(attempt) for attempt in (lambda: add(stale, "lost"), stale.cases)]

    assert said[0] == said[1]
    assert (
        said[0]
        == f"""\
{plain.file}: error E103: {GONE}

  Nothing was written. It may have been locked, or unlocked; opened again, it shows what is there now.

1 mistake."""
    )
    assert plain.disk == before


def test_a_file_that_has_lost_its_name_is_neither_written_nor_read(plain: Shelf) -> None:
    """It is whole, and could be all the same: that what goes there is lost is known by its name alone."""
    with open_casebook(plain.file) as stale:
        plain.file.with_name(f"{FILE}.aside").hardlink_to(plain.file)
        plain.file.with_name(f"{FILE}.copy").write_bytes(plain.file.read_bytes())
        plain.file.with_name(f"{FILE}.copy").replace(plain.file)
        before = plain.disk

        said = [refusal(attempt) for attempt in (lambda: add(stale, "lost"), stale.cases)]

    assert [GONE in one for one in said] == [True, True]
    assert plain.disk == before


def test_a_copy_that_is_not_sound_never_takes_the_place(
    plain: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, copy = plain.disk, locking._copy  # noqa: SLF001 - what a disk does to it

    def badly(database: Database, new: Path, *given: object) -> None:
        copy(database, new, *given)  # type: ignore[arg-type] # handed on as they came
        new.write_bytes(new.read_bytes()[:9000] + bytes(100) + new.read_bytes()[9100:])

    monkeypatch.setattr(locking, "_copy", badly)

    with pytest.raises(Problems):
        lock(plain.file, PASSPHRASE)

    assert plain.disk == before


def test_between_the_copy_and_the_moment_when_it_takes_the_place_nobody_keeps_anything(
    plain: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []

    def meanwhile(new: Path, file: Path, *, erases: bool) -> None:
        said.append(refusal(lambda: Database(file, patience=0.05)))
        take_place(new, file, erases=erases)

    monkeypatch.setattr(locking, "take_place", meanwhile)

    lock(plain.file, PASSPHRASE)

    assert BUSY in said[0]
    assert plain.opened()


def test_what_another_process_keeps_while_it_waits_for_the_lock_is_locked_as_well(plain: Shelf) -> None:
    """The other one is in the middle of a change; locking waits until that is done."""
    keeps = f"""
import sys, time
sys.path.insert(0, {str(ROOT / "tests")!r})
from pathlib import Path
from keeping import add
from recommender.casebook import Casebook
from recommender.casebook.database import Database

with Database(Path(sys.argv[1])) as database:
    with database.writing():
        add(Casebook(database), "meanwhile")
        print("writes", flush=True)
        sys.stdin.readline()
        time.sleep(0.2)
"""
    with subprocess.Popen(
        [sys.executable, "-c", keeps, str(plain.file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        other.stdin.write(b"go\n")
        other.stdin.flush()
        lock(plain.file, PASSPHRASE)

    with open_casebook(plain.file, passphrase=PASSPHRASE) as casebook:
        assert sorted(said_in(casebook, line.code) for line in casebook.cases()) == sorted(
            [plain.said, "meanwhile"]
        )


@pytest.mark.parametrize("fails", ["fsync", "replace", "pages"])
def test_where_the_disk_refuses_the_old_file_stays_and_nothing_of_the_new_one(
    fails: str, plain: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plain.disk
    match fails:
        case "fsync":
            monkeypatch.setattr(os, "fsync", full_disk)
        case "replace":
            monkeypatch.setattr(Path, "replace", full_disk)
        case _:
            monkeypatch.setattr(door, "connect", Crowded)

    with pytest.raises(
        Problems, match=r"No space left on device|the disk refused to write or to read; it may be full"
    ):
        lock(plain.file, PASSPHRASE)

    assert plain.disk == before


@pytest.mark.parametrize("moment", ["copying", "before", "after"])
@pytest.mark.parametrize("what", ["lock", "unlock"])
def test_a_process_killed_at_any_moment_leaves_one_of_the_two_files_whole(
    what: str, moment: str, made: Shelf, tmp_path: Path
) -> None:
    shelf = open_shelf(tmp_path / "mine" / FILE) if what == "lock" else copied(made, tmp_path / "copy")

    with subprocess.Popen([sys.executable, "-c", KILLED, what, moment, str(shelf.file), TYPED]) as killed:
        killed.wait()

    assert killed.returncode == -9
    was_locked, left = is_locked(shelf.file), [name for name in shelf.disk if name.endswith(".new")]
    assert was_locked == ((what == "lock") == (moment == "after"))
    assert bool(left) == (moment != "after")
    assert shelf.opened(PASSPHRASE if was_locked else None)
    assert not set(left) & set(shelf.disk)


KILLED = """
import os, signal, sys
from pathlib import Path
from recommender.casebook import Passphrase, lock, unlock, locking, replacing

def end(*_, **__): os.kill(os.getpid(), signal.SIGKILL)

def half(new): os.truncate(new, 8192); end()

what, moment, file, typed = sys.argv[1:]
match moment:
    case "copying": copy = locking._copy; locking._copy = lambda *given: (copy(*given), half(given[1]))
    case "before": locking.take_place = end
    case "after": replacing._overwrite = end
{"lock": lock, "unlock": unlock}[what](Path(file), Passphrase(typed))
"""


def everything(file: Path, passphrase: Passphrase | None = None) -> dict[str, list[tuple[object, ...]]]:
    """The tables and what they are made of, but for the keys of what lies beside."""
    with Database(file, passphrase=passphrase) as database:
        ask = database.rows
        schema = [tuple(row.cells) for row in ask("SELECT name, sql FROM sqlite_schema ORDER BY name")]
        names = [row.text() for row in ask("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        every = ((name, ask(f"SELECT * FROM {name} ORDER BY 1")) for name in names)  # noqa: S608 - our own
        found = {name: [tuple(row.cells) for row in rows] for name, rows in every}
        found["schema"] = [row for row in schema if row[0] != "envelope_keys"]
        found["version"] = [tuple(row.cells) for row in ask("PRAGMA user_version")]
    found.pop("envelope_keys", None)
    return found


def refusal(attempt: Callable[[], object]) -> str:
    """What is said where something cannot be done."""
    with pytest.raises(Problems) as refused:
        attempt()
    return str(refused.value)


def full_disk(*_: object) -> None:
    """A disk with no room left."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Crowded:
    """The library, on a disk that has room for a page of another file, and no more."""

    def __init__(self, *given: object) -> None:
        self._connection = CONNECT(*given)  # type: ignore[arg-type] # handed on as they came

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def execute(self, statement: str, *values: tuple[str | int, ...]) -> object:
        """What is asked."""
        if "sqlcipher_export" in statement:
            self._connection.execute("PRAGMA copy.max_page_count = 1")
        return self._connection.execute(statement, *values)
