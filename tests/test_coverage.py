"""Which rules fire, and which lines of their conditions were decided both ways."""

import json
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from small_book import recommended, small_book, small_folder

from recommender.cli import main
from recommender.model.condition import Line, OneOf
from recommender.model.rule import RuleBook
from recommender.model.trace import Trace
from recommender.verification.coverage import RuleCovered, coverage, per_mille

RULE = "no-dash-on-short-nights"
DASHING: dict[str, str | int | list[str]] = {
    "crisis": "no",
    "fever": "no",
    "nights": 4,
    "likes": ["sprinting"],
    "lookout": "often",
}


def covered(book: RuleBook, *runs: Trace, rule: str = RULE) -> RuleCovered:
    return next(one for one in coverage(book, runs) if one.rule.id == rule)


def run(book: RuleBook, **answers: str | int | list[str]) -> Trace:
    return recommended(book, **{**DASHING, **answers}).trace


def uncovered(one: RuleCovered) -> list[str]:
    return [str(line) for line in one.uncovered]


def test_a_line_that_only_ever_held_is_not_covered(tmp_path: Path) -> None:
    book = small_book(tmp_path)

    found = covered(book)

    assert (found.by_example, found.people) == (True, 0)
    assert uncovered(found) == [
        "when: nights: 5 or less",
        "when: likes_hard: no",
        "when: likes: sprinting",
        "unless: lookout: never",
    ]


def test_a_line_is_covered_once_it_held_and_once_it_alone_kept_the_rule_from_firing(tmp_path: Path) -> None:
    book = small_book(tmp_path)

    found = covered(book, run(book, nights=6))

    assert uncovered(found) == ["when: likes_hard: no", "when: likes: sprinting", "unless: lookout: never"]


def test_a_line_that_does_not_hold_beside_another_one_decides_nothing(tmp_path: Path) -> None:
    book = small_book(tmp_path)

    found = covered(book, run(book, nights=6, likes=[], likes_hard="yes"))

    assert "when: nights: 5 or less" in uncovered(found)


def test_an_open_answer_decides_nothing(tmp_path: Path) -> None:
    book = small_book(tmp_path)

    found = covered(book, run(book, nights="unknown"))

    assert "when: nights: 5 or less" in uncovered(found)


def test_each_alternative_has_to_fire_the_rule_and_to_be_missed(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    by_the_other, by_none = run(book, likes=[], likes_hard="no"), run(book, likes=[], likes_hard="yes")

    found = covered(book, by_the_other, by_none)

    assert uncovered(found) == ["when: nights: 5 or less", "unless: lookout: never"]


def test_a_line_whose_alternative_does_not_hold_has_not_fired_the_rule(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    rule = book.rule(RULE)
    assert rule is not None
    first, second = rule.when.alternatives
    fever = Line("fever", "yes", OneOf(frozenset({"yes"})))
    longer = replace(rule, when=replace(rule.when, alternatives=(first, (*second, fever))))
    book = replace(book, rules=tuple(longer if one is rule else one for one in book.rules))

    found = covered(book, run(book, likes_hard="no"))

    held = {str(line.line): line.held for line in found.lines}
    assert (held["likes_hard: no"], held["likes: sprinting"]) == (True, False)


def test_a_line_of_unless_has_to_lift_the_rule_and_to_let_it_fire(tmp_path: Path) -> None:
    book = small_book(tmp_path)

    found = covered(book, run(book), run(book, lookout="never"))

    assert found.people == 1
    assert "unless: lookout: never" not in uncovered(found)


def test_a_share_is_rounded_down_so_that_a_hundred_means_all() -> None:
    assert (per_mille(9_999, 10_000), per_mille(10_000, 10_000), per_mille(0, 0)) == (999, 1000, 1000)


def test_coverage_names_each_rule_with_a_line_that_was_not_decided_both_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)

    code = main(["rules", "coverage", "--rules", str(folder)])

    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    assert shown.out == dedent(
        f"""\
        {folder}/prescription/all.yaml:35:3: no-dash-on-short-nights
          fires for nobody; 0 of 4 lines were decided both ways
          - when: nights: 5 or less (never decided by not holding)
          - when: likes_hard: no (never decided)
          - when: likes: sprinting (never decided by not holding)
          - unless: lookout: never (never decided by holding)

        coverage: 6 of 6 rules fire, 0 of them for somebody; 5 of 9 lines were decided
        both ways, 55.5 %
        A line counts where it was decided both ways: once it held and the rule fired,
        and once it did not hold and that alone kept the rule from firing (for a line
        of “unless”, the other way round).
        """
    )


def test_coverage_as_json_has_the_worst_rule_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_folder(tmp_path)

    main(["rules", "coverage", "--format", "json", "--rules", str(folder)])

    found = json.loads(capsys.readouterr().out)
    worst = found.pop("by_rule")[0]
    assert found == {"rules": 6, "fire": 6, "fire_for_somebody": 0, "lines": 9, "lines_covered": 5}
    assert (worst["rule"], worst["people"], worst["lines"][0]) == (
        RULE,
        0,
        {"part": "when", "line": "nights: 5 or less", "held": True, "did_not_hold": False},
    )
