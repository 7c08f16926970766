"""A sitting over a locked casebook, and the unfinished interview that lies beside it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from keeping import NOON, holding
from people import recommender, shipped
from shelf import ANOTHER, OTHER_TYPED, PASSPHRASE, TYPED, Shelf, copied, keys_of, open_shelf

from recommender.casebook import Locked, Unsuited, WrongPassphrase, change_passphrase, lock, locking
from recommender.casebook.place import FILE
from recommender.interview.controller import Interview
from recommender.keeping import locking as together
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.begun_words import begun_said
from recommender.keeping.keeper import Keeper, plainly
from recommender.keeping.unfinished import NAME, Begun, Taken, Unfinished
from recommender.problem import Problems

KEY_FILE = f"{FILE}.recipient"


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


# A sitting.


def test_a_sitting_asks_once_and_holds_the_passphrase_where_nothing_shows_it(locked: Shelf) -> None:
    keeper = Keeper(locked.file, now=lambda: NOON)
    before = keeper.exists, keeper.locked, keeper.asks, keeper.can_lock

    gave = keeper.give(""), keeper.give("no\ttext"), keeper.give(OTHER_TYPED), keeper.asks, keeper.give(TYPED)

    assert before == (True, True, True, True)
    assert gave == (False, False, False, True, True)
    assert not keeper.asks
    assert keeper.open(locked.code).noted
    assert TYPED not in repr(vars(keeper))


def test_a_sitting_locks_what_is_there_or_begins_with_a_locked_one(
    plain: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, fresh = Keeper(plain.file), Keeper(tmp_path / "fresh" / FILE)
    before = keeper.locked, keeper.asks, fresh.exists
    with pytest.raises(Unsuited) as unsuited:
        fresh.lock("short")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "hardlink_to", no_room)
        with pytest.raises(Problems, match="No space left on device"):
            fresh.lock(TYPED)
    nothing = fresh.exists or [*fresh.file.parent.iterdir()]

    keeper.lock(TYPED)
    fresh.lock(TYPED)

    assert plainly(unsuited.value) == (
        "A passphrase has 15 letters or more, spaces included. Four or five words that come to mind will do."
    )
    assert (before, nothing) == ((False, False, False), [])
    assert [(one.exists, one.locked, one.asks) for one in (keeper, fresh)] == [(True, True, False)] * 2
    assert plain.opened()


def test_where_the_passphrase_was_changed_meanwhile_it_is_asked_for_again(locked: Shelf) -> None:
    keeper = Keeper(locked.file)
    keeper.give(TYPED)
    change_passphrase(locked.file, PASSPHRASE, ANOTHER)

    with pytest.raises(WrongPassphrase):
        keeper.open(locked.code)

    assert keeper.asks


# What lies beside it.


def test_beside_a_locked_casebook_answers_are_kept_without_the_passphrase_and_opened_with_it(
    locked: Shelf,
) -> None:
    keeper = Keeper(locked.file)
    unfinished = Unfinished.beside(locked.file, lambda: NOON, keeper.keys)
    interview = answered()

    unfinished.save(interview.bookmark)

    begun = unfinished.begun()
    assert begun == Begun("2026-03-01", "self", None, "as_you_go")
    assert begun_said(begun, shipped()) == (
        "An interview was begun here. It was last kept on 2026-03-01, and it is locked as the casebook is."
    )
    held = [holding(locked.file.parent, text) for text in ("crisis", "answers", "red_flags")]
    assert held == [[], [], []]
    with pytest.raises(Locked):
        unfinished.resume(recommender())
    keeper.give(TYPED)
    assert unfinished.resume(recommender()).interview.view == interview.view


def test_its_length_does_not_say_how_much_was_answered(locked: Shelf) -> None:
    unfinished, sizes = Unfinished.beside(locked.file, lambda: NOON), list[int]()

    for length in (1, 1500):
        interview = answered()
        interview.note = "x" * length
        unfinished.save(interview.bookmark)
        sizes.append(len(locked.disk[NAME]))

    assert max(sizes) - min(sizes) < 300  # age itself adds a few letters by chance


def test_locking_closes_what_lies_there_open_and_unlocking_opens_it(plain: Shelf) -> None:
    interview, unfinished = answered(), Unfinished.beside(plain.file, lambda: NOON)
    unfinished.save(interview.bookmark)
    before, old = plain.disk[NAME], os.open(plain.file.with_name(NAME), os.O_RDONLY)

    try:
        together.lock(plain.file, PASSPHRASE)
        left = os.fstat(old).st_size
    finally:
        os.close(old)
    held = holding(plain.file.parent, "crisis")
    together.unlock(plain.file, PASSPHRASE)

    assert (left, held) == (0, [])
    assert plain.disk[NAME] == before
    assert set(plain.disk) == {FILE, NAME}


def test_what_was_left_open_by_a_lock_that_was_broken_off_is_closed_by_the_next_look(locked: Shelf) -> None:
    Unfinished(locked.file.parent.parent / NAME).save(answered().bookmark)
    (locked.file.parent.parent / NAME).replace(locked.file.with_name(NAME))
    assert holding(locked.file.parent, "crisis") == [NAME]

    begun = Unfinished.beside(locked.file).begun()

    assert begun is not None
    assert begun.answers is None
    assert holding(locked.file.parent, "crisis") == []


def test_a_save_overwrites_what_lies_open_beside_a_casebook_that_was_locked_meanwhile(locked: Shelf) -> None:
    Unfinished(locked.file.parent.parent / NAME).save(answered().bookmark)
    (locked.file.parent.parent / NAME).replace(locked.file.with_name(NAME))
    old = os.open(locked.file.with_name(NAME), os.O_RDONLY)

    try:
        unfinished = Unfinished.beside(locked.file)
        unfinished.make_room()
        unfinished.save(answered().bookmark)
        left = os.fstat(old).st_size
    finally:
        os.close(old)

    assert left == 0
    assert holding(locked.file.parent, "crisis") == []


def test_an_interview_that_goes_by_another_name_as_well_is_not_called_overwritten(plain: Shelf) -> None:
    Unfinished.beside(plain.file).save(answered().bookmark)
    plain.file.with_name(f"{NAME}.copy").hardlink_to(plain.file.with_name(NAME))

    overwritten = together.lock(plain.file, PASSPHRASE)

    assert not overwritten
    assert holding(plain.file.parent, "crisis") == [f"{NAME}.copy"]


def test_beside_a_locked_casebook_that_was_damaged_nothing_is_kept_open_either(locked: Shelf) -> None:
    locked.file.write_bytes(locked.file.read_bytes()[:5000])

    Unfinished.beside(locked.file).save(answered().bookmark)

    assert holding(locked.file.parent, "crisis") == []


def test_what_cannot_be_read_is_found_before_anything_is_locked(plain: Shelf) -> None:
    plain.file.with_name(NAME).write_text("torn", encoding="utf-8")
    before = plain.disk

    with pytest.raises(Problems, match="this is no unfinished interview, or it is damaged"):
        together.lock(plain.file, PASSPHRASE)

    assert plain.disk == before


def test_whoever_kept_it_before_the_lock_still_erases_it_as_their_own(plain: Shelf) -> None:
    keeper = Keeper(plain.file)
    going = AsYouGo(Unfinished.beside(plain.file, keys=keeper.keys), "until_i_leave")
    going.after_change(answered())

    keeper.lock(TYPED)
    going.left()

    assert set(plain.disk) == {FILE, KEY_FILE}


def test_what_another_program_locked_meanwhile_is_still_ones_own_without_the_passphrase(plain: Shelf) -> None:
    going, interview = AsYouGo(Unfinished.beside(plain.file), "until_i_leave"), answered()
    going.after_change(interview)

    together.lock(plain.file, PASSPHRASE)
    interview.note = "with a friend"
    said = going.after_change(interview)
    held = going.holds, holding(plain.file.parent, "crisis")
    going.left()

    assert (said, held) == (None, (True, []))
    assert set(plain.disk) == {FILE, KEY_FILE}


def test_beside_a_locked_casebook_another_one_is_not_written_over_either(locked: Shelf) -> None:
    mine, other = (AsYouGo(Unfinished.beside(locked.file), "until_i_leave") for _ in range(2))
    interview = answered()
    mine.after_change(interview)
    other.agree()
    other.after_change(answered())
    before = locked.disk

    interview.note = "with a friend"
    said = mine.after_change(interview)
    mine.left()

    assert isinstance(said, Taken)
    assert locked.disk == before
    assert other.holds


def test_where_the_key_that_closes_is_missing_that_is_said_and_opening_the_casebook_brings_it_back(
    locked: Shelf,
) -> None:
    locked.file.with_name(KEY_FILE).unlink()
    unfinished = Unfinished.beside(locked.file)

    said = refusal(lambda: unfinished.save(answered().bookmark))
    opened = locked.opened()
    unfinished.save(answered().bookmark)

    assert "the key that closes them is not beside the locked casebook" in said
    assert opened
    assert set(locked.disk) == {FILE, KEY_FILE, NAME}


def test_what_was_closed_before_the_passphrase_changed_can_be_opened_after_it(locked: Shelf) -> None:
    Unfinished.beside(locked.file).save(answered().bookmark)

    change_passphrase(locked.file, PASSPHRASE, ANOTHER)

    unfinished = Unfinished.beside(locked.file, keys=lambda: keys_of(locked.file, ANOTHER))
    assert unfinished.resume(recommender()).interview.view == answered().view


def test_once_the_passphrase_changed_the_key_beside_it_is_the_newest_without_anybody_opening_it(
    locked: Shelf,
) -> None:
    before = locked.disk[KEY_FILE]

    change_passphrase(locked.file, PASSPHRASE, ANOTHER)
    after = locked.disk[KEY_FILE]
    newest = keys_of(locked.file, ANOTHER)[-1:]
    Unfinished.beside(locked.file).save(answered().bookmark)

    assert after != before
    resumed = Unfinished.beside(locked.file, keys=lambda: newest).resume(recommender())
    assert resumed.interview.view == answered().view


def test_where_the_change_of_passphrase_fails_what_is_closed_then_can_be_opened_all_the_same(
    locked: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(locking, "take_place", no_room)
        with pytest.raises(Problems, match="No space left on device"):
            change_passphrase(locked.file, PASSPHRASE, ANOTHER)

    unfinished = Unfinished.beside(locked.file, keys=lambda: keys_of(locked.file, PASSPHRASE))
    unfinished.save(answered().bookmark)

    assert unfinished.resume(recommender()).interview.view == answered().view


def answered() -> Interview:
    """An interview with a question answered."""
    interview = Interview(recommender())
    interview.begin()
    interview.answer("no")
    return interview


def refusal(attempt: Callable[[], object]) -> str:
    """What is said where something cannot be done."""
    with pytest.raises(Problems) as refused:
        attempt()
    return str(refused.value)


def no_room(*_: object, **__: object) -> None:
    """A disk with no room left."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
