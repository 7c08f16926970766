"""What a condition means: four steps of truth, and one row for each form a line can take."""

from dataclasses import replace

import pytest
from people import shipped

from recommender.inference.conclusions import acts, state_truths
from recommender.inference.evaluator import evaluate
from recommender.loading.conditions import read_condition
from recommender.loading.yaml_tree import parse
from recommender.model.condition import Condition
from recommender.model.directive import Directive, Limit, Permit, Refer
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.rule import Rule
from recommender.model.scale import Effort, Urgency
from recommender.model.trace import Reading
from recommender.model.truth import Truth, all_of, any_of, opposite, unless
from recommender.problem import Problem
from recommender.source import Source

NO, UNKNOWN, POSSIBLE, SURE = Truth.NO, Truth.UNKNOWN, Truth.POSSIBLE, Truth.SURE
WITHHELD = (None, Missing.NOT_ASKED, Missing.UNKNOWN, Missing.DECLINED)

# A line, an answer of which it holds, one of which it does not, and what it is while there is no answer.
FORMS: tuple[tuple[str, Answer, Answer, Truth], ...] = (
    ("startle: jumps", "jumps", "freezes", UNKNOWN),
    ("hypervigilance: mild", "mild", "severe", POSSIBLE),
    ("crisis: yes", "yes", "no", POSSIBLE),
    ("arousal_state: [on_edge, switching]", "switching", "settled", POSSIBLE),
    ("hypervigilance: moderate or more", "moderate", "mild", POSSIBLE),
    ("hypervigilance: moderate or more", "severe", "none", POSSIBLE),
    ("hypervigilance: mild or less", "none", "moderate", POSSIBLE),
    ("sleep_quality: mixed or worse", "poor", "good", POSSIBLE),
    ("sleep_quality: mixed or better", "mixed", "poor", POSSIBLE),
    ("stress: moderate or more", "high", "low", UNKNOWN),
    ("hypervigilance: not severe", "none", "severe", POSSIBLE),
    ("activity_minutes: 60", 60, 61, UNKNOWN),
    ("activity_minutes: 60 or more", 60, 59, UNKNOWN),
    ("activity_minutes: 59 or less", 0, 60, UNKNOWN),
    ("activity_minutes: 60 to 149", 149, 150, UNKNOWN),
    ("activity_minutes: not 60", 59, 60, UNKNOWN),
    ("activity_minutes: [10, 20]", 20, 15, UNKNOWN),
    ("days_symptom_free: 6 or less", 6, 7, POSSIBLE),
    ("injuries: knee", frozenset({"knee", "hip"}), frozenset({"hip"}), POSSIBLE),
    ("injuries: [knee, hip]", frozenset({"hip"}), frozenset({"neck"}), POSSIBLE),
    ("injuries: not knee", frozenset({"hip"}), frozenset({"knee"}), POSSIBLE),
    ("injuries: not knee", frozenset(), frozenset({"knee", "hip"}), POSSIBLE),
    ("injuries: empty", frozenset(), frozenset({"knee"}), POSSIBLE),
    ("injuries: not empty", frozenset({"knee"}), frozenset(), POSSIBLE),
    ("injuries: 2 or more", frozenset({"knee", "hip"}), frozenset({"knee"}), POSSIBLE),
    ("injuries: 1 or less", frozenset(), frozenset({"knee", "hip"}), POSSIBLE),
    ("goals: sleep", frozenset({"sleep"}), frozenset(), UNKNOWN),
)


@pytest.mark.parametrize(("line", "holding", "failing", "open_"), FORMS)
def test_a_line_holds_fails_or_stays_open(line: str, holding: Answer, failing: Answer, open_: Truth) -> None:
    name = line.split(":", maxsplit=1)[0]

    assert truth(line, {name: holding}) is SURE
    assert truth(line, {name: failing}) is NO
    assert [truth(line, {}, withheld(name, why)) for why in WITHHELD] == [open_] * 4


@pytest.mark.parametrize("name", ["injuries", "goals", "hypervigilance", "activity_minutes"])
def test_whether_there_is_an_answer_is_always_definite(name: str) -> None:
    fact = shipped().vocabulary[name]
    answer: Answer = frozenset() if fact.kind == "set" else 0 if fact.kind == "number" else fact.answers[0]

    assert truth(f"{name}: answered", {name: answer}) is SURE
    assert truth(f"{name}: unanswered", {name: answer}) is NO
    for why in WITHHELD:
        assert truth(f"{name}: answered", {}, withheld(name, why)) is NO
        assert truth(f"{name}: unanswered", {}, withheld(name, why)) is SURE


