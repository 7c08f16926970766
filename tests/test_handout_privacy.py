"""Nothing private is ever on a handout: others read it as well."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from handouts import Page, leaks
from people import Person, answers_to, remembering, shipped, somebody

from recommender.export import handout, handout_told
from recommender.export.handout_html import as_html
from recommender.export.handout_markdown import as_markdown
from recommender.loading import load_profile
from recommender.model.directive import Refer
from recommender.model.programme import LightMovement, Programme
from recommender.model.recommendation import Recommendation
from recommender.reasons.names import Names
from recommender.reasons.private import private_facts, private_rules, private_urgencies

PROFILES = Path(__file__).parent.parent / "profiles"
TELLING = ("hypervigilant", "pregnancy_with_complications", "crisis_with_a_plan", "in_crisis")
MANY = 30


def test_a_rule_is_private_by_what_it_looks_at_however_far_behind_it_that_stands() -> None:
    private = private_rules(shipped())

    assert "crisis-now" in private  # it reads a private answer
    assert "slow-rhythm-first" in private  # through a state
    assert "room-to-breathe" in private  # through answers that contradict each other
    assert "nothing-you-ruled-out" in private
    assert "easing-out" not in private
    assert "back-a-step-first" not in private  # through a state that rests on nothing private
    assert private_urgencies(shipped()) == {"crisis"}


def test_nobody_who_is_made_up_at_random_has_anything_private_on_a_handout() -> None:
    random, outcomes = Random(7), Counter[str]()

    for _ in range(MANY):
        recommendation = recommended_to(somebody(random))
        outcomes[recommendation.outcome] += 1
        assert leaks(Page.read(as_html(recommendation, shipped())).text, recommendation) == []

    assert min(outcomes.values()) >= 5
    assert len(outcomes) == 3


def test_two_people_who_differ_in_private_answers_only_and_are_offered_the_same_have_the_same_page() -> None:
    assert differing_pages() == []


@pytest.mark.parametrize(
    ("module", "name", "planted"),
    [
        (handout_told, "private_rules", lambda _: frozenset()),
        (handout_told, "private_urgencies", lambda _: frozenset()),
        (handout, "told_contacts", lambda recommendation, _: recommendation.contacts),
    ],
    ids=["reasons", "urgencies", "contacts"],
)
def test_a_planted_leak_is_noticed(
    module: object, name: str, planted: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, planted)

    told = [
        leak
        for profile in TELLING
        for leak in leaks(as_markdown(of_profile(profile), shipped()), of_profile(profile))
    ]

    assert told or differing_pages()


def test_what_a_clinician_wrote_stays_between_the_two() -> None:
    reason = "told me something in confidence"
    changes: list[dict[str, object]] = [
        {"limit": {"minutes": 10}, "reason": reason},
        {"refer": "prompt", "reason": reason},
    ]

    for adjustments in (changes[:1], changes):
        recommendation = remembering().recommend(
            of_profile("hypervigilant").trace.given.known, "clinician", adjustments
        )
        assert reason not in as_markdown(recommendation, shipped())
    assert "Your clinician would like something to be looked at" in as_markdown(recommendation, shipped())


def of_profile(name: str) -> Recommendation:
    return remembering().recommend_profile(load_profile(PROFILES / f"{name}.yaml", shipped()))


def recommended_to(person: Person) -> Recommendation:
    return remembering().recommend(person.answers, person.role, person.adjustments)


def differing_pages() -> list[str]:
    """The private answers that show on a page though what is offered is the same."""
    random, facts = Random(11), shipped().vocabulary.facts
    private, found, tried = sorted(private_facts(shipped())), [], 0
    for _ in range(MANY):
        person, name = somebody(random), random.choice(private)
        if facts[name].clinician and person.role == "self":
            continue
        other = person.with_answers(**{name: answers_to(facts[name], random)})
        one, two = recommended_to(person), recommended_to(other)
        if offered(one) == offered(two):
            tried += 1
            found += [name] if as_html(one, shipped()) != as_html(two, shipped()) else []
    assert tried >= MANY // 4
    return found


def offered(recommendation: Recommendation) -> object:
    """What somebody is offered, without any reason for it."""
    match recommendation.result:
        case Programme(weeks=weeks):
            hidden = Names.of(recommendation, shipped()).hidden
            bare = [replace(session, because=()) for week in weeks for session in week.sessions]
            return hidden, bare, [(week.easier, week.provisional) for week in weeks]
        case LightMovement(options=options):
            return options
        case _:
            asked = {
                directive.body.urgency
                for _, directive in recommendation.trace.concluded(Refer)
                if isinstance(directive.body, Refer)
            }
            return asked - private_urgencies(shipped())
