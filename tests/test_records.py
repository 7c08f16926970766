"""`recommender casebook export --fhir`: a case for an electronic record, read again by a library for FHIR.

`RECORDS=renew` writes the whole bundles anew; look at each change before it is kept.
"""

import json
import os
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree as ET

import pytest
from fhir.resources.R4B import get_fhir_model_class
from fhir.resources.R4B.bundle import Bundle
from people import remembering, shipped
from small_book import small_book

from recommender.casebook import frozen, intake_of, open_casebook
from recommender.casebook.place import FILE
from recommender.casebook.records import Case, Kept
from recommender.cli import main
from recommender.export.text import as_text
from recommender.loading import Profile, load_profile, read_answers
from recommender.model.recommendation import Json, Recommendation
from recommender.model.rule import RuleBook
from recommender.recommend import Recommender
from recommender.records import fhir
from recommender.records.bundle import as_bundle
from recommender.records.codes import KINDS, VALUE_SETS
from recommender.records.fhir import Unfit, held_against_standard
from recommender.records.sheet import Resource

TESTS = Path(__file__).parent
RENEW = os.environ.get("RECORDS") == "renew"
ROOT = TESTS.parent
PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))
CODE, AT, LATER = "cccc-dddd-ffff", "2026-03-01T09:30Z", "2026-03-15T18:05Z"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
SYSTEMS = (
    "http://loinc.org",
    "http://unitsofmeasure.org",
    "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
    "urn:ietf:rfc:3986",
    "urn:uuid:9e324d61-5626-5c41-abf6-780ebd673447",
    "urn:uuid:16e0f3f2-383d-5e63-a47d-5c5111fc9f4e",
)
"""What codes and identifiers come from: nothing that is somebody's property, or says more than is known."""

Given = str | int | list[str]
HELD: dict[str, list[Json]] = {}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    """The small rulebook, under a digest that stays."""
    return replace(small_book(tmp_path_factory.mktemp("small")), digest="sha256:small")


# The whole of it


@pytest.mark.parametrize(
    ("outcome", "role", "answers"),
    [
        (
            "programme",
            "self",
            {
                "crisis": "no",
                "fever": "no",
                "lookout": "often",
                "nights": 7,
                "likes": [],
                "likes_hard": "declined",
            },
        ),
        ("limited", "self", {"crisis": "no", "lookout": "unknown", "likes": ["walking"]}),
        ("referral", "clinician", {"crisis": "yes", "nights": "declined"}),
    ],
)
def test_the_whole_bundle_of_each_outcome(
    outcome: str, role: Literal["self", "clinician"], answers: dict[str, Given], small: RuleBook
) -> None:
    profile = read_answers(answers, small, role)
    with Recommender(small) as recommender:
        given = recommender.recommend_profile(profile, weeks=2)

    bundle = held_against_standard(as_bundle(case_of(profile, given, "A page.\n"), small, "1.0"))

    file = TESTS / "records" / f"{outcome}.json"
    if RENEW:
        file.write_text(f"{json.dumps(bundle, indent=2, ensure_ascii=False)}\n", encoding="utf-8")
    assert given.outcome == outcome
    assert bundle == json.loads(file.read_text(encoding="utf-8"))
    assert json.loads(Bundle.model_validate(bundle).model_dump_json()) == bundle


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_every_shipped_profile_gives_a_bundle_that_keeps_the_laws(path: Path) -> None:
    """No order, no plan for whom somebody sees first, and nothing that refers to nothing."""
    profile = load_profile(path, shipped())
    given = remembering().recommend_profile(profile)
    page = as_text(given, shipped())

    bundle = held(as_bundle(case_of(profile, given, page), shipped(), "1.0"))

    found = resources(bundle)
    kinds = [str(one["resourceType"]) for one in found]
    assert ("CarePlan" in kinds) == (given.outcome == "programme")
    assert ("Flag" in kinds) == (given.outcome == "referral")
    assert ("Communication" in kinds) == (given.outcome != "programme")
    assert "ServiceRequest" not in kinds
    assert set(kinds) <= KINDS
    assert {one.get("status") for one in found if one["resourceType"] == "CarePlan"} <= {"draft"}
    assert {one.get("intent") for one in found if one["resourceType"] == "CarePlan"} <= {"proposal"}
    assert [
        one["system"] for one in everything(bundle) if "system" in one and one["system"] not in SYSTEMS
    ] == []
    assert said_in(bundle) == answered(profile)
    assert document(bundle) == page
    for div in (one["text"]["div"] for one in everything(bundle) if isinstance(one.get("text"), dict)):
        assert read(str(div)).tag == "{http://www.w3.org/1999/xhtml}div"


