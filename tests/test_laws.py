"""What holds for everybody: laws over random people and random rules, the same ones on every run."""

import os
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from laxness import for_every_adult, more, with_rules
from people import Person, answers_to, can_be_set_aside, people, recommender, shipped, somebody
from plain_inference import anybody, plainly
from promises import breaches, members
from random_rules import random_rules

from recommender.inference import Inference
from recommender.loading.profile import read_answers
from recommender.model.directive import Limit, Start
from recommender.model.fact import Answer, Facts
from recommender.model.programme import LightMovement
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.spelling import FEWEST
from recommender.recommend import Recommender

LONG = os.environ.get("LAWS") == "long"
"""`make laws` looks at more people than `make test` has time for."""

BATCHES = 12 if LONG else 1
IN_A_BATCH = 80 if LONG else 30
ASKED = 8 if LONG else 2
GUARDED = [name for name in shipped().vocabulary.asked() if shipped().vocabulary[name].guarded]
PLENTY = Start(minutes=60, sessions=6, week_minutes=360, moderate_sessions=6)


def some(many: int) -> int:
    """How many examples to look at: all of them in the long version, else a third."""
    return many if LONG else many // 3


def recommend(person: Person, weeks: int = 8, book: RuleBook | None = None) -> Recommendation:
    """What the shipped rulebook, or another one, recommends to somebody."""
    if book is None:
        return recommender().recommend(person.answers, person.role, person.adjustments, weeks)
    with Recommender(book) as other:
        return other.recommend(person.answers, person.role, person.adjustments, weeks)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_promise_is_kept_to_everybody(batch: int) -> None:
    """In each recommendation engine and evaluator have agreed about every rule, or there would be none."""
    random, outcomes = Random(batch), []

    for _ in range(IN_A_BATCH):
        person, weeks = somebody(random), random.choice((1, 3, 8, 8, 8, 8, 12, 26))
        result = recommend(person, weeks)
        outcomes.append(result.outcome)
        assert breaches(person, result) == [], person
        assert result.programme is None or len(result.programme.weeks) == weeks

    assert outcomes.count("programme") > IN_A_BATCH * 0.5
    assert {"limited", "referral"} <= set(outcomes)


@settings(max_examples=some(40))
@given(people(), st.randoms(use_true_random=True))
def test_the_order_of_answers_and_adjustments_is_irrelevant(person: Person, random: Random) -> None:
    shuffled = replace(person, answers=dict(random.sample(list(person.answers.items()), len(person.answers))))

    assert recommend(shuffled).as_dict() == recommend(person).as_dict()


@settings(max_examples=some(25))
@given(people(), st.randoms(use_true_random=True))
def test_the_order_of_rules_is_irrelevant(person: Person, random: Random) -> None:
    shuffled = replace(shipped(), rules=tuple(random.sample(shipped().rules, len(shipped().rules))))
    expected = recommend(person).as_dict()

    found = recommend(person, book=shuffled).as_dict()

    assert {key: in_some_order(key, value) for key, value in found.items()} == {
        key: in_some_order(key, value) for key, value in expected.items()
    }


def in_some_order(key: str, value: object) -> object:
    """The lists of what fired and what was said about it run by the order of the file of rules."""
    return sorted(map(str, value)) if key in ("fired", "notes") and isinstance(value, list) else value


@settings(max_examples=some(60))
@given(people(), st.data())
def test_a_red_flag_never_leaves_a_programme(person: Person, data: st.DataObject) -> None:
    flags = data.draw(st.frozensets(st.sampled_from(shipped().vocabulary["red_flags"].answers), min_size=1))

    assert recommend(person.with_answers(red_flags=flags)).outcome == "referral"


@pytest.mark.parametrize("name", GUARDED)
def test_leaving_a_guarded_question_out_is_never_laxer_than_any_answer(name: str) -> None:
    """An answer that refers acts when it is sure, so what is compared are the answers that do not refer."""
    random, compared = Random(name), 0

    for _ in range(ASKED):
        person = somebody(random)
        without = recommend(person.without(name))
        for answer in some_answers(name, random):
            answered = recommend(person.with_answers(**{name: answer}))
            if answered.outcome != "referral":
                compared += 1
                assert list(more(without, answered)) == [], person.with_answers(**{name: answer})

    assert compared >= ASKED // 2


@pytest.mark.parametrize("withheld", ["unknown", "declined"])
def test_withholding_an_answer_gives_what_leaving_it_out_gives(withheld: str) -> None:
    random = Random(withheld)

    for _ in range(15):
        person, name = somebody(random), random.choice(GUARDED)
        left_out = recommend(person.without(name))
        said_so = recommend(person.with_answers(**{name: withheld}))
        assert list(more(said_so, left_out)) == []
        assert list(more(left_out, said_so)) == []


def some_answers(name: str, random: Random) -> set[Answer]:
    """Every answer of a choice; of a number or a set a few, the empty set among them."""
    fact = shipped().vocabulary[name]
    if fact.kind == "choice":
        return set(fact.answers)
    few = {answers_to(fact, random) for _ in range(3)}
    return few | {frozenset()} if fact.kind == "set" else few | {fact.low}


