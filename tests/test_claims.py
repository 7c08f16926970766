"""Every claim of the articles has its place, and every place is there."""

import json
from pathlib import Path
from textwrap import dedent

import pytest
from people import shipped
from small_book import small_folder

from recommender.cli import main
from recommender.cli.rules.findings import MEANING
from recommender.loading.places import places
from recommender.loading.rulebook import default_rules
from recommender.loading.said import Said, said
from recommender.problem import Code
from recommender.verification.claims import claims, homeless, numbers_of

SOURCES = """\
S1: {kind: claim, article: "000", section: Beginnings, says: Easy comes before hard.}
S2: {kind: guideline, says: Somebody looks first., cite: "A guideline, 2020"}
S3:
  kind: claim
  article: "001"
  section: Talking
  says: Breath tells how hard it is.
  home: {text: outcomes.talk_test}
S4:
  kind: claim
  article: "001"
  section: Talking; walking
  says: A walk or a sway is movement, too.
  home: {activities: [walking, swaying]}
S5:
  kind: claim
  article: "002"
  section: Closing
  says: Somebody was once asked.
  home: {not_used: It speaks of one person.}
"""

TABLE = """\
S1, article 000, Beginnings
  Easy comes before hard.
  - rules: easy-first, hard-where-liked, no-dash-on-short-nights,
    often-on-the-lookout

S3, article 001, Talking
  Breath tells how hard it is.
  - numbers: smallest_minutes, today.ill.minutes
  - texts: outcomes.talk_test
  - guards: no-hurry

S4, article 001, Talking; walking
  A walk or a sway is movement, too.
  - activities: walking, swaying

S5, article 002, Closing
  Somebody was once asked.
  - not used: It speaks of one person.

1 in rules, 1 in numbers, 1 in texts, 1 in activities, 1 in guards, 1 not
used; a claim may have several homes
4 claims, none without a home
"""

# What is written otherwise, in which file, and the message that names it.
FAULTS = {
    "a claim that nobody cites": (
        "sources.yaml",
        "S2: ",
        'S6: {kind: claim, article: "003", says: Nobody took this up.}\nS2: ',
        """
        rules/sources.yaml:2:1: error E504: no rule, number or guard cites “S6”, and it has no home of its own

          in claim “S6”

              1 | S1: {kind: claim, article: "000", section: Beginnings, says: Easy comes before hard.}
              2 | S6: {kind: claim, article: "003", says: Nobody took this up.}
                | ^^

          “home” takes “text”, “activities”, or “not_used” with the reason.
        """,
    ),
    "a reference that nobody cites": (
        "sources.yaml",
        "S2: ",
        "S6: {kind: trial, says: Nobody took this up.}\nS2: ",
        """
        rules/sources.yaml:2:1: error E504: no rule, number or guard cites “S6”, and it has no home of its own

          in trial “S6”

              1 | S1: {kind: claim, article: "000", section: Beginnings, says: Easy comes before hard.}
              2 | S6: {kind: trial, says: Nobody took this up.}
                | ^^

          “home” takes “text”, “activities”, or “not_used” with the reason.
        """,
    ),
    "a text that is not there": (
        "sources.yaml",
        "not_used: It speaks of one person.",
        "text: [outcomes.notice, outcomes.talk_tset]",
        """
        rules/sources.yaml:20:34: error E403: “outcomes.talk_tset” names no text

          in claim “S5”

             19 |   says: Somebody was once asked.
             20 |   home: {text: [outcomes.notice, outcomes.talk_tset]}
                |                                  ^^^^^^^^^^^^^^^^^^

          Did you mean “outcomes.talk_test”?
                    home: {text: [outcomes.notice, outcomes.talk_test]}
        """,
    ),
    "a claim that houses itself": (
        "sources.yaml",
        "not_used: It speaks of one person.",
        "text: sources.S5.says",
        """
        rules/sources.yaml:20:16: error E403: “sources.S5.says” names no text

          in claim “S5”

             19 |   says: Somebody was once asked.
             20 |   home: {text: sources.S5.says}
                |                ^^^^^^^^^^^^^^^
        """,
    ),
    "an activity that is not there": (
        "sources.yaml",
        "[walking, swaying]",
        "[walking, swayin]",
        """
        rules/sources.yaml:14:32: error E403: “swayin” is not an activity

          in claim “S4”

             13 |   says: A walk or a sway is movement, too.
             14 |   home: {activities: [walking, swayin]}
                |                                ^^^^^^

          Allowed: walking · swaying · sprinting
          Did you mean “swaying”?
                    home: {activities: [walking, swaying]}
        """,
    ),
    "a claim that is not used, and is": (
        "sources.yaml",
        "{activities: [walking, swaying]}",
        "{activities: walking, not_used: It says little.}",
        """
        rules/sources.yaml:9:1: error E505: “S4” is said not to be used, and it is: in walking

          in claim “S4”

              8 |   home: {text: outcomes.talk_test}
              9 | S4:
                | ^^
        """,
    ),
    "a guard with a source that is not there": (
        "language.yaml",
        "sources: [S3]",
        "sources: [S3, S9]",
        """
        rules/language.yaml:6:17: error E403: “S9” is not in sources.yaml

          in guard “no-hurry”

              5 |   prefer: in your own time
              6 |   sources: [S3, S9]
                |                 ^^

          Allowed: S1 · S2 · S3 · S4 · S5
        """,
    ),
    "a number with a source that is not there": (
        "plan.yaml",
        "sources: [S2, S3]",
        "sources: [S8]",
        """
        rules/plan.yaml:5:13: error E403: “S8” is not in sources.yaml

          in number “smallest_minutes”

              4 |   evidence: convention
              5 |   sources: [S8]
                |             ^^

          Allowed: S1 · S2 · S3 · S4 · S5
        """,
    ),
}


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small rulebook with a claim in each sort of home; messages name short paths."""
    monkeypatch.chdir(tmp_path)
    folder = small_folder(tmp_path)
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    rewrite(folder / "language.yaml", "sources: [S2]", "sources: [S3]")
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    first, ill, last = plan[plan.index("smallest_minutes:") :].partition("\n  ill:\n")
    cited = [part.replace("sources: [S2]", "sources: [S2, S3]", 1) for part in (first, last)]
    (folder / "plan.yaml").write_text(ill.join(cited), encoding="utf-8")
    return Path("rules")


def rewrite(path: Path, old: str, new: str) -> None:
    """Plants something, once; an old text that is not there is a mistake of the test."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def texts() -> tuple[Said, ...]:
    """Every text of the shipped rulebook."""
    return said(default_rules())