def test_the_same_case_gives_the_same_bytes_and_a_check_in_the_same_names() -> None:
    case = shipped_case("on_the_lookout")
    checked_in = with_review(case, "hypervigilant_hold")

    first, again, after = (as_bundle(one, shipped(), "1.0") for one in (case, case, checked_in))

    assert json.dumps(first) == json.dumps(again)
    assert set(names(first)) < set(names(after))


def test_answers_given_anew_are_a_record_of_their_own() -> None:
    case = shipped_case("on_the_lookout")
    anew = replace(
        case,
        intakes=(*case.intakes, replace(case.intakes[0], number=2, at=LATER)),
        recommendations=(*case.recommendations, replace(case.recommendations[0], number=2, intake=2)),
    )

    first, second = (as_bundle(one, shipped(), "1.0") for one in (case, anew))

    shared = set(names(first)) & set(names(second))
    assert [of_name(second, name)["resourceType"] for name in shared] == ["Questionnaire"]
    assert only(second, "QuestionnaireResponse")["authored"] == "2026-03-15T18:05:00Z"


# Questions and answers


def test_what_is_missing_says_why_and_what_was_never_asked_is_not_there(small: RuleBook) -> None:
    bundle = small_bundle(small, crisis="no", fever="declined", lookout="unknown", nights=0, likes=[])

    assert items(only(bundle, "QuestionnaireResponse")) == {
        "crisis": {"answer": [{"valueCoding": {"code": "no", "display": "No"}}]},
        "fever": {"extension": [{"url": ABSENT, "valueCode": "asked-declined"}]},
        "lookout": {"extension": [{"url": ABSENT, "valueCode": "asked-unknown"}]},
        "nights": {"answer": [{"valueInteger": 0}]},
        "likes": {"answer": [{"valueCoding": {"code": "empty", "display": "None of these"}}]},
    }


def test_every_answer_is_one_that_the_question_offers() -> None:
    bundle = as_bundle(shipped_case("much_left_open"), shipped(), "1.0")

    offered = {
        name: [option["valueCoding"] for option in listed(item.get("answerOption"))]
        for name, item in items(only(bundle, "Questionnaire")).items()
    }
    given = items(only(bundle, "QuestionnaireResponse"))
    codings = [(name, one) for name, item in given.items() for one in listed(item.get("answer"))]
    assert given
    assert list(given) == [name for name in offered if name in given]
    assert [
        name for name, one in codings if "valueCoding" in one and one["valueCoding"] not in offered[name]
    ] == []


def test_an_intake_that_still_asks_for_something_is_in_progress(small: RuleBook) -> None:
    left_open = small_bundle(small, lookout="never")
    declined = small_bundle(small, lookout="never", crisis="declined", fever="unknown")

    assert only(left_open, "QuestionnaireResponse")["status"] == "in-progress"
    assert only(declined, "QuestionnaireResponse")["status"] == "completed"


def test_a_question_with_a_number_in_loinc_has_it_and_no_other_has_a_code() -> None:
    asked = items(only(as_bundle(shipped_case("on_the_lookout"), shipped(), "1.0"), "Questionnaire"))

    assert {name: item["code"] for name, item in asked.items() if "code" in item} == {
        "activity_minutes": [{"system": "http://loinc.org", "code": "82290-8"}],
        "strength_days": [{"system": "http://loinc.org", "code": "82291-6"}],
    }


