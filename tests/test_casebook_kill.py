"""Several processes and one casebook: two that keep at once, and some that are killed in the middle of it.

A dozen kills by default; CASEBOOK_KILLS=200 for a longer run:

    CASEBOOK_KILLS=200 .venv/bin/pytest -s -m kill
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from keeping import is_whole

from recommender.casebook import open_casebook
from recommender.casebook.place import FILE

KEEPING = Path(__file__).parent / "keeping.py"
KILLS = int(os.environ.get("CASEBOOK_KILLS", "12"))
LONGEST_LIFE = 0.12
"""Seconds between the first word of a child and its end: room for some changes."""

FOR_EVER = "-1"


@dataclass
class Found:
    """What was acknowledged over all rounds, by code, and how often a kill fell into the middle of a change."""

    added: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    in_question: set[str] = field(default_factory=set)
    broken_off: int = 0

    def hear(self, what: str, lines: list[str]) -> None:
        """The acknowledgements of one process. The last case may have been half deleted when it was killed."""
        for done, code, said in (line.split() for line in lines):
            if done == "added":
                self.added[code] = said
            else:
                self.deleted.add(code)
        is_open = what == "deletes" and lines and lines[-1].startswith("added")
        self.in_question = {lines[-1].split()[1]} if is_open else set()


@pytest.mark.kill
@pytest.mark.timeout(60 + 3 * KILLS)
@pytest.mark.parametrize("what", ["adds", "deletes"])
def test_a_process_killed_at_any_moment_loses_nothing_that_it_acknowledged(what: str, tmp_path: Path) -> None:
    """Every fourth kill meets a casebook that is being made; the others one that fills up over the rounds."""
    dice, found = Random(what), Found()

    for number in range(KILLS):
        is_fresh = number % 4 == 0
        folder = tmp_path / (f"fresh {number}" if is_fresh else "old")
        round_ = Found() if is_fresh else found
        killed_while(what, folder, dice.uniform(0, LONGEST_LIFE / (4 if is_fresh else 1)), round_)
        is_as_acknowledged(folder, round_)
        found.broken_off += round_.broken_off if is_fresh else 0
        show(number, found)

    assert found.broken_off
    assert found.deleted if what == "deletes" else found.added


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


def test_looking_while_others_keep_and_delete_sees_whole_cases(tmp_path: Path) -> None:
    children = [child(what, tmp_path / "mine", "15") for what in ("adds", "deletes")]
    looks = 0

    while any(running.poll() is None for running in children):
        with open_casebook(tmp_path / "mine" / FILE) as casebook:
            looks += sum(len(casebook.case(line.code).recommendations) for line in casebook.cases()[:1])

    heard = [running.communicate() for running in children]
    assert [(running.returncode, err) for running, (_, err) in zip(children, heard, strict=True)] == [
        (0, ""),
        (0, ""),
    ]
    assert looks


def killed_while(what: str, folder: Path, after: float, found: Found) -> None:
    """Lets a process work for a moment, and notes what it acknowledged before it was killed."""
    running = child(what, folder, FOR_EVER)
    assert running.stdout
    assert running.stdout.readline() == "begins\n"
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    out, err = running.communicate()
    assert (running.returncode, err) == (-signal.SIGKILL, "")
    found.broken_off += (folder / f"{FILE}-journal").exists()
    found.hear(what, [line for line in out.splitlines(keepends=True) if line.endswith("\n")])


def is_as_acknowledged(folder: Path, found: Found) -> None:
    """The file is sound; what was acknowledged is there and whole, and what is gone left nothing behind."""
    file = folder / FILE
    with open_casebook(file) as casebook:
        listed = {line.code for line in casebook.cases()}
        assert all(is_whole(casebook, code) for code in listed)
    found.deleted |= found.in_question - listed
    assert set(found.added) - found.deleted <= listed
    assert not found.deleted & listed
    if file.exists():
        whole = file.read_bytes()
        assert [code for code in found.deleted if found.added[code].encode() in whole] == []
        assert [path.name for path in folder.iterdir()] == [FILE]
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def show(number: int, found: Found) -> None:
    """A line that grows, for whoever watches a long run."""
    done = f"{number + 1} of {KILLS} kills, {found.broken_off} in the middle of a change, "
    print(f"\r{done}{len(found.added)} added, {len(found.deleted)} deleted", end="", flush=True)


def child(what: str, folder: Path, times: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(KEEPING), what, str(folder), times],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
