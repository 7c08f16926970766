"""The audit holds itself and what is kept: a change by another program is found, and told with its line."""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from keeping import NOON, add, add_without_a_note, given, holding, intake

from recommender.casebook import Casebook, LoggedSession, open_casebook
from recommender.casebook.chain import Ask, append, link_of
from recommender.casebook.checking import Flaw, checked
from recommender.casebook.database import Database
from recommender.casebook.place import FILE
from recommender.casebook.records import AuditLine
from recommender.casebook.row import Row
from recommender.casebook.schema import MIGRATIONS
from recommender.cli import main
from recommender.problem import Problems

LATER = "2026-03-08T18:30Z"
TABLES = ("cases", "intakes", "recommendations", "sessions", "reviews", "audit", "audit_end")
SHORT_PAGE = 40
"""Letters: many casebooks are looked at here, many times."""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "mine"))
    return tmp_path / "mine" / FILE


@pytest.fixture
def code(file: Path) -> str:
    """A case with four lines: kept, shown, with a check-in, and shown again."""
    with open_casebook(file, new=True) as casebook:
        code = add(casebook)
        casebook.note(code, "shown", NOON)
        casebook.check_in(code, [LoggedSession(1, 2, {"done": "yes"})], {"decision": "hold"}, LATER)
        casebook.note(code, "shown", LATER)
    return code


# Whatever was done: as long as nobody else changes anything it holds, and not a moment longer.


@pytest.mark.parametrize("seed", range(8))
def test_every_single_change_is_found_whatever_happened_before_and_none_where_there_was_none(
    seed: int, file: Path
) -> None:
    with open_casebook(file, new=True) as casebook:
        for done in range(1, 12):
            happen(casebook, Random(f"{seed} {done}"))
            assert casebook.checked().flaws == ()

    with unguarded(file) as stranger:
        changes = [*plants(stranger)]
        unnoticed = [change for change in changes if not found(stranger, change)]

        assert unnoticed == []
        assert len(changes) > 100
        assert checked(asking(stranger)).flaws == ()


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_lines_that_are_cut_off_the_end_are_still_missed_after_more_was_done(
    cut: int, file: Path, code: str
) -> None:
    planted(file, f"DELETE FROM audit WHERE number > {4 - cut}")  # noqa: S608 - a number

    with open_casebook(file) as casebook:
        at_once = casebook.checked().flaws
        casebook.note(code, "exported", LATER)
        later = casebook.checked().flaws

    where = f"the audit ends with line {4 - cut}" if cut < 4 else "the audit is empty"
    assert at_once[0] == Flaw(4, "", f"the file notes it as the last that was written, and {where}")
    missing = "line 4, before it, is" if cut == 1 else f"lines {5 - cut} to 4, before it, are"
    assert later[0] == Flaw(5, code, f"{missing} missing")


def test_what_was_put_into_a_case_does_not_pass_with_the_next_thing_that_is_kept(
    file: Path, code: str
) -> None:
    like = (
        "INSERT INTO sessions SELECT 3, day, session, code, number + {}, at, intake, check_in, {} "
        "FROM sessions WHERE number = 1"
    )
    planted(file, like.format(1, "'mine'"), like.format(2, "salt"))

    with open_casebook(file) as casebook:
        casebook.check_in(code, [LoggedSession(2, 1, {"done": "yes"})], {"decision": "hold"}, LATER)
        flaws = casebook.checked().flaws

    assert flaws == (
        Flaw(3, code, "what was kept with it is no longer there as it was kept"),
        Flaw(None, code, "something is kept under this code that no line tells of"),
    )


def test_whoever_writes_the_whole_chain_anew_is_found_by_a_link_that_was_noted(file: Path, code: str) -> None:
    with open_casebook(file) as casebook:
        noted = [line.link for line in casebook.audit()]
    planted(file, "UPDATE audit SET role = 'clinician' WHERE number = 3", "DELETE FROM audit_end")
    with unguarded(file) as stranger:
        lines = checked(asking(stranger)).lines
        stranger.execute("DELETE FROM audit")
        for line in lines:
            kept = stranger.execute("SELECT salt FROM intakes").fetchone()[0] if line.number == 1 else ""
            append(asking(stranger), line, kept)
            if line.number == 3:
                link = link_of(lines_of(stranger)[1].link, line)
                stranger.execute("UPDATE audit SET kept = ?, link = ? WHERE number = 3", (line.kept, link))
                stranger.execute("UPDATE audit_end SET link = ?", (link,))
        stranger.commit()

    with open_casebook(file) as casebook:
        without, before, after = (casebook.checked(link) for link in ("", noted[1], noted[3][:12]))

    assert (without.flaws, before.flaws, before.stands_at) == ((), (), 2)
    assert [(flaw.line, flaw.code) for flaw in after.flaws] == [(None, "")]
    assert noted[3][:12] in after.flaws[0].what
    assert code


