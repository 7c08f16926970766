"""The casebook as a value goes in and comes out: what is kept, what is refused, and what deleting leaves."""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from keeping import NOON, add, add_without_a_note, given, holding, intake, is_whole, marker
from people import recommender, shipped

from recommender.casebook import (
    LoggedSession,
    NoSuchCase,
    casebook_file,
    frozen,
    intake_of,
    open_casebook,
    profile_of,
    read_code,
)
from recommender.casebook.cases import Casebook
from recommender.casebook.codes import ALPHABET, new_code
from recommender.casebook.database import BUSY, DAMAGED, FULL, Database
from recommender.casebook.place import FILE
from recommender.casebook.schema import MIGRATIONS
from recommender.export.text import as_text
from recommender.loading import load_profile
from recommender.loading.profile import Profile
from recommender.problem import Problems

LATER = "2026-03-15T08:05Z"
PROFILES = sorted((Path(__file__).parent.parent / "profiles").glob("*.yaml"))
NEXT = (*MIGRATIONS, ("ALTER TABLE cases ADD COLUMN until TEXT NOT NULL DEFAULT ''",))
BROKEN = (*MIGRATIONS, ("ALTER TABLE cases ADD COLUMN until TEXT", "ALTER TABLE nothing ADD COLUMN x TEXT"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine" / FILE


@pytest.fixture
def casebook(file: Path) -> Iterator[Casebook]:
    with open_casebook(file, new=True) as casebook:
        yield casebook


# What goes in comes out.


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_and_its_recommendation_come_back_as_they_were(path: Path, casebook: Casebook) -> None:
    profile = load_profile(path, shipped())
    recommendation = recommender().recommend_profile(profile)
    page = as_text(recommendation, shipped())

    code = casebook.add(intake_of(profile), frozen(recommendation, 8, page), NOON, secrets.choice)

    (answers,), (kept,) = casebook.case(code).intakes, casebook.case(code).recommendations
    assert profile_of(answers.value, shipped()) == without_expectations(profile)
    assert kept.value.recommendation == recommendation.as_dict()
    assert list(kept.value.recommendation) == list(recommendation.as_dict())
    assert (kept.value.page, kept.value.digest) == (page, shipped().digest)


def test_every_version_of_the_answers_stays_beside_what_it_led_to(casebook: Casebook) -> None:
    code = add(casebook, "often")

    casebook.add_version(code, intake("never"), given("never"), LATER)

    case = casebook.case(code)
    assert [(one.number, one.at, one.value) for one in case.intakes] == [
        (1, NOON, intake("often")),
        (2, LATER, intake("never")),
    ]
    assert [(one.intake, one.at, one.value) for one in case.recommendations] == [
        (1, NOON, given("often")),
        (2, LATER, given("never")),
    ]


def test_a_check_in_keeps_its_sessions_and_its_review_together(casebook: Casebook) -> None:
    code = add(casebook)
    walk = LoggedSession(1, 2, {"week": 1, "day": 2, "done": "yes", "minutes": 12, "overreach_signs": []})

    casebook.check_in(code, [walk, walk], {"decision": "hold", "asks": ["crisis"], "week": None}, LATER)

    case = casebook.case(code)
    assert [(one.number, one.at, one.intake, one.value) for one in case.log] == [
        (1, LATER, 1, walk),
        (2, LATER, 1, walk),
    ]
    assert [one.value for one in case.reviews] == [{"decision": "hold", "asks": ["crisis"], "week": None}]
    (line,) = casebook.cases()
    assert (line.begun, line.intakes, line.sessions, line.reviews, line.last_activity) == (
        NOON,
        1,
        2,
        1,
        LATER,
    )


def test_a_check_in_that_fails_halfway_keeps_nothing(casebook: Casebook) -> None:
    code = add(casebook)

    with pytest.raises(TypeError, match="not JSON serializable"):
        casebook.check_in(code, [LoggedSession(1, 1, {})], {"decision": {1}}, LATER)  # type: ignore[dict-item] # planted

    assert casebook.case(code).log == ()


def test_cases_know_nothing_of_each_other(casebook: Casebook) -> None:
    mine, yours = add(casebook, "often"), add(casebook, "never")

    casebook.check_in(mine, [LoggedSession(1, 1, {})], {"decision": "hold"}, LATER)

    assert (casebook.case(yours).log, casebook.case(yours).reviews) == ((), ())
    assert is_whole(casebook, mine)
    assert is_whole(casebook, yours)


def test_a_code_that_nobody_has_is_said_to_be_unknown(casebook: Casebook) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: casebook.case("2222-2222-2222"),
        lambda: casebook.add_version("2222-2222-2222", intake(), given(), NOON),
        lambda: casebook.check_in("2222-2222-2222", [], {}, NOON),
        lambda: casebook.note("2222-2222-2222", "shown", NOON),
        lambda: casebook.delete("2222-2222-2222", NOON),
    ]

    for attempt in attempts:
        with pytest.raises(NoSuchCase, match="there is no case “2222-2222-2222” in this casebook"):
            attempt()
    assert casebook.audit() == ()


# Codes.


def test_a_code_is_three_groups_of_letters_that_cannot_be_mistaken() -> None:
    codes = {new_code(secrets.choice) for _ in range(1000)}

    assert len(codes) == 1000
    assert {len(code) for code in codes} == {14}
    assert {letter for code in codes for letter in code} == {*ALPHABET, "-"}
    assert not set("01ilo5s8b2zaeiouy") & set(ALPHABET) - {"2"}


def test_the_same_answers_get_another_code_each_time(casebook: Casebook) -> None:
    assert len({add(casebook, "often") for _ in range(20)}) == 20


def test_a_code_that_was_ever_used_is_not_given_again_even_to_whom_comes_after_a_deletion(
    casebook: Casebook,
) -> None:
    first, second = ("c" * 12, "d" * 12)
    assert casebook.add(intake(), given(), NOON, dice(first)) == "cccc-cccc-cccc"
    casebook.delete("cccc-cccc-cccc", NOON)

    assert casebook.add(intake(), given(), NOON, dice(first + second)) == "dddd-dddd-dddd"


@pytest.mark.parametrize("typed", ["h4tr-29xd-k7fm", "H4TR 29XD K7FM", "h4tr29xdk7fm\n", " h4tr-29xd-k7fm "])
def test_a_code_may_be_typed_in_capitals_or_with_other_gaps(typed: str) -> None:
    assert read_code(typed) == "h4tr-29xd-k7fm"


def test_what_is_no_code_stays_as_it_was_typed() -> None:
    assert read_code("No Body") == "No Body"


# Where it lies, and who can open it.


def test_a_casebook_lies_in_the_folder_of_the_variable_or_in_the_data_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/home/somebody/data")

    assert casebook_file({"RECOMMENDER_CASEBOOK": "/keep/here"}) == Path("/keep/here/casebook.db")
    assert casebook_file({"RECOMMENDER_CASEBOOK": ""}).parent.name == "recommender"
    assert casebook_file({}).name == FILE


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777], ids=oct)
def test_whatever_the_umask_only_the_owner_can_open_folder_file_and_journal(
    umask: int, tmp_path: Path
) -> None:
    file = tmp_path / "above" / "mine" / FILE
    before = os.umask(umask)
    try:
        with open_casebook(file, new=True) as casebook:
            add(casebook)
        with Database(file) as database, database.writing():
            database.rows("DELETE FROM cases")
            modes = {
                path.name: oct(path.stat().st_mode & 0o777) for path in [file.parent, *file.parent.iterdir()]
            }
    finally:
        os.umask(before)

    assert modes == {"mine": "0o700", FILE: "0o600", f"{FILE}-journal": "0o600"}
    assert oct(file.parent.parent.stat().st_mode & 0o777) == "0o700"


