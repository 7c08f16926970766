"""`recommender rules verify`: what an author reads of laws that hold, and of one that does not."""

import json
from pathlib import Path
from textwrap import dedent

import pytest
from people import shipped
from small_book import small_folder

from recommender.cli import main
from recommender.cli.rules.verify_pages import proof_page
from recommender.loading import load_profile, load_rulebook
from recommender.problem import Problems
from recommender.proving import Proof, Replayer, prover
from recommender.proving.restraints import CannotTell
from recommender.recommend import Recommender

README = Path(__file__).parent.parent / "README.md"

LAW = """\
- id: often-begins-light
  says: Whoever is often on the lookout keeps to light effort.
  when: {lookout: often}
  then: [{effort: light, weeks: WEEKS}]
  sources: [S1]
"""
LAWS = f"invariants:\n{LAW}"
MET = "needs: [settled, wanted]"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small rulebook with one law, and no gate that waits for ever; a folder below where one is."""
    monkeypatch.chdir(tmp_path)
    rules = small_folder(Path())
    rewritten(rules / "prescription/all.yaml", MET, "needs: []")
    (rules / "invariants.yaml").write_text(LAWS.replace("WEEKS", "1 to 2"), encoding="utf-8")
    return rules


def rewritten(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def verify(folder: Path, *more: str) -> int:
    return main(["rules", "verify", "--rules", str(folder), *more])


HOLDS = """\
1 of 1 laws are proved for every person there could be; 0 dead rules, 0
shadowed rules, 0 contradictions, 0 gaps.
"""


def test_laws_that_hold_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = verify(folder)

    assert (code, capsys.readouterr().out) == (0, HOLDS)


FAILS = """\
rules/invariants.yaml:2:3: error E601: this law does not hold for everybody: Whoever is often on the lookout keeps to light effort.

  in invariant “often-begins-light”

      1 | invariants:
      2 | - id: often-begins-light
        |   ^^

  What they lack: effort at light at most in week 3.

  More: recommender rules check --explain E601

  The smallest person for whom this shows, as a profile that can be saved and run:

    role: self
    answers:
      crisis: no
      fever: no
      lookout: often
      likes_hard: yes