def test_a_recommendation_by_rules_of_another_day_stands_as_it_was_and_its_questions_are_left_out() -> None:
    case = shipped_case("on_the_lookout")

    bundle = held_against_standard(as_bundle(case, replace(shipped(), digest="sha256:newer"), "1.0"))

    kinds = [one["resourceType"] for one in resources(bundle)]
    response, origin = only(bundle, "QuestionnaireResponse"), only(bundle, "Provenance")
    assert "Questionnaire" not in kinds
    assert "questionnaire" not in response
    assert items(response)["age_band"] == {"answer": [{"valueCoding": {"code": "40_to_64"}}]}
    assert only(bundle, "CarePlan") == only(as_bundle(case, shipped(), "1.0"), "CarePlan")
    assert "Those rules are no longer in use here, so their questions are left out." in str(origin["text"])
    assert (shipped().digest in str(origin["entity"]), "newer" in str(bundle)) == (True, False)


# A programme


def test_sessions_stand_week_by_week_without_what_only_a_check_in_opens() -> None:
    given = remembering().recommend_profile(
        load_profile(ROOT / "profiles" / "on_the_lookout.yaml", shipped())
    )
    assert given.programme is not None

    details = [one["detail"] for one in listed(plan_of(shipped_case("on_the_lookout"))["activity"])]

    repeats = [detail["scheduledTiming"]["repeat"] for detail in details]
    sure = [week for week in given.programme.weeks if not week.provisional]
    assert 0 < len(sure) < len(given.programme.weeks)
    assert sum(one["frequency"] * one["duration"] for one in repeats) == sum(week.minutes for week in sure)
    assert {json.dumps(one["boundsDuration"]) for one in repeats} == {
        '{"value": 1, "unit": "week", "system": "http://unitsofmeasure.org", "code": "wk"}'
    }
    assert {(one["kind"], one["status"]) for one in details} == {("ServiceRequest", "not-started")}


def test_from_whom_minutes_are_hidden_the_draft_has_none() -> None:
    plan = plan_of(shipped_case("eats_too_little"))

    assert plan["activity"]
    assert "duration" not in {name for one in everything(plan) for name in one}
    assert " minutes" not in str(plan["activity"])
    assert "for a short while, with an end picked beforehand" in str(plan["activity"])


def test_after_a_check_in_the_draft_holds_the_week_that_it_left() -> None:
    case = with_review(shipped_case("hypervigilant"), "hypervigilant_step_back")

    bundle = held_against_standard(as_bundle(case, shipped(), "1.0"))

    plan = only(bundle, "CarePlan")
    review = json.loads((TESTS / "reviews" / "hypervigilant_step_back.json").read_text(encoding="utf-8"))
    weeks = {one["detail"]["description"].split(",")[0] for one in listed(plan["activity"])}
    assert weeks == {f"Week {review['week']['number']}"}
    assert "as the last check-in left it" in str(plan["note"])
    assert "Which rules it went by is not kept." in str(only(bundle, "Provenance")["text"])
    assert document(bundle, -1) == (TESTS / "reviews" / "hypervigilant_step_back.txt").read_text(
        encoding="utf-8"
    )