def test_the_same_answers_leave_another_digest_each_time_and_nothing_to_try_it_out_with(
    tmp_path: Path,
) -> None:
    """Two casebooks that have the same case under the same code, until it is deleted."""
    kept, left = [], []
    for name in ("mine", "yours"):
        file = tmp_path / name / FILE
        with open_casebook(file, new=True) as casebook:
            code = casebook.add(intake(), given(), NOON, lambda _: "c")
            kept.append(casebook.audit()[0].kept)
            salts = [salt for (salt,) in rows(file, "SELECT salt FROM cases")]
            casebook.delete(code, LATER)
            assert casebook.checked().flaws == ()
        left.append([holding(file.parent, text) for text in (kept[-1], *salts)])

    assert kept[0] != kept[1]
    assert left == [[[FILE], []]] * 2


# What earlier versions wrote.


@pytest.mark.parametrize("version", [1, 2, 3])
def test_what_an_earlier_version_wrote_is_chained_as_it_is_found(version: int, file: Path) -> None:
    code = kept_by_version(version, file)

    with open_casebook(file) as casebook:
        carried = casebook.checked()
        casebook.note(code, "shown", LATER)
        went_on = casebook.checked()

    assert [(line.number, line.what, bool(line.kept)) for line in carried.lines] == [
        (1, "added", False),
        (2, "added", False),
        (3, "deleted", False),
        (4, "shown", True),
    ]
    assert (carried.flaws, went_on.flaws, len(went_on.lines), went_on.found) == ((), (), 5, 4)
    planted(file, "UPDATE recommendations SET page = 'another'")
    with open_casebook(file) as casebook:
        assert [(flaw.line, flaw.code) for flaw in casebook.checked().flaws] == [(4, code)]


def test_it_is_said_which_lines_were_there_before_the_chain(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept_by_version(3, file)
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(file.parent))

    assert main(["casebook", "audit"]) == 0

    said = " ".join(capsys.readouterr().out.split())
    assert "The audit holds: 4 lines" in said
    assert said.endswith(
        "The chain began after lines 1 to 4, and holds what it found; a change before that is not seen."
    )


