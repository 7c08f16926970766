"""Several processes and one casebook: two that keep at once, and some that are killed in the middle of it.

A dozen kills by default; CASEBOOK_KILLS=200 for a longer run:

    CASEBOOK_KILLS=200 .venv/bin/pytest -m kill
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from keeping import is_whole

from recommender.casebook import NoSuchCase, open_casebook
from recommender.casebook.place import FILE
from recommender.cli import main
from recommender.cli.casebook.check_in import NOTHING_NEW

KEEPING = Path(__file__).parent / "keeping.py"
PROFILES = Path(__file__).parent.parent / "profiles"
IN_A_BATCH = 12
BATCHES = -(-int(os.environ.get("CASEBOOK_KILLS", "12")) // IN_A_BATCH)
LONGEST_LIFE = 0.12
"""Seconds between the first word of a child and its end: room for some changes."""

FOR_EVER = "-1"

KEEPS_WHEN_TOLD = """
import sys
from recommender.casebook import Casebook
from recommender.cli import main
from recommender.cli.casebook.check_in import NOTHING_NEW

keep = Casebook.check_in

def keep_when_told(*given):
    Casebook.check_in = keep
    print("ready", flush=True)
    sys.stdin.readline()
    keep(*given)

Casebook.check_in = keep_when_told
sys.exit(main(sys.argv[1:]))
"""
"""A command, which waits once before it keeps anything."""


@dataclass
class Found:
    """What was acknowledged over all rounds, by code; how often a kill fell into the middle of a change."""

    added: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    in_question: set[str] = field(default_factory=set)
    broken_off: int = 0

    def hear(self, lines: list[str]) -> None:
        """The acknowledgements of one process. Its last case may have been half deleted at the end."""
        for done, code, said in (line.split() for line in lines):
            if done == "deleted":
                self.deleted.add(code)
            else:
                self.added[code] = said
        self.in_question = {line.split()[1] for line in lines[-1:] if line.startswith("doomed")}


@pytest.mark.kill
@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("what", ["adds", "deletes"])
def test_a_process_killed_at_any_moment_loses_nothing_that_it_acknowledged(
    what: str, batch: int, tmp_path: Path
) -> None:
    """Every fourth kill meets a casebook that is being made; the others one that fills up over the rounds."""
    dice, whole = Random(f"{what} {batch}"), Found()

    for number in range(IN_A_BATCH):
        is_fresh = number % 4 == 0
        folder = tmp_path / (f"fresh {number}" if is_fresh else "old")
        found = Found() if is_fresh else whole
        killed_while(what, folder, dice, found, aimed=number % 2 == 1)
        is_as_acknowledged(folder, found)

    print(f"{IN_A_BATCH} kills, {whole.broken_off} of them in the middle of a change to an old casebook;")
    print(f"{len(whole.added)} cases added and {len(whole.deleted)} of them deleted, as acknowledged")
    assert whole.broken_off
    assert whole.deleted if what == "deletes" else whole.added


def test_two_processes_at_once_each_keep_all_of_theirs(tmp_path: Path) -> None:
    """Both find no casebook, and begin one."""
    children = [child("adds", tmp_path / "mine", "25") for _ in range(2)]

    heard = [running.communicate() for running in children]

    codes = [line.split()[1] for out, _ in heard for line in out.splitlines() if line.startswith("added")]
    assert [(running.returncode, err) for running, (_, err) in zip(children, heard, strict=True)] == [
        (0, ""),
        (0, ""),
    ]
    with open_casebook(tmp_path / "mine" / FILE) as casebook:
        assert [line.code for line in casebook.cases()] == sorted(codes)
        assert len(codes) == 50
        assert all(is_whole(casebook, code) for code in codes)
        assert [line.number for line in casebook.audit()] == list(range(1, 51))
        assert casebook.checked().flaws == ()


def test_check_ins_at_once_keep_each_session_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four processes that saw the same empty log keep the same session; a fifth one comes after them."""
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "mine"))
    assert main(["casebook", "add", str(PROFILES / "hypervigilant.yaml")]) == 0
    code, log = capsys.readouterr().out.strip(), tmp_path / "log.yaml"
    log.write_text("sessions: [{week: 1, day: 2, done: yes}]\n", encoding="utf-8")
    words = ["casebook", "check-in", code, "--log", str(log)]

    children = [started("-c", KEEPS_WHEN_TOLD, *words) for _ in range(4)]
    assert [running.stdout.readline() for running in children if running.stdout] == ["ready\n"] * 4
    for running in children:
        assert running.stdin
        running.stdin.write("go\n")
        running.stdin.flush()
    heard = [running.communicate() for running in children]

    assert [running.returncode for running in children] == [0] * 4
    assert {err for _, err in heard} == {"", f"{NOTHING_NEW}\n"}
    assert main(words) == 0
    with open_casebook(tmp_path / "mine" / FILE) as casebook:
        case = casebook.case(code)
    assert [one.value.session for one in case.log] == [{"week": 1, "day": 2, "done": "yes"}]
    assert (case.superseded, len(case.reviews)) == ((), 5)


def test_looking_while_others_keep_and_delete_sees_whole_cases(tmp_path: Path) -> None:
    children = [child(what, tmp_path / "mine", "15") for what in ("adds", "deletes")]
    looks = 0

    while any(running.poll() is None for running in children):
        with open_casebook(tmp_path / "mine" / FILE) as casebook:
            for line in casebook.cases():
                with suppress(NoSuchCase):  # deleted since
                    looks += is_whole(casebook, line.code)

    heard = [running.communicate() for running in children]
    assert [(running.returncode, err) for running, (_, err) in zip(children, heard, strict=True)] == [
        (0, ""),
        (0, ""),
    ]
    assert looks


def killed_while(what: str, folder: Path, dice: Random, found: Found, *, aimed: bool) -> None:
    """Lets a process work for a moment, and notes what it acknowledged before it was killed.

    An aimed kill waits until a change has begun.
    """
    running, journal = child(what, folder, FOR_EVER), folder / f"{FILE}-journal"
    assert running.stdout
    assert running.stdout.readline() == "begins\n"
    time.sleep(dice.uniform(0, LONGEST_LIFE))
    while aimed and not journal.exists():
        assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    out, err = running.communicate()
    assert (running.returncode, err) == (-signal.SIGKILL, "")
    found.broken_off += journal.exists()
    found.hear([line for line in out.splitlines(keepends=True) if line.endswith("\n")])


def is_as_acknowledged(folder: Path, found: Found) -> None:
    """The file is sound; what was acknowledged is there and whole, and what is gone left nothing behind."""
    file = folder / FILE
    with open_casebook(file) as casebook:
        listed = {line.code for line in casebook.cases()}
        assert all(is_whole(casebook, code) for code in listed)
        assert casebook.checked().flaws == ()
    found.deleted |= found.in_question - listed
    assert set(found.added) - found.deleted <= listed
    assert not found.deleted & listed
    if file.exists():
        whole = b"".join(path.read_bytes() for path in folder.iterdir())
        assert [code for code in found.deleted if found.added[code].encode() in whole] == []
        assert {path.name for path in folder.iterdir()} <= {FILE, f"{FILE}-journal"}
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def child(what: str, folder: Path, times: str) -> subprocess.Popen[str]:
    return started(str(KEEPING), what, str(folder), times)


def started(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