def test_rights_that_others_were_given_are_taken_away_and_none_is_added(
    file: Path, casebook: Casebook
) -> None:
    add(casebook)
    file.parent.chmod(0o755)
    file.chmod(0o444)

    with open_casebook(file) as again:
        assert len(again.cases()) == 1

    assert (oct(file.parent.stat().st_mode & 0o777), oct(file.stat().st_mode & 0o777)) == ("0o700", "0o400")


def test_a_folder_that_others_use_is_refused_and_its_rights_stay(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "letters.txt").touch()

    with pytest.raises(Problems, match="it holds other things too"), open_casebook(tmp_path / FILE, new=True):
        pass

    assert oct(tmp_path.stat().st_mode & 0o777) == "0o755"
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_looking_into_a_casebook_that_is_not_there_makes_none(file: Path) -> None:
    with open_casebook(file) as casebook:
        assert (casebook.cases(), casebook.audit()) == ((), ())

    assert not file.parent.exists()


# Deleting.


def test_a_deleted_case_leaves_no_byte_and_the_others_are_whole(file: Path, casebook: Casebook) -> None:
    planted = marker()
    others = [add(casebook, f"before {number}") for number in range(5)]
    code = add(casebook, planted)
    casebook.check_in(code, [LoggedSession(1, 1, {"felt": planted})], {"decision": planted}, NOON)
    casebook.add_version(code, intake(planted), given(planted), LATER)
    others += [add(casebook, f"after {number}") for number in range(5)]
    assert holding(file.parent, planted) == [FILE]

    casebook.delete(code, LATER)

    assert holding(file.parent, planted) == []
    assert [path.name for path in file.parent.iterdir()] == [FILE]
    assert [line.code for line in casebook.cases()] == sorted(others)
    assert all(is_whole(casebook, other) for other in others)


