"""`rules watch`: the rules are checked and their examples tried after each save, and somebody is told."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_book import small_folder

from recommender.cli import main
from recommender.cli.rules import watch
from recommender.loading import load_rulebook
from recommender.loading.files import Unsaved
from recommender.loading.profile import Profile, read_answers
from recommender.model.rule import RuleBook
from recommender.workshop.checking import Checked, check
from recommender.workshop.rechecking import Rechecking, Seen

ANSWERED: dict[str, str | int | list[str]] = {
    "crisis": "no",
    "fever": "no",
    "lookout": "often",
    "nights": 8,
    "likes_hard": "yes",
    "likes": [],
}
EDGE, ALL, NOW = "states/edge.yaml", "prescription/all.yaml", "screening/crisis.yaml"

Edit = Callable[[], object]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    small_folder(tmp_path)
    return Path("rules")


def edit(name: str, old: str, new: str) -> Edit:
    """Saves a file of the rules with other words in one place."""

    def done() -> None:
        path = Path("rules") / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return done


def move(old: str, new: str) -> Edit:
    return lambda: Path(old).rename(new)


def rechecking(folder: Path, profile: Profile | None = None) -> Rechecking:
    book = load_rulebook(folder)
    return Rechecking(folder, book, book, profile)


def told(rules: Rechecking, *edits: Edit, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is written at first, and after each of these edits; nobody waits for longer."""
    pages: list[str] = []
    going: Iterator[Edit] = iter(edits)

    def waiting() -> bool:
        pages.append(capsys.readouterr().out)
        done = next(going, None)
        if done is not None:
            done()
        return done is not None

    watch.keep_telling(rules, "evening.yaml", waiting)
    return pages


# What is told