def test_each_claim_and_each_reference_has_a_home_and_each_home_is_there(texts: tuple[Said, ...]) -> None:
    findings = homeless(shipped(), texts, places(default_rules()))

    assert [problem.headline for problem in findings] == []


def test_the_four_articles_make_136_claims_each_in_one_place_of_its_article(texts: tuple[Said, ...]) -> None:
    rows = claims(shipped(), texts)

    assert len(rows) == 136
    assert {row.origin.article for row in rows} == {"000", "001", "002", "003"}
    assert [row.id for row in rows if not row.origin.section] == []


def test_every_number_of_the_plan_says_where_it_comes_from() -> None:
    numbers = dict(numbers_of(shipped()))

    assert {"smallest_minutes", "turns", "today.on_edge.minutes"} <= set(numbers)
    assert [name for name, sources in numbers.items() if not sources] == []


def test_the_table_says_of_each_claim_what_became_of_it(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["rules", "list", "--claims", "--rules", str(rules)])

    assert (code, capsys.readouterr()) == (0, (TABLE, ""))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_claim_without_a_home_and_a_home_without_a_claim_are_found_where_they_stand(
    fault: str, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, old, new, expected = FAULTS[fault]
    rewrite(rules / file, old, new)

    code = main(["rules", "check", "--rules", str(rules)])

    kind = Code(expected.partition(": error ")[2][:4])
    message = dedent(expected).lstrip("\n") + ENDING.format(kind=kind, meaning=MEANING[kind])
    assert (code, capsys.readouterr()) == (1, (message, ""))


ENDING = """
  More: recommender rules check --explain {kind}

What this means: the rules load, and they are used as they stand.
                 {meaning}

1 finding in 6 rules.
"""


def test_the_table_counts_what_has_no_home_and_names_it_beside_the_table(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(rules / "sources.yaml", "  home: {text: outcomes.talk_test}\n", "")
    for file in ("language.yaml", "plan.yaml"):
        text = (rules / file).read_text(encoding="utf-8")
        (rules / file).write_text(text.replace("S3", "S2"), encoding="utf-8")

    code = main(["rules", "list", "--claims", "--rules", str(rules)])

    shown = capsys.readouterr()
    assert code == 1
    assert "S3, article 001, Talking\n  Breath tells how hard it is.\n  - without a home\n" in shown.out
    assert shown.out.endswith(
        "\n1 in rules, 1 in activities, 1 not used; a claim may have several homes\n"
        "4 claims, 1 without a home\n"
    )
    assert shown.err.startswith("rules/sources.yaml:3:1: error E504: no rule, number or guard cites “S3”")


def test_a_home_that_is_not_there_is_no_home(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(rules / "sources.yaml", "[walking, swaying]", "[wading]")

    code = main(["rules", "list", "--claims", "--rules", str(rules)])

    shown = capsys.readouterr()
    assert code == 1
    assert "  A walk or a sway is movement, too.\n  - without a home\n" in shown.out
    assert shown.err.startswith("rules/sources.yaml:14:23: error E403: “wading” is not an activity\n")


def test_the_table_as_json_names_each_home_and_each_finding(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(rules / "language.yaml", "sources: [S3]", "sources: [S3, S9]")

    code = main(["rules", "list", "--claims", "--format", "json", "--rules", str(rules)])

    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert (code, shown.err) == (1, "")
    assert [claim["id"] for claim in found["claims"]] == ["S1", "S3", "S4", "S5"]
    assert found["claims"][1] == {
        "id": "S3",
        "article": "001",
        "section": "Talking",
        "says": "Breath tells how hard it is.",
        "rules": [],
        "numbers": ["smallest_minutes", "today.ill.minutes"],
        "texts": ["outcomes.talk_test"],
        "activities": [],
        "guards": ["no-hurry"],
        "not_used": None,
        "housed": True,
    }
    assert found["problems"] == [
        {
            "code": "E403",
            "file": "rules/language.yaml",
            "line": 6,
            "column": 17,
            "width": 2,
            "what": "“S9” is not in sources.yaml",
            "about": "guard “no-hurry”",
            "allowed": ["S1", "S2", "S3", "S4", "S5"],
            "suggestion": "",
            "corrected": "",
            "certain": False,
            "help": "",
        }
    ]


def test_the_shipped_table_fits_a_narrow_screen(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "list", "--claims"])

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 136
    assert [line for line in lines if len(line) > 80] == []
    assert lines[-1] == "136 claims, none without a home"
