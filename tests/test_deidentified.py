"""A case without the person: what is in it, and that nothing else ever is."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from keeping import NOON, given
from people import shipped
from sharing import CODE, kept, marked

from recommender.casebook import Intake, casebook_file, intake_of, logged, open_casebook
from recommender.casebook.deidentified import deidentified
from recommender.casebook.place import FILE
from recommender.casebook.records import Case
from recommender.casebook.shared_case import as_document, case_in
from recommender.casebook.structured import OF_A_LOG, OF_ANSWERS, may_leave
from recommender.cli import main
from recommender.loading import load_profile
from recommender.model.recommendation import Json

PROFILES = Path(__file__).parent.parent / "profiles"
HYPERVIGILANT = PROFILES / "hypervigilant.yaml"


def test_what_is_structured_goes_and_the_rest_is_named() -> None:
    said = Intake(
        "clinician",
        "gb",
        {
            "age_band": "40_to_64",
            "sleep_quality": "declined",
            "likes": ["walking"],
            "activity_minutes": 60,
            "energy": "like lead",
            "crisis": "yes",
            "shoe_size": 42,
        },
        (
            {"limit": {"minutes": 10}, "reason": "her knee", "until_week": 4},
            {"exclude": ["running"], "reason": "lives by the road"},
            {"exclude": {"setting": "her_garden"}, "reason": "neighbours"},
            {"exclude": {"activity": ["dancing"], "setting": "her_garden"}, "reason": "neighbours"},
            {"exclude": ["her_garden"], "reason": "neighbours"},
            {"limit": {"minutes": 19750312}, "reason": "her birthday"},
            {"set_aside": "easing-out", "reason": "seen in March"},
            {"set_aside": "both-sides-at-once", "reason": "likes it quick"},
            {"refer": "crisis", "reason": "said so"},
            {"refer": "prompt", "reason": "her chest"},
        ),
        "Comes on Mondays.",
    )
    fired: list[Json] = [
        {"rule": "easing-out", "facts": {"energy": "good"}},
        {"rule": "easing-out", "facts": {"crisis": "no"}},
        {"rule": "both-sides-at-once", "facts": {}},
        {"rule": "one-of-her-own", "facts": {}},
    ]
    frozen = replace(
        given(length=20), recommendation={"outcome": "referral", "summary": "Anna", "fired": fired}
    )
    walked = logged(
        {"week": 1, "day": 2, "done": "yes", "minutes": 12, "felt": "odd", "crisis": "no", "pet": "Rex"}
    )
    case = kept(walked, said=said, frozen=frozen)

    found = deidentified(case, shipped())

    assert found["intakes"] == [
        {
            "number": 1,
            "on_day": 0,
            "role": "clinician",
            "answers": {
                "activity_minutes": 60,
                "age_band": "40_to_64",
                "likes": ["walking"],
                "sleep_quality": "declined",
            },
            "unread": ["energy"],
            "adjustments": [
                {"limit": {"minutes": 10}, "until_week": 4},
                {"exclude": ["running"]},
                {"set_aside": "easing-out"},
                {"refer": "prompt"},
            ],
        }
    ]
    assert found["recommendations"] == [
        {
            "number": 1,
            "on_day": 0,
            "intake": 1,
            "digest": frozen.digest,
            "weeks": 8,
            "outcome": "referral",
            "fired": ["easing-out"],
        }
    ]
    assert found["log"] == [
        {"on_day": 7, "intake": 1, "week": 1, "day": 2, "done": "yes", "minutes": 12, "unread": ["felt"]}
    ]
    assert found["reviews"] == [{"number": 1, "on_day": 7, "intake": 1, "decision": "hold"}]
    left_out = found["left_out"]
    assert isinstance(left_out, dict)
    assert left_out["facts"] == [name for name, fact in shipped().vocabulary.facts.items() if fact.private]
    assert left_out["log"] == ["dissociation", "crisis"]
    assert [*found] == [
        "what",
        "version",
        "reading",
        "left_out",
        "intakes",
        "recommendations",
        "log",
        "reviews",
    ]


def test_every_fact_is_private_or_somebody_decided_that_it_may_leave() -> None:
    """A new fact is left out; this test then asks for a decision, in `structured.py`."""
    book = shipped()
    for vocabulary, named in ((book.vocabulary, OF_ANSWERS), (book.log, OF_A_LOG)):
        open_ones = {
            name for name in vocabulary if not (vocabulary[name].private or vocabulary[name].derived)
        }

        assert may_leave(vocabulary, named) == open_ones
        assert set().union(*named.values()) == open_ones


def test_a_fact_that_is_new_or_private_by_now_stays_and_so_does_an_age_in_years() -> None:
    book = shipped()
    facts = book.vocabulary.facts
    years = facts["sleep_hours"].model_copy(update={"low": 0, "high": 120, "unit": "years"})
    private = facts["energy"].model_copy(update={"private": True})
    asked = {**facts, "age_band": years, "town": years, "energy": private}
    own = replace(book, vocabulary=replace(book.vocabulary, facts=asked))
    said = Intake("self", "gb", {"age_band": 53, "town": 7, "energy": "low", "sleep_hours": 6})

    found = json.dumps(deidentified(kept(said=said), own)["intakes"])

    assert '"answers": {"sleep_hours": 6}, "unread": []' in found


def test_private_answers_change_nothing_in_it() -> None:
    book = shipped()
    answers = intake_of(load_profile(HYPERVIGILANT, book)).answers
    private = {name: fact for name, fact in book.vocabulary.facts.items() if fact.private}
    bare = {name: answer for name, answer in answers.items() if name not in private}
    expected = deidentified(kept(said=Intake("self", "gb", bare)), book)

    for answer in (0, -1):
        told: dict[str, Json] = {
            name: fact.answers[answer] if fact.kind == "choice" else [*fact.answers]
            for name, fact in private.items()
        }
        assert len(told) > 10
        assert deidentified(kept(said=Intake("self", "gb", {**bare, **told})), book) == expected


PLANTED = "Anna Beispiel 2026-03-01 anna@example.org"
PLANTED_NUMBER = 19750312
CHECKED = (
    "what",
    "version",
    "code",
    "begun",
    "at",
    "role",
    "digest",
    "number",
    "intake",
    "weeks",
    "week",
    "day",
)
"""Keys that stand beside what is planted: a document with anything else there is refused anyway."""


def test_nothing_that_is_planted_anywhere_gets_through(whole_case: Case) -> None:
    """Texts, keys and numbers are replaced at random, all over everything that is kept of a case."""
    document = json.loads(as_document(whole_case))
    sound = json.dumps(deidentified(whole_case, shipped()))

    for seed in range(20):
        random = Random(seed)
        share = random.choice((0.02, 0.2, 1))
        case = case_in(json.dumps(planted(document, random, share)).encode())
        found = json.dumps(deidentified(case, shipped()))

        assert not [word for word in (*PLANTED.split(), str(PLANTED_NUMBER)) if word in found], seed
        assert case.code not in found
        assert not re.search(r"\d{4}-\d\d|(?<!sha25)\d:\d\d", found.partition('"intakes"')[2])
        assert len(found) < len(sound) or share < 1


def planted(value: object, random: Random, share: float, key: str = "") -> object:
    """The same JSON with something else in a share of its places."""
    if isinstance(value, dict):
        inside = {name: planted(part, random, share, name) for name, part in value.items()}
        is_free = key in ("answers", "session", "review", "recommendation", "facts")
        return {
            f"{PLANTED} {name}" if is_free and random.random() < share else name: part
            for name, part in inside.items()
        }
    if isinstance(value, list):
        return [planted(part, random, share) for part in value]
    if key in CHECKED or random.random() >= share:
        return value
    return random.choice((PLANTED, PLANTED_NUMBER)) if key not in TEXTS else PLANTED


TEXTS = ("region", "note", "page")


@pytest.fixture(scope="module")
def whole_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A shipped profile with a real recommendation and a real check-in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path_factory.mktemp("own") / "mine"))
        patch.setattr("secrets.choice", lambda _: "c")
        assert main(["casebook", "add", str(HYPERVIGILANT)]) == 0
        log = str(PROFILES / "logs" / "hypervigilant_hold.yaml")
        assert main(["casebook", "check-in", CODE, "--log", log]) == 0
        with open_casebook(casebook_file(os.environ)) as casebook:
            return casebook.case(CODE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the casebook lies."""
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "mine"))
    return tmp_path / "mine"


def test_a_case_without_the_person_goes_to_standard_output_with_a_word_on_what_it_still_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(folder / FILE, new=True) as casebook:
        casebook.take_in(marked(), NOON)

    done = main(["casebook", "export", CODE, "--deidentified"])

    shown = capsys.readouterr()
    assert (done, json.loads(shown.out)) == (0, deidentified(marked(), shipped()))
    assert shown.err == (
        "This names nobody, and is personal data in law all the same. A rare combination of answers can "
        "still point to one person.\n"
    )
    with open_casebook(folder / FILE) as casebook:
        assert [line.what for line in casebook.audit(CODE)] == ["imported", "exported"]