def test_how_the_rules_stand_is_told_at_once_and_then_only_what_is_new(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = told(
        rechecking(rules),
        lambda: None,
        lambda: (rules / "README.md").write_text("For people.", encoding="utf-8"),
        edit(EDGE, "title: Often on the lookout", "title: Always on the lookout"),
        lambda: None,
        capsys=capsys,
    )

    assert pages == [
        "6 rules, no mistakes; 18 examples hold\n\n",
        "",
        "",
        "6 rules, no mistakes; 18 examples hold\n\n",
        "",
    ]


def test_a_mistake_is_told_in_its_frame_and_the_way_back_too(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, broken, mended = told(
        rechecking(rules),
        edit(EDGE, "lookout: often\n  then", "lookout: offen\n  then"),
        edit(EDGE, "lookout: offen", "lookout: often"),
        capsys=capsys,
    )

    assert broken.startswith(
        "rules/states/edge.yaml:5:14: error E302: “offen” is not an answer to “lookout”\n"
    )
    assert "      5 |     lookout: offen\n        |              ^^^^^\n" in broken
    assert broken.endswith("\n1 mistake.\n\n")
    assert mended == "6 rules, no mistakes; 18 examples hold\n\n"


def test_an_example_that_fails_is_told_before_how_many_hold(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, page = told(
        rechecking(rules), edit(NOW, "silent: {crisis: no}", "silent: {crisis: yes}"), capsys=capsys
    )

    assert page.startswith("rules/screening/crisis.yaml:14:7: error E501: this example says “silent”")
    assert page.endswith("\n1 finding.\n\n6 rules, no mistakes; 17 of 18 examples hold\n\n")


def test_what_an_edit_does_to_one_person_is_held_against_the_rules_before_it(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody = read_answers(ANSWERED, load_rulebook(rules))

    _, later, broken, back, nothing = told(
        rechecking(rules, somebody),
        edit(ALL, "after_weeks: 4", "after_weeks: 6"),
        edit(ALL, "after_weeks: 6", "afterweeks: 6"),
        edit(ALL, "afterweeks: 6", "after_weeks: 4"),
        edit(ALL, "Your nights are short.", "Your nights were short."),
        capsys=capsys,
    )

    assert later == (
        "6 rules, no mistakes; 18 examples hold\n"
        "For evening.yaml, against the rules before:\n"
        "  ~ Weeks 5 to 6: moderate effort at most (so far: vigorous)\n"
        "  + vigorous effort opens at a check-in, not before 6 weeks are over, by “Easy comes first”\n"
        "  – vigorous effort opens at a check-in, not before 4 weeks are over, by “Easy comes first”\n"
        "\n"
    )
    assert "“afterweeks” has no meaning here" in broken
    assert "  ~ Weeks 5 to 6: vigorous effort at most (so far: moderate)\n" in back
    assert nothing == "6 rules, no mistakes; 18 examples hold\nFor evening.yaml, nothing changes.\n\n"


def test_a_folder_that_goes_away_is_told_and_waited_for(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, gone, still, back = told(
        rechecking(rules), move("rules", "away"), lambda: None, move("away", "rules"), capsys=capsys
    )

    assert gone.startswith("rules:1:1: error E103: there is no such folder of rules\n")
    assert (still, back) == ("", "6 rules, no mistakes; 18 examples hold\n\n")


def test_rules_that_lie_over_others_are_counted_and_an_edit_below_is_seen(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path("own/states")
    own.mkdir(parents=True)
    (own.parent / "rulebook.yaml").write_text("over: ../rules\n", encoding="utf-8")
    text = (rules / EDGE).read_text(encoding="utf-8")

    _, replaced, below = told(
        rechecking(own.parent),
        lambda: (own / "mine.yaml").write_text(text, encoding="utf-8"),
        edit(NOW, "title: Help", "title: Support"),
        capsys=capsys,
    )

    counted = "6 rules: 5 of those in rules, 1 in their place (often-on-the-lookout)"
    assert replaced == below == f"6 rules, no mistakes; 18 examples hold\n{counted}\n\n"


def test_the_first_good_rules_after_broken_ones_are_held_against_nothing(rules: Path) -> None:
    running = load_rulebook(rules)
    somebody = read_answers(ANSWERED, running)
    edit(EDGE, "title: Often", "titel: Often")()
    watched = Rechecking(rules, None, running, somebody)

    broken = watched.first()
    edit(EDGE, "titel: Often", "title: Most often")()
    mended = watched.look()

    assert broken is not None
    assert [problem.what for problem in broken.mistakes] == ["“titel” has no meaning here"]
    assert isinstance(mended, Seen)
    assert (mended.mistakes, mended.effect, mended.examples) == ((), None, (18, 18))


def test_a_file_that_is_still_being_written_is_not_told_of(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = rechecking(rules)
    watched.look()

    def writes_on(folder: Path, unsaved: Unsaved, running: RuleBook) -> Checked:
        checked = check(folder, unsaved, running)
        edit(EDGE, "titel: Often", "title: Always")()
        return checked

    edit(EDGE, "title: Often", "titel: Often")()
    with monkeypatch.context() as patch:
        patch.setattr("recommender.workshop.watch.check", writes_on)
        half = watched.look()
    whole = watched.look()

    assert half is None
    assert whole is not None
    assert whole.mistakes == ()


# How it ends


def test_a_folder_that_is_not_there_to_begin_with_is_a_mistyped_one(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "watch", "--rules", f"{rules}s"]) == 2

    assert capsys.readouterr().err.startswith("ruless:1:1: error E103: there is no such folder of rules\n")


def test_somebody_who_ends_it_has_made_no_error(rules: Path) -> None:
    with watched_from_outside(rules) as process:
        first = process.stdout.readline() if process.stdout else ""
        process.send_signal(signal.SIGINT)

        assert (first, process.wait(20)) == ("6 rules, no mistakes; 18 examples hold\n", 0)
        assert process.stderr is not None
        assert process.stderr.read() == (
            "rules is watched: after each save, this says how the rules stand. Ctrl+C ends it.\n\n"
        )


def watched_from_outside(rules: Path) -> "subprocess.Popen[str]":
    code = "import sys; from recommender.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "rules", "watch", "--rules", str(rules)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize("name", ["stdin", "stdout"])
def test_it_ends_by_itself_when_the_other_end_of_a_pipe_is_closed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = os.pipe()
    ours, theirs = ends if name == "stdin" else reversed(ends)
    monkeypatch.setattr(watch, "EVERY", 0.01)
    with os.fdopen(ours, "r" if name == "stdin" else "w") as stream:
        monkeypatch.setattr(sys, name, stream)
        before = watch.still_there()
        os.close(theirs)

        assert (before, watch.still_there()) == (True, False)


def test_without_any_standard_stream_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.01)
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", None)

    assert watch.still_there()
