"""What the benchmark promises: every engine gives the same answers, and a table tells so."""

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from beside import OURS, Beside, Row, Size, people
from engines import BY_HAND, OTHERS, translations
from engines.formula import Every, Formula, InRange, Known, OneOfThese, Shares, Some, opposite
from engines.logic import Logic, expected, logic_of
from people import recommender, shipped
from report import Target, aligned, markdown, table

from recommender.model.fact import Facts

PACKAGES = {
    "clips_rete": "clips",
    "zen_table": "zen",
    "zen_expression": "zen",
    "jsonlogic": "json_logic",
    "business": "business_rules",
}
FEW = tuple(profile.facts for profile in people(shipped(), 36))


@pytest.fixture(scope="module")
def logic() -> Logic:
    return logic_of(shipped())


@pytest.mark.parametrize("file", [*OTHERS, *BY_HAND])
def test_every_engine_lets_the_same_rules_act_for_everybody(file: str, logic: Logic) -> None:
    if file in PACKAGES and find_spec(PACKAGES[file]) is None:
        pytest.skip(f"{PACKAGES[file]} is not there; make bench installs it")
    engine = next(translations((file,))).Engine(logic)

    told = [frozenset(engine.run(facts)) for facts in FEW]

    assert told == [expected(recommender().trace(facts), logic) for facts in FEW]


def test_the_decisions_that_are_compared_are_the_rules_that_fire(logic: Logic) -> None:
    for facts in FEW:
        trace = recommender().trace(facts)
        acting = {logic.decisions[number] for number in expected(trace, logic)}

        assert {one.rule for one in acting if one.acts} == {firing.rule.id for firing in trace.firings}


def test_among_the_people_are_answers_that_are_missing_unknown_and_declined_and_referrals(
    logic: Logic,
) -> None:
    traces = [recommender().trace(facts) for facts in FEW]

    assert {str(why) for facts in FEW for why in facts.withheld.values()} == {"unknown", "declined"}
    assert all(len(facts.known) < len(logic.vocabulary.asked()) for facts in FEW)
    assert len({len(trace.readings) for trace in traces}) > 1
    assert any(trace.facts != trace.given for trace in traces)


TESTS: tuple[Formula, ...] = (
    OneOfThese("hypervigilance", ("mild", "severe"), missing=True),
    InRange("activity_minutes", ((0, 30), (60, 90)), missing=False),
    Shares("injuries", tuple(shipped().vocabulary["injuries"].answers[:2]), some=True, missing=False),
    Known("low_mood", known=False),
)


@pytest.mark.parametrize("formula", [*TESTS, Every(TESTS), Some(TESTS)])
def test_of_a_formula_and_its_opposite_exactly_one_holds(formula: Formula, logic: Logic) -> None:
    holds = import_module("engines.closures").closure(formula)
    fails = import_module("engines.closures").closure(opposite(formula, logic.vocabulary))

    assert [fails(facts.known) for facts in (*FEW, Facts())] == [
        not holds(facts.known) for facts in (*FEW, Facts())
    ]


SIZES = [
    Beside(Size(1, 20, 3, 10), 174, 44.5, {OURS: Row(800.0, 1.0, 0), "other": Row(1600.0, 2.0, 0)}),
    Beside(Size(10, 6, 3, 3), 1740, 231.0, {OURS: Row(3000.0, 1.0, 0), "other": Row(2000.0, 2 / 3, 2)}),
]


def test_the_table_tells_ratios_times_and_who_is_told_otherwise() -> None:
    assert list(markdown(table(SIZES))) == [
        "| engine | 1x: 174 rules | 10x: 1740 rules | answers |",
        "|---|---:|---:|---:|",
        "| recommender | 1.00 (800 µs) | 1.00 (3,000 µs) | all equal |",
        "| other | 2.00 (1,600 µs) | 0.67 (2,000 µs) | 2 differ |",
    ]
    assert list(aligned(table(SIZES)))[2] == "other        2.00 (1,600 µs)  0.67 (2,000 µs)   2 differ"


def test_a_target_is_met_at_its_edge() -> None:
    assert Target("times", 3, 3.0, at_least=True).met
    assert not Target("times", 3, 2.9, at_least=True).met
    assert not Target("times", 3, 3.1).met
