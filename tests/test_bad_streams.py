"""Streams that take nothing or are closed, and a folder that went away: what is said, and the exit code."""

import errno
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from people import shipped

from recommender.cli import main
from recommender.export.review import review_text
from recommender.loading.log import load_log
from recommender.loading.profile import load_profile
from recommender.review import Reviewer

ROOT = Path(__file__).parent.parent
PROFILE = str(ROOT / "profiles" / "hypervigilant.yaml")
LOG = ROOT / "profiles" / "logs" / "hypervigilant_step_back.yaml"
FULL = "/dev/full"
ONE_TEXT = "the profile and the log cannot both be “-”: one of them is a file then"
SHUT = "recommender: the output cannot be written: standard output is closed\n"


@pytest.fixture
def full() -> Iterator[IO[str]]:
    """A stream on a disk without room."""
    with Path(FULL).open("w", encoding="utf-8") as stream:
        yield stream


def in_a_shell(line: str) -> tuple[int, str]:
    """The exit code and what arrived on stderr of a line with “recommender” in it."""
    whole = line.replace("recommender", f"{sys.executable} -m recommender")
    known = {"PYTHONPATH": str(ROOT), "RECOMMENDER_CACHE": "off"}
    run = subprocess.run(["/bin/sh", "-c", whole], env=known, capture_output=True, text=True, check=False)
    return run.returncode, run.stderr


@pytest.mark.parametrize("line", ["recommender recommend nope --rules nowhere", "recommender nope"])
@pytest.mark.parametrize("stream", [f"2>{FULL}", "2>&-", f"2>{FULL} >{FULL}", "2>&- >&-"])
def test_what_cannot_be_used_keeps_its_exit_code_where_nobody_can_be_told(line: str, stream: str) -> None:
    code, _ = in_a_shell(f"{line} {stream}")

    assert code == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(5, "Input/output error", "the disk"), "the disk: Input/output error"),
        (OSError(5, None, "the disk"), "the disk: this computer does not say why"),
        (OSError(), "the output cannot be written: this computer does not say why"),
        (io.UnsupportedOperation("not writable"), "the output cannot be written: not writable"),
    ],
    ids=repr,
)
def test_what_this_computer_refuses_is_said_also_where_it_gives_no_reason(
    error: OSError, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: object) -> int:
        raise error

    monkeypatch.setattr("recommender.cli._run", refuse)

    assert (main(["recommend", PROFILE]), capsys.readouterr().err) == (2, f"recommender: {said}\n")


@pytest.mark.parametrize(
    "words",
    [
        ("recommend", PROFILE),
        ("recommend", PROFILE, "--format", "json"),
        ("rules", "schema"),
        ("--help",),
        ("recommend", "--help"),
        ("--version",),
        ("interview", "--plain"),
    ],
    ids=" ".join,
)
def test_data_that_went_nowhere_is_no_success(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys, "stdout", None)

    code = main(words)

    assert (code, capsys.readouterr().err) == (2, SHUT)


@pytest.mark.parametrize("words", [("--help",), ("rules", "--help"), ("--version",)], ids=" ".join)
def test_a_page_of_help_for_which_the_disk_has_no_room_is_no_success(
    words: tuple[str, ...],
    full: IO[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdout", full)

    code = main(words)

    said = "recommender: the output cannot be written: No space left on device\n"
    assert (code, capsys.readouterr().err) == (2, said)


def test_a_mistake_in_what_was_typed_is_never_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)

    code = main(["recommend"])

    assert (code, capsys.readouterr().out) == (2, "")


def test_what_was_typed_does_not_steer_the_terminal_that_is_told_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["recommend", PROFILE, "\x1b[2J"])

    assert code == 2
    assert "\x1b" not in capsys.readouterr().err


def test_no_file_is_opened_in_the_place_of_a_stream_that_was_closed() -> None:
    opened = "import os, recommender.cli as cli; cli.main(); os.write(3, b'%d' % os.open('/dev/null', 0))"

    run = subprocess.run(
        ["/bin/sh", "-c", f'{sys.executable} -c "{opened}" --version 3>&1 >&- 2>&- <&-'],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stdout == "4"


def test_standard_input_that_cannot_be_read_is_not_called_output() -> None:
    code, said = in_a_shell("recommender recommend - 0>/dev/null")

    known = "<stdin>:1:1: error E103: standard input cannot be read: "
    assert (code, said[: len(known)], said.splitlines()[-1]) == (2, known, "1 mistake.")


def test_a_file_that_this_computer_refuses_is_not_called_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "somewhere/plan.yaml")

    monkeypatch.setattr("recommender.cli._run", refused)

    code = main(["rules", "list"])

    said = "recommender: somewhere/plan.yaml: Permission denied\n"
    assert (code, *capsys.readouterr()) == (2, "", said)


# A folder that went away.


def test_that_the_folder_went_away_in_which_something_is_typed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    code = main(["rules", "check", "--rules", "../rules"])

    assert (code, *capsys.readouterr()) == (
        2,
        "",
        "recommender: the folder in which this was typed is no longer there; “cd” leads to another one\n",
    )


# A log on standard input.


def test_a_log_comes_from_standard_input_as_a_profile_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOG.read_bytes())))
    with Reviewer(shipped()) as reviewer:
        review = reviewer.review(load_profile(Path(PROFILE), shipped()), load_log(LOG, shipped()))

    code = main(["review", PROFILE, "--log", "-"])

    assert (code, *capsys.readouterr()) == (0, review_text(review, shipped()), "")


@pytest.mark.parametrize("command", ["review", "today"])
def test_a_profile_and_a_log_cannot_both_come_from_there(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([command, "-", "--log", "-"])

    assert (code, *capsys.readouterr()) == (
        2,
        "",
        f"<stdin>:1:1: error E103: {ONE_TEXT}\n\n1 mistake.\n",
    )


@pytest.mark.parametrize("command", ["review", "today"])
def test_a_log_without_a_name_is_none(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([command, PROFILE, "--log", ""])

    assert code == 2
    assert "a file of sessions is asked here, found “”" in capsys.readouterr().err


# The zone of this computer.


@pytest.mark.parametrize("zone", ["CET-1CEST", "<+03>-3", "Nowhere/Such"])
def test_a_zone_without_a_name_is_said_to_be_replaced_by_another(
    zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = tmp_path / "localtime"
    clock.symlink_to(tmp_path / "zoneinfo" / "Europe" / "Paris")
    monkeypatch.setattr("recommender.cli.forms.CLOCK", clock)
    monkeypatch.setenv("TZ", zone)

    code = main(["recommend", PROFILE, "--format", "ics", "--start", "2030-01-01"])

    shown = capsys.readouterr()
    said = (
        f"recommender: TZ says “{zone}”, and no zone goes by that name. The hours are those of Europe/Paris; "
    )
    assert (code, shown.err) == (0, f"{said}--zone names another, as in --zone Europe/London.\n")
    assert "TZID:Europe/Paris" in shown.out


@pytest.mark.parametrize("zone", ["Asia/Kolkata", ":Asia/Kolkata", ":/usr/share/zoneinfo/Asia/Kolkata"])
def test_a_zone_with_a_name_is_taken_without_a_word(
    zone: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TZ", zone)

    code = main(["recommend", PROFILE, "--format", "ics", "--start", "2030-01-01"])

    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    assert "TZID:Asia/Kolkata" in shown.out
