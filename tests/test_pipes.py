"""A pipe that nobody writes to: where a file is asked it is never opened, as that would never end."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small_book import small_folder

from recommender.cli import main, outside
from recommender.loading.glimpse import glimpse
from recommender.workshop import counting
from recommender.workshop.counting import Counted

ROOT = Path(__file__).parent.parent
PROFILE = ROOT / "profiles" / "hypervigilant.yaml"

pytestmark = pytest.mark.timeout(30)


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small rulebook with a pipe among its files, seen from the folder in which it lies."""
    folder = small_folder(tmp_path)
    os.mkfifo(folder / "prescription" / "f.yaml")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_check_says_so_at_once_and_counts_the_other_rules(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["rules", "check", "--rules", rules.name])

    shown = capsys.readouterr().out
    assert (code, shown.splitlines()[0], shown.splitlines()[-1]) == (
        2,
        "rules/prescription/f.yaml:1:1: error E103: this is no file of text",
        "1 mistake in 6 rules; rules/prescription/f.yaml could not be read, so its rules are not among them.",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("recommend", str(PROFILE)),
        ("rules", "list"),
        ("rules", "test"),
        ("rules", "check", "--fix"),
        ("rules", "diff", "rules"),
    ],
    ids=" ".join,
)
def test_every_other_command_says_so_as_well(
    words: tuple[str, ...], rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([*words, "--rules", rules.name])

    shown = capsys.readouterr()
    assert code == 2
    assert "rules/prescription/f.yaml:1:1: error E103: this is no file of text" in shown.out + shown.err


@pytest.mark.parametrize("name", ["rulebook.yaml", "interview.yaml"])
def test_so_it_is_with_the_files_beside_the_rules(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    monkeypatch.chdir(tmp_path)

    code = main(["rules", "list", "--rules", folder.name])

    said = f"rules/{name}:1:1: error E103: this is no file of text\n\n1 mistake.\n"
    assert (code, *capsys.readouterr()) == (2, "", said)
    assert glimpse(folder / name, "over") == ""


def test_rules_that_are_counted_without_end_are_not_counted(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "counted", lambda _: time.sleep(30))
    monkeypatch.setattr(outside, "COUNTING_TAKES", 0.1)

    assert outside.counted_in(rules) == Counted(0, ("rules",))


@pytest.mark.parametrize("action", [("list",), ("show", "AAAA-AAAA"), ("audit",), ("add", str(PROFILE))])
def test_a_pipe_in_the_place_of_the_casebook_is_told_at_once(
    action: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / "casebook.db", 0o600)

    code = main(["casebook", *action])

    assert code == 2
    assert "a file is asked here, and something else is in its place" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", ["recommend {pipe}", "review {pipe} --log {log}", "review {profile} --log {pipe}"]
)
def test_a_profile_or_a_log_may_come_through_one(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe, log = tmp_path / "pipe", ROOT / "profiles" / "logs" / "hypervigilant_step_back.yaml"
    os.mkfifo(pipe)
    named = {"profile": PROFILE, "log": log}
    text = (log if words.endswith("{pipe}") and "review" in words else PROFILE).read_text(encoding="utf-8")
    typed = [word.format(pipe=pipe, **named) for word in words.split()]

    code = _while_written(pipe, text, lambda: main(typed))

    assert (code, capsys.readouterr().err) == (0, "")


def _while_written(pipe: Path, text: str, work: Callable[[], int]) -> int:
    writer = threading.Thread(target=pipe.write_text, args=(text,), daemon=True)
    writer.start()
    try:
        return work()
    finally:
        writer.join(10)
