"""The commands: what they print, where, and which exit code they end with."""

import fcntl
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import IO

import pytest
from own_process import surroundings
from people import recommender, shipped
from small_book import small_folder

from recommender.cli import main
from recommender.cli.exits import ExitCode
from recommender.cli.interview import at_its_end, full_screen, shipped_profile
from recommender.explanation import as_dict, why
from recommender.export.text import as_text
from recommender.inference.meanings import Group
from recommender.loading import load_profile
from recommender.loading.rulebook import default_rules
from recommender.verification.safety import unheard_facts

ROOT = Path(__file__).parent.parent
PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))
HYPERVIGILANT = str(ROOT / "profiles" / "hypervigilant.yaml")

# What may be wrong with a profile, what is written, and the whole message; {file} is where it stands.
BAD_PROFILES = {
    "unknown fact": (
        "answers:\n  lookuot: often\n",
        """
        {file}:2:3: error E301: “lookuot” is not a fact of the vocabulary

              1 | answers:
              2 |   lookuot: often
                |   ^^^^^^^

          Allowed: crisis · fever · lookout · nights · likes_hard · likes
          Did you mean “lookout”?
                    lookout: often

        1 mistake.
        """,
    ),
    "impossible answer": (
        "answers:\n  lookout: Often\n",
        """
        {file}:2:12: error E302: “Often” is not an answer to “lookout”

              1 | answers:
              2 |   lookout: Often
                |            ^^^^^

          Allowed: never · sometimes · often · unknown · declined
          Did you mean “often”?
                    lookout: often

        1 mistake.
        """,
    ),
    "wrong type": (
        "answers:\n  nights: seven\n  likes: walking\n",
        """
        {file}:2:11: error E302: “nights” takes a whole number from 0 to 24, found “seven”

              1 | answers:
              2 |   nights: seven
                |           ^^^^^

          It counts hours a night.

        {file}:3:10: error E203: “likes” takes a list in square brackets; an empty one says “none of these”

              2 |   nights: seven
              3 |   likes: walking
                |          ^^^^^^^

          Allowed: walking · swaying · sprinting
          Did you mean “[walking]”?
                    likes: [walking]

        2 mistakes.
        """,
    ),
    "doubled key": (
        "answers:\n  crisis: no\n  crisis: yes\n",
        """
        {file}:3:3: error E102: “crisis” stands here a second time; the first is on line 2

              1 | answers:
              2 |   crisis: no
                |   ^^^^^^

              2 |   crisis: no
              3 |   crisis: yes
                |   ^^^^^^

          One of the two can go.

        1 mistake.
        """,
    ),
    "broken YAML": (
        "answers:\n\tcrisis: no\n",
        """
        {file}:2:1: error E101: a tab stands here (shown as →), and lines of YAML are indented by spaces

              1 | answers:
              2 | →crisis: no
                | ^

          Did you mean this?
                    crisis: no

        1 mistake.
        """,
    ),
    "empty file": (
        "",
        """
        {file}:1:1: error E104: the file is empty

          An example stands in the README.

        1 mistake.
        """,
    ),
}

RULES_LISTED = """\
- help-first (screening, safety): Help comes first
- often-on-the-lookout (states, trauma): Often on the lookout
- easy-first (prescription, trauma): Easy comes first
- hard-where-liked (prescription, preference): Hard effort for those who like
  it
- no-dash-on-short-nights (prescription, recovery): No dash after short nights
- stop-at-a-crisis (review, safety): Help comes first

6 rules: 1 in screening, 1 in states, 3 in prescription, 1 in review
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small rulebook, so that the vocabulary in these messages stays as it is."""
    return str(small_folder(tmp_path_factory.mktemp("rules")))


