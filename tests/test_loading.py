"""What bad input gets: the file, the line, the column, the mistake in words, and all of them at once."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recommender.loading import load_profile, load_rulebook
from recommender.loading.phrases import shipped_rules
from recommender.loading.profile import read_answers, read_profile
from recommender.model.fact import Missing
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.recommend import Recommender
from recommender.source import Source

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "rules"
BAD_PROFILES = sorted((HERE / "bad_profiles").glob("*.yaml"))
STRATA = ("contradictions", "screening", "states", "prescription", "review")


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test runs in a folder of its own, so that messages name short paths."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def rules(somewhere: Path) -> Path:
    """A folder with the shipped vocabulary and texts, and with no rule in it yet."""
    folder = somewhere / "rules"
    folder.mkdir()
    for path in SHIPPED.glob("*.yaml"):
        shutil.copy(path, folder)
    for stratum in STRATA:
        (folder / stratum).mkdir()
    return folder


def expected(path: Path) -> list[str]:
    """The first lines of the messages that a file of the museum is to get, which stand at its top."""
    text = path.read_text(encoding="utf-8")
    return [
        line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ") and " error E" in line
    ]


def headlines(load: Callable[[], object]) -> list[str]:
    """The first line of each mistake."""
    with pytest.raises(Problems) as raised:
        load()
    return [problem.headline for problem in raised.value.problems]


@pytest.mark.parametrize("path", BAD_PROFILES, ids=lambda path: path.stem)
def test_a_bad_profile_is_refused_with_its_place(path: Path, book: RuleBook) -> None:
    shutil.copy(path, "bad.yaml")

    assert headlines(lambda: load_profile(Path("bad.yaml"), book)) == expected(path) != []


def test_the_museum_is_not_empty() -> None:
    assert len(BAD_PROFILES) > 40


def test_every_mistake_in_every_file_is_reported_at_once(rules: Path) -> None:
    chosen = [
        "prescription-unknown-fact",
        "prescription-tab",
        "screening-unknown-urgency",
        "states-derive-no",
    ]
    for name in chosen:
        shutil.copy(HERE / "bad_rules" / f"{name}.yaml", rules / name.split("-")[0] / f"{name}.yaml")
    (rules / "plan.yaml").write_text("options: {value: three}\n", encoding="utf-8")

    found = headlines(lambda: load_rulebook(Path("rules")))

    files = [line.split(":")[0] for line in found]
    assert sorted(set(files)) == [
        "rules/plan.yaml",
        *(f"rules/{n.split('-')[0]}/{n}.yaml" for n in sorted(chosen)),
    ]
    assert files == sorted(files)


def test_two_mistakes_in_one_rule_are_both_reported(rules: Path) -> None:
    text = (HERE / "bad_rules" / "prescription-unknown-answer.yaml").read_text(encoding="utf-8")
    (rules / "prescription" / "two.yaml").write_text(text.replace("light", "gentle"), encoding="utf-8")

    assert headlines(lambda: load_rulebook(Path("rules"))) == [
        "rules/prescription/two.yaml:5:21: error E302: “sever” is not an answer to “hypervigilance”",
        "rules/prescription/two.yaml:7:26: error E204: “gentle” is not one of the words that can stand here",
    ]


def test_a_broken_rulebook_never_gives_a_programme(somewhere: Path) -> None:
    copy = shutil.copytree(SHIPPED, somewhere / "copy")
    dose = copy / "prescription" / "dose.yaml"
    dose.write_text(dose.read_text(encoding="utf-8").replace("purpose: dose", "purpose: doze", 1), "utf-8")

    with pytest.raises(Problems), Recommender(load_rulebook(copy)) as recommender:
        recommender.recommend({})


def test_the_message_about_a_profile_reads_the_same_way(book: RuleBook) -> None:
    text = "answers:\n  hypervigilence: severe\n  activity_minutes: 18:30\n"

    with pytest.raises(Problems) as raised:
        read_profile(Source("<stdin>", text), book)

    asked = len(book.vocabulary.asked())
    assert str(raised.value) == (
        "<stdin>:2:3: error E301: “hypervigilence” is not a fact of the vocabulary\n"
        "\n"
        "      1 | answers:\n"
        "      2 |   hypervigilence: severe\n"
        "        |   ^^^^^^^^^^^^^^\n"
        "\n"
        "  Allowed: hypervigilance · pregnancy · medical_clearance · days_available · training_experience"
        f" · … ({asked} in all)\n"
        "  Did you mean “hypervigilance”?\n"
        "            hypervigilance: severe\n"
        "\n"
        "<stdin>:3:21: error E302: “activity_minutes” takes a whole number from 0 to 1200, found “18:30”\n"
        "\n"
        "      2 |   hypervigilence: severe\n"
        "      3 |   activity_minutes: 18:30\n"
        "        |                     ^^^^^\n"
        "\n"
        "  It counts minutes per week at moderate effort or more.\n"
        "\n"
        "2 mistakes."
    )


@pytest.mark.parametrize("written", ["no", "'no'", '"no"'])
def test_a_no_is_the_answer_no_quoted_or_not(written: str, book: RuleBook) -> None:
    profile = read_profile(Source("<stdin>", f"answers:\n  crisis: {written}\n"), book)

    assert profile.facts.get("crisis") == "no"


def test_an_empty_list_is_an_answer_and_declined_is_none(book: RuleBook) -> None:
    text = "answers:\n  red_flags: []\n  goals: declined\n  stress: unknown\n"

    facts = read_profile(Source("<stdin>", text), book).facts

    assert (facts.get("red_flags"), facts.get("goals"), facts.get("stress")) == (frozenset(), None, None)
    reasons = [facts.why_missing(name) for name in ("goals", "stress", "energy")]
    assert reasons == [Missing.DECLINED, Missing.UNKNOWN, Missing.NOT_ASKED]


def test_a_profile_without_a_role_is_ones_own_in_no_particular_region(book: RuleBook) -> None:
    profile = read_profile(Source("<stdin>", "answers: {}\n"), book)

    assert (profile.role, profile.region, profile.adjustments) == ("self", "neutral", ())


def test_a_clinician_may_record_what_only_a_clinician_records(book: RuleBook) -> None:
    text = "role: clinician\nanswers:\n  medical_clearance: any\n"

    assert read_profile(Source("<stdin>", text), book).facts.get("medical_clearance") == "any"


@pytest.mark.parametrize("withheld", ["unknown", "declined"])
def test_anybody_may_withhold_what_a_clinician_records(withheld: str, book: RuleBook) -> None:
    facts = read_answers({"medical_clearance": withheld}, book).facts

    assert facts.why_missing("medical_clearance") == withheld


ONE_OF_A_SET = (
    "<answers>:1:1: error E203: “goals” takes a list in square brackets; an empty one says “none of these”"
)


def test_python_values_are_read_like_a_file(book: RuleBook) -> None:
    assert headlines(lambda: read_answers({"stress": "hihg", "goals": "sleep"}, book)) == [
        ONE_OF_A_SET,
        "<answers>:1:1: error E302: “hihg” is not an answer to “stress”",
    ]


def test_a_file_that_cannot_be_read_is_one_plain_mistake(somewhere: Path, book: RuleBook) -> None:
    (somewhere / "folder").mkdir()
    (somewhere / "latin.yaml").write_bytes("answers: {}  # naïve".encode("latin-1"))

    found = [headlines(lambda name=name: load_profile(Path(name), book)) for name in NOT_TO_BE_READ]  # type: ignore[misc]

    assert found == [[line] for line in NOT_TO_BE_READ.values()]


NOT_TO_BE_READ = {
    "missing.yaml": "missing.yaml:1:1: error E103: there is no such file",
    "folder": "folder:1:1: error E103: this is a folder, and a file is asked here",
    "latin.yaml": "latin.yaml:1:1: error E103: the file is not text in UTF-8",
}


def test_a_reason_is_words_and_stays_as_it_was_written(somewhere: Path, book: RuleBook) -> None:
    profile = "role: clinician\nanswers: {{}}\nadjustments: [{{limit: {{minutes: 5}}, reason: {}}}]\n"
    (somewhere / "figures.yaml").write_text(profile.format("12"))
    (somewhere / "list.yaml").write_text(profile.format("[a, b]"))

    (change,) = load_profile(Path("figures.yaml"), book).adjustments

    assert change.written == {"limit": {"minutes": 5}, "reason": "12"}
    assert headlines(lambda: load_profile(Path("list.yaml"), book)) == [
        "list.yaml:3:45: error E203: a reason is given in words"
    ]


@pytest.mark.parametrize("name", ["\0", "rules\0", Path("\0"), "\ud800", 5, b"rules", ["rules"]], ids=ascii)
def test_what_no_folder_can_be_called_is_one_plain_mistake(name: Any) -> None:  # noqa: ANN401 - whatever it is
    assert headlines(lambda: load_rulebook(name)) == [
        "<rules>:1:1: error E103: a folder of rules is a text or a path that a folder can have"
    ]


@pytest.mark.parametrize("name", ["", Path(), "."], ids=repr)
def test_an_empty_name_is_the_current_folder(
    name: str | Path, book: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert headlines(lambda: load_rulebook(name)) == [".:1:1: error E103: this is no folder of rules"]

    monkeypatch.chdir(SHIPPED)

    assert load_rulebook(name).digest == book.digest


def test_a_folder_of_rules_that_is_not_there_is_one_plain_mistake() -> None:
    assert headlines(lambda: load_rulebook(Path("nowhere"))) == [
        "nowhere:1:1: error E103: there is no such folder of rules"
    ]


@pytest.mark.parametrize(
    "name", ["vocabulary.yaml", "plan.yaml", "outcomes.yaml", "questions.yaml", "screening"]
)
def test_a_rulebook_without_one_of_its_parts_is_refused(name: str, rules: Path) -> None:
    path = rules / name
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink()

    assert [
        line
        for line in headlines(lambda: load_rulebook(Path("rules")))
        if line.startswith(f"rules/{name}:1:1")
    ]


def test_the_fingerprint_follows_the_content_and_not_the_place(somewhere: Path, book: RuleBook) -> None:
    copy = shutil.copytree(SHIPPED, somewhere / "elsewhere")
    same = load_rulebook(copy).digest
    contacts = copy / "contacts.yaml"
    contacts.write_text(contacts.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")

    assert same == book.digest
    assert load_rulebook(copy).digest != same


def test_another_rulebook_changes_the_programme(somewhere: Path, book: RuleBook) -> None:
    copy = shutil.copytree(SHIPPED, somewhere / "copy")
    path = copy / "prescription" / "preferences.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("limit: {minutes: answer of minutes_available}", "limit: {minutes: 7}"), "utf-8"
    )
    profile = load_profile(HERE.parent / "profiles" / "fit_and_well.yaml", book)

    with Recommender(load_rulebook(copy)) as changed:
        programme = changed.recommend_profile(profile).programme

    assert programme is not None
    assert max(session.minutes for week in programme.weeks for session in week.sessions) == 7


def test_a_rulebook_is_read_again_only_when_a_file_of_it_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(shipped_rules(), folder)

    first, again = load_rulebook(folder), load_rulebook(str(folder))
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text().replace("value: 70", "value: 60"))
    changed = load_rulebook(folder)

    assert again is first
    assert (first.parameters.easier_percent.value, changed.parameters.easier_percent.value) == (70, 60)


def test_a_rulebook_that_can_no_longer_be_read_is_not_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(shipped_rules(), folder)
    load_rulebook(folder)
    (folder / "plan.yaml").unlink()

    with pytest.raises(Problems, match="there is no such file"):
        load_rulebook(folder)
