"""The shipped people: what is expected of each, the shape of the answer, and the same bytes every time.

What a profile may expect of its person is written at the top of `recommender/verification/expectations.py`.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from json_shape import ONE_OF_THREE, misshapen
from people import Person, recommender, shipped
from promises import breaches

from recommender.export.text import as_text
from recommender.loading import load_profile
from recommender.loading.profile import Profile
from recommender.model.adjustment import Adjustment
from recommender.model.directive import Refer
from recommender.model.programme import Referral
from recommender.model.recommendation import Outcome, Recommendation
from recommender.model.scale import Stratum, Urgency
from recommender.model.truth import Truth
from recommender.model.written import Plain
from recommender.recommend import WEEKS
from recommender.verification.examples import tried_examples
from recommender.verification.expectations import ACTIVITIES_NAMED_IN, RULES_NAMED_IN, listed, misses
from recommender.workshop.check_ins import check_in_misses

ROOT = Path(__file__).parent.parent
PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))
NAMES = [path.stem for path in PROFILES]
THE_SIX = ("hypervigilant", "shut_down", "panic", "low_mood", "fit_and_well", "red_flag")
ONE_OF_EACH = ("fit_and_well", "switching", "nothing_answered", "red_flag", "kidney_effort_named")
"""People of every outcome, one of them with adjustments: starting the program afresh takes its time."""
each_profile = pytest.mark.parametrize("name", NAMES)

DUMP = """
import json, sys
from pathlib import Path
from recommender.loading import load_profile, load_rulebook
from recommender.recommend import Recommender
with Recommender(load_rulebook()) as recommender:
    for name in sys.argv[1:]:
        profile = load_profile(Path(name), recommender.book)
        print(json.dumps(recommender.recommend_profile(profile).as_dict(), ensure_ascii=False))