def test_a_casebook_is_as_small_as_before_once_a_case_has_gone(file: Path, casebook: Casebook) -> None:
    add(casebook, "often")
    before = file.stat().st_size
    code = add(casebook, "never")
    assert file.stat().st_size > before

    casebook.delete(code, LATER)

    assert file.stat().st_size == before


def test_the_audit_says_that_a_deleted_case_was_there_and_nothing_else_does(casebook: Casebook) -> None:
    code = add(casebook)
    casebook.note(code, "shown", NOON)

    casebook.delete(code, LATER)

    with pytest.raises(NoSuchCase):
        casebook.case(code)
    assert [(line.number, line.at, line.role, line.what) for line in casebook.audit(code)] == [
        (1, NOON, "self", "added"),
        (2, NOON, "self", "shown"),
        (3, LATER, "self", "deleted"),
    ]


class Crowded(Database):
    """A file on a disk that has no room to write it anew."""

    def rewrite(self) -> None:
        raise self.problem(FULL)


def test_a_deletion_that_is_broken_off_is_finished_when_the_casebook_is_next_opened(file: Path) -> None:
    planted = marker()
    with open_casebook(file, new=True) as casebook:
        code = add(casebook, planted)
    with Crowded(file) as database:
        crowded = Casebook(database)
        with pytest.raises(Problems) as refused:
            crowded.delete(code, LATER)
        assert crowded.cases() == ()
        assert database.rows("SELECT count(*) FROM unfinished")[0].number() == 1

    with open_casebook(file), Database(file) as database:
        left = database.rows("SELECT count(*) FROM unfinished")[0].number()

    assert f"“{code}” is deleted, but the file still has gaps where it was: the disk is full" in str(
        refused.value
    )
    assert left == 0
    assert holding(file.parent, planted) == []


def test_a_page_of_a_deleted_case_is_overwritten_even_before_the_file_is_written_anew(file: Path) -> None:
    planted = marker()
    with open_casebook(file, new=True) as casebook:
        code = add(casebook, planted)

    with Crowded(file) as database, pytest.raises(Problems):
        Casebook(database).delete(code, LATER)

    assert given(planted).page[-64:-1].encode() not in file.read_bytes()