def test_what_stands_after_a_check_in_says_that_it_came_of_the_log_and_denies_no_agreement() -> None:
    """A log can hold that a clinician agrees, and the pages are what is there of it."""
    case = with_review(shipped_case("hypervigilant"), "hypervigilant_advance")

    bundle = held_against_standard(as_bundle(case, shipped(), "1.0"))

    plan, origin = only(bundle, "CarePlan"), only(bundle, "Provenance")
    lead = (
        "This is a proposal made from the answers of an intake and from the log of sessions, as it was at "
        "the last check-in. Whether anybody agreed to it is not said here. Every session can be shorter, "
        "slower or left out."
    )
    told = [of_name(bundle, one["reference"]) for one in plan["supportingInfo"]]
    sources = [of_name(bundle, one["what"]["reference"]) for one in origin["entity"][:-1]]
    targets = {of_name(bundle, one["reference"])["resourceType"] for one in origin["target"]}
    assert plan["description"] == lead
    assert next(part.text for part in read(plan["text"]["div"])) == lead
    assert [one["resourceType"] for one in told] == [
        "QuestionnaireResponse",
        "DocumentReference",
        "DocumentReference",
    ]
    assert sources == told
    assert told[-1]["description"] == "The last check-in, as it was told"
    assert [one["status"] for one in told[1:]] == ["current", "current"]
    assert targets == {"CarePlan", "Goal"}
    assert origin["occurredDateTime"] == plan["created"] == "2026-03-15T18:05:00Z"


@pytest.mark.parametrize(("review", "flagged"), [("panic_refer", True), ("back_after_flu_pause", False)])
def test_a_check_in_that_stops_the_programme_leaves_no_plan(review: str, *, flagged: bool) -> None:
    case = with_review(shipped_case("hypervigilant"), review)

    bundle = held_against_standard(as_bundle(case, shipped(), "1.0"))

    kinds = [one["resourceType"] for one in resources(bundle)]
    assert ("CarePlan" in kinds, "Goal" in kinds, "Flag" in kinds) == (False, False, flagged)


@pytest.mark.parametrize(
    ("profile", "review", "decision"),
    [
        ("hypervigilant", "panic_refer", "refer"),
        ("hypervigilant", "back_after_flu_pause", "pause"),
        ("nothing_answered", "back_after_flu_pause", "pause"),
    ],
)
def test_what_a_check_in_stopped_goes_to_nobody_as_if_it_still_stood(
    profile: str, review: str, decision: str
) -> None:
    case = with_review(shipped_case(profile), review, decision=decision)

    bundle = held_against_standard(as_bundle(case, shipped(), "1.0"))

    pages = [page for page in payload(bundle) if "\n" in page]
    assert pages == [(TESTS / "reviews" / f"{review}.txt").read_text(encoding="utf-8")]
    assert statuses(bundle) == ["superseded", "current"]


@pytest.mark.parametrize(
    ("urgency", "told"),
    [
        ("emergency", "Before any movement programme, somebody is to look first: medical help now."),
        ("", "Before the movement programme goes on, somebody is to look first."),
    ],
)
def test_a_flag_is_as_urgent_as_the_last_check_in_and_not_as_the_intake_was(urgency: str, told: str) -> None:
    case = with_review(shipped_case("worse_after_housework"), "panic_refer", urgency=urgency)

    bundle = held_against_standard(as_bundle(case, shipped(), "1.0"))

    assert only(bundle, "Flag")["code"] == {"text": told}


def test_a_stop_without_a_page_of_its_own_says_no_more_than_that_it_stopped() -> None:
    case = with_review(shipped_case("hypervigilant"), "panic_refer", page="")

    bundle = held_against_standard(as_bundle(case, shipped(), "1.0"))

    assert "payload" not in only(bundle, "Communication")
    assert statuses(bundle) == ["superseded"]


def test_light_movement_that_a_check_in_left_standing_stays_with_its_stop_signals() -> None:
    case = with_review(shipped_case("nothing_answered"), "hypervigilant_hold")

    bundle = held_against_standard(as_bundle(case, shipped(), "1.0"))

    after, given, *_ = payload(bundle)
    assert (after, given) == (document(bundle, 1), document(bundle, 0))
    assert "When to stop" in given
    assert statuses(bundle) == ["current", "current"]


def test_a_pause_leaves_no_plan_whatever_week_stands_beside_it() -> None:
    case = with_review(shipped_case("hypervigilant"), "hypervigilant_hold", decision="pause")

    kinds = [one["resourceType"] for one in resources(as_bundle(case, shipped(), "1.0"))]

    assert "CarePlan" not in kinds


