"""A case without the person: what is in it, and that nothing else ever is."""

import json
import os
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from keeping import NOON, given
from people import recommender, shipped
from sharing import CODE, LATER, empty, kept, marked

from recommender.casebook import Intake, casebook_file, frozen, intake_of, logged, open_casebook, profile_of
from recommender.casebook.deidentified import deidentified
from recommender.casebook.place import FILE
from recommender.casebook.records import Case
from recommender.casebook.shared_case import as_document, case_in
from recommender.casebook.structured import may_leave
from recommender.cli import main
from recommender.loading import load_profile, load_rulebook
from recommender.loading.home import default_rules
from recommender.loading.log import read_sessions
from recommender.model.fact import Fact
from recommender.model.recommendation import Json
from recommender.recommend import WEEKS
from recommender.review import Reviewer

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
    fired: list[Json] = [{"rule": "easing-out", "facts": {"energy": "good"}}]
    came = replace(
        given(length=20), recommendation={"outcome": "referral", "summary": "Anna", "fired": fired}
    )
    walked = logged(
        {"week": 1, "day": 2, "done": "yes", "minutes": 12, "felt": "odd", "crisis": "no", "pet": "Rex"}
    )
    case = kept(walked, said=said, frozen=came)

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
            "digest": came.digest,
            "weeks": 8,
        }
    ]
    assert found["log"] == [
        {"on_day": 7, "intake": 1, "week": 1, "day": 2, "done": "yes", "minutes": 12, "unread": ["felt"]}
    ]
    assert found["reviews"] == [{"number": 1, "on_day": 7, "intake": 1}]
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


def test_what_leaves_is_what_the_vocabularies_mark() -> None:
    book = shipped()
    facts, fields = may_leave(book.vocabulary), may_leave(book.log)

    assert {"age_band", "red_flags", "sleep_hours"} <= facts
    assert facts == {name for name, fact in book.vocabulary.facts.items() if fact.leaves}
    assert {"done", "effort", "overreach_signs"} <= fields
    assert not {"crisis", "dissociation", "low_mood", "settled"} & (facts | fields)


def test_what_an_author_adds_stays_until_the_author_marks_it(tmp_path: Path) -> None:
    rules = shutil.copytree(default_rules(), tmp_path / "rules")
    log = (rules / "log.yaml").read_text(encoding="utf-8")
    added = (
        "  music: {kind: choice, answers: [some]}\n  alone: {kind: choice, answers: [some], leaves: yes}\n"
    )
    (rules / "log.yaml").write_text(log.replace("entry:\n", f"entry:\n{added}"), encoding="utf-8")
    sung = logged({"week": 1, "day": 2, "done": "no", "music": "some", "alone": "some"})

    found = deidentified(kept(sung), load_rulebook(rules))

    said = {"week": 1, "day": 2, "done": "no", "alone": "some"}
    assert found["log"] == [{"on_day": 7, "intake": 1, **said, "unread": []}]
    assert '"log": ["music", "dissociation", "crisis"]' in json.dumps(found["left_out"])


def test_a_fact_that_is_unmarked_or_private_by_now_stays() -> None:
    book = shipped()
    facts = book.vocabulary.facts
    unmarked = facts["age_band"].model_copy(update={"leaves": False})
    private = facts["energy"].model_copy(update={"private": True})
    asked = {**facts, "age_band": unmarked, "energy": private}
    own = replace(book, vocabulary=replace(book.vocabulary, facts=asked))
    said = Intake("self", "gb", {"age_band": "18_to_39", "energy": "low", "sleep_hours": 6})

    found = json.dumps(deidentified(kept(said=said), own)["intakes"])

    assert '"answers": {"sleep_hours": 6}, "unread": []' in found


@pytest.mark.parametrize("name", ["hypervigilant", "red_flag"])
def test_two_people_who_differ_in_private_answers_alone_give_the_same_bytes(name: str) -> None:
    """What each is recommended, and what each check-in comes to, is worked out for each of them."""
    book, random = shipped(), Random(name)
    answers = intake_of(load_profile(PROFILES / f"{name}.yaml", book)).answers
    private = {name: fact for name, fact in book.vocabulary.facts.items() if fact.private}
    bare = {name: answer for name, answer in answers.items() if name not in private}
    everybody = [
        *({name: answer} for name, fact in private.items() for answer in said_of(fact)),
        *(
            {name: random.choice(said_of(fact)) for name, fact in private.items() if random.random() < share}
            for share in (0.1, 0.5, 1) * 5
        ),
    ]

    came, exports = set(), set()
    for told in everybody:
        case = lived({**bare, **told}, {"crisis": random.choice(("no", "yes", "declined"))})
        came |= {case.recommendations[0].value.recommendation["outcome"], case.reviews[0].value["decision"]}
        exports.add(json.dumps(deidentified(case, book)))

    assert len(everybody) > 80
    assert len(exports) == 1
    assert {"referral", "refer"} < came or name == "red_flag"  # so there is something to give away


def said_of(fact: Fact) -> list[Json]:
    """All that may be said to a question; of a list each one alone, and all of them."""
    if fact.kind == "choice":
        return [*fact.answers, "declined"]
    alone: list[Json] = [[answer] for answer in fact.answers]
    return [[], *alone, [*fact.answers], "declined"]


def lived(answers: dict[str, Json], felt: dict[str, Json]) -> Case:
    """A case with what these answers really lead to, and with a check-in that really looks back on a day."""
    book = shipped()
    profile = profile_of(Intake("clinician", "gb", answers), book)
    recommendation = recommender().recommend_profile(profile)
    day = {"week": 1, "day": 2, "done": "yes", "minutes": 8, **felt}
    review = reviewer().review(profile, read_sessions([day], book))
    with empty() as casebook:
        casebook.add(intake_of(profile), frozen(recommendation, WEEKS, "a page"), NOON, lambda _: "c")
        casebook.check_in(CODE, [logged(day)], dict(review.as_dict()), LATER)
        return casebook.case(CODE)


@cache
def reviewer() -> Reviewer:
    """Compiled once."""
    return Reviewer(shipped())


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
        "still point to one person. What came of the answers is not in it, as a private one may have decided "
        "that.\n"
    )
    with open_casebook(folder / FILE) as casebook:
        assert [line.what for line in casebook.audit(CODE)] == ["imported", "exported"]
