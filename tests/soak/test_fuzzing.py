"""Short versions of what `make soak` does for long: whatever is written is read, or refused with a place."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import mishaps
import pytest
from apart_tasks import Task, done
from endurance import open_and_close, recommend_from_threads, recommend_to_many
from found import MOST_GROWTH, Found
from fuzzing import Fuzzer, Kind, Unplaced, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from people import shipped
from small_book import small_folder
from yamlish import TREES

from recommender.inference import Disagreement, Inference
from recommender.loading import load_rulebook
from recommender.loading.home import shipped_rules
from recommender.model.fact import Facts
from recommender.problem import Code, Problem, Problems
from recommender.source import Source, Span


@pytest.fixture(scope="module")
def fuzzer() -> Iterator[Fuzzer]:
    """Reads beside the shipped rules."""
    fuzzer = Fuzzer(shipped_rules(), shipped())
    yield fuzzer
    fuzzer.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Fuzzer:
    """Reads beside the small rulebook."""
    folder = small_folder(tmp_path_factory.mktemp("fuzzed"))
    return Fuzzer(folder, load_rulebook(folder))


@settings(max_examples=25)
@given(st.binary(max_size=200))
def test_any_bytes_can_be_read_or_are_mistakes(small: Fuzzer, data: bytes) -> None:
    small.anywhere(data)


@settings(max_examples=25)
@given(TREES)
def test_any_tree_can_be_read_or_is_mistakes(small: Fuzzer, text: str) -> None:
    small.anywhere(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("kind", ["profiles", "logs"])
def test_shipped_profiles_and_logs_in_which_a_hand_slipped(kind: Kind, fuzzer: Fuzzer) -> None:
    for seed in range(60):
        fuzzer.case(kind, seed)

    assert fuzzer.found.disagreements == []
    assert 0 < fuzzer.found.counts[f"{kind} that could be read"] < 60


def test_shipped_rules_in_which_a_hand_slipped(fuzzer: Fuzzer) -> None:
    for seed in range(2):
        fuzzer.case("rule files", seed)

    assert fuzzer.found.disagreements == []
    assert fuzzer.found.counts["rule files fuzzed"] == 2


def test_a_small_rulebook_in_which_a_hand_slipped(small: Fuzzer) -> None:
    for seed in range(30):
        small.case("rule files", seed)

    assert small.found.disagreements == []
    assert 3 < small.found.counts["rule files that could be read"] < small.found.counts["rule files fuzzed"]


def test_what_is_fuzzed_is_found_out(small: Fuzzer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disagreement is counted, and whatever else is raised comes through."""
    fuzzer = Fuzzer(small.folder, small.book)

    def differing(_: Inference, __: Facts) -> NoReturn:
        raise Disagreement(["one"])

    monkeypatch.setattr(Inference, "run", differing)
    fuzzer.profile(b"answers: {crisis: no}")
    monkeypatch.setattr("fuzzing.read_profile", lambda *_: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        fuzzer.profile(b"answers: {}")
    assert fuzzer.found.disagreements == ["the engine and the evaluator differ about: one"]


@pytest.mark.parametrize(
    "span", [Span(Source("a", "x\n"), 4), Span(Source("a", "x"), 1, 0), Span(Source("", "x"))]
)
def test_a_mistake_without_a_place_is_found_out(span: Span) -> None:
    with pytest.raises(Unplaced):
        placed((Problem(Code.EMPTY, "nothing", span),))


def test_a_crash_and_a_hang_are_counted_and_the_rest_goes_on(tmp_path: Path) -> None:
    said: list[str] = []
    ill = [Task("one", mishaps.crash), Task("two", mishaps.hang, (), 0.5)]
    tasks = [*ill, Task("three", mishaps.work, (7,)), Task("four", mishaps.work, (2,))]

    whole = Found()
    for found in done(tasks, tmp_path, said.append):
        whole.add(found)

    assert sorted(whole.crashes) == ["one crashed (9), with b'a text'", "two said nothing for 0 seconds"]
    assert (whole.counts["done"], whole.growth, whole.good) == (9, {"of it": 1.0}, False)
    assert said == ["three: half", "four: half"]


def test_what_was_found_is_told_in_counts_and_only_nothing_is_good() -> None:
    found = Found(growth={"10 recommendations": 0.25}, skipped=["a walk"])
    found.counts["recommendations"] = 10_000

    assert list(found.lines()) == [
        "recommendations: 10,000",
        "growth, 10 recommendations: 0.2 MB",
        "skipped: a walk",
        "crashes: 0",
        "disagreements: 0",
        "breaches: 0",
    ]
    assert found.good
    assert not Found(crashes=["one"]).good
    assert not Found(disagreements=["one"]).good
    assert not Found(breaches=["one"]).good
    assert not Found(growth={"10 recommendations": 10.5}).good


def test_of_many_people_nothing_is_left() -> None:
    found = recommend_to_many(shipped(), 20, 1, lambda _: None)
    found.add(recommend_from_threads(shipped(), 3, 1))
    found.add(open_and_close(shipped(), 3))

    assert (found.disagreements, found.breaches) == ([], [])
    assert found.counts["recommendations in one process"] == 30
    assert all(megabytes < MOST_GROWTH for megabytes in found.growth.values())


def test_a_question_that_lost_its_kind_is_one_mistake_also_where_laws_read_it(tmp_path: Path) -> None:
    """Found by the long run: the laws looked up how answers of that kind get worse."""
    rules = tmp_path / "rules"
    shutil.copytree(shipped_rules(), rules)
    vocabulary = rules / "vocabulary.yaml"
    text = vocabulary.read_text(encoding="utf-8")
    vocabulary.write_text(text.replace("\nsleep_quality:\n  kind: choice\n", "\nsleep_quality:\n"), "utf-8")

    with pytest.raises(Problems) as refused:
        load_rulebook(rules)

    assert "this says neither what is answered nor that rules derive it" in str(refused.value)