def test_a_check_in_before_the_last_answers_says_nothing_of_these() -> None:
    case = with_review(shipped_case("hypervigilant"), "panic_refer", intake=0)

    assert plan_of(case) == plan_of(shipped_case("hypervigilant"))


def test_what_somebody_wrote_is_text_and_never_a_tag() -> None:
    case = shipped_case("on_the_lookout")
    kept = case.recommendations[0]
    marked = {**kept.value.recommendation, "summary": "<b>1 & 2</b>\x00 ]]>"}
    case = replace(case, recommendations=(replace(kept, value=replace(kept.value, recommendation=marked)),))

    div = read(plan_of(case)["text"]["div"])

    assert "<b>1 & 2</b>  ]]>" in [part.text for part in div]


# What is never given


@pytest.mark.parametrize(
    ("kind", "place", "code"),
    [
        ("CarePlan", ("status",), "zzz"),
        ("CarePlan", ("intent",), "Proposal"),
        ("CarePlan", ("activity", 0, "detail", "status"), "begun"),
        ("CarePlan", ("activity", 0, "detail", "scheduledTiming", "repeat", "periodUnit"), "weeks"),
        ("QuestionnaireResponse", ("status",), "banana"),
        ("QuestionnaireResponse", ("item", 0, "item", 1, "extension"), [{"url": ABSENT, "valueCode": "shy"}]),
        ("Questionnaire", ("item", 0, "item", 2, "type"), "number"),
        ("Goal", ("lifecycleStatus",), "hoped"),
        ("Provenance", ("entity", 0, "role"), "cause"),
        ("Device", ("deviceName", 0, "type"), "name"),
    ],
)
def test_a_code_that_no_value_set_has_is_found_and_not_quoted(
    kind: str, place: tuple[str | int, ...], code: Json
) -> None:
    bundle = deepcopy(of_the_lookout())
    put(only(bundle, kind), place, code)

    with pytest.raises(Unfit) as unfit:
        held_against_standard(bundle)

    assert str(unfit.value).startswith(f"{kind}.")
    assert str(code) not in str(unfit.value)


@pytest.mark.parametrize(
    ("kind", "place", "value", "found"),
    [
        ("CarePlan", ("resourceType",), "ServiceRequest", "resourceType"),
        ("Device", ("resourceType",), "Flag", "a CarePlan and a Flag in one bundle"),
        (
            "CarePlan",
            ("goal", 0, "reference"),
            "urn:uuid:nothing",
            "a reference to nothing: urn:uuid:nothing",
        ),
        ("CarePlan", ("subject",), None, "resource"),
        ("Goal", ("trauma",), "x", "resource.trauma"),
        ("QuestionnaireResponse", ("authored",), "2026-13-01T00:00:00Z", "resource.authored"),
    ],
)
def test_what_is_not_as_the_standard_has_it_is_given_to_nobody(
    kind: str, place: tuple[str | int, ...], value: Json, found: str
) -> None:
    bundle = deepcopy(of_the_lookout())
    put(only(bundle, kind), place, value)

    with pytest.raises(Unfit, match=found):
        held_against_standard(bundle)


def test_the_value_sets_are_those_that_the_library_knows_of() -> None:
    """It names them, and holds nothing against them. “+” stands where it names the first ones only."""
    known = {place: codes for place in VALUE_SETS if (codes := enum_of(place))}
    unlike = [
        place
        for place, codes in known.items()
        if codes - VALUE_SETS[place] - {"+"} or ("+" not in codes and VALUE_SETS[place] - codes)
    ]

    assert unlike == []
    assert set(VALUE_SETS) - set(known) == {
        "Provenance.agent.type.coding.code",
        "QuestionnaireResponse.item.extension.valueCode",
    }


# The command


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """A case in a casebook."""
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "mine"))
    assert main(["casebook", "add", str(ROOT / "profiles" / "hypervigilant.yaml")]) == 0
    return capsys.readouterr().out.strip()


