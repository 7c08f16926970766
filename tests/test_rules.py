"""The shipped rules: each is an argument that can be checked, and each text invites."""

from pathlib import Path

import pytest
from people import recommender, shipped

from recommender.inference.conclusions import state_truths
from recommender.inference.evaluator import evaluate, read_rules
from recommender.loading import load_profile
from recommender.model.condition import Asked
from recommender.model.directive import Derive
from recommender.model.fact import Facts
from recommender.model.rule import Outcome, Rule
from recommender.model.scale import Stratum
from recommender.model.truth import Truth, unless

PROFILES = sorted((Path(__file__).parent.parent / "profiles").glob("*.yaml"))
EVIDENCE = {"article", "guideline", "trial", "convention"}
SAID: dict[Truth, Outcome] = {
    Truth.SURE: "fires",
    Truth.NO: "silent",
    Truth.POSSIBLE: "cannot tell",
    Truth.UNKNOWN: "cannot tell",
}
EXAMPLES = [(rule, number) for rule in shipped().rules for number in range(len(rule.examples))]


@pytest.mark.parametrize(("rule", "number"), EXAMPLES, ids=lambda item: getattr(item, "id", str(item)))
def test_an_example_does_what_its_rule_says(rule: Rule, number: int) -> None:
    example = rule.examples[number]

    assert SAID[truth_of(rule, example.facts)] == example.expected


def truth_of(rule: Rule, facts: Facts) -> Truth:
    """How true the whole condition of a rule is of these answers, its states worked out from them."""
    book, states = shipped(), dict[str, Truth]()
    for _ in book.vocabulary.states():  # each round settles at least one layer more
        states = state_truths(
            book.of(Stratum.STATES), read_rules(book.of(Stratum.STATES), facts, states, book.vocabulary)
        )
    lifted = evaluate(rule.unless, facts, states, book.vocabulary) if rule.unless else Truth.NO
    return unless(evaluate(rule.when, facts, states, book.vocabulary), lifted)


@pytest.mark.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)
def test_a_rule_is_an_argument(rule: Rule) -> None:
    outcomes = {example.expected for example in rule.examples}
    definite = all(isinstance(line.test, Asked) for line in rule.when.every_line())

    assert rule.sources
    assert set(rule.sources) <= set(shipped().origins)
    assert rule.evidence in EVIDENCE
    assert {"fires", "silent"} <= outcomes
    assert definite or "cannot tell" in outcomes


def test_every_state_is_derived_by_some_rule_and_read_by_another() -> None:
    bodies = [directive.body for rule in shipped().of(Stratum.STATES) for directive in rule.then]
    derived = {body.state for body in bodies if isinstance(body, Derive)}
    read = {name for rule in shipped().rules for name in rule.reads()}

    assert derived == set(shipped().vocabulary.states())
    assert derived <= read


def test_every_rule_fires_for_somebody_in_a_whole_run_of_all_strata() -> None:
    """An example holds only the condition to its answers; here readings are settled and referrals stop."""
    profiles = [load_profile(path, shipped()).facts for path in PROFILES]
    firing = set().union(*map(fired, profiles))

    unfired = [rule for rule in shipped().rules if rule.id not in firing and not fires_by_itself(rule)]

    assert unfired == []


def test_every_rule_stays_silent_for_somebody_in_a_whole_run_of_all_strata() -> None:
    silent = [
        rule
        for rule in shipped().rules
        if any(
            rule.id not in fired(example.facts) for example in rule.examples if example.expected == "silent"
        )
    ]

    assert [rule for rule in shipped().rules if rule not in silent] == []


def fires_by_itself(rule: Rule) -> bool:
    """Whether one of its own examples makes it fire."""
    return any(rule.id in fired(example.facts) for example in rule.examples if example.expected == "fires")


def fired(facts: Facts) -> set[str]:
    """The rules of which the condition holds for sure, where somebody with these answers is looked at."""
    readings = recommender().trace(facts).readings
    return {name for name, reading in readings.items() if reading.truth is Truth.SURE}