# The audit only grows.


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET what = 'shown'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 2",
        "INSERT OR REPLACE INTO audit SELECT 1, at, role, 'shown', code, kept, link FROM audit LIMIT 1",
        "INSERT INTO audit SELECT 0, at, role, 'shown', code, kept, link FROM audit LIMIT 1",
        "UPDATE recommendations SET page = 'another'",
        "UPDATE intakes SET answers = '{}'",
    ],
)
def test_what_was_done_and_what_was_given_cannot_be_changed_afterwards(statement: str, file: Path) -> None:
    with open_casebook(file, new=True) as casebook:
        code = add(casebook)
        casebook.note(code, "shown", LATER)
    before = file.read_bytes()

    with closing(sqlite3.connect(file)) as stranger, pytest.raises(sqlite3.IntegrityError):
        stranger.execute(statement)

    assert file.read_bytes() == before


# Versions.


def test_an_empty_file_is_a_casebook_of_version_0_and_becomes_a_new_one(file: Path) -> None:
    file.parent.mkdir()
    file.touch()

    with open_casebook(file) as casebook:
        code = add(casebook)
        assert is_whole(casebook, code)

    assert version(file) == len(MIGRATIONS)


def test_a_casebook_of_an_older_version_is_carried_over_with_everything_in_it(file: Path) -> None:
    with open_casebook(file, new=True) as casebook:
        code = add(casebook)

    with Database(file, NEXT) as database:
        assert is_whole(Casebook(database), code)
        assert database.rows("SELECT until FROM cases")[0].text() == ""

    assert version(file) == len(NEXT)


def test_a_casebook_from_before_there_were_notes_has_none_and_takes_one(file: Path) -> None:
    file.parent.mkdir(mode=0o700)
    file.touch(0o600)
    with Database(file, MIGRATIONS[:2]) as database:
        code = add_without_a_note(database, intake())

    with open_casebook(file) as casebook:
        assert is_whole(casebook, code)
        assert casebook.case(code).notes == ()
        casebook.add_version(code, replace(intake(), note="Walks\nwith a friend."), given(), LATER)
        (noted,) = casebook.case(code).notes

    assert (noted.number, noted.at, noted.value.note) == (2, LATER, "Walks\nwith a friend.")
    assert version(file) == len(MIGRATIONS)


def test_a_note_that_is_carried_over_counts_once(casebook: Casebook) -> None:
    noted = [replace(intake(), note=note) for note in ("one", "one", "", "one")]
    code = casebook.add(noted[0], given(), NOON, secrets.choice)
    for version_of_it in noted[1:]:
        casebook.add_version(code, version_of_it, given(), LATER)

    assert [one.number for one in casebook.case(code).notes] == [1, 4]


def test_a_casebook_that_cannot_be_carried_over_stays_as_it_is(file: Path) -> None:
    with open_casebook(file, new=True) as casebook:
        add(casebook)
    before = file.read_bytes()

    with pytest.raises(Problems):
        Database(file, BROKEN)

    assert file.read_bytes() == before


def test_a_casebook_of_a_newer_version_is_not_touched(file: Path) -> None:
    with open_casebook(file, new=True) as casebook:
        add(casebook)
    with Database(file, NEXT):
        before = file.read_bytes()

    with pytest.raises(Problems) as refused, open_casebook(file, new=True):
        pass

    assert str(refused.value) == (
        f"{file}: error E103: this casebook is of version 5, and this program reads up to version 4\n\n"
        "  What was kept there before is as it was. A newer version of the program can read it.\n\n"
        "1 mistake."
    )
    assert file.read_bytes() == before


# Faults.


def test_a_full_disk_keeps_the_change_out_and_what_was_there_in(file: Path) -> None:
    with open_casebook(file, new=True) as casebook:
        code = add(casebook)
    before = file.read_bytes()

    with Database(file) as database:
        database.rows("PRAGMA max_page_count = 1")  # as many as there are
        with pytest.raises(Problems, match="the disk is full"):
            add(Casebook(database), "never")
        assert [line.code for line in Casebook(database).cases()] == [code]

    assert file.read_bytes() == before