@pytest.mark.parametrize("mistake", BAD_PROFILES)
def test_a_bad_profile_gets_one_message_for_each_mistake(
    mistake: str, rules: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written, expected = BAD_PROFILES[mistake]
    profile = tmp_path / "me.yaml"
    profile.write_text(written, encoding="utf-8")

    code = main(["recommend", str(profile), "--rules", rules])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert shown.err.strip() == dedent(expected).replace("{file}", str(profile)).strip()


def test_a_missing_file_and_a_folder_are_said_to_be_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [main(["recommend", str(tmp_path / "nobody.yaml")]), main(["recommend", str(tmp_path)])]

    assert codes == [2, 2]
    assert capsys.readouterr().err == (
        f"{tmp_path}/nobody.yaml:1:1: error E103: there is no such file\n\n1 mistake.\n"
        f"{tmp_path}:1:1: error E103: this is a folder, and a file is asked here\n\n1 mistake.\n"
    )


@pytest.mark.parametrize("path", ["/dev/zero", "a" * 5000, "\0", sys.executable])
def test_no_path_ends_in_a_traceback(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["recommend", path])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert "error E103" in shown.err


def test_a_profile_on_standard_input_is_named_stdin(rules: str) -> None:
    run = command("recommend", "-", "--rules", rules, given="answers:\n  lookout: Often\n")

    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("<stdin>:2:12: error E302: “Often” is not an answer to “lookout”\n")


def test_standard_input_gives_the_same_bytes_as_the_file(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code = main(["recommend", HYPERVIGILANT, "--format", "json"])
    from_file = capfdbinary.readouterr().out.decode()

    from_stdin = command(
        "recommend", "-", "--format", "json", given=Path(HYPERVIGILANT).read_text(encoding="utf-8")
    )

    assert code == 0
    assert from_stdin.stdout == from_file


@pytest.mark.parametrize("path", PROFILES[::8], ids=lambda path: path.stem)
def test_recommend_prints_the_text_of_the_recommendation(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recommendation = recommender().recommend_profile(load_profile(path, shipped()))

    code = main(["recommend", str(path)])

    assert code == 0
    assert capsys.readouterr() == (as_text(recommendation, shipped()), "")


def test_recommend_prints_json_as_it_is_ordered_with_letters_as_they_are() -> None:
    expected = recommender().recommend_profile(load_profile(Path(HYPERVIGILANT), shipped())).as_dict()

    run = command("recommend", HYPERVIGILANT, "--format", "json", LC_ALL="C", PYTHONIOENCODING="ascii")

    assert run.stdout == json.dumps(expected, indent=2, ensure_ascii=False) + "\n"


def test_weeks_are_counted_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["recommend", HYPERVIGILANT, "--weeks", "26", "--format", "json"])

    weeks = json.loads(capsys.readouterr().out)["programme"]["weeks"]
    assert [week["number"] for week in weeks] == list(range(1, 27))


@pytest.mark.parametrize(
    "weeks", ["0", "27", "00120000", "-1", "+1", "1_0", " 8", "", "x", "٣", "²", "9" * 5000]
)
def test_weeks_that_no_programme_has_are_refused_in_a_sentence(
    weeks: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["recommend", HYPERVIGILANT, f"--weeks={weeks}"])

    assert code == 2
    assert f"a programme has 1 to 26 weeks, found “{weeks}”" in capsys.readouterr().err


def test_rules_of_a_copy_are_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = Path(shutil.copytree(default_rules(), tmp_path / "rules"))
    edited = copy / "prescription" / "hyperarousal.yaml"
    before = edited.read_text(encoding="utf-8")
    edited.write_text(before.replace("minutes: 25,", "minutes: 15,"), encoding="utf-8")
    assert edited.read_text(encoding="utf-8") != before

    main(["recommend", HYPERVIGILANT, "--format", "json", "--rules", str(copy)])

    week = json.loads(capsys.readouterr().out)["programme"]["weeks"][0]
    assert {session["minutes"] for session in week["sessions"]} == {15}


def test_explain_prints_the_explanation_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["explain", HYPERVIGILANT, "--why", "low-effort-first"])

    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    assert max(map(len, shown.out.splitlines())) <= 78
    assert "low-effort-first" in shown.out


def test_explain_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    recommendation = recommender().recommend_profile(load_profile(Path(HYPERVIGILANT), shipped()))
    expected = as_dict(why(recommendation, shipped(), "intensity"), recommendation, shipped())

    code = main(["explain", HYPERVIGILANT, "--why", "intensity", "--format", "json"])

    assert code == 0
    assert json.loads(capsys.readouterr().out) == expected


def test_explain_looks_as_far_ahead_as_the_week_that_is_asked_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["explain", HYPERVIGILANT, "--why", "week 20"])

    assert code == 0
    assert "20" in capsys.readouterr().out.splitlines()[0]


def test_an_unknown_part_names_what_there_is_and_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["explain", HYPERVIGILANT, "--why-not", "waking"])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert shown.err == dedent(
        """\
        recommender explain: “waking” is not a part that can be asked about. Did you mean “walking”?
        A part is the id of a rule (`recommend` names them under each reason), the id or name of an
        activity, intensity, minutes, sessions, or “week N” with N from 1 to 26.
        """
    )


