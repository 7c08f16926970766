"""One rule as its author reads it, and the list of rules with what somebody looks for in it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from people import shipped
from small_book import small_folder

from recommender.cli import main
from recommender.model.directive import BODIES
from recommender.model.rule import Rule
from recommender.workshop.showing.rule_words import sentence
from recommender.workshop.showing.shown import Shown, shown
from recommender.workshop.showing.week_words import names_of

PEOPLE = {
    "at_ease": "crisis: no, fever: no, lookout: never, likes_hard: yes, nights: 8",
    "on_the_lookout": "crisis: no, fever: no, lookout: often, likes_hard: yes, nights: 4",
    "said_little": "crisis: no, fever: no, likes_hard: yes",
}
EASY_FIRST = """\
Easy comes first
easy-first (prescription, trauma), rules/prescription/all.yaml:1:3

  When “on edge” holds
  then:
    - in weeks 1 to 2: light effort at most
    - vigorous effort opens at a check-in, not before 4 weeks are over, if
      these hold: “You settle sooner.”; “You would like to.”

Why, as the person reads it
  You are on the lookout, so it begins easily.

Why, where an answer is missing
  That is an open question, so it begins easily.

What it rests on (from an article)
  - S1: Easy comes before hard. (article 000)

While an answer is missing
  - It restricts, so it acts as well while one of these is open and could make
    it hold: “on edge”.

Its examples
  - fires, with On the lookout: Often
  - silent, with On the lookout: Sometimes
  - cannot tell, while nothing is answered

For whom it fires, of the profiles in people
  For 1 of 3: on_the_lookout.
  For 1 only because an answer is missing: said_little.

What it wins and loses against
  - It wins against “Hard effort for those who like it” (hard-where-liked):
    effort for on_the_lookout, said_little

The states it reads
  - on edge (on_edge): often-on-the-lookout
"""
SENTENCES = {
    "no-dash-on-short-nights": "When “Nights” is 5 or less, and at least one of these: “Liking it hard” is "
    "“No”; or “Liked” includes “Sprinting”, unless “On the lookout” is “Never”, then: left out: Sprinting.",
    "often-on-the-lookout": "When “On the lookout” is “Often”, then: it is counted as “on edge”.",
    "help-first": "When “Danger” is “Yes”, then: support right now comes first.",
    "stop-at-a-crisis": "When “Danger, or thoughts of harm, since the last check-in” is “Yes”, then: "
    "somebody looks first: support right now.",
}

Asked = Callable[..., str]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """What a command about the small rulebook prints, typed in the folder that it lies in."""
    monkeypatch.chdir(tmp_path)
    rules, people = small_folder(tmp_path), tmp_path / "people"
    people.mkdir()
    for name, answers in PEOPLE.items():
        (people / f"{name}.yaml").write_text(f"answers: {{{answers}}}\n", encoding="utf-8")

    def ask(*words: str, code: int = 0) -> str:
        given = ["--profiles", str(people)] if words[0] == "show" else []
        assert main(["rules", *words, "--rules", str(rules), *given]) == code
        said = capsys.readouterr()
        return said.out or said.err

    return ask


def test_a_rule_is_shown_as_a_sentence_with_its_ground_its_people_and_its_quarrels(asked: Asked) -> None:
    assert asked("show", "easy-first") == EASY_FIRST


@pytest.mark.parametrize("rule", SENTENCES)
def test_a_rule_of_any_folder_reads_as_one_sentence(asked: Asked, rule: str) -> None:
    assert json.loads(asked("show", rule, "--format", "json"))["sentence"] == SENTENCES[rule]


def test_the_page_as_json_holds_the_same(asked: Asked) -> None:
    found = json.loads(asked("show", "often-on-the-lookout", "--format", "json"))

    assert found["derives"] == [{"state": "on_edge", "read_by": ["easy-first"]}]
    assert found["missing"] == ["The state it derives is then open as well."]
    assert found["sources"][0] == {
        "id": "S1",
        "kind": "claim",
        "says": "Easy comes before hard.",
        "article": "000",
        "section": None,
        "cite": None,
    }
    assert found["profiles"]["fires"] == ["on_the_lookout"]
    assert found["examples"][0]["answers"] == {"lookout": "often"}
    assert found["directives"] == [{"derive": {"on_edge": "yes"}}]


def test_an_id_that_there_is_not_names_the_nearest(asked: Asked) -> None:
    said = "“easy-frist” is not the id of a rule.\nDid you mean “easy-first” or “help-first”?\n"

    assert asked("show", "easy-frist", code=2) == f"recommender rules show: {said}"


def test_a_rule_of_check_ins_says_whose_weeks_it_was_tried_on(asked: Asked) -> None:
    assert "No profile says what a week of theirs came to." in asked("show", "stop-at-a-crisis")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--stratum", "prescription"], ["easy-first", "hard-where-liked", "no-dash-on-short-nights"]),
        (["--purpose", "safety"], ["help-first", "stop-at-a-crisis"]),
        (["--reads", "lookout"], ["often-on-the-lookout", "no-dash-on-short-nights"]),
        (["--does", "limit"], ["easy-first"]),
        (["--cites", "S2"], ["help-first", "no-dash-on-short-nights", "stop-at-a-crisis"]),
        (["--cites", "S2", "--stratum", "review"], ["stop-at-a-crisis"]),
        (["--does", "limit", "--purpose", "safety"], []),
    ],
)
def test_a_list_holds_the_rules_that_are_all_that_was_asked_for(
    asked: Asked, words: list[str], ids: list[str]
) -> None:
    listed = json.loads(asked("list", *words, "--format", "json"))["rules"]

    assert [rule["id"] for rule in listed] == ids


def test_a_list_that_would_be_empty_says_so(asked: Asked) -> None:
    assert asked("list", "--does", "limit", "--purpose", "safety") == "No rule is all of that.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--reads", "look"], "“look” is not a fact or a state of the vocabulary.\nDid you mean “lookout”?"),
        (["--does", "limt"], "“limt” is not a directive.\nDid you mean “limit” or “aim” or “meet”?"),
        (["--cites", "S9"], "“S9” is not in sources.yaml.\nDid you mean “S2” or “S1”?"),
    ],
)
def test_a_word_that_names_nothing_is_told_with_the_nearest(
    asked: Asked, words: list[str], said: str
) -> None:
    assert asked("list", *words, code=2) == f"recommender rules list: {said}\n"


def test_every_shipped_rule_reads_as_a_sentence_without_a_name_of_the_program_in_it() -> None:
    said = {rule.id: str(sentence(rule, names_of(rule, shipped()))) for rule in shipped().every_rule}

    assert {verb for rule in shipped().every_rule for verb in verbs(rule)} == {*BODIES}
    assert [name for name, text in said.items() if "_" in text or "{" in text or ": ." in text] == []


def test_every_shipped_rule_says_what_it_does_while_an_answer_is_missing() -> None:
    assert [rule.id for rule in shipped().every_rule if not about(rule).missing] == []


def about(rule: Rule) -> Shown:
    return shown(rule, shipped(), ())


def verbs(rule: Rule) -> set[str]:
    return {directive.verb for directive in rule.then}