def test_a_case_that_another_program_made_unreadable_is_named_and_can_be_let_go_of(
    code: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(file, """UPDATE recommendations SET recommendation = '{"half":'""")

    codes = [main(["casebook", "show", code]), main(["casebook", "delete", code, "--yes"])]

    said = capsys.readouterr().err
    assert codes == [2, 0]
    assert f"what is kept under “{code}” cannot be read: another program changed it" in said
    assert f"This one can be let go of: recommender casebook delete {code}" in said


def test_the_audit_has_the_role_of_whoever_acts_or_else_that_of_the_last_answers(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["casebook", "show", code])
    main(["casebook", "show", code, "--role", "clinician"])
    main(["casebook", "delete", code, "--yes", "--role", "clinician"])

    capsys.readouterr()
    main(["casebook", "audit", "--format", "json"])
    lines = json.loads(capsys.readouterr().out)["audit"][-3:]
    assert [(line["what"], line["role"]) for line in lines] == [
        ("shown", "self"),
        ("shown", "clinician"),
        ("deleted", "clinician"),
    ]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_chain_that_cannot_be_made_leaves_the_file_as_it_is(version: int, file: Path) -> None:
    kept_by_version(version, file)
    before = file.read_bytes()

    with pytest.raises(Problems):
        Database(file, (*MIGRATIONS[:3], (*MIGRATIONS[3], "ALTER TABLE nothing ADD COLUMN x TEXT")))

    assert file.read_bytes() == before


def test_what_guards_a_casebook_is_the_same_whichever_version_it_began_with(file: Path) -> None:
    kept_by_version(1, file)
    new = file.parent.parent / "new" / FILE

    with open_casebook(file), open_casebook(new, new=True):
        pass

    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    assert rows(file, asked) == rows(new, asked)
    assert len(rows(new, asked)) == 8


# The command.


def test_the_audit_says_that_it_holds_and_which_link_stands_for_all_of_it(
    code: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(file) as casebook:
        link = casebook.checked().link

    codes = [
        main(["casebook", "audit", code]),
        main(["casebook", "audit", "--link", f"{link[:16].upper()} "]),
    ]

    table = (
        "  Line  When               Role  What        Code\n"
        f"  1     {NOON}  self  added       {code}\n"
        f"  2     {NOON}  self  shown       {code}\n"
        f"  3     {LATER}  self  checked in  {code}\n"
        f"  4     {LATER}  self  shown       {code}\n"
        "\n"
        "The audit holds: 4 lines, and all that is kept is as they say.\n"
        f"The link of its last line is {link[:12]}, in whole\n"
        f"  {link}\n"
    )
    assert codes == [0, 0]
    assert capsys.readouterr().out == (
        f"{table}Somebody who notes it elsewhere can ask with --link whether it still stands.\n"
        f"{table}Line 4 still has the link that was noted.\n"
    )


def test_a_changed_line_a_missing_one_and_a_changed_answer_are_told_each_with_its_line(
    code: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(
        file,
        "UPDATE audit SET at = '2026-03-02T12:00Z' WHERE number = 1",
        "DELETE FROM audit WHERE number = 2",
        "UPDATE sessions SET session = '{}'",
    )

    done = main(["casebook", "audit", "--link", "0123 4567 89ab"])

    page = capsys.readouterr().out
    assert done == 1
    assert page.partition("\n\n")[2] == (
        "The audit does not hold.\n"
        f"  - Line 1, about “{code}”: it is not as it was written, or does not\n"
        "    stand where it was written.\n"
        f"  - Line 3, about “{code}”: line 2, before it, is missing.\n"
        f"  - Line 3, about “{code}”: what was kept with it is no longer there\n"
        "    as it was kept.\n"
        "  - No line has the link 0123456789ab; it is of another casebook, or lines\n"
        "    were cut off or made anew.\n"
        "Every case can still be deleted, and shown and exported as far as it can be read.\n"
    )


def test_the_json_of_the_audit_has_the_same_facts_and_every_link(
    code: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["casebook", "audit", "--format", "json"])
    sound = json.loads(capsys.readouterr().out)
    planted(file, "UPDATE audit SET what = 'exported' WHERE number = 4")

    done = main(["casebook", "audit", code, "--format", "json", "--link", sound["audit"][1]["link"]])

    broken = json.loads(capsys.readouterr().out)
    assert (sound["holds"], sound["lines"], sound["flaws"]) == (True, 4, [])
    assert sound["link"] == sound["audit"][-1]["link"]
    changed = "it is not as it was written, or does not stand where it was written"
    assert done == 1
    assert {**broken, "audit": []} == {
        "holds": False,
        "lines": 4,
        "link": "",
        "found_unchained": 0,
        "noted": {"link": sound["audit"][1]["link"], "line": 2},
        "flaws": [{"line": 4, "code": code, "what": changed}],
        "audit": [],
    }
    assert broken["audit"] == [*sound["audit"][:3], {**sound["audit"][3], "what": "exported"}]


def test_a_case_that_another_program_deleted_is_missed(
    code: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(file, *(f"DELETE FROM {table}" for table in TABLES[:5]))  # noqa: S608 - our own names

    done = main(["casebook", "audit", code])

    assert done == 1
    page = capsys.readouterr().out
    assert page.partition("\n\n")[2] == (
        "The audit does not hold.\n"
        f"  - Line 1, about “{code}”: the case is not there, and no line says\n"
        "    that it was deleted.\n"
        "Every case can still be deleted, and shown and exported as far as it can be read.\n"
    )


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        ("UPDATE recommendations SET page = 'another' WHERE length(page) < 1000", 2),
        ("DELETE FROM audit WHERE number = 2", 4),
    ],
    ids=["one case", "the audit"],
)
def test_whoever_looks_at_a_case_is_told_of_a_change_and_sees_it_all_the_same(
    plant: str, told: int, code: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(file) as casebook:
        changed = casebook.add(intake(), given(length=SHORT_PAGE), NOON, secrets.choice)
    planted(file, plant)

    codes = [main(["casebook", what, of]) for what in ("show", "export") for of in (code, changed)]

    assert codes == [0, 0, 0, 0]
    assert capsys.readouterr().err == told * (
        "Something else changed this case or the audit: recommender casebook audit says more.\n"
    )


def test_a_page_takes_in_ten_flaws_and_counts_the_others(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(file, new=True) as casebook:
        code = add(casebook)
        for _ in range(14):
            casebook.note(code, "shown", NOON)
    planted(file, "UPDATE audit SET at = '2026-03-02T12:00Z'")

    main(["casebook", "audit"])

    page = capsys.readouterr().out
    assert page.count("  - Line ") == 10
    assert "  - And 5 more, which --format json has.\n" in page


@pytest.mark.parametrize("typed", ["", "0123", "g" * 12, "a" * 65])
@pytest.mark.usefixtures("file")
def test_what_is_no_link_is_said_plainly(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = main(["casebook", "audit", f"--link={typed}"])

    said = f"a link has 12 to 64 signs, each a digit or a letter from a to f, found “{typed}”\n"
    assert (done, capsys.readouterr().err.endswith(said)) == (2, True)


# How a change is planted.


def happen(casebook: Casebook, dice: Random) -> None:
    """One thing that a person may do, to a new case or to one that is there."""
    there = [line.code for line in casebook.cases()]
    what = (
        dice.choice(("add", "import", "answer", "check in", "check in", "show", "show", "delete"))
        if there
        else "add"
    )
    code, said = dice.choice(there or [""]), dice.choice(("often", "never"))
    if what == "add":
        casebook.add(intake(said), given(said, SHORT_PAGE), NOON, secrets.choice)
    elif what == "import":
        casebook.take_in(casebook.case(code), LATER, secrets.choice)
    elif what == "answer":
        casebook.add_version(code, intake(said), given(said, SHORT_PAGE), LATER)
    elif what == "check in":
        sessions = [LoggedSession(dice.randint(1, 3), day, {"felt": said}) for day in (2, 5)]
        casebook.check_in(code, sessions, {"decision": "hold"}, LATER)
    elif what == "show":
        casebook.note(code, "shown", LATER)
    else:
        casebook.delete(code, LATER)


def plants(stranger: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """Every field changed, every row taken out, any two lines swapped, every end of the audit cut off."""
    for table in TABLES:
        for (row,) in stranger.execute(f"SELECT rowid FROM {table}").fetchall():  # noqa: S608 - our own names
            yield (f"DELETE FROM {table} WHERE rowid = {row}",)  # noqa: S608 - our own names
            for _, column, kind, *_ in stranger.execute(f"PRAGMA table_info({table})"):
                if (table, column) != ("audit_end", "one"):
                    yield (f"UPDATE {table} SET {column} = {otherwise(column, kind)} WHERE rowid = {row}",)  # noqa: S608 - our own names
    count = len(lines_of(stranger))
    for one, other in combinations(range(1, count + 1), 2):
        yield tuple(
            f"UPDATE audit SET number = {now} WHERE number = {before}"  # noqa: S608 - numbers
            for before, now in ((one, 0), (other, one), (0, other))
        )
    for last in range(count - 1):
        yield (f"DELETE FROM audit WHERE number > {last}",)  # noqa: S608 - numbers


def otherwise(column: str, kind: str) -> str:
    """Another thing that may stand in a field."""
    if column == "role":
        return "'clinician'"
    return f"{column} + 1000" if kind == "INTEGER" else f"{column} || 'x'"


def found(stranger: sqlite3.Connection, plant: tuple[str, ...]) -> bool:
    """Whether a change is found; it is taken back."""
    stranger.execute("SAVEPOINT before")
    for statement in plant:
        assert stranger.execute(statement).rowcount
    flaws = checked(asking(stranger)).flaws
    stranger.execute("ROLLBACK TO before")
    return bool(flaws)


def unguarded(file: Path) -> "closing[sqlite3.Connection]":
    """A casebook in the hands of another program, which takes away everything that guards it."""
    stranger = sqlite3.connect(file)
    stranger.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in stranger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        stranger.execute(f"DROP TRIGGER {name}")
    return closing(stranger)


def planted(file: Path, *statements: str) -> None:
    """Changes something with another program; afterwards all is guarded as before."""
    with closing(sqlite3.connect(file)) as stranger:
        guards = stranger.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            stranger.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert stranger.execute(statement).rowcount
        for _, guard in guards:
            stranger.execute(guard)
        stranger.commit()


def asking(stranger: sqlite3.Connection) -> Ask:
    """Asks another program's connection as the casebook asks its own."""
    nothing = Problems([])

    def ask(statement: str, *values: str | int) -> list[Row]:
        return [Row(iter(cells), nothing) for cells in stranger.execute(statement, values).fetchall()]

    return ask


def lines_of(stranger: sqlite3.Connection) -> tuple[AuditLine, ...]:
    return checked(asking(stranger)).lines


def rows(file: Path, statement: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as stranger:
        return stranger.execute(statement).fetchall()


def kept_by_version(version: int, file: Path) -> str:
    """A casebook as an earlier version left it: a case that was shown, and the lines of a deleted one."""
    file.parent.mkdir(mode=0o700)
    file.touch(0o600)
    with Database(file, MIGRATIONS[:version]) as database:
        code = add_without_a_note(database, intake())
        database.rows(
            "INSERT INTO sessions (code, number, at, intake, week, day, session) "
            "VALUES (?, 1, ?, 1, 1, 2, '{}')",
            *(code, NOON),
        )
        for number, what, of in (
            (2, "added", "dddd-dddd-dddd"),
            (3, "deleted", "dddd-dddd-dddd"),
            (4, "shown", code),
        ):
            database.rows(
                "INSERT INTO audit (number, at, role, what, code) VALUES (?, ?, 'self', ?, ?)",
                *(number, NOON, what, of),
            )
    return code