@settings(max_examples=some(50))
@given(people(), st.randoms(use_true_random=True))
def test_one_restriction_more_never_raises_any_week(person: Person, random: Random) -> None:
    """Beside a start that is sure: where none is, the first that is sure lifts above the smallest.

    Left out is who may have four sessions only after a time of one or two (see `test_progression.py`).
    """
    assume(not any(few_for_a_time(change) for change in person.adjustments))
    kind, content = restriction(random)
    plenty = for_every_adult(PLENTY, name="plenty")
    restricting = for_every_adult(kind.model_validate(content))

    before = recommend(person, book=with_rules(plenty))
    after = recommend(person, book=with_rules(plenty, restricting))

    assert list(more(after, before)) == []


@settings(max_examples=some(40))
@given(people(adjusting=False), st.randoms(use_true_random=True))
def test_less_is_always_allowed_and_never_leads_to_more(person: Person, random: Random) -> None:
    _, content = restriction(random, Limit)

    after = recommend(person.adjusted({"limit": content, "reason": "it suits"}))

    assert list(more(after, recommend(person))) == []


def few_for_a_time(change: dict[str, object]) -> bool:
    limit = change.get("limit")
    if not isinstance(limit, dict) or limit.get("sessions", 3) >= 3:
        return False
    return "until_week" in change or "weeks" in limit


def restriction(
    random: Random, kind: type[Limit | Start] | None = None
) -> tuple[type[Limit | Start], dict[str, object]]:
    """A limit or a start with one or two random values."""
    kind = kind or random.choice((Limit, Start))
    values: dict[str, object] = {
        "minutes": random.choice((1, 3, 5, 8, 12, 20, 40)),
        "sessions": random.randint(1 if kind is Limit else FEWEST, 6),
        "week_minutes": random.choice((1, 4, 10, 20, 33, 60, 90, 150)),
        "moderate_sessions": random.randint(0, 3),
    }
    if kind is Limit:
        values |= {"growth": random.randint(0, 4), "intensity": random.choice(("light", "moderate"))}
        values |= {"vigorous_sessions": random.randint(0, 1), "strength_days": random.randint(0, 1)}
    content = {name: values[name] for name in random.sample(sorted(values), random.randint(1, 2))}
    if kind is Limit and random.random() < 0.5:
        content["weeks"] = random.choice(("1 to 3", "2", "3 on", "5 to 6"))
    return kind, content


@settings(max_examples=some(40))
@given(people(adjusting=False), st.data())
def test_setting_a_rule_aside_changes_nothing_that_screening_said(
    person: Person, data: st.DataObject
) -> None:
    names = [rule.id for rule in shipped().rules if can_be_set_aside(rule.id)]
    change: dict[str, object] = {"set_aside": data.draw(st.sampled_from(names)), "reason": "a reason"}
    as_clinician = replace(person, role="clinician")

    before, after = recommend(as_clinician), recommend(as_clinician.adjusted(change))

    assert (after.outcome, after.asks, after.left_out) == (before.outcome, before.asks, before.left_out)
    assert [firing.rule.id for firing in after.fired] == [firing.rule.id for firing in before.fired]


@settings(max_examples=some(120))
@given(st.integers(0, 2**31))
def test_rules_that_nobody_wrote_conclude_what_each_of_them_does_by_itself(seed: int) -> None:
    """Readings, re-read answers, states and firings in their order; engine and evaluator agree on the way."""
    random = Random(seed)
    book = replace(shipped(), rules=random_rules(random, 25))

    with Inference(book) as inference:
        for _ in range(8):
            facts = anybody(random)
            assert inference.run(facts) == plainly(book, facts)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_shipped_rules_conclude_what_each_of_them_does_by_itself(batch: int) -> None:
    random = Random(batch)
    everybody = [facts_of(somebody(random)) for _ in range(IN_A_BATCH)]
    everybody += [anybody(random) for _ in range(IN_A_BATCH)]

    with Inference(shipped()) as inference:
        found = [inference.run(facts) for facts in everybody]

    assert found == [plainly(shipped(), facts) for facts in everybody]


def facts_of(person: Person) -> Facts:
    """The facts that this person's answers come to."""
    return read_answers(person.answers, shipped(), "clinician").facts


def test_the_random_people_are_as_varied_as_they_are_meant_to_be() -> None:
    """Laws over people who all resemble each other would say little."""
    crowd = [somebody(Random(seed)) for seed in range(300)]

    said = {name: {person.answers.get(name) for person in crowd} for name in shipped().vocabulary.asked()}

    assert [name for name, answers in said.items() if len(answers - {None, "unknown", "declined"}) < 2] == []
    assert sum(bool(members(person.answers.get("dislikes"))) for person in crowd) > 100
    assert sum(bool(person.adjustments) for person in crowd) > 80


def test_light_movement_brings_back_what_is_disliked_and_nothing_that_is_ruled_out() -> None:
    activities = shipped().activities
    person = Person(
        {"dislikes": frozenset(activities), "settings_ok": frozenset({"home"}), "red_flags": "declined"}
    ).adjusted({"exclude": ["walking"]})

    result = recommend(person).result

    assert isinstance(result, LightMovement)
    assert len(result.options) >= 2
    assert "walking" not in result.options
    assert all("home" in (activities[name].places or ("home",)) for name in result.options)
