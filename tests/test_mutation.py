"""Rules altered once, and who would notice: an example, a profile, an invariant, or nothing."""

import json
from collections.abc import Mapping
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from people import recommender, shipped
from small_book import small_book, small_folder

from recommender.cli import main
from recommender.cli.rules.progress import watched
from recommender.loading.files import read_file
from recommender.loading.home import shipped_profiles
from recommender.loading.yaml_tree import Table, parse, plain
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.problem import Problem
from recommender.recommend import Recommender
from recommender.workshop.mutation.mutants import Mutant, mutants
from recommender.workshop.mutation.score import Fate, Mutation, Score
from recommender.workshop.people import Held, held, people_of

NOT_NOTICED = Path(__file__).parent / "mutants_not_noticed.yaml"
SAMPLE = 40
SPRINTER = """\
answers: {crisis: no, fever: no, nights: 4, likes: [sprinting], likes_hard: yes, lookout: often}
expected:
  outcome: programme
  fired: [no-dash-on-short-nights]
  efforts: {1: light, 3: moderate, 5: vigorous}
  closed: [sprinting]
  check_ins:
    - {week: {crisis: yes}, decision: refer, urgency: crisis}
"""
OF_ONE_RULE = """\
when: nights: 5 or less dropped
when: nights: 5 or less -> 4 or less
when: nights: 5 or less -> 6 or less
when: nights: 5 or less -> 6 or more
when: any of, likes_hard: no dropped
when: any of, likes_hard: no -> yes
when: any of, likes: sprinting dropped
when: any of, likes: sprinting -> not sprinting
unless: dropped
unless: lookout: never -> not never
unless: lookout: never -> sometimes
exclude: [sprinting] dropped
"""


TRIED = """\
examples: 18 of 18 hold, of 6 rules
profiles: 1 of 1 come out as expected
coverage: 6 of 6 rules fire, 5 of them for somebody; 5 of 9 lines were decided
both ways, 55.5 %
mutation: 56 alterations of one rule each: 17 noticed by examples, 15 by
profiles, 24 by nothing; 57.1 % noticed

Fires for none of these people (1):
  - help-first

Altered once, and nothing would notice (24):

easy-first
  - gate: needs [settled, wanted] -> [wanted]
  - gate: needs [settled, wanted] -> [settled]

hard-where-liked
  - prefer: {activity: [sprinting]} dropped
  - prefer -> avoid: {activity: [sprinting]}
  - aim: {week_minutes: 90, minutes: 30, sessions: 3} dropped
  - aim: week_minutes 90 -> 85
  - aim: week_minutes 90 -> 95
  - aim: week_minutes 90 dropped
  - aim: minutes 30 -> 25
  - aim: minutes 30 -> 35
  - aim: minutes 30 dropped
  - aim: sessions 3 -> 2
  - aim: sessions 3 -> 4
  - aim: sessions 3 dropped

help-first
  - refer: crisis dropped
  - refer: urgency crisis -> emergency
  - if_unknown: ask -> refer
  - if_unknown: ask -> ignore

no-dash-on-short-nights
  - when: nights: 5 or less -> 4 or less
  - when: nights: 5 or less -> 6 or less
  - when: any of, likes_hard: no dropped
  - when: any of, likes_hard: no -> yes
  - unless: dropped
  - unless: lookout: never -> sometimes
"""


def of_rule(book: RuleBook, rule: str) -> list[Mutant]:
    return [mutant for mutant in mutants(book) if mutant.rule.id == rule]


def named(book: RuleBook, name: str) -> Mutant:
    return next(mutant for mutant in mutants(book) if mutant.id == name)


def somebody(folder: Path, book: RuleBook, text: str = SPRINTER) -> tuple[Held, ...]:
    """Whoever a profile text speaks of, under the small rulebook."""
    profiles = folder / "profiles"
    profiles.mkdir()
    (profiles / "sprinter.yaml").write_text(text, encoding="utf-8")
    with Recommender(book) as recommending:
        return tuple(held(one, recommending) for one in people_of(profiles, book))


@cache
def everybody() -> tuple[Held, ...]:
    return tuple(held(one, recommender()) for one in people_of(shipped_profiles(), shipped()))