def test_rules_that_hold_are_counted(rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["rules", "check", "--rules", rules])

    assert (code, capsys.readouterr()) == (0, ("6 rules, no mistakes\n", ""))


def test_the_shipped_rules_and_their_examples_hold(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["rules", "check"])

    assert (code, capsys.readouterr()) == (0, (f"{len(shipped().every_rule)} rules, no mistakes\n", ""))


def test_an_example_that_does_not_hold_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    edge = rewritten(folder / "states" / "edge.yaml", "silent: {lookout: never}", "silent: {lookout: often}")

    code = main(["rules", "check", "--rules", str(folder)])

    shown = capsys.readouterr()
    assert (code, shown.err) == (1, "")
    assert shown.out == dedent(
        f"""\
        {edge}:13:7: error E501: this example says “silent”, and with these answers it is “fires”

          in rule “Often on the lookout”

             12 |     - fires: {{lookout: often}}
             13 |     - silent: {{lookout: often}}
                |       ^^^^^^

          More: recommender rules check --explain E501

        What this means: the rules load, and they are used as they stand.
                         Where an example comes out otherwise, it or its rule is not what was meant.

        1 finding in 6 rules.
        """
    )


def test_the_rules_are_listed_in_the_order_in_which_they_run(
    rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["rules", "list", "--rules", rules])

    assert (code, capsys.readouterr()) == (0, (RULES_LISTED, ""))


def test_a_list_of_rules_as_json_says_what_each_is_and_where_it_stands(
    rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["rules", "list", "--format", "json", "--rules", rules])

    first, *others = json.loads(capsys.readouterr().out)["rules"]
    assert code == 0
    assert first == {
        "id": "help-first",
        "stratum": "screening",
        "purpose": "safety",
        "title": "Help comes first",
        "evidence": "guideline",
        "sources": ["S2"],
        "place": f"{rules}/screening/crisis.yaml:1:3",
        "partial": None,
    }
    assert len(others) == 5


def test_every_shipped_rule_is_listed_once_within_a_narrow_screen(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "list"])

    lines = capsys.readouterr().out.splitlines()
    listed = [line.removeprefix("- ").split(" (")[0] for line in lines if line.startswith("- ")]
    assert sorted(listed) == sorted(rule.id for rule in shipped().every_rule)
    assert [line for line in lines if len(line) > 80] == []


def test_examples_that_hold_are_counted(rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["rules", "test", "--quick", "--rules", rules])

    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    assert shown.out.startswith(
        "examples: 18 of 18 hold, of 6 rules\nprofiles: 0 of 0 come out as expected; "
    )


def test_every_example_and_every_profile_holds_under_the_shipped_rules(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["rules", "test", "--quick"])

    rules = shipped().every_rule
    count = sum(len(rule.examples) for rule in rules)
    people = len(list((ROOT / "profiles").glob("*.yaml")))
    told = capsys.readouterr()
    assert (code, told.err) == (0, "")
    assert told.out.splitlines()[:2] == [
        f"examples: {count} of {count} hold, of {len(rules)} rules",
        f"profiles: {people} of {people} come out as expected",
    ]


def test_an_example_that_does_not_hold_fails_the_test_of_the_rules_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    edge = rewritten(folder / "states" / "edge.yaml", "silent: {lookout: never}", "silent: {}")

    code = main(["rules", "test", "--quick", "--rules", str(folder)])

    first, *_, last = capsys.readouterr().out.splitlines()
    what = "this example says “silent”, and with these answers it is “cannot tell”"
    assert (code, first) == (1, f"{edge}:13:7: error E501: {what}")
    assert last == "both ways, 44.4 %"


def test_the_test_of_the_rules_as_json_counts_and_names_what_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    edge = rewritten(folder / "states" / "edge.yaml", "silent: {lookout: never}", "silent: {}")

    code = main(["rules", "test", "--quick", "--format", "json", "--rules", str(folder)])

    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert (code, shown.err) == (1, "")
    assert [problem["code"] for problem in found.pop("problems")] == ["E501"]
    profiles = found.pop("profiles")
    assert (profiles["people"], profiles["otherwise"]) == (0, [])
    assert found == {
        "rules": 6,
        "examples": 18,
        "holding": 17,
        "failing": [
            {
                "rule": "often-on-the-lookout",
                "place": f"{edge}:13:7",
                "expected": "silent",
                "found": "cannot tell",
            }
        ],
        "coverage": {"rules": 6, "fire": 6, "fire_for_somebody": 0, "lines": 9, "lines_covered": 4},
        "mutation": None,
    }