def test_a_process_that_waits_for_too_long_says_so_and_changes_nothing(file: Path) -> None:
    with open_casebook(file, new=True) as casebook, Database(file, patience=0.05) as impatient:
        code = add(casebook)
        with Database(file) as database, database.writing(), pytest.raises(Problems, match=BUSY):
            Casebook(impatient).note(code, "shown", NOON)

        assert len(casebook.audit()) == 1


def test_another_database_is_not_taken_for_a_casebook(file: Path) -> None:
    file.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(file)) as stranger:
        stranger.execute("CREATE TABLE cases (code TEXT)")
    before = file.read_bytes()

    with pytest.raises(Problems, match=DAMAGED), open_casebook(file, new=True):
        pass

    assert file.read_bytes() == before


def zeroed_head(whole: bytes) -> bytes:
    return bytes(100) + whole[100:]


def negative_version(whole: bytes) -> bytes:
    return whole[:60] + b"\xff\xff\xff\xff" + whole[64:]


def zeroed_page(whole: bytes) -> bytes:
    return whole[:4096] + bytes(4096) + whole[8192:]


@pytest.mark.parametrize(
    "damage",
    [
        zeroed_head,
        zeroed_page,
        negative_version,
        lambda _: b"Dear diary",
        lambda whole: whole[: len(whole) // 2],
        lambda _: b"\0",
    ],
    ids=["zeroed head", "zeroed page", "negative version", "a text", "half a file", "one byte"],
)
def test_a_damaged_file_is_said_to_be_damaged_and_left_as_it_is(
    damage: Callable[[bytes], bytes], file: Path
) -> None:
    with open_casebook(file, new=True) as casebook:
        add(casebook)
    file.write_bytes(damage(file.read_bytes()))
    before = file.read_bytes()

    with pytest.raises(Problems) as refused, open_casebook(file):
        pass

    assert str(refused.value) == (
        f"{file}: error E103: this is not a casebook, or it is damaged\n\n"
        "  The file was not touched. It can be moved away; or RECOMMENDER_CASEBOOK names another folder.\n\n"
        "1 mistake."
    )
    assert file.read_bytes() == before


def test_no_damage_ends_in_anything_but_a_plain_message(file: Path) -> None:
    """Bytes are changed at random; whatever still opens gives what it can, or says that it is damaged."""
    with open_casebook(file, new=True) as casebook:
        codes = [add(casebook, f"somebody {number}") for number in range(3)]
        casebook.check_in(codes[0], [LoggedSession(1, 1, {"done": "yes"})], {"decision": "hold"}, NOON)
    sound, outcomes = file.read_bytes(), {"used": 0, "refused": 0}

    for seed in range(300):
        file.write_bytes(damaged(sound, Random(seed)))
        try:
            with open_casebook(file) as casebook:
                for line in casebook.cases():
                    casebook.case(line.code)
                casebook.audit()
                casebook.delete(codes[1], LATER)
            outcomes["used"] += 1
        except (Problems, NoSuchCase):
            outcomes["refused"] += 1

    print(outcomes)
    assert min(outcomes.values()) >= 10


def without_expectations(profile: Profile) -> Profile:
    return Profile(profile.facts, profile.role, profile.region, profile.adjustments)


def dice(letters: str) -> Callable[[str], str]:
    falls = iter(letters)
    return lambda _: next(falls)


def version(file: Path) -> int:
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute("PRAGMA user_version").fetchone()[0])


def damaged(whole: bytes, random: Random) -> bytes:
    """A few bytes changed, one bit or all of it, in what holds the order of the file or in its texts."""
    changed = bytearray(whole)
    for _ in range(random.choice((1, 2, 10, 50))):
        place = random.randrange(random.choice((200, len(changed))))
        changed[place] = random.choice((changed[place] ^ 1 << random.randrange(8), random.randrange(256)))
    return bytes(changed[: random.choice((len(changed), len(changed), random.randrange(len(changed))))])