@pytest.mark.parametrize(
    ("state", "holds", "fails"),
    [(NO, NO, SURE), (UNKNOWN, UNKNOWN, POSSIBLE), (POSSIBLE, POSSIBLE, POSSIBLE), (SURE, SURE, NO)],
)
def test_a_state_carries_what_is_not_known(state: Truth, holds: Truth, fails: Truth) -> None:
    states = {"hyperaroused": state}

    assert evaluate(condition("hyperaroused: yes"), Facts(), states, shipped().vocabulary) is holds
    assert evaluate(condition("hyperaroused: no"), Facts(), states, shipped().vocabulary) is fails


def test_all_lines_hold_as_far_as_the_least_of_them() -> None:
    both = "stress: high\nhypervigilance: severe"

    assert truth(both, {"stress": "high", "hypervigilance": "severe"}) is SURE
    assert truth(both, {"stress": "high"}) is POSSIBLE
    assert truth(both, {"hypervigilance": "severe"}) is UNKNOWN
    assert truth(both, {}) is UNKNOWN
    assert truth(both, {"stress": "low"}) is NO


def test_any_of_holds_as_far_as_the_best_of_them() -> None:
    either = "crisis: no\nany of:\n  - stress: high\n  - hypervigilance: severe\n    energy: low\n"
    calm: dict[str, Answer] = {"crisis": "no"}

    assert truth(either, calm | {"stress": "high"}) is SURE
    assert truth(either, calm | {"hypervigilance": "severe", "energy": "low"}) is SURE
    assert truth(either, calm | {"stress": "low"}) is POSSIBLE
    assert truth(either, calm | {"energy": "good"}) is UNKNOWN
    assert truth(either, calm | {"stress": "low", "energy": "good"}) is NO
    assert truth(either, {"crisis": "yes", "stress": "high"}) is NO
    assert truth(either, {"stress": "high"}) is POSSIBLE


@pytest.mark.parametrize(
    ("when", "lifted", "whole"),
    [
        (SURE, NO, SURE),
        (SURE, UNKNOWN, SURE),
        (SURE, POSSIBLE, POSSIBLE),
        (SURE, SURE, NO),
        (POSSIBLE, NO, POSSIBLE),
        (POSSIBLE, POSSIBLE, POSSIBLE),
        (POSSIBLE, SURE, NO),
        (UNKNOWN, POSSIBLE, UNKNOWN),
        (NO, NO, NO),
        (NO, SURE, NO),
    ],
)
def test_an_unless_lifts_a_restriction_only_when_sure_and_a_permission_when_possible(
    when: Truth, lifted: Truth, whole: Truth
) -> None:
    assert unless(when, lifted) is whole


def test_nothing_at_all_is_sure_of_all_and_never_any() -> None:
    assert all_of([]) is SURE
    assert any_of([]) is NO
    assert [opposite(step) for step in Truth] == [SURE, POSSIBLE, POSSIBLE, NO]


@pytest.mark.parametrize(
    ("body", "least"),
    [(Limit(intensity=Effort.LIGHT), POSSIBLE), (Permit(intensity=Effort.MODERATE), SURE)],
)
def test_a_restriction_acts_when_possible_and_a_permission_when_sure(
    body: Limit | Permit, least: Truth
) -> None:
    rule, directive = a_rule(), Directive("any", body, {})

    assert [step for step in Truth if acts(directive, rule, Reading(step))] == [
        s for s in Truth if s >= least
    ]


@pytest.mark.parametrize(("if_unknown", "least"), [("refer", UNKNOWN), ("ask", SURE), ("ignore", SURE)])
def test_a_referral_acts_when_sure_unless_its_rule_says_more(if_unknown: str, least: Truth) -> None:
    rule, refer = a_rule(if_unknown), Directive("refer", Refer(urgency=Urgency.PROMPT), {})

    assert [step for step in Truth if acts(refer, rule, Reading(step))] == [s for s in Truth if s >= least]


def test_a_state_is_as_true_as_the_truest_rule_that_derives_it() -> None:
    rules = [rule for rule in shipped().rules if rule.id in ("on-edge", "far-away-or-numb")]
    readings = {"on-edge": Reading(POSSIBLE), "far-away-or-numb": Reading(NO)}

    assert state_truths(rules, readings) == {"hyperaroused": POSSIBLE, "shut_down_state": NO}


def a_rule(if_unknown: str = "ignore") -> Rule:
    rule = shipped().rule("new-injury")
    assert rule is not None
    return replace(rule, if_unknown=if_unknown)


def withheld(name: str, why: Missing | None) -> dict[str, Missing]:
    return {} if why is None else {name: why}


def truth(text: str, known: dict[str, Answer], missing: dict[str, Missing] | None = None) -> Truth:
    """How true the lines of a condition are of somebody."""
    return evaluate(condition(text), Facts(known, missing or {}), {}, shipped().vocabulary)


def condition(text: str) -> Condition:
    """The condition that these lines spell out."""
    problems: list[Problem] = []
    found = read_condition(parse(Source("test", text), problems), shipped().vocabulary, problems, "")
    assert problems == []
    return found
