"""The engine behind its door: many people, many threads, many rules, and faults that never pass unseen."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Literal, TypeAlias

import durable_rules_engine
import pytest
from laxness import for_every_adult
from people import Person, shipped, somebody

from recommender.inference import Disagreement, EngineFault, Inference
from recommender.inference.compiled import CompiledRules
from recommender.inference.durable import Program
from recommender.inference.encoding import Encoded
from recommender.inference.keys import Bounds
from recommender.inference.meanings import Group
from recommender.inference.readings import CODES, Layout
from recommender.loading import load_profile
from recommender.model.condition import Condition, Line, OneOf, Within
from recommender.model.directive import Note
from recommender.model.fact import Facts
from recommender.model.log import Entry, Log
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import States
from recommender.model.truth import Truth
from recommender.recommend import Recommender
from recommender.review import Reviewer

Which: TypeAlias = Literal["when", "unless"]
Victim: TypeAlias = tuple[Which, str]
"""A condition of a rule, and the id of that rule."""

PROFILE = Path(__file__).parent.parent / "profiles" / "hypervigilant.yaml"
NOTE = Note(text="nothing-to-catch-up")
PEOPLE = tuple(somebody(Random(seed)) for seed in range(24))


def recommended(recommender: Recommender, person: Person) -> dict[str, object]:
    """The JSON for somebody."""
    return dict(recommender.recommend(person.answers, person.role, person.adjustments, 2).as_dict())


def test_several_threads_get_what_each_would_get_alone(recommending: Recommender) -> None:
    alone = [recommended(recommending, person) for person in PEOPLE]

    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda person: recommended(recommending, person), PEOPLE * 3))

    assert together == alone * 3


def test_nothing_of_one_person_reaches_the_next(recommending: Recommender, book: RuleBook) -> None:
    nobody = recommended(recommending, Person())

    for person in PEOPLE:
        recommended(recommending, person)
        assert recommended(recommending, Person()) == nobody
    with Recommender(book) as fresh:
        assert recommended(fresh, Person()) == nobody


def test_closing_twice_is_closing_once_and_another_one_works_on(book: RuleBook) -> None:
    first, second = Recommender(book), Recommender(book)
    first.close()
    first.close()

    with second:
        assert second.recommend({}).outcome == "limited"


def test_one_that_is_asked_again_after_it_was_closed_answers_as_before(recommending: Recommender) -> None:
    before = recommended(recommending, PEOPLE[0])

    recommending.close()

    assert recommended(recommending, PEOPLE[0]) == before


def test_many_recommenders_can_be_opened_one_after_the_other(book: RuleBook) -> None:
    for _ in range(30):
        with Recommender(book) as recommender:
            assert recommender.recommend({"crisis": "yes"}).outcome == "referral"


def minutes_at_least(number: int) -> Condition:
    """A condition on one number."""
    return Condition((Line("activity_minutes", f"{number} or more", Within(((number, 1200),))),))


def with_only(*rules: Rule) -> RuleBook:
    """A rulebook of these rules alone."""
    return replace(shipped(), rules=rules)


def fired(book: RuleBook, facts: Facts) -> set[str]:
    """The ids of the rules that fire."""
    with Inference(book) as inference:
        return {firing.rule.id for firing in inference.run(facts).firings}


def test_seven_hundred_rules_may_look_at_one_fact() -> None:
    rules = [replace(for_every_adult(NOTE, name=f"r-{n:03}"), when=minutes_at_least(n)) for n in range(700)]

    assert fired(with_only(*rules), Facts({"activity_minutes": 412})) == {f"r-{n:03}" for n in range(413)}


def test_three_hundred_rules_may_have_the_same_condition() -> None:
    rules = [replace(for_every_adult(NOTE, name=f"r-{n:03}"), when=minutes_at_least(60)) for n in range(300)]

    assert len(fired(with_only(*rules), Facts({"activity_minutes": 60}))) == 300
    assert fired(with_only(*rules), Facts({"activity_minutes": 59})) == set()


def test_a_rule_may_unfold_into_hundreds_of_chains() -> None:
    """Four lines, each of which holds for two answers that do not lie side by side, and four alternatives."""
    places = {"hypervigilance": ("none", "moderate"), "low_mood": ("none", "moderate")}
    places |= {"anxiety": ("none", "severe"), "settling_time": ("minutes", "some_hours")}
    lines = tuple(Line(name, "", OneOf(frozenset(answers))) for name, answers in places.items())
    branches = tuple(
        (Line("activity_minutes", "", Within(((n, n), (n + 2, n + 2)))),) for n in range(0, 16, 4)
    )
    rule = replace(for_every_adult(NOTE), when=Condition(lines, branches))
    holding = {name: answers[1] for name, answers in places.items()}

    assert fired(with_only(rule), Facts(holding | {"activity_minutes": 14})) == {"one-more-rule"}
    assert fired(with_only(rule), Facts(holding | {"activity_minutes": 15})) == set()
    assert (
        fired(with_only(rule), Facts(holding | {"hypervigilance": "mild", "activity_minutes": 14})) == set()
    )


def victims() -> list[Victim]:
    """Of each stratum the first rule, and the first of those that are lifted if there is one."""
    found = []
    for part in shipped().parts:
        for stratum in Stratum:
            rules = part.of(stratum)
            found += [("when", rule.id) for rule in rules[:1]]
            found += [("unless", rule.id) for rule in [rule for rule in rules if rule.unless][:1]]
    return found


@pytest.mark.parametrize(("which", "rule"), victims())
def test_a_fault_in_the_engine_is_found_out_in_every_stratum(
    which: Which, rule: str, monkeypatch: pytest.MonkeyPatch, book: RuleBook
) -> None:
    true = CompiledRules.read

    def lying(rules: CompiledRules, person: Encoded) -> bytes:
        return bent(true(rules, person), (which, rule), rules.layout)

    monkeypatch.setattr(CompiledRules, "read", lying)

    with Reviewer(book) as reviewer, pytest.raises(Disagreement) as raised:
        reviewer.review(load_profile(PROFILE, book), Log.of([Entry(1, 1, "yes")]))
    assert raised.value.rules == (rule,)


@pytest.mark.parametrize(("which", "rule"), victims())
def test_a_fault_in_the_evaluator_is_found_out_in_every_stratum(
    which: Which, rule: str, monkeypatch: pytest.MonkeyPatch, book: RuleBook
) -> None:
    true = Group.read

    def lying(group: Group, left: int, states: States) -> bytes:
        return bent(true(group, left, states), (which, rule), group.layout)

    monkeypatch.setattr(Group, "read", lying)

    with Reviewer(book) as reviewer, pytest.raises(Disagreement) as raised:
        reviewer.review(load_profile(PROFILE, book), Log.of([Entry(1, 1, "yes")]))
    assert str(raised.value) == f"the engine and the evaluator differ about: {rule}"


def bent(codes: bytes, victim: Victim, layout: Layout) -> bytes:
    """The same codes, that of one condition of one rule turned to the opposite."""
    which, rule = victim
    found, places = bytearray(codes), layout.when if which == "when" else layout.unless
    if rule in places:
        place = places[rule]
        found[place] = CODES[Truth.NO] if found[place] else CODES[Truth.SURE]
    return bytes(found)


@pytest.mark.parametrize("first", range(7))
def test_when_the_engine_loses_every_seventh_chain_that_holds_nothing_is_recommended(
    first: int, monkeypatch: pytest.MonkeyPatch, book: RuleBook
) -> None:
    """In each pass over the rules, beginning with the first, the second, up to the seventh."""
    profile, true = load_profile(PROFILE, book), Program.holding

    def forgetful(program: Program, bounds: Mapping[str, Bounds], written: Mapping[str, str]) -> list[int]:
        held = sorted(true(program, bounds, written))
        return [number for number in held if number not in held[first::7]]

    with Recommender(book) as recommender:
        recommender.recommend_profile(profile)
        monkeypatch.setattr(Program, "holding", forgetful)
        with pytest.raises(Disagreement):
            recommender.recommend_profile(profile)


@pytest.fixture
def failing_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """An engine that fails at the first fact of a person, and works from then on."""
    failures: list[str] = []
    true = durable_rules_engine.assert_fact

    def assert_fact(handle: int, fact: str) -> tuple[int, int]:
        if '"id":"p"' in fact and not failures:
            failures.append(fact)
            raise RuntimeError("error code: 303")
        answer: tuple[int, int] = true(handle, fact)
        return answer

    monkeypatch.setattr(durable_rules_engine, "assert_fact", assert_fact)
    return iter([failures])


def test_an_engine_error_refuses_and_the_next_person_is_served(
    failing_once: Iterator[list[str]], recommending: Recommender, book: RuleBook
) -> None:
    profile = load_profile(PROFILE, book)

    with pytest.raises(EngineFault, match="the engine stopped: error code: 303"):
        recommending.recommend_profile(profile)

    assert len(next(failing_once)) == 1
    assert recommending.recommend_profile(profile).outcome == "programme"


def test_what_an_error_leaves_in_the_engine_never_reaches_the_next_person(
    monkeypatch: pytest.MonkeyPatch, recommending: Recommender
) -> None:
    """The engine stops while it says which chains hold, so that it still has some of them to say."""
    alone = [recommended(recommending, person) for person in PEOPLE]
    true, calls = durable_rules_engine.complete_and_start_action, count(1)

    def complete_and_start_action(handle: int, offset: int) -> object:
        if next(calls) == 3:
            raise RuntimeError("error code: 303")
        return true(handle, offset)

    monkeypatch.setattr(durable_rules_engine, "complete_and_start_action", complete_and_start_action)
    with pytest.raises(EngineFault, match="the engine stopped: error code: 303"):
        recommended(recommending, PEOPLE[0])

    assert [recommended(recommending, person) for person in PEOPLE] == alone


def test_a_program_that_was_found_wrong_is_never_asked_again(
    monkeypatch: pytest.MonkeyPatch, recommending: Recommender
) -> None:
    nobody, true = recommended(recommending, Person()), Program.holding
    forgetful: list[Program] = []

    def holding(program: Program, bounds: Mapping[str, Bounds], written: Mapping[str, str]) -> list[int]:
        forgetful.append(program)
        return [] if program is forgetful[0] else true(program, bounds, written)

    monkeypatch.setattr(Program, "holding", holding)
    with pytest.raises(Disagreement):
        recommended(recommending, Person())

    assert recommended(recommending, Person()) == nobody


def test_who_is_asked_about_while_another_thread_closes_everything_is_served_all_the_same(
    monkeypatch: pytest.MonkeyPatch, recommending: Recommender
) -> None:
    nobody, true = recommended(recommending, Person()), Program.holding
    closings = iter((recommending.close,))

    def holding(program: Program, bounds: Mapping[str, Bounds], written: Mapping[str, str]) -> list[int]:
        for close in closings:
            close()
        return true(program, bounds, written)

    monkeypatch.setattr(Program, "holding", holding)

    assert recommended(recommending, Person()) == nobody


def test_an_answer_of_the_engine_that_nobody_knows_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, recommending: Recommender
) -> None:
    monkeypatch.setattr(durable_rules_engine, "assert_fact", lambda _handle, _fact: (2, 0))

    with pytest.raises(EngineFault, match="a fact was answered with 2"):
        recommending.recommend({})


def test_later_strata_do_not_run_after_a_referral(recommending: Recommender) -> None:
    trace = recommending.recommend({"crisis": "yes", "hypervigilance": "severe"}).trace

    assert {firing.rule.stratum for firing in trace.firings} == {Stratum.SCREENING}
    assert trace.states == {}
