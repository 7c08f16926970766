"""`recommender casebook`: what each command prints, asks, refuses and leaves on the disk."""

import io
import json
import os
import re
import resource
import secrets
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import pytest
from keeping import NOON, add, given, intake

from recommender.casebook import LoggedSession, open_casebook
from recommender.casebook.place import FILE
from recommender.cli import main
from recommender.cli.casebook import export, export_locked
from recommender.loading.rulebook import default_rules

ROOT = Path(__file__).parent.parent
HYPERVIGILANT = str(ROOT / "profiles" / "hypervigilant.yaml")
SHUT_DOWN = str(ROOT / "profiles" / "shut_down.yaml")
CODE = re.compile(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")
ROOTS_POWER = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]

SECOND = LoggedSession(
    1, 2, {"week": 1, "day": 2, "done": "yes", "minutes": 12, "effort": 3, "settling_time": "an_hour"}
)
FOURTH = LoggedSession(
    1, 4, {"week": 1, "day": 4, "done": "part", "minutes": 6, "before": "on_edge", "crisis": "no"}
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the casebook will lie; nothing is there yet."""
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "mine"))
    return tmp_path / "mine"


@pytest.fixture
def code(folder: Path) -> str:
    """A case with two sessions and a review in its log."""
    with open_casebook(folder / FILE, new=True) as casebook:
        code = add(casebook)
        casebook.check_in(code, [FOURTH, SECOND], {"decision": "hold"}, "2026-03-08T18:30Z")
    return code


# Nothing is kept unless somebody asks for it.


def test_only_add_puts_anything_on_the_disk(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [
        main(["recommend", HYPERVIGILANT]),
        main(["casebook", "list"]),
        main(["casebook", "audit"]),
        main(["casebook", "show", "cccc-cccc-cccc"]),
        main(["casebook", "delete", "cccc-cccc-cccc", "--yes"]),
        main(["casebook", "add", str(folder / "nobody.yaml")]),
        main(["casebook", "add", HYPERVIGILANT, "--case", "cccc-cccc-cccc"]),
    ]

    assert codes == [0, 0, 0, 2, 2, 2, 2]
    assert not folder.exists()
    assert (
        "recommender casebook: there is no case “cccc-cccc-cccc” in this casebook\n"
        in capsys.readouterr().err
    )


def test_an_empty_casebook_says_that_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["list"], ["list", "--format", "json"], ["audit"], ["audit", "--format", "json"]):
        assert main(["casebook", *words]) == 0

    nothing = {"holds": True, "lines": 0, "link": "", "found_unchained": 0, "flaws": [], "audit": []}
    said = 'The casebook has no cases.\n{\n  "cases": []\n}\nThe audit is empty.\n'
    assert capsys.readouterr() == (f"{said}{json.dumps(nothing, indent=2)}\n", "")
    assert not folder.exists()


# Keeping.


def test_add_prints_a_code_and_says_where_it_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = main(["casebook", "add", HYPERVIGILANT, "--weeks", "3"])

    shown = capsys.readouterr()
    code = shown.out.rstrip("\n")
    assert (done, bool(CODE.fullmatch(code))) == (0, True)
    assert shown.err == (
        f"Kept in {folder / FILE}. It can be seen again with: recommender casebook show {code}\n"
    )


@pytest.mark.usefixtures("folder")
def test_what_was_given_is_shown_again_to_the_byte_whatever_became_of_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["recommend", HYPERVIGILANT, "--weeks", "5"])
    page = capsys.readouterr().out
    main(["recommend", HYPERVIGILANT, "--weeks", "5", "--format", "json"])
    data = capsys.readouterr().out
    main(["casebook", "add", HYPERVIGILANT, "--weeks", "5"])
    code = capsys.readouterr().out.strip()
    broken = shutil.copytree(default_rules(), tmp_path / "rules")
    (broken / "vocabulary.yaml").unlink()
    monkeypatch.setenv("RECOMMENDER_RULES", str(broken))

    main(["casebook", "show", code])
    shown = capsys.readouterr().out
    main(["casebook", "show", code, "--format", "json"])
    kept = json.loads(capsys.readouterr().out)

    digest = kept["last"]["recommendation"]["rulebook"]["digest"]
    since = shown.removeprefix(page)
    assert json.dumps(kept["last"]["recommendation"], indent=2, ensure_ascii=False) + "\n" == data
    assert (kept["last"]["page"], kept["last"]["weeks"], kept["last"]["digest"]) == (page, 5, digest)
    assert MOMENT.sub("NOW", since) == (
        f"\nAs it was given\n  Under {code}, kept NOW, for 5 weeks, by the rules\n  {digest}\n"
    )


@pytest.mark.usefixtures("folder")
def test_later_answers_stand_beside_the_earlier_ones(capsys: pytest.CaptureFixture[str]) -> None:
    main(["casebook", "add", HYPERVIGILANT])
    code = capsys.readouterr().out.strip()

    main(["casebook", "add", SHUT_DOWN, "--case", code.upper(), "--weeks", "2"])

    assert capsys.readouterr().out.strip() == code
    main(["casebook", "export", code])
    case = json.loads(capsys.readouterr().out)
    assert [one["number"] for one in case["intakes"]] == [1, 2]
    assert [(one["intake"], one["weeks"]) for one in case["recommendations"]] == [(1, 8), (2, 2)]
    assert case["intakes"][0]["answers"] != case["intakes"][1]["answers"]
    assert [one["what"] for one in case["audit"]] == ["added", "answered anew", "exported"]


@pytest.mark.usefixtures("folder")
def test_a_profile_may_come_from_standard_input() -> None:
    run = command("casebook", "add", "-", typed=Path(HYPERVIGILANT).read_text(encoding="utf-8"))

    assert (run.returncode, bool(CODE.fullmatch(run.stdout.strip()))) == (0, True)


# Looking.


def test_a_list_has_no_answer_in_it(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["casebook", "list"])
    main(["casebook", "list", "--format", "json"])

    line = {"code": code, "begun": NOON, "intakes": 1, "sessions": 2, "reviews": 1}
    assert capsys.readouterr().out == (
        "  Code            Begun              Intakes  Sessions  Reviews  Last activity\n"
        f"  {code}  {NOON}  1        2         1        2026-03-08T18:30Z\n"
        + json.dumps({"cases": [line | {"last_activity": "2026-03-08T18:30Z"}]}, indent=2)
        + "\n"
    )


def test_show_goes_on_with_the_log_week_by_week(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = main(["casebook", "show", code])

    shown = capsys.readouterr()
    assert (done, shown.err) == (0, "")
    assert (
        shown.out
        == f"""{given().page}
The log
  Week  Day  Done  Minutes  Effort  Before   Settling
  1     2    yes   12       3                an hour
  1     4    part  6                on edge

Reviews
  - 2026-03-08T18:30Z: hold

As it was given
  Under {code}, kept {NOON}, for 8 weeks, by the rules
  {given().digest}
"""
    )


def test_show_ends_with_the_notes_and_no_page_has_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(folder / FILE, new=True) as casebook:
        noted = replace(intake(), note="Likes the river.\nComes on Mondays.")
        code = casebook.add(noted, given(), NOON, secrets.choice)

    main(["casebook", "show", code])
    page = capsys.readouterr().out
    main(["casebook", "show", code, "--format", "json"])
    shown = json.loads(capsys.readouterr().out)

    assert page == (
        f"""{given().page}
As it was given
  Under {code}, kept {NOON}, for 8 weeks, by the rules
  {given().digest}

Notes
  {NOON}:
    Likes the river.
    Comes on Mondays.
"""
    )
    assert shown["notes"] == [{"at": NOON, "intake": 1, "note": "Likes the river.\nComes on Mondays."}]
    assert "river" not in json.dumps(shown["last"])


def test_an_export_has_everything_of_one_case_and_nothing_of_another(
    code: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(folder / FILE) as casebook:
        other = add(casebook, "never")

    done = main(["casebook", "export", code])

    shown = capsys.readouterr().out
    case = json.loads(shown)
    at = case["audit"].pop()["at"]
    assert (done, other in shown, "never" in shown) == (0, False, False)
    assert MOMENT.fullmatch(at)
    then = "2026-03-08T18:30Z"
    assert case == {
        "code": code,
        "begun": NOON,
        "intakes": [
            {
                "number": 1,
                "at": NOON,
                "role": "self",
                "region": "gb",
                "answers": intake().answers,
                "adjustments": [{"limit": {"minutes": 10}}],
                "note": "",
            }
        ],
        "recommendations": [
            {
                "number": 1,
                "at": NOON,
                "intake": 1,
                "digest": given().digest,
                "weeks": 8,
                "recommendation": given().recommendation,
                "page": given().page,
            }
        ],
        "log": [
            {"number": 1, "at": then, "intake": 1, "week": 1, "day": 4, "session": FOURTH.session},
            {"number": 2, "at": then, "intake": 1, "week": 1, "day": 2, "session": SECOND.session},
        ],
        "superseded": [],
        "reviews": [{"number": 1, "at": then, "intake": 1, "review": {"decision": "hold"}}],
        "audit": [
            {"number": 1, "at": NOON, "role": "self", "what": "added", "code": code},
            {"number": 2, "at": then, "role": "self", "what": "checked in", "code": code},
        ],
    }


def test_the_audit_says_who_looked_at_what(
    code: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(folder / FILE) as casebook:
        add(casebook, "never")
    main(["casebook", "show", code])
    main(["casebook", "export", code])
    capsys.readouterr()

    main(["casebook", "audit", code])

    page = re.sub(r"20(?!26-03)\d\d-\d\d-\d\dT\d\d:\d\dZ", "NOW              ", capsys.readouterr().out)
    assert re.sub(r"[0-9a-f]{12,64}", "1f2e", page) == (
        "  Line  When               Role  What        Code\n"
        f"  1     2026-03-01T12:00Z  self  added       {code}\n"
        f"  2     2026-03-08T18:30Z  self  checked in  {code}\n"
        f"  4     NOW                self  shown       {code}\n"
        f"  5     NOW                self  exported    {code}\n"
        "\n"
        "The audit holds: 5 lines, and all that is kept is as they say.\n"
        "The link of its last line is 1f2e, in whole\n"
        "  1f2e\n"
        "Somebody who notes it elsewhere can ask with --link whether it still stands.\n"
    )


@pytest.mark.parametrize("form", [[], ["--deidentified"], ["--fhir"], ["--locked"]], ids=str)
def test_an_export_that_breaks_off_is_in_the_audit_and_so_is_that_it_broke_off(
    form: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Some of it may have gone out by then, and nobody knows how much."""
    main(["casebook", "add", HYPERVIGILANT])
    code = capsys.readouterr().out.strip()
    monkeypatch.setattr(export_locked, "new_passphrase", lambda _: None)
    monkeypatch.setattr(export_locked, "lock", lambda *_: b"locked")

    codes = []
    for out in (full_disk(), reader_gone()):
        with out, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            codes.append(main(["casebook", "export", code, *form]))
    codes.append(main(["casebook", "export", code, *form]))

    assert codes == [2, 0, 0]
    assert capsys.readouterr().err.count("the output cannot be written: No space left on device\n") == 1
    with open_casebook(folder / FILE) as casebook:
        assert [line.what for line in casebook.audit(code)] == [
            "added",
            *["exported", "export broken off"] * 2,
            "exported",
        ]
        assert casebook.checked().flaws == ()


def test_an_export_is_in_the_audit_before_the_first_letter_goes_out(
    code: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is there as well where the power fails half-way."""
    there: list[str] = []

    def written(_: object) -> None:
        with open_casebook(folder / FILE) as casebook:
            there.extend(line.what for line in casebook.audit(code))

    monkeypatch.setattr(export, "write_json", written)

    main(["casebook", "export", code])

    assert there[-1] == "exported"


def full_disk() -> TextIO:
    """Standard output on a disk without room."""
    return Path("/dev/full").open("w", encoding="utf-8")


def reader_gone() -> TextIO:
    """Standard output to somebody who does not read any more."""
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "w", encoding="utf-8")


# Deleting.


@pytest.mark.parametrize("typed", ["", "\n", "yes\n", "\udcff\n"], ids=["end", "enter", "yes", "not text"])
def test_delete_keeps_the_case_unless_its_code_is_typed(
    typed: str, code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode("utf-8", "surrogateescape"))))

    done = main(["casebook", "delete", code])

    shown = capsys.readouterr()
    assert (done, shown.out) == (2, "")
    assert shown.err == (
        f"Everything that is kept under {code} goes, and nothing brings it back.\n"
        "If that is what you want, type the code:\n"
        "Nothing was deleted.\n"
    )
    assert main(["casebook", "show", code]) == 0


@pytest.mark.parametrize("how", ["typed", "--yes"])
def test_delete_deletes_once_the_code_is_typed_or_yes_was_said(
    how: str,
    code: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{code}\n"))

    done = main(["casebook", "delete", code, *(["--yes"] if how == "--yes" else [])])

    said = capsys.readouterr().err.splitlines()
    assert done == 0
    assert said[-1] == f"“{code}” is deleted. Here, only the audit still says that it was there."
    assert len(said) == (3 if how == "typed" else 1)
    assert main(["casebook", "show", code]) == 2
    assert main(["casebook", "audit", code]) == 0
    assert b"on_edge" not in (folder / FILE).read_bytes()


@pytest.mark.usefixtures("code")
def test_the_audit_of_a_code_that_never_was_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    done = main(["casebook", "audit", "cccc-cccc-cccc"])

    assert done == 2
    assert capsys.readouterr() == (
        "",
        "recommender casebook: nothing was ever kept under “cccc-cccc-cccc” in this casebook\n",
    )


# Faults.


@pytest.mark.parametrize(
    "action", [["list"], ["show", "cccc-cccc-cccc"], ["add", SHUT_DOWN]], ids=lambda a: a[0]
)
def test_what_is_no_casebook_is_left_as_it_is_and_said(
    action: Sequence[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir(mode=0o700)
    (folder / FILE).write_text("Dear diary", encoding="utf-8")

    done = main(["casebook", *action])

    shown = capsys.readouterr()
    assert (done, shown.out) == (2, "")
    assert shown.err == (
        f"{folder / FILE}: error E103: this is not a casebook, or it is damaged\n\n"
        "  The file was not touched. It can be moved away; or RECOMMENDER_CASEBOOK names another folder.\n\n"
        "1 mistake.\n"
    )
    assert (folder / FILE).read_text(encoding="utf-8") == "Dear diary"


@pytest.mark.parametrize("place", ["a file", "below a file", "a folder for a file"])
def test_a_place_where_no_casebook_can_be_is_said_plainly(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there"
    if place == "a folder for a file":
        (there / FILE).mkdir(parents=True)
    else:
        there.touch()
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(there / "below" if place == "below a file" else there))

    codes = [main(["casebook", "list"]), main(["casebook", "add", SHUT_DOWN])]

    assert codes == [2, 2]
    assert capsys.readouterr().err.count("is asked here, and something else is in its place") == 2


def test_in_a_folder_that_can_only_be_read_there_is_looking_and_no_keeping(code: str, folder: Path) -> None:
    before = (folder / FILE).read_bytes()
    folder.chmod(0o500)
    try:
        added, deleted, listed, shown = (
            command("casebook", *words, before=without_roots_power())
            for words in (["add", SHUT_DOWN], ["delete", code, "--yes"], ["list"], ["show", code])
        )
    finally:
        folder.chmod(0o700)

    assert [run.returncode for run in (added, deleted, listed, shown)] == [2, 2, 0, 0]
    refused = f"{folder / FILE}: error E103: the file or its folder can only be read\n"
    assert (added.stdout, added.stderr.startswith(refused)) == ("", True)
    assert (deleted.stdout, deleted.stderr.startswith(refused)) == ("", True)
    assert code in listed.stdout
    assert shown.stdout.startswith(given().page)
    assert shown.stderr.endswith("\nThe audit does not say that this was shown.\n")
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("there", [True, False], ids=["one there", "none there"])
def test_lock_in_a_folder_that_can_only_be_read_names_the_casebook_and_says_what_to_do(
    folder: Path, *, there: bool
) -> None:
    with open_casebook(folder / FILE, new=True) as casebook:
        add(casebook)
    if not there:
        (folder / FILE).unlink()
    before = [(path.name, path.read_bytes()) for path in folder.iterdir()]
    folder.chmod(0o500)
    try:
        run = command("casebook", "lock", before=without_roots_power(), typed="brass otter lantern pear\n")
    finally:
        folder.chmod(0o700)

    refused = (
        f"{folder / FILE}: error E103: the casebook cannot be locked or unlocked here: Permission denied"
    )
    assert run.returncode == 2
    assert run.stderr.partition(refused)[2] == (
        "\n\n  Nothing was changed. It works once this account may write in its folder.\n\n1 mistake.\n"
    )
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == before


@pytest.mark.usefixtures("code")
def test_a_file_that_can_only_be_read_is_looked_at_and_not_changed(folder: Path) -> None:
    before = (folder / FILE).read_bytes()
    (folder / FILE).chmod(0o400)

    added, listed = (
        command("casebook", *words, before=without_roots_power()) for words in (["add", SHUT_DOWN], ["list"])
    )

    assert (added.returncode, added.stdout, listed.returncode) == (2, "", 0)
    assert "error E103: the file or its folder can only be read\n" in added.stderr
    assert (folder / FILE).read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir(mode=0o500)

    run = command(
        "casebook", "add", SHUT_DOWN, before=without_roots_power(), RECOMMENDER_CASEBOOK=str(above / "mine")
    )

    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == (
        f"{above / 'mine'}: error E103: the casebook cannot be kept here: Permission denied\n\n"
        "  RECOMMENDER_CASEBOOK can name a folder in which this account may write.\n\n"
        "1 mistake.\n"
    )


@pytest.mark.usefixtures("code")
def test_a_disk_that_takes_no_more_keeps_what_it_had(folder: Path) -> None:
    """A file that may not grow: the write itself fails, as it does on a disk without room."""
    before = (folder / FILE).read_bytes()

    run = command("casebook", "add", SHUT_DOWN, limit=len(before))

    assert (run.returncode, run.stdout) == (2, "")
    assert re.search(
        r"error E103: the disk (is full|refused to write or to read; it may be full)\n", run.stderr
    )
    assert (folder / FILE).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [FILE]


def without_roots_power() -> list[str]:
    """Root may write where nobody may; what these words begin may not."""
    if os.geteuid():
        return []
    if not shutil.which(ROOTS_POWER[0]):
        pytest.skip("root can write everywhere, and there is no setpriv to lay that down")
    return ROOTS_POWER


def command(
    *words: str, before: Sequence[str] = (), typed: str = "", limit: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What a command prints, in a process of its own."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [*before, sys.executable, "-m", "recommender", *words],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **environment},
        preexec_fn=limited,
        check=False,
    )


def test_a_check_in_keeps_each_session_once_and_says_what_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "kept"))
    profiles = Path(__file__).parent.parent / "profiles"
    main(["casebook", "add", str(profiles / "hypervigilant.yaml")])
    code = capsys.readouterr().out.strip()
    log = str(profiles / "logs" / "hypervigilant_hold.yaml")

    codes = [main(["casebook", "check-in", code, "--log", log]) for _ in range(2)]

    printed = capsys.readouterr()
    first, second = printed.out.split("The week is repeated as it was.")[1:]
    assert (codes, first) == ([0, 0], second)
    assert printed.err.endswith(
        "Nothing in this log is new. That there was a check-in is kept all the same.\n"
    )
    main(["casebook", "export", code])
    kept = json.loads(capsys.readouterr().out)
    assert (len(kept["log"]), len(kept["reviews"])) == (11, 2)