@pytest.mark.parametrize("kind", ["fires: {lookout: often}", "silent: {lookout: never}", "cannot tell: {}"])
@pytest.mark.parametrize("action", [["test"], ["list"], ["list", "--claims"]], ids=" ".join)
def test_a_rule_that_lacks_a_kind_of_example_cannot_be_used(
    action: list[str], kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    edge = rewritten(folder / "states" / "edge.yaml", f"    - {kind}\n", "")

    code = main(["rules", *action, "--rules", str(folder)])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    what = f"an example that says “{kind.partition(':')[0]}” is missing"
    assert shown.err.startswith(f"{edge}:11:3: error E406: {what}\n")


def test_a_check_as_json_holds_each_mistake_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    edge = rewritten(folder / "states" / "edge.yaml", "lookout: often\n  then", "lookout: offten\n  then")

    code = main(["rules", "check", "--format", "json", "--rules", str(folder)])

    shown = capsys.readouterr()
    assert (code, shown.err) == (2, "")
    assert json.loads(shown.out) == {
        "rules": 6,
        "unread": [],
        "in_use": False,
        "means": "while anything is wrong, none of these rules are used for anybody. "
        "A running interview stays with the last good rules, and says so.",
        "partial": None,
        "fixed": [],
        "problems": [
            {
                "code": "E302",
                "file": str(edge),
                "line": 5,
                "column": 14,
                "width": 6,
                "what": "“offten” is not an answer to “lookout”",
                "about": "rule “Often on the lookout”",
                "allowed": ["never", "sometimes", "often"],
                "suggestion": "often",
                "corrected": "    lookout: often",
                "certain": True,
                "help": "",
            }
        ],
    }


def test_a_folder_of_rules_may_be_named_before_or_after_what_is_asked(
    rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["rules", "--rules", rules, "list"])
    before = capsys.readouterr()

    main(["rules", "list", "--rules", rules])

    assert before == capsys.readouterr() == (RULES_LISTED, "")


@pytest.mark.parametrize("action", [["test"], ["list"], ["list", "--claims"]], ids=" ".join)
def test_a_folder_of_rules_that_is_not_there_is_said_to_be_that(
    action: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["rules", *action, "--rules", "nowhere"])

    told = (
        "nowhere:1:1: error E103: there is no such folder of rules\n\n"
        "  --rules names a folder of rules; a fresh copy of all files: recommender rules init DIR\n\n"
        "1 mistake.\n"
    )
    assert (code, capsys.readouterr()) == (2, ("", told))


def test_a_text_that_is_missing_is_found_before_anybody_misses_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = small_folder(tmp_path) / "outcomes.yaml"
    outcomes.write_text(
        outcomes.read_text(encoding="utf-8").replace("  limited:", "  limted:"), encoding="utf-8"
    )

    code = main(["rules", "check", "--rules", str(outcomes.parent)])

    assert code == 2
    assert f"{outcomes}:6:3: error E202: the text “summary.limited” is missing\n" in capsys.readouterr().out


def test_broken_rules_never_give_a_programme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_folder(tmp_path)
    (folder / "prescription" / "all.yaml").write_text("- id: alone\n", encoding="utf-8")
    profile = tmp_path / "me.yaml"
    profile.write_text("answers: {}\n", encoding="utf-8")

    code = main(["recommend", str(profile), "--rules", str(folder)])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert f"{folder}/prescription/all.yaml:1:3: error E202: “title”, “purpose”, “when”" in shown.err


@pytest.mark.parametrize(
    "words", [["recommend", HYPERVIGILANT], ["explain", HYPERVIGILANT, "--why", "minutes"]]
)
def test_a_result_that_is_not_trusted_is_refused_with_the_contacts(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Group, "read", lambda group, *_: bytes(group.layout.size))

    code = main(words)

    shown = capsys.readouterr()
    told = " ".join(shown.err.split())
    assert (code, shown.out) == (3, "")
    assert " ".join(shipped().texts.interview("failure", "text").split()) in told
    assert " ".join(shipped().texts.contacts["gb"].crisis.split()) in told
    assert "Traceback" not in shown.err


@pytest.mark.parametrize(
    "words",
    [
        ["recomend"],
        ["recommend"],
        ["explain", HYPERVIGILANT],
        ["--wat"],
        ["rules"],
        ["rules", "chek"],
        ["rules", "list", "--claim"],
        ["rules", "list", "N01"],
        ["rules", "test", "--claims"],
        ["rules", "check", "--format", "yaml"],
    ],
    ids=" ".join,
)
def test_arguments_that_cannot_be_used_are_said_to_be_that(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(words)

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert shown.err.startswith("usage: recommender")


def test_help_names_the_commands_and_what_the_exit_codes_say(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--help"])

    shown = capsys.readouterr().out
    assert code == 0
    assert all(name in shown for name in ("interview", "recommend", "explain", "rules"))
    assert all(f"{code.value:<4} {code.meaning}" in shown for code in ExitCode)


def test_without_a_terminal_and_without_input_there_is_a_recommendation_for_the_shipped_profile() -> None:
    run = command(given="")

    expected = recommender().recommend_profile(load_profile(shipped_profile(), shipped()))
    assert (run.returncode, run.stdout) == (0, as_text(expected, shipped()))
    assert run.stderr == (
        "There is no terminal, and standard input is empty. In a terminal, the interview opens;\n"
        "here is what it gives for a fictional person, profiles/hypervigilant.yaml.\n"
    )


def test_without_a_terminal_input_is_read_by_the_plain_interview() -> None:
    run = command(given="\n")

    assert (run.returncode, run.stderr) == (0, "")
    assert shipped().texts.interview("welcome", "title") in run.stdout


def test_plain_prompts_end_quietly_where_the_input_ends() -> None:
    run = command("--plain", given="")

    assert (run.returncode, run.stderr) == (0, "")
    assert shipped().texts.interview("plain", "end_of_input") in " ".join(run.stdout.split())


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, True), ({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"ACCESSIBLE": "1"}, False)],
)
def test_the_full_screen_opens_where_nobody_asked_for_plain_lines(
    environment: dict[str, str], *, expected: bool
) -> None:
    assert full_screen(Terminal(), Terminal(), environment) is expected