0 of 1 laws are proved for every person there could be; 0 dead rules, 0
shadowed rules, 0 contradictions, 0 gaps.
"""  # noqa: E501 - as it is printed


def test_a_law_that_fails_shows_the_smallest_person(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewritten(folder / "invariants.yaml", "1 to 2", "1 to 3")

    code = verify(folder)

    assert (code, capsys.readouterr().out) == (1, FAILS)


def test_the_person_of_a_finding_can_be_saved_and_run(folder: Path) -> None:
    rewritten(folder / "invariants.yaml", "1 to 2", "1 to 3")

    verify(folder, "--save", "found")
    verify(folder, "--save", "found")

    book = load_rulebook(folder)
    saved = load_profile(Path("found/often-begins-light.yaml"), book)
    with Recommender(book) as recommender:
        programme = recommender.recommend_profile(saved).programme
    assert programme is not None
    assert [str(week.ceiling) for week in programme.weeks[:3]] == ["light", "light", "moderate"]
    assert sorted(path.name for path in Path("found").iterdir()) == [
        "often-begins-light-2.yaml",
        "often-begins-light.yaml",
    ]


def test_a_program_reads_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewritten(folder / "invariants.yaml", "1 to 2", "1 to 3")

    verify(folder, "--format", "json")

    found = json.loads(capsys.readouterr().out)
    (finding,) = found.pop("findings")
    assert found == {"proved": [], "accepted": [], "undecided": [], "replay_differs": []}
    assert finding.pop("problem")["code"] == "E601"
    assert finding == {
        "kind": "invariant",
        "about": "often-begins-light",
        "missing": ["effort at light at most in week 3"],
        "because": [],
        "person": {"crisis": "no", "fever": "no", "lookout": "often", "likes_hard": "yes"},
        "beside": None,
    }


def test_without_the_solver_it_says_how_to_get_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("recommender.cli.rules.verify.available", lambda: False)

    code = verify(folder)

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert "pip install 'recommender[verify]'" in shown.err


def test_rules_without_laws_are_not_called_proved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "invariants.yaml").unlink()

    code = verify(folder)

    shown = capsys.readouterr()
    assert code == 1
    assert "there is no invariants.yaml in these rules, so no law was proved" in shown.err


def test_what_the_solver_gives_up_on_is_not_called_proved(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gives_up(*_: object) -> None:
        raise CannotTell("activities that are not offered at a time")

    monkeypatch.setattr(prover, "breaches", gives_up)

    code = verify(folder)

    assert code == 3
    assert capsys.readouterr().out.startswith(
        dedent(
            """\
            Not decided, so nothing is claimed about it
              - often-begins-light: activities that are not offered at a time

            0 of 1 laws are proved
            """
        ).rstrip()
    )


def test_a_person_for_whom_the_program_finds_otherwise_is_not_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rewritten(folder / "invariants.yaml", "1 to 2", "1 to 3")
    monkeypatch.setattr(Replayer, "shows", lambda *_: False)

    code = verify(folder)

    assert code == 3
    assert "so neither\nis believed\n  - often-begins-light" in capsys.readouterr().out


def test_the_readme_counts_the_laws_that_are_proved() -> None:
    """That they are is a test of test_proving."""
    laws = tuple(law.id for law in shipped().invariants.laws)
    proved = Proof(laws, laws)

    assert proof_page(proved, (), ()) in README.read_text(encoding="utf-8")


# What is wrong with a law itself


MISTAKES = {
    "id: often-begins-light\n  says: It is so.\n  sources: [S1]": (
        "2:3: error E203: an invariant has one of “then”, “worse” and “unanswered”"
    ),
    LAW[2:].replace("lookout: often", "lookout: offten").replace("WEEKS", "1"): (
        "4:19: error E302: “offten” is not an answer to “lookout”"
    ),
    LAW[2:].replace("effort: light", "effort: lihgt").replace("WEEKS", "1"): (
        "5:19: error E204: “lihgt” is not one of the words that can stand here"
    ),
    LAW[2:].replace("S1", "S99").replace("WEEKS", "1"): "6:13: error E403: “S99” is not in sources.yaml",
    "id: a\n  says: It is so.\n  sources: [S1]\n  worse: {lookout: less}": (
        "5:20: error E204: what is worse of “lookout” is written as “in order”"
    ),
    "id: a\n  says: It is so.\n  sources: [S1]\n  then: []": (
        "5:9: error E104: nobody can be held back by this, so it would always be proved"
    ),
    "id: a\n  says: It is so.\n  sources: [S1]\n  then: [{effort: vigorous}]": (
        "5:10: error E104: nobody can be held back by this, so it would always be proved"
    ),
    "id: a\n  says: It is so.\n  sources: [S1]\n  then: [{hidden: [heartrate]}]": (
        "5:20: error E204: “heartrate” is not one of the words that can stand here"
    ),
    "id: a\n  says: It is so.\n  sources: [S1]\n  then: [{not_offered: {activity: [walkin]}}]": (
        "5:36: error E403: “walkin” is not an activity"
    ),
    "id: a\n  says: It is so.\n  sources: [S1]\n  unanswered: [look]": (
        "5:16: error E301: “look” is not a fact of the vocabulary"
    ),
}


@pytest.mark.parametrize("law", MISTAKES)
def test_a_mistake_in_a_law_is_told_where_it_stands(folder: Path, law: str) -> None:
    (folder / "invariants.yaml").write_text(f"invariants:\n- {law}\n", encoding="utf-8")

    with pytest.raises(Problems) as found:
        load_rulebook(folder)

    assert [problem.headline for problem in found.value.problems] == [
        f"rules/invariants.yaml:{MISTAKES[law]}"
    ]