"""

WRONG_OF_SOMEBODY_FIT: list[tuple[dict[str, Plain], str]] = [
    ({"outcome": "limited"}, "outcome: programme instead of limited"),
    ({"urgency": "prompt"}, "urgency: none instead of prompt"),
    ({"fired": ["crisis-now"]}, "fired: crisis-now is not there"),
    ({"not_fired": ["easing-out"]}, "not_fired: easing-out is there"),
    ({"tensions": [{"won": "a", "lost": "b"}]}, "tensions: {won: a, lost: b} is not there"),
    ({"asks": ["crisis"]}, "asks: crisis is not there"),
    ({"fired": []}, "fired: none was expected"),
    ({"read_as": {"sleep_quality": "poor"}}, "read_as: {} instead of {sleep_quality: poor}"),
    ({"previews_from": "3"}, "previews_from: never instead of 3"),
    ({"never_offered": ["running"]}, "never_offered: running is there"),
    ({"offered": ["dancing"]}, "offered: dancing is not there"),
    ({"words_absent": ["Running"]}, "words_absent: Running is there"),
    ({"week_1_ceiling": "light"}, "week_1_ceiling: moderate instead of light"),
    ({"week_1_company": "alone"}, "week_1_company: small_group instead of alone"),
    ({"week_9_ceiling": "light"}, "week_9_ceiling: there is no such week"),
    ({"week_1_mood": "good"}, "week_1_mood: nobody knows what that means"),
    ({"weeks": "99"}, "weeks: a programme has 1 to 26 weeks, found “99”"),
    ({"firde": []}, "firde: nobody knows what that means"),
    ({"week_1_minutes": "1"}, "week_1_minutes: 180 instead of 1"),
    ({"week_1_minutes_at_most": "few"}, "week_1_minutes_at_most: a number is asked here, found “few”"),
    ({"week_1_hardest": "light"}, "week_1_hardest: moderate instead of light"),
    ({"notes": ["smallest-counts"]}, "notes: smallest-counts is not there"),
    ({"efforts": {"1": "light"}}, "efforts: {1: moderate, 5: vigorous} instead of {1: light}"),
    ({"limits": {"minutes": "10"}}, "limits: minutes 60 instead of 10"),
    ({"start": {"steps": "9"}}, "start: steps is not one of minutes, moderate_sessions, sessions"),
    ({"limits": "none"}, "limits: lines of the form “name: value” are asked here, found “none”"),
    ({"permits": {"awareness": "4"}}, "permits: awareness 3 instead of 4"),
    ({"start": {"sessions": "2"}}, "start: sessions 5 instead of 2"),
    ({"aims": {"balance_days": "3"}}, "aims: balance_days none instead of 3"),
    (
        {"gates": {"vigorous": {"after_weeks": "6", "needs": ["wanted"]}}},
        "gates: vigorous none instead of {after_weeks: 6, needs: [wanted]}",
    ),
    ({"requires": {"rest_days": "2"}}, "requires: rest_days 1 instead of 2"),
    ({"hidden": ["minutes"]}, "hidden: [] instead of [minutes]"),
    ({"texts": {"opening": "orient"}}, "texts: opening default instead of orient"),
    ({"any_time": {"walking": "10"}}, "any_time: {} instead of {walking: 10}"),
    (
        {"choices": {"strength": []}},
        "choices: strength [strength_light, strength, walking] instead of []",
    ),
    ({"closed": ["running"]}, "closed: running is not there"),
    ({"wishes": {"running": "-2"}}, "wishes: running 5 instead of -2"),
    ({"situations": {"evening": "2"}}, "situations: evening 0 instead of 2"),
    ({"vigorous_time": "evening"}, "vigorous_time: morning instead of evening"),
    ({"check_ins": "later"}, "check_ins: entry 1 of them has no “week”"),
    (
        {"check_ins": [{"week": {"felt": "worse"}, "decision": "advance"}]},
        "check_ins: week 1 of them, decision hold instead of advance",
    ),
    (
        {"check_ins": [{"week": {"felt": "worse"}, "because": ["rest-with-a-fever"]}]},
        "check_ins: week 1 of them, because rest-with-a-fever is not there",
    ),
    (
        {"check_ins": [{"week": {"wanted": "yes"}, "met": []}]},
        "check_ins: week 1 of them, met: none was expected",
    ),
    (
        {"check_ins": [{"week": {"felt": "odd"}}]},
        "check_ins: week 1 of them, “odd” is not an answer to “felt”",
    ),
    (
        {"check_ins": [{"week": {}, "mood": "good"}]},
        "check_ins: week 1 of them, mood: nobody knows what that means",
    ),
]


def profile_of(name: str) -> Profile:
    return load_profile(ROOT / "profiles" / f"{name}.yaml", shipped())


def expected_of(name: str) -> Mapping[str, Plain]:
    expected = profile_of(name).expected
    assert isinstance(expected, Mapping)
    return expected


@cache
def recommended(name: str) -> Recommendation:
    """What the program gives for a shipped person, for as many weeks as the profile speaks of."""
    weeks = int(str(expected_of(name).get("weeks", WEEKS)))
    return recommender().recommend_profile(profile_of(name), weeks)


def missed(expected: Mapping[str, Plain], given: Recommendation) -> list[str]:
    """What was expected and does not come out, one line each."""
    found = misses(expected, given, shipped(), lambda: as_text(given, shipped()))
    return [str(miss) for miss in (*found, *check_in_misses(expected, shipped()))]


def everybody() -> list[Recommendation]:
    return [recommended(name) for name in NAMES]


def test_there_are_twenty_people_or_more_with_the_six_that_the_readme_speaks_of() -> None:
    assert len(NAMES) >= 20
    assert set(THE_SIX) <= set(NAMES)


@each_profile
def test_a_profile_says_first_who_it_is_and_what_is_expected(name: str) -> None:
    lines = (ROOT / "profiles" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()

    said = lines[: next(place for place, line in enumerate(lines) if not line.startswith("# "))]

    assert 1 <= len(said) <= 3
    assert {"outcome", "fired", "not_fired"} <= set(expected_of(name))


@each_profile
def test_a_profile_meets_what_is_expected_of_it(name: str) -> None:
    assert missed(expected_of(name), recommended(name)) == []


@each_profile
def test_each_rule_and_activity_that_a_profile_names_is_there(name: str) -> None:
    expected = expected_of(name)

    rules, activities = listed(expected, *RULES_NAMED_IN), listed(expected, *ACTIVITIES_NAMED_IN)

    assert [rule for rule in rules if shipped().rule(rule) is None and rule != "a-clinician"] == []
    assert [activity for activity in activities if activity not in shipped().activities] == []


@pytest.mark.parametrize(("expected", "said"), WRONG_OF_SOMEBODY_FIT)
def test_an_expectation_that_does_not_hold_is_seen(expected: dict[str, Plain], said: str) -> None:
    assert missed(expected, recommended("fit_and_well")) == [said]


def test_every_state_is_sure_for_somebody() -> None:
    sure = {
        state for given in everybody() for state, truth in given.trace.states.items() if truth is Truth.SURE
    }

    assert sure == set(shipped().vocabulary.states())


def test_every_rule_that_can_refer_refers_somebody() -> None:
    results = [given.result for given in everybody()]
    referring = {
        reason.rule for result in results if isinstance(result, Referral) for reason in result.reasons
    }

    can_refer = {rule.id for rule in shipped().rules if any(isinstance(it.body, Refer) for it in rule.then)}

    assert referring == {*can_refer, None}


def test_every_contradiction_is_found_in_somebody() -> None:
    found = {contradiction.rule for given in everybody() for contradiction in given.contradictions}

    assert found == {rule.id for rule in shipped().of(Stratum.CONTRADICTIONS)}


def test_every_outcome_and_every_urgency_comes_out_for_somebody() -> None:
    results = [given.result for given in everybody()]

    assert {given.outcome for given in everybody()} == set(get_args(Outcome))
    assert {result.urgency for result in results if isinstance(result, Referral)} == set(Urgency)


def test_every_rule_fires_for_somebody_and_stays_silent_for_somebody_else() -> None:
    tried = [(one.rule.id, one.found) for one in tried_examples(shipped())]
    firing = {rule for rule, found in tried if found == "fires"}
    firing |= {it.rule.id for given in everybody() for it in given.fired if not it.on_unknown}
    silent = {rule for rule, found in tried if found == "silent"}
    for given in everybody():
        silent |= {rule for rule, reading in given.trace.readings.items() if reading.truth is Truth.NO}

    rules = {rule.id for rule in shipped().rules}

    assert rules - firing == set()
    assert rules - silent == set()


def test_every_rule_fires_for_one_of_the_shipped_people() -> None:
    firing = {it.rule.id for given in everybody() for it in given.fired}

    assert {rule.id for rule in shipped().rules} - firing == set()


def test_both_roles_every_region_and_every_kind_of_adjustment_occur() -> None:
    profiles = [profile_of(name) for name in NAMES]
    changes = {key for profile in profiles for change in profile.adjustments for key in written_of(change)}

    assert {profile.role for profile in profiles} == {"self", "clinician"}
    assert {profile.region for profile in profiles} == set(shipped().texts.contacts)
    assert {"limit", "exclude", "permit", "set_aside", "refer", "reason", "until_week"} <= changes


@each_profile
def test_the_json_has_the_shape_of_the_contract(name: str) -> None:
    result = recommended(name)
    written = json.loads(json.dumps(result.as_dict()))

    here = ONE_OF_THREE[result.outcome]
    nulls = {part for part in ONE_OF_THREE.values() if written[part] is None}
    assert nulls == set(ONE_OF_THREE.values()) - {here}
    assert list(misshapen({key: value for key, value in written.items() if key not in nulls}, here)) == []
    assert written["rulebook"]["digest"].startswith("sha256:")
    assert len(written["rulebook"]["digest"]) == len("sha256:") + 64


def test_two_fresh_processes_write_the_same_bytes() -> None:
    """One of them hears the people in the other order: nobody's programme depends on whoever came before."""
    files = [str(ROOT / "profiles" / f"{name}.yaml") for name in ONE_OF_EACH]

    one, other = (
        subprocess.run(
            [sys.executable, "-c", DUMP, *heard],
            cwd=ROOT,
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout.splitlines()
        for seed, heard in (("1", files), ("2", files[::-1]))
    )

    assert one == other[::-1]
    assert [len(written) > 1000 for written in one] == [True] * len(ONE_OF_EACH)


@each_profile
def test_every_promise_is_kept_to_the_shipped_people(name: str) -> None:
    profile = profile_of(name)
    answers = {**profile.facts.known, **{fact: str(why) for fact, why in profile.facts.withheld.items()}}
    changes = tuple(dict(written_of(change)) for change in profile.adjustments)

    assert breaches(Person(answers, profile.role, changes), recommended(name)) == []


def written_of(change: Adjustment) -> Mapping[str, object]:
    """An adjustment as it stands in the profile."""
    assert isinstance(change.written, Mapping)
    return change.written


def test_hard_training_waits_for_somebody_on_the_lookout() -> None:
    programme = recommended("hypervigilant").programme
    assert programme is not None
    activities, weeks = shipped().activities, programme.weeks

    first = activities[weeks[0].sessions[0].activity]
    minutes = [week.minutes for week in weeks if not week.easier]
    hard = [week.number for week in weeks if any(session.intensity != "light" for session in week.sessions)]
    grown = [week.number for week in weeks if week.minutes > weeks[0].minutes]

    assert (first.tempo, first.rhythmic) == ("slow", True)
    assert [str(week.ceiling) for week in weeks[:2]] == ["light", "light"]
    assert minutes == sorted(minutes)
    assert not hard or grown[0] < hard[0]


def test_somebody_shut_down_gets_the_other_branch() -> None:
    shut_down, on_edge = recommended("shut_down"), recommended("hypervigilant")
    assert shut_down.programme is not None
    assert on_edge.programme is not None

    openings = [
        given.programme.weeks[0].sessions[0].opening for given in (shut_down, on_edge) if given.programme
    ]

    assert openings[0] != openings[1]
    assert all(session.kind != "mindful" for week in shut_down.programme.weeks for session in week.sessions)