def test_the_full_screen_needs_a_terminal_at_both_ends() -> None:
    assert not full_screen(io.StringIO(), Terminal(), {})
    assert not full_screen(Terminal(), io.StringIO(), {})
    assert not full_screen(None, None, {})


def test_input_that_is_only_late_is_not_at_its_end() -> None:
    reading, writing = os.pipe()

    with os.fdopen(reading, encoding="utf-8") as stdin:
        late = at_its_end(stdin)
        os.close(writing)

        assert (late, at_its_end(stdin)) == (False, True)


def test_a_reader_who_goes_away_leaves_no_traceback() -> None:
    words = ["recommend", HYPERVIGILANT, "--weeks", "26", "--format", "json"]
    with subprocess.Popen(
        [sys.executable, "-m", "recommender", *words],
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        run.stdout.close()

        assert (run.stderr.read(), run.wait()) == (b"", 0)


def test_a_disk_that_is_full_is_said_to_be_that() -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "recommender", "recommend", HYPERVIGILANT],
            env=surroundings(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (run.returncode, run.stderr) == (
        2,
        b"recommender: the output cannot be written: No space left on device\n",
    )


def test_ctrl_c_ends_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "recommender", "recommend", "-"],
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        assert run.stderr is not None
        wait_until_it_reads(run.stdin)
        run.send_signal(signal.SIGINT)

        assert run.wait() == 130
        assert (run.stdout.read(), run.stderr.read()) == (b"", b"")


def wait_until_it_reads(pipe: IO[bytes]) -> None:
    """Until a process has taken a first line out of its standard input; then it waits there for more."""
    pipe.write(b"answers:\n")
    pipe.flush()
    while fcntl.ioctl(pipe.fileno(), termios.FIONREAD, b"    ") != b"\0\0\0\0":
        time.sleep(0.01)