@cache
def reasons() -> Mapping[str, str]:
    """The shipped mutants that nothing notices, each with the reason why."""
    problems: list[Problem] = []
    source = read_file(NOT_NOTICED, problems)
    node = parse(source, problems) if source else None
    assert isinstance(node, Table), problems
    found = {rule.value: plain(entries) for rule, entries in node}
    return {
        f"{rule}, {what}": str(reason)
        for rule, entries in found.items()
        if isinstance(entries, Mapping)
        for what, reason in entries.items()
    }


def in_any_order(given: Recommendation) -> dict[str, object]:
    """A recommendation as data, without the order in which states were derived."""
    fired = sorted(firing.rule.id for firing in given.fired)
    return {**given.as_dict(), "fired": fired}


def test_every_line_and_every_directive_of_a_rule_is_altered_once(tmp_path: Path) -> None:
    found = of_rule(small_book(tmp_path), "no-dash-on-short-nights")

    assert [mutant.what for mutant in found] == OF_ONE_RULE.splitlines()


def test_what_could_not_be_written_or_means_the_same_is_no_mutant() -> None:
    book = shipped()
    found = mutants(book)

    assert len({mutant.id for mutant in found}) == len(found) > 2000
    assert [mutant.id for mutant in found if mutant.altered == mutant.rule] == []
    assert not any(" -1" in mutant.what or "0 to 0" in mutant.what for mutant in found)


