"""`recommender rules check --fix`: what has one likely correction is put right, and nothing else."""

import tempfile
from difflib import unified_diff
from pathlib import Path

import pytest
from museum import Museum

from recommender.cli import main
from recommender.cli.rules import check
from recommender.model.rule import RuleBook
from recommender.workshop import desk as desks
from recommender.workshop.desk import Desk
from recommender.workshop.fixing import Change, put_right, reads_as_far, with_line

RULE = """\
# A note that stays where it is.
- id: a-rule
  title: Slow at first: then as it goes   # and so does this one
  purpose: preference
  when:
    hypervigilence: at least moderate  # misspelt, and compared in other words
    activity_minutes: 60-149
  then:
    -limit: {intensity: light,   weeks: 1-2}
    - exclude: [ 'runing' ,  hitt ]
  becuase: You told us.
  because_unknown: That is an open question.
  sources: [N25]
  evidence: "convention"
  examples:
\t- fires: {hypervigilance: Severe, activity_minutes: 90}
    - silent: {hypervigilance: none}
    - cannot tell: {}
"""


@pytest.fixture
def museum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Museum:
    """A small rulebook of its own for each test."""
    monkeypatch.chdir(tmp_path)
    return Museum(Path())


def differing(before: str, after: str) -> list[str]:
    """The lines of a text that are others now, before and after."""
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_every_certain_correction_is_made_and_said_and_the_rest_is_told(
    museum: Museum, capsys: pytest.CaptureFixture[str]
) -> None:
    path = museum.folder / "prescription" / "own.yaml"
    path.write_text(RULE, encoding="utf-8")

    code = main(["rules", "check", "--fix", "--rules", "rules"])

    shown = capsys.readouterr()
    assert (code, shown.err) == (2, "")
    assert differing(RULE, path.read_text(encoding="utf-8")) == DIFFERING
    assert shown.out.startswith(MADE)
    assert shown.out.endswith("\n\n1 mistake in 6 rules.\n")


DIFFERING = [
    "-  title: Slow at first: then as it goes   # and so does this one",
    '+  title: "Slow at first: then as it goes"   # and so does this one',
    "-    hypervigilence: at least moderate  # misspelt, and compared in other words",
    "-    activity_minutes: 60-149",
    "+    hypervigilance: moderate or more  # misspelt, and compared in other words",
    "+    activity_minutes: 60 to 149",
    "-    -limit: {intensity: light,   weeks: 1-2}",
    "-    - exclude: [ 'runing' ,  hitt ]",
    "-  becuase: You told us.",
    "+    - limit: {intensity: light,   weeks: 1 to 2}",
    "+    - exclude: [ 'running' ,  hiit ]",
    "+  because: You told us.",
    "-\t- fires: {hypervigilance: Severe, activity_minutes: 90}",
    "+    - fires: {hypervigilance: severe, activity_minutes: 90}",
]
MADE = """\
rules/prescription/own.yaml:3:23: title: Slow at first: then as it goes   # and so does this one -> \
title: "Slow at first: then as it goes"   # and so does this one
"""


def test_what_can_be_meant_in_two_ways_is_left_alone(museum: Museum) -> None:
    text = RULE.replace("hypervigilence: at least moderate", "hypervigilance: m")
    (museum.folder / "prescription" / "own.yaml").write_text(text, encoding="utf-8")

    desk, changes = put_right(museum.folder, museum.book)

    assert "hypervigilance: m " in desk.text("prescription/own.yaml")
    assert not [change for change in changes if change.old in ("m", "N25")]


def test_lines_end_as_they_did() -> None:
    assert with_line("a: 1\r\nb: 2\r\nc: 3", 2, "b: 4") == "a: 1\r\nb: 4\r\nc: 3"
    assert with_line("a: 1\nb: 2", 2, "b: 4") == "a: 1\nb: 4"


def test_a_correction_after_which_less_can_be_read_is_not_kept() -> None:
    assert not reads_as_far("a: 1\nb: 2\n", "a: 1\nb: [\n")
    assert reads_as_far("a: 1\nb: c: d\ne: f: g\n", 'a: 1\nb: "c: d"\ne: f: g\n')


def test_a_file_that_somebody_else_saved_meanwhile_is_left_as_it_is(
    museum: Museum, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = museum.folder / "prescription" / "own.yaml"
    path.write_text(RULE, encoding="utf-8")

    def meanwhile(folder: Path, running: RuleBook) -> tuple[Desk, tuple[Change, ...]]:
        desk, changes = put_right(folder, running)
        path.write_text("[]\n", encoding="utf-8")
        return desk, changes

    monkeypatch.setattr(check, "put_right", meanwhile)

    code = main(["rules", "check", "--fix", "--rules", "rules"])

    shown = capsys.readouterr()
    assert (code, path.read_text(encoding="utf-8")) == (2, "[]\n")
    assert (
        "rules/prescription/own.yaml was changed elsewhere meanwhile, and is left as it is now" in shown.err
    )
    assert shown.out == "5 rules, no mistakes\n"


def test_a_file_that_cannot_be_written_is_named_and_left_as_it_is(
    museum: Museum, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = museum.folder / "prescription" / "own.yaml"
    path.write_text(RULE, encoding="utf-8")
    monkeypatch.setattr(desks, "closed", lambda file: file.name == "own.yaml")

    code = main(["rules", "check", "--fix", "--rules", "rules"])

    assert (code, path.read_text(encoding="utf-8")) == (2, RULE)
    assert capsys.readouterr().err == (
        "recommender rules check: rules/prescription/own.yaml cannot be written: it or its folder can be "
        "read and not written, so what has one likely correction there stays\n"
    )


def test_a_disk_that_refuses_a_correction_is_named_with_its_reason(
    museum: Museum, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = museum.folder / "prescription" / "own.yaml"
    path.write_text(RULE, encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkstemp", full)

    code = main(["rules", "check", "--fix", "--rules", "rules"])

    assert (code, path.read_text(encoding="utf-8")) == (2, RULE)
    assert capsys.readouterr().err == (
        "recommender rules check: rules/prescription/own.yaml cannot be written: No space left on device\n"
    )


def test_the_rules_of_an_installed_program_are_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "site-packages" / "rules"
    folder.mkdir(parents=True)

    code = main(["rules", "check", "--fix", "--rules", str(folder)])

    assert code == 2
    assert capsys.readouterr().err == (
        "recommender rules check: these rules came with the program and would be replaced with its next "
        "version. “recommender rules init DIR” makes a copy to edit.\n"
    )
