"""The shipped people: what is expected of each, the shape of the answer, and the same bytes every time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TypeAlias

import pytest
from people import Person, recommender, shipped
from promises import breaches

from recommender.loading import load_profile
from recommender.loading.profile import Profile
from recommender.model.programme import Referral
from recommender.model.recommendation import Json, Recommendation

ROOT = Path(__file__).parent.parent
PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))
NAMES = [path.stem for path in PROFILES]
EXPECTED_KEYS = {
    "outcome", "urgency", "fired", "not_fired", "tensions", "week_1_ceiling", "week_1_minutes_at_most",
}  # fmt: skip
each_profile = pytest.mark.parametrize("name", NAMES)

DUMP = """
import json, sys
from pathlib import Path
from typing import TypeAlias
from recommender.loading import load_profile, load_rulebook
from recommender.recommend import Recommender
with Recommender(load_rulebook()) as recommender:
    profile = load_profile(Path(sys.argv[1]), recommender.book)
    print(json.dumps(recommender.recommend_profile(profile).as_dict(), ensure_ascii=False))
"""

# The shape of the contract: a type, one of some words, a list of a shape, or a table of shapes.
Shape: TypeAlias = "type | tuple[str, ...] | list[Shape] | dict[str, Shape]"
EFFORTS: Shape = ("light", "moderate", "vigorous")
IDS: Shape = [str]
TEXTS: Shape = [str]
DAYS: Shape = [int]
TABLES: Shape = [dict]
STRATA = ("contradictions", "screening", "states", "prescription", "review")
PURPOSES = ("safety", "trauma", "recovery", "dose", "preference", "education")
SESSION: Shape = {
    "day": int, "kind": ("aerobic", "mindful", "strength", "balance"), "activity": str, "options": IDS,
    "minutes": int, "intensity": EFFORTS, "talk_test": str,
    "time_of_day": ("morning", "midday", "afternoon", "evening", "any"), "setting": str,
    "company": ("alone", "one_person", "small_group", "any"), "awareness": {"level": int, "text": str},
    "opening": str, "endpoint": str, "minimum": str, "cool_down_minutes": int, "because": IDS,
}  # fmt: skip
WEEK: Shape = {
    "number": int, "minutes": int, "ceiling": EFFORTS, "easier": bool, "rest_days": DAYS, "provisional": bool,
    "only_if": TEXTS, "otherwise": str, "sessions": [SESSION],
}  # fmt: skip
PROGRAMME: Shape = {
    "weeks": [WEEK],
    "today": [
        {"state": ("on_edge", "shut_down", "depleted", "ill"), "activity": str, "minutes": int,
         "opening": str, "text": str},
    ],
    "any_time": [{"activity": str, "minutes": int, "text": str, "because": IDS}],
    "gates": [{"to": EFFORTS, "needs": TEXTS, "because": IDS}],
    "step_back": TEXTS, "stop_signals": TEXTS, "if_overwhelmed": str, "progress_signs": TEXTS,
}  # fmt: skip
FIRED: Shape = {
    "rule": str, "stratum": STRATA, "purpose": PURPOSES, "title": str, "because": str, "on_unknown": bool,
    "facts": dict, "sources": IDS, "evidence": ("article", "guideline", "trial", "convention"),
    "concluded": TABLES,
}  # fmt: skip
REFERRAL: Shape = {
    "urgency": ("crisis", "emergency", "prompt", "before_starting"), "reasons": [{"rule": str, "text": str}],
    "meanwhile": str, "bring": str, "opens_when": str,
}  # fmt: skip
LIGHT: Shape = {
    "text": str, "options": IDS, "opening": str, "endpoint": str, "minimum": str, "stop_signals": TEXTS,
    "opens_when": str, "because": IDS,
}  # fmt: skip
WHOLE: dict[str, Shape] = {
    "outcome": ("programme", "limited", "referral"), "summary": str, "referral": REFERRAL,
    "light_movement": LIGHT,
    "contacts": [{"for": ("crisis", "emergency", "medical", "support"), "text": str}],
    "asks": IDS, "left_out": IDS, "contradictions": [{"facts": IDS, "read_as": dict, "rule": str}],
    "programme": PROGRAMME, "notes": [{"rule": str, "text": str}], "fired": [FIRED],
    "tensions": [{"about": str, "won": str, "lost": str, "text": str}], "adjustments": TABLES,
    "rulebook": {"digest": str, "rules": int},
}  # fmt: skip
MAY_BE_EMPTY = ".otherwise"  # of a week that does not depend on a review
ONE_OF_THREE = {"referral": "referral", "limited": "light_movement", "programme": "programme"}


def profile_of(name: str) -> Profile:
    return load_profile(ROOT / "profiles" / f"{name}.yaml", shipped())


def recommended(name: str) -> Recommendation:
    return recommender().recommend_profile(profile_of(name))


def test_there_are_the_six_people_that_the_readme_speaks_of() -> None:
    six = {"hypervigilant", "shut_down", "panic", "low_mood", "fit_and_well", "red_flag"}

    assert six <= set(NAMES)


@each_profile
def test_a_profile_meets_what_is_expected_of_it(name: str) -> None:
    expected, result = profile_of(name).expected, recommended(name)
    assert isinstance(expected, dict)
    assert {"outcome", "fired", "not_fired"} <= set(expected) <= EXPECTED_KEYS

    fired = {firing.rule.id for firing in result.fired}
    week = result.programme.weeks[0] if result.programme else None
    found = {
        "outcome": result.outcome,
        "urgency": str(result.result.urgency) if isinstance(result.result, Referral) else None,
        "fired": [rule for rule in listed(expected, "fired") if rule in fired],
        "not_fired": [rule for rule in listed(expected, "not_fired") if rule not in fired],
        "tensions": [tension for tension in listed(expected, "tensions") if tension in pulled(result)],
        "week_1_ceiling": str(week.ceiling) if week else None,
        "week_1_minutes_at_most": None,
    }
    if week and "week_1_minutes_at_most" in expected:
        assert week.minutes <= int(str(expected.pop("week_1_minutes_at_most")))
    assert {key: found[key] for key in expected} == expected


def listed(expected: dict[str, object], key: str) -> list[object]:
    """A list among what is expected; empty where nothing is said."""
    value = expected.get(key, [])
    assert isinstance(value, list)
    return value


def pulled(result: Recommendation) -> list[dict[str, str]]:
    """Who won against whom."""
    return [{"won": tension.won, "lost": tension.lost} for tension in result.tensions]


@each_profile
def test_each_rule_that_a_profile_names_is_there(name: str) -> None:
    expected = profile_of(name).expected
    assert isinstance(expected, dict)

    named = [*listed(expected, "fired"), *listed(expected, "not_fired")]

    assert [rule for rule in named if shipped().rule(str(rule)) is None] == []


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


def misshapen(written: dict[str, Json], here: str) -> list[str]:
    """Where the JSON differs from the shape; the two other outcomes are null."""
    whole = {key: shape for key, shape in WHOLE.items() if key not in ONE_OF_THREE.values() or key == here}
    return differences(written, whole, "")


def differences(value: object, shape: Shape, place: str) -> list[str]:
    """The places where a value is not of its shape."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            return [f"{place}: {sorted(value) if isinstance(value, dict) else value}"]
        return [
            found
            for key, inner in shape.items()
            for found in differences(value[key], inner, f"{place}.{key}")
        ]
    if isinstance(shape, list):
        items = value if isinstance(value, list) else [None]
        return [found for item in items for found in differences(item, shape[0], f"{place}[]")]
    if isinstance(shape, tuple):
        return [] if value in shape else [f"{place}: {value}"]
    return (
        []
        if type(value) is shape and (value != "" or place.endswith(MAY_BE_EMPTY))
        else [f"{place}: {value}"]
    )


@each_profile
def test_two_fresh_processes_write_the_same_bytes(name: str) -> None:
    command = [sys.executable, "-c", DUMP, str(ROOT / "profiles" / f"{name}.yaml")]
    runs = [
        subprocess.run(
            command, cwd=ROOT, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]
    assert len(runs[0]) > 1000


@each_profile
def test_every_promise_is_kept_to_the_shipped_people(name: str) -> None:
    profile = profile_of(name)

    assert breaches(Person(dict(profile.facts.known), profile.role), recommended(name)) == []


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