class Terminal(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def command(*words: str, given: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a command prints, in a process of its own."""
    whole: Sequence[str] = [sys.executable, "-m", "recommender", *words]
    return subprocess.run(
        whole,
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=surroundings(**environment),
        check=False,
    )


def rewritten(path: Path, old: str, new: str) -> Path:
    """The file, something in it planted once; an old text that is not there is a mistake of the test."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_rule_file_that_nothing_reads_is_an_error_and_not_a_loss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    (folder / "screening/crisis.yaml").rename(folder / "screening/crisis.yml")

    code = main(["rules", "check", "--rules", str(folder)])

    lost = f"{folder}/screening/crisis.yml:1:1: error E103: nothing reads this, so a rule in it would be lost"
    assert (code, capsys.readouterr().out.splitlines()[0]) == (2, lost)


def test_a_rule_file_with_one_ending_too_many_is_an_error_with_its_right_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    for name in ("states/edge.yaml", "plan.yaml"):
        (folder / f"{name}.txt").write_text("[]\n", encoding="utf-8")

    code = main(["rules", "check", "--rules", str(folder)])

    lost = "nothing reads this, so a rule in it would be lost"
    found = [line for line in capsys.readouterr().out.splitlines() if lost in line or "Did you" in line]
    assert (code, found) == (
        2,
        [
            f"{folder}/plan.yaml.txt:1:1: error E103: {lost}",
            "  Did you mean “plan.yaml”?",
            f"{folder}/states/edge.yaml.txt:1:1: error E103: {lost}",
            "  Did you mean “edge.yaml”?",
        ],
    )


def test_files_that_cannot_be_read_are_named_and_their_rules_are_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)
    broken = [folder / "prescription" / name for name in ("bad.yaml", "worse.yaml")]
    for path in broken:
        path.write_text("- [\n", encoding="utf-8")

    main(["rules", "check", "--rules", str(folder)])
    told = capsys.readouterr().out
    main(["rules", "check", "--format", "json", "--rules", str(folder)])
    found = json.loads(capsys.readouterr().out)

    names = ", ".join(map(str, broken))
    last = f"2 mistakes in 6 rules; {names} could not be read, so their rules are not among them."
    assert told.splitlines()[-1] == last
    assert (found["rules"], found["unread"]) == (6, [str(path) for path in broken])


def test_a_folder_of_something_else_is_one_mistake_and_says_where_rules_are_to_be_had(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "somebody.yaml").write_text("role: self\n", encoding="utf-8")

    code = main(["rules", "check", "--rules", str(tmp_path)])

    assert (code, capsys.readouterr().out.splitlines()[:3]) == (
        2,
        [
            f"{tmp_path}:1:1: error E103: this is no folder of rules",
            "",
            "  A fresh copy of all files: recommender rules init DIR",
        ],
    )


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("rules chek", "Did you mean “check”?"),
        ("rules list --stratum screeing", "Did you mean “screening”?"),
        (
            "rules diff old --people abc",
            "--people: a whole number is asked here, found “abc”",
        ),
        (
            "rules diff old --people -1",
            "--people: a whole number from 0 on is asked here, found “-1”",
        ),
        (
            "rules diff old --seed 1.5",
            "--seed: a whole number is asked here, found “1.5”",
        ),
    ],
)
def test_a_word_that_cannot_stand_there_is_answered_with_what_can(
    words: str, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(words.split())

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert shown.err.splitlines()[-1].removeprefix("recommender rules diff: error: argument ") == last
    assert not any(odd in shown.err for odd in ("Traceback", "_whole", "invalid int"))


def test_one_rule_alone_is_one_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "list", "--stratum", "states", "--rules", str(small_folder(tmp_path))])

    assert capsys.readouterr().out.splitlines()[-1] == "1 rule: 1 in states"


def test_a_rulebook_that_hears_no_crisis_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Path(shutil.copytree(default_rules(), tmp_path / "rules"))
    (copy / "screening/now.yaml").unlink()

    code = main(["rules", "check", "--rules", str(copy)])

    told = capsys.readouterr().out
    assert code == 1
    assert (
        f"{copy}/screening:1:1: error E502: no screening rule refers on “crisis”: with it there would be"
        in told
    )
    assert "Put back a screening rule with “refer” that reads it." in told


def test_check_ins_that_refer_on_no_crisis_or_warning_sign_are_a_finding() -> None:
    book = shipped()
    assert book.review is not None
    without = [
        rule for rule in book.review.rules if rule.id not in ("check-in-crisis", "check-in-warning-signs")
    ]
    review = replace(book.review, rules=tuple(without))

    found = unheard_facts(replace(book, review=review), "rules")

    assert [(str(one.span), one.what) for one in found] == [
        ("rules/review:1:1", "no rule of a check-in refers on “crisis”: with it the programme would go on"),
        (
            "rules/review:1:1",
            "no rule of a check-in refers on “red_flags”: with it the programme would go on",
        ),
    ]
    assert list(unheard_facts(book, "rules")) == []