def test_the_command_gives_a_bundle_and_says_what_it_holds(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = main(["casebook", "export", code, "--fhir"])

    shown = capsys.readouterr()
    with open_casebook(tmp_path / "mine" / FILE) as casebook:
        case, audit = casebook.case(code), casebook.audit(code)
    assert done == 0
    assert json.loads(shown.out) == as_bundle(case, shipped(), version("recommender"))
    assert [line.what for line in audit] == ["added", "exported"]
    assert shown.err == (
        "This holds every answer of the last intake, the private ones too, and what came of it, under "
        "the code of the case; a record that takes it in keeps it.\n"
    )


def test_without_the_extra_one_sentence_says_what_to_install(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fhir, "find_spec", lambda _: None)

    done = main(["casebook", "export", code, "--fhir"])

    assert done == 2
    said = "--fhir needs an extra of this program: pip install 'recommender[fhir]'"
    assert capsys.readouterr() == ("", f"recommender casebook export: {said}\n")


def test_a_bundle_that_does_not_hold_is_refused_without_a_word_of_what_was_answered(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("recommender.records.origin.PARTS", {"self": "witness", "clinician": "witness"})

    done = main(["casebook", "export", code, "--fhir"])

    assert done == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "recommender casebook export: what came out is not as FHIR R4B has it, so nothing is given. "
        "Either this program has a fault, or the case was imported and is of another shape. "
        "It shows in: Provenance.agent.type.coding.code\n"
    )


def test_only_this_command_loads_the_library(code: str) -> None:
    others = (
        "import sys\n"
        "from recommender.cli import main\n"
        f"assert main(['casebook', 'export', '{code}']) == main(['casebook', 'show', '{code}']) == 0\n"
        "assert not [name for name in sys.modules if name.startswith(('fhir', 'recommender.records'))]\n"
    )

    run = subprocess.run([sys.executable, "-c", others], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")


# Cases, and looking into bundles


def case_of(profile: Profile, given: Recommendation, page: str) -> Case:
    """A case of one intake."""
    return Case(
        CODE,
        AT,
        (Kept(1, AT, 1, intake_of(profile)),),
        (Kept(1, AT, 1, frozen(given, 8, page)),),
        (),
        (),
    )


def shipped_case(name: str) -> Case:
    """The case that a shipped profile comes to."""
    profile = load_profile(ROOT / "profiles" / f"{name}.yaml", shipped())
    given = remembering().recommend_profile(profile)
    return case_of(profile, given, as_text(given, shipped()))


def small_bundle(book: RuleBook, **answers: Given) -> Resource:
    """The bundle of somebody who answered this to the small rulebook."""
    profile = read_answers(answers, book, "self")
    with Recommender(book) as recommender:
        given = recommender.recommend_profile(profile)
    return held_against_standard(as_bundle(case_of(profile, given, "A page.\n"), book, "1.0"))


@cache
def of_the_lookout() -> Resource:
    """A bundle with a plan and a goal, made once."""
    return as_bundle(shipped_case("on_the_lookout"), shipped(), "1.0")


def with_review(case: Case, name: str, intake: int = 1, **other: str) -> Case:
    """The case after a check-in that came to what a file of tests/reviews says, and to something `other`."""
    told = json.loads((TESTS / "reviews" / f"{name}.json").read_text(encoding="utf-8"))
    page = (TESTS / "reviews" / f"{name}.txt").read_text(encoding="utf-8")
    return replace(case, reviews=(Kept(1, LATER, intake, {**told, "page": page, **other}),))


def held(bundle: Resource) -> Resource:
    """The bundle, held against the standard; questions that were held before, without their items."""
    questions = only(bundle, "Questionnaire")
    before = HELD.setdefault(questions["url"], [])
    if questions["item"] != before:
        HELD[questions["url"]] = questions["item"]
        return held_against_standard(bundle)
    del questions["item"]
    return held_against_standard(bundle)


def read(div: str) -> ET.Element:
    """The XHTML of a resource."""
    return ET.fromstring(div)  # noqa: S314 - the program wrote it


def plan_of(case: Case) -> Any:  # noqa: ANN401 - a test looks into JSON as deep as it likes
    """The draft of a case."""
    return only(held_against_standard(as_bundle(case, shipped(), "1.0")), "CarePlan")


def resources(bundle: Resource) -> list[Any]:
    """The resources of a bundle, in their order."""
    return [entry["resource"] for entry in listed(bundle["entry"])]


def only(bundle: Resource, kind: str) -> Any:  # noqa: ANN401
    """The one resource of a kind, or the first."""
    return next(one for one in resources(bundle) if one["resourceType"] == kind)


def names(bundle: Resource) -> list[str]:
    """What the resources go by."""
    return [entry["fullUrl"] for entry in listed(bundle["entry"])]


def of_name(bundle: Resource, name: str) -> Any:  # noqa: ANN401
    """The resource that goes by a name."""
    return resources(bundle)[names(bundle).index(name)]


def listed(found: object) -> list[Any]:
    """A list; an empty one where nothing is."""
    return found if isinstance(found, list) else []


def items(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The questions or answers below the parts, by their facts, without link and text."""
    inner = [item for part in listed(resource.get("item")) for item in listed(part.get("item", [part]))]
    return {
        item["linkId"]: {name: value for name, value in item.items() if name not in ("linkId", "text")}
        for item in inner
    }


def said_in(bundle: Resource) -> dict[str, Given]:
    """The answers in a bundle, as a profile has them."""
    return {name: _said(item) for name, item in items(only(bundle, "QuestionnaireResponse")).items()}


def _said(item: Mapping[str, Any]) -> Given:
    if "extension" in item:
        return {"asked-declined": "declined", "asked-unknown": "unknown"}[item["extension"][0]["valueCode"]]
    found = [
        one["valueInteger"] if "valueInteger" in one else one["valueCoding"]["code"] for one in item["answer"]
    ]
    return [] if found == ["empty"] else found


def answered(profile: Profile) -> dict[str, Given]:
    """The answers of a profile, each choice and number as a list of one."""
    kept = {name: said for name, said in intake_of(profile).answers.items() if said != "not asked"}
    alone = ("declined", "unknown")
    return {
        name: said if isinstance(said, list) or said in alone else [said]  # type: ignore[misc,list-item]
        for name, said in kept.items()
    }


def document(bundle: Resource, which: int = 0) -> str:
    """A page of text in a bundle."""
    pages = [one for one in resources(bundle) if one["resourceType"] == "DocumentReference"]
    return b64decode(pages[which]["content"][0]["attachment"]["data"]).decode()


def payload(bundle: Resource) -> list[str]:
    """What the message would tell the person, page by page."""
    return [one["contentString"] for one in only(bundle, "Communication")["payload"]]


def statuses(bundle: Resource) -> list[str]:
    """Whether the pages of text still stand."""
    return [one["status"] for one in resources(bundle) if one["resourceType"] == "DocumentReference"]


def everything(node: object) -> Iterator[dict[str, Any]]:
    """Every object of some JSON."""
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from everything(inner)


def put(resource: Any, place: tuple[str | int, ...], value: Json) -> None:  # noqa: ANN401
    """Puts something into a resource; nothing takes out what stands there."""
    *way, last = place
    for step in way:
        resource = resource[step]
    if value is None:
        del resource[last]
    else:
        resource[last] = value


def enum_of(place: str) -> frozenset[str] | None:
    """The codes that the library names for a place, where it does."""
    kind, *way, last = place.split(".")
    model = get_fhir_model_class(kind)
    for step in way:
        called = re.search(r"(\w+)Type\b", str(model.model_fields[step].annotation))
        assert called, place
        model = get_fhir_model_class(called[1])
    extra = model.model_fields[last].json_schema_extra
    found = extra.get("enum_values") if isinstance(extra, dict) else None
    return frozenset(map(str, found)) if isinstance(found, list) else None