def test_an_example_notices_a_boundary_and_a_profile_what_follows(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    mutation = Mutation(book, somebody(tmp_path, book))

    by = {
        name: mutation.fate(named(book, name)).by
        for name in (
            "often-on-the-lookout, when: lookout: often -> sometimes",
            "easy-first, limit: weeks 1 to 2 -> 1",
            "no-dash-on-short-nights, exclude: [sprinting] dropped",
            "stop-at-a-crisis, decide: urgency crisis -> emergency",
            "hard-where-liked, aim: minutes 30 -> 35",
        )
    }

    assert list(by.values()) == ["example", "profile", "profile", "profile", ""]


def test_what_reads_a_state_notices_when_the_state_is_not_derived_any_more(tmp_path: Path) -> None:
    book = small_book(tmp_path)

    fate = Mutation(book, ()).fate(named(book, "often-on-the-lookout, derive: {on_edge: yes} dropped"))

    assert fate.by == "example"


def test_an_expectation_that_does_not_hold_to_begin_with_notices_nothing(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    people = somebody(tmp_path, book, SPRINTER.replace("outcome: programme", "outcome: referral"))

    fates = [Mutation(book, people).fate(mutant) for mutant in of_rule(book, "hard-where-liked")]

    assert len(people[0].problems) == 1
    assert {fate.by for fate in fates if fate.mutant.what.startswith("aim")} == {""}


def test_an_invariant_is_asked_only_about_what_nothing_else_notices(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    asked: list[RuleBook] = []

    def refuted(altered: RuleBook) -> tuple[str, ...]:
        asked.append(altered)
        return ("light-first",)

    mutation = Mutation(book, (), refuted)
    fates = [mutation.fate(mutant) for mutant in of_rule(book, "often-on-the-lookout")]
    fates.append(mutation.fate(named(book, "easy-first, limit: weeks 1 to 2 -> 1")))

    assert [fate.by for fate in fates] == [*["example"] * (len(fates) - 1), "invariant"]
    assert len(asked) == 1


def test_the_score_is_rounded_down(tmp_path: Path) -> None:
    some = of_rule(small_book(tmp_path), "hard-where-liked")[:3]
    fates = (Fate(some[0], "example"), Fate(some[1], "profile"), Fate(some[2], ""))

    assert Score(fates).per_mille == 666
    assert Score(fates).unnoticed == (some[2],)
    assert Score(()).per_mille == 1000


def test_the_test_of_the_rules_ends_with_what_nothing_would_notice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, profiles = small_folder(tmp_path), tmp_path / "profiles"
    profiles.mkdir()
    (profiles / "sprinter.yaml").write_text(SPRINTER, encoding="utf-8")

    code = main(["rules", "test", "--rules", str(folder), "--profiles", str(profiles)])

    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    assert shown.out == TRIED


def test_the_test_of_the_rules_points_at_the_expectation_that_does_not_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, profiles = small_folder(tmp_path), tmp_path / "profiles"
    profiles.mkdir()
    text = SPRINTER.replace("1: light", "1: moderate")
    (profiles / "sprinter.yaml").write_text(text, encoding="utf-8")

    code = main(["rules", "test", "--quick", "--rules", str(folder), "--profiles", str(profiles)])

    first = capsys.readouterr().out.splitlines()[0]
    place = f"{profiles / 'sprinter.yaml'}:5:3"
    what = "efforts: {1: light, 3: moderate, 5: vigorous} instead of {1: moderate, 3: moderate, 5: vigorous}"
    assert (code, first) == (1, f"{place}: error E506: {what}")


def test_expectations_that_are_no_lines_are_a_mistake_and_not_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "somebody.yaml"
    profile.write_text("answers: {}\nexpected: [programme]\n", encoding="utf-8")

    code = main(["rules", "test", "--quick", "--profiles", str(tmp_path)])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert shown.err.startswith(f"{profile}:2:1: error E203: “expected” is a list of lines “word: value”\n")


def test_a_folder_of_profiles_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["rules", "test", "--quick", "--profiles", str(tmp_path / "nobody")])

    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert "there is no such folder of profiles" in shown.err


def test_the_same_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, profiles = small_folder(tmp_path), tmp_path / "profiles"
    profiles.mkdir()
    (profiles / "sprinter.yaml").write_text(SPRINTER, encoding="utf-8")

    main(["rules", "test", "--format", "json", "--rules", str(folder), "--profiles", str(profiles)])

    found = json.loads(capsys.readouterr().out)
    unnoticed = found["mutation"].pop("unnoticed")
    assert found["profiles"] == {
        "folder": str(profiles),
        "people": 1,
        "as_expected": 1,
        "otherwise": [],
        "left_out": 0,
    }
    assert found["mutation"] == {
        "mutants": 56,
        "by_examples": 17,
        "by_profiles": 15,
        "by_invariants": None,
        "by_nothing": 24,
        "percent": "57.1",
    }
    assert unnoticed[0] == {"rule": "easy-first", "altered": "gate: needs [settled, wanted] -> [wanted]"}


class Screen(StringIO):
    """A stream that says of itself to be a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_where_somebody_can_see_it_and_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stderr", screen := Screen())

    assert list(watched([1, 2, 3, 4], "altered rules")) == [1, 2, 3, 4]

    drawn = screen.getvalue().split("\r\x1b[K")
    assert drawn[3:] == ["altered rules ###############............... 50 %", drawn[4], ""]


@pytest.mark.parametrize("seed", range(2))
def test_an_altered_run_gives_what_the_engine_gives_under_altered_rules(seed: int) -> None:
    """The short way past the engine is a short way to the same place."""
    random = Random(seed)
    mutation = Mutation(shipped(), everybody())
    while True:
        mutant, one = random.choice(mutants(shipped())), random.choice(everybody())
        given = mutation.given(one, mutant)
        if given is not None:
            break

    with Recommender(mutant.book(shipped())) as engine:
        by_engine = engine.recommend_profile(one.somebody.profile, one.somebody.weeks)

    assert in_any_order(given) == in_any_order(by_engine)


def test_of_a_sample_of_shipped_mutants_only_those_with_a_reason_go_unnoticed() -> None:
    mutation = Mutation(shipped(), everybody())
    some = Random(6).sample(mutants(shipped()), SAMPLE)

    unnoticed = {fate.mutant.id for fate in map(mutation.fate, some) if not fate.by}

    assert unnoticed - set(reasons()) == set()


@pytest.mark.mutants
@pytest.mark.timeout(900)
def test_of_the_shipped_mutants_nineteen_in_twenty_are_noticed_and_the_others_have_a_reason() -> None:
    mutation = Mutation(shipped(), everybody())

    score = Score(tuple(map(mutation.fate, mutants(shipped()))))

    print(f"\n{len(score.fates)} mutants, {score.per_mille / 10} % noticed")
    assert {mutant.id for mutant in score.unnoticed} == set(reasons())
    assert score.per_mille >= 970
