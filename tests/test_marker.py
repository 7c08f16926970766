"""Nothing of an answer where nobody asked for it: markers are planted, and what is written is searched."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from test_terminal import F12, Terminal

from recommender.cli import main, recommend
from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode

ROOT = Path(__file__).parent.parent
MARKER = "Zilpzalp"
PROFILE = f"""\
role: clinician
region: ie
answers:
  crisis: no
  red_flags: []
  age_band: 18_to_39
  known_disease: []
  recent_illness: none
  post_exertional_worsening: no
  activity_minutes: 60
  sleep_quality: poor
adjustments:
- {{limit: {{minutes: 10}}, reason: {MARKER}}}
"""
PASSPHRASE = "a passphrase that stands nowhere"  # noqa: S105 - that is the point
ANSWERED = ("sleep_quality", "post_exertional_worsening", "programme", "Walking")
LOG = "profiles/logs/hypervigilant_step_back.yaml"
TITLES = re.compile(rb"\x1b\][012];([^\x07\x1b]*)")
"""What a terminal would show as the title of its window or its icon."""


def test_a_fault_of_the_program_is_reported_without_a_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python's own report would quote what was looked for, and that may be an answer."""

    def fail(_: Arguments) -> int:
        raise KeyError(MARKER)

    monkeypatch.setattr(recommend, "run", fail)

    assert main(["recommend", "-"]) == ExitCode.REFUSED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.sub(r"line \d+", "line N", printed.err) == (
        "recommender: a fault of the program itself ended this (KeyError).\n"
        "Nothing of what was answered stands in this report. It happened here:\n"
        "  recommender/cli/__init__.py, line N, in main\n"
        "  recommender/cli/__init__.py, line N, in _plainly\n"
        "  recommender/cli/__init__.py, line N, in _run\n"
        "  recommender/cli/__init__.py, line N, in _about_a_profile\n"
        "  test_marker.py, line N, in fail\n"
    )


class Home:
    """A person's own folders, and what the program was seen to write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writes = folder / "writes.txt"
        self.home = folder / "home"
        self.casebook = folder / "casebook" / "casebook.db"
        for made in (self.home, folder / "tmp", folder / "path"):
            made.mkdir()
        shutil.copy(Path(__file__).parent / "watched_writes.py", folder / "path" / "sitecustomize.py")

    @property
    def environment(self) -> Mapping[str, str]:
        """An environment in which everything that is not named otherwise lies in these folders."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return kept | {
            "HOME": str(self.home),
            "TMPDIR": str(self.folder / "tmp"),
            "RECOMMENDER_CASEBOOK": str(self.casebook.parent),
            "WATCHED_WRITES": str(self.writes),
            "PYTHONPATH": str(self.folder / "path"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self, *words: str, given: str = "") -> "subprocess.CompletedProcess[bytes]":
        """One command, with something on its standard input."""
        return subprocess.run(
            [sys.executable, "-m", "recommender", *words],
            cwd=ROOT,
            env=self.environment,
            input=given.encode(),
            capture_output=True,
            check=False,
            timeout=120,
        )

    def written(self) -> set[str]:
        """Every file that was opened for writing, by its path within these folders."""
        named = self.writes.read_text(encoding="utf-8").split("\n") if self.writes.exists() else []
        return {os.path.relpath(name, self.folder) for name in named if name and name != os.devnull}

    def holding(self, marker: str) -> list[str]:
        """The files in which something stands, in whatever form a search of bytes finds."""
        searched = (path for path in self.folder.rglob("*") if path.is_file())
        return [path.name for path in searched if marker.encode() in path.read_bytes()]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_recommendation_and_its_questions_write_no_file_at_all(home: Home) -> None:
    for words in (
        ("recommend", "-"),
        ("recommend", "-", "--format", "pdf"),
        ("recommend", "-", "--format", "ics", "--start", "2026-03-02"),
    ):
        done = home.run(*words, given=PROFILE)
        assert (done.returncode, MARKER.encode() in done.stderr) == (0, False), done.stderr.decode()

    assert home.written() == set()
    assert home.holding(MARKER) == []


def test_a_locked_casebook_leaves_no_word_of_an_answer_and_none_of_the_passphrase(home: Home) -> None:
    home.run("casebook", "lock", given=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    added = home.run("casebook", "add", "-", given=f"{PASSPHRASE}\n{PROFILE}")
    code = added.stdout.decode().strip()

    done = [
        added,
        home.run("casebook", "check-in", code, "--log", LOG, given=f"{PASSPHRASE}\n"),
        home.run("casebook", "show", code, given=f"{PASSPHRASE}\n"),
        home.run("casebook", "show", code, given=f"{MARKER}\n"),
    ]

    assert [one.returncode for one in done] == [0, 0, 0, 2], done
    assert b"sleep" in done[2].stdout.lower()
    assert [word for word in (MARKER, PASSPHRASE) for one in done if word.encode() in one.stderr] == []
    assert {Path(name).parent.name for name in home.written()} <= {"casebook"}
    assert {word: home.holding(word) for word in (MARKER, PASSPHRASE, *ANSWERED)} == {
        MARKER: [],
        PASSPHRASE: [],
        "sleep_quality": [],
        "post_exertional_worsening": [],
        "programme": [],
        "Walking": [],
    }


def test_in_a_casebook_that_lies_open_the_same_search_finds_the_answers(home: Home) -> None:
    """Without this, the search above could pass by looking in the wrong place."""
    home.run("casebook", "add", "-", given=PROFILE)

    assert {word: home.holding(word) for word in ANSWERED} == {word: ["casebook.db"] for word in ANSWERED}


def test_no_window_has_a_title_that_tells_what_is_open_in_it(home: Home) -> None:
    profile = home.folder / "profile.yaml"
    profile.write_text(PROFILE, encoding="utf-8")
    opened = Terminal([sys.executable, "-m", "recommender", "--profile", str(profile)], **home.environment)

    with closing(opened) as terminal:
        terminal.until(lambda text: "with reasons you can check" in text)
        terminal.type(F12)
        assert terminal.end() == 0

    assert [title for title in TITLES.findall(terminal.written) if title.strip()] == []
    assert home.written() == set()
    assert home.holding(MARKER) == ["profile.yaml"]
