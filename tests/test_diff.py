"""What an edit of the rules does to people: planted edits, their kinds, and the smallest person for each."""

import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
from people import shipped
from small_book import small_folder

from recommender.cli import main
from recommender.cli.rules import diff
from recommender.inference import Disagreement, Inference
from recommender.loading import load_profile, load_rulebook
from recommender.loading.home import shipped_profiles
from recommender.loading.profile import Given, Profile, read_answers
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort
from recommender.model.trace import Trace
from recommender.proving import Compared, Difference
from recommender.proving.restraints import Restraint
from recommender.workshop.by_evaluator import ByEvaluator
from recommender.workshop.comparing.census import Census, census
from recommender.workshop.comparing.contrast import Comparison, Way
from recommender.workshop.comparing.edits import edits
from recommender.workshop.comparing.population import World, as_profile, calm, people, sheet_of
from recommender.workshop.comparing.treated import Treated
from recommender.workshop.comparing.words import lines_of
from recommender.workshop.profile_text import answers_of

ALL, EDGE, CRISIS = "prescription/all.yaml", "states/edge.yaml", "screening/crisis.yaml"
FIT: dict[str, Given] = {
    "crisis": "no",
    "fever": "no",
    "lookout": "often",
    "nights": 8,
    "likes_hard": "yes",
    "likes": [],
}
NEW_RULE = """
- id: short-at-first
  title: Ten minutes at first
  purpose: dose
  when: {lookout: never}
  then: [{limit: {minutes: 10, weeks: 1}}]
  because: Ten minutes are a beginning.
  because_unknown: Ten minutes are a beginning.
  sources: [S2]
  evidence: convention
  examples:
    - fires: {lookout: never}
    - silent: {lookout: often}
    - cannot tell: {}
"""

Edit = Callable[[Path], None]


def put(name: str, old: str, new: str) -> Edit:
    """An edit of a file that holds the old words once."""

    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def also(name: str, text: str) -> Edit:
    """An edit that adds to a file."""

    def edit(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


A_WEEK_LESS = put(ALL, "limit: {intensity: light, weeks: 1 to 2}", "limit: {intensity: light, weeks: 1}")
NO_SCREENING = put(CRISIS, "refer: crisis", "ask: [fever]")
TEXT_ONLY = put(ALL, "because: You like it hard.", "because: You said that you like it hard.")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The small rulebook, as it was."""
    return small_folder(tmp_path)


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    """Two profiles that the small rulebook can read."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    (folder / "fit.yaml").write_text(
        "answers: {crisis: no, fever: no, lookout: often, nights: 8, likes_hard: yes, likes: []}\n"
    )
    (folder / "new_to_it.yaml").write_text("answers: {crisis: no, fever: no, lookout: never}\n")
    return folder


def edited(old: Path, *changes: Edit) -> Path:
    """A copy of the rulebook with these edits."""
    new = old.parent / "new"
    copytree(old, new)
    for change in changes:
        change(new)
    return new


def compared(old: Path, *changes: Edit) -> Comparison:
    return Comparison(load_rulebook(old), load_rulebook(edited(old, *changes)))


def counted(comparison: Comparison, many: int = 60) -> Census:
    """So many made-up people under both."""
    books = (comparison.old, comparison.new)
    world = World.of(books, edits(*books).acting, [read_answers(FIT, comparison.old)])
    return census(comparison, people(world, many, 0), world)


def run(old: Path, new: Path, profiles: Path, *further: str) -> int:
    words = ["rules", "diff", str(old), "--rules", str(new), "--profiles", str(profiles), "--people", "60"]
    return main([*words, *further])


@pytest.fixture
def without_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "prover", lambda: None)


# The kinds


@dataclass(frozen=True)
class Planted:
    """An edit, the kinds of difference that it makes, and whether anybody loses a safety limit by it."""

    edit: Edit
    ways: set[Way]
    loses: bool
    smallest: Mapping[str, object]
    line: str


PLANTED = {
    "a limit that ends a week earlier": Planted(
        A_WEEK_LESS,
        {Way.LAXER},
        loses=True,
        smallest={"crisis": "no", "fever": "no", "likes_hard": "yes"},
        line="limit lost, in week 2: effort up to moderate instead of light",
    ),
    "a gate that asks for less": Planted(
        put(ALL, "needs: [settled, wanted]", "needs: [settled]"),
        {Way.LAXER},
        loses=True,
        smallest={"crisis": "no", "fever": "no", "likes_hard": "yes"},
        line="limit lost, from week 5 on: vigorous effort no longer asks for “You would like to”",
    ),
    "an exclusion of purpose recovery that is dropped": Planted(
        put(ALL, "exclude: [sprinting]", "avoid: {activity: [sprinting]}"),
        {Way.LAXER},
        loses=False,
        smallest={"crisis": "no", "fever": "no", "nights": 0, "likes": ["sprinting"]},
        line="laxer: no longer excluded: Sprinting",
    ),
    "a screening rule that refers no more": Planted(
        NO_SCREENING,
        {Way.LAXER},
        loses=True,
        smallest={"crisis": "yes"},
        line="limit lost: very light movement, no set times (so far: support right now comes first)",
    ),
    "a state that fewer answers lead to": Planted(
        put(EDGE, "    lookout: often\n  then", "    lookout: often\n    nights: 5 or less\n  then"),
        {Way.LAXER, Way.OTHERWISE},
        loses=True,
        smallest={"crisis": "no", "fever": "no", "likes_hard": "yes"},
        line="limit lost, in weeks 1 to 2: effort up to vigorous instead of light",
    ),
    "another preference": Planted(
        put(ALL, "prefer: {activity: [sprinting]}", "prefer: {activity: [swaying]}"),
        {Way.OTHERWISE},
        loses=False,
        smallest={"likes_hard": "yes"},
        line="otherwise: now: first come Swaying",
    ),
    "a new rule that limits": Planted(
        also(ALL, NEW_RULE),
        {Way.STRICTER},
        loses=False,
        smallest={"crisis": "no", "fever": "no"},
        line="stricter, in week 1: minutes a session: at most 10 (so far no limit)",
    ),
    "a limit that ends earlier, and another that begins": Planted(
        lambda folder: (A_WEEK_LESS(folder), also(ALL, NEW_RULE)(folder))[1],
        {Way.LAXER, Way.STRICTER, Way.BOTH},
        loses=True,
        smallest={"crisis": "no", "fever": "no", "likes_hard": "yes"},
        line="limit lost, in week 2: effort up to moderate instead of light",
    ),
    "a reason in other words": Planted(TEXT_ONLY, set(), loses=False, smallest={}, line=""),
}


def concluded(trace: Trace) -> tuple[object, ...]:
    """What a trace says, wherever its rules stand."""
    fired = [(found.rule.id, [item.body for item in found.concluded]) for found in trace.firings]
    return trace.readings, trace.states, fired


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_edit_is_of_its_kind_and_shown_by_the_smallest_person(name: str, old: Path) -> None:
    planted = PLANTED[name]
    comparison = compared(old, planted.edit)

    found = counted(comparison)

    assert {way for way, many in found.counts.items() if many} == planted.ways
    assert bool(found.losing) is planted.loses
    met = found.loser or next(iter(found.smallest.values()), None)
    assert (answers_of(met.profile) if met else {}) == planted.smallest
    assert (str(lines_of(met.contrast)[0]) if met else "") == planted.line
    if met:
        alone = ByEvaluator(comparison.new).run(met.profile.facts)
        assert concluded(met.contrast.after.trace) == concluded(alone)


DROPPED = {
    "limit: {intensity: light, weeks: 3}": "limit lost, in week 3: effort up to moderate instead of light",
    "limit: {minutes: 5}": "limit lost: minutes a session: no limit (so far at most 5)",
    "limit: {sessions: 2}": "limit lost: sessions a week: no limit (so far at most 2)",
    "limit: {growth: 1}": "limit lost: minutes more a session each week: no limit (so far at most 1)",
    "limit: {any_time_minutes: 2}": "limit lost: minutes at any time: no limit (so far at most 2)",
    "start: {minutes: 4}": "limit lost: minutes a session to begin with: 5 (so far 4)",
    "require: {rest_days: 5}": "limit lost: rest days that are asked: 0 (so far 5)",
    "require: {cool_down: 5}": "limit lost: minutes of winding down that are asked: 0 (so far 5)",
    "require: {after: vigorous, day: easy}": "limit lost: an easy day after hard sessions is no longer asked",
    "hide: [heart_rate]": "limit lost: figures of the heart are shown",
    "exclude: [walking]": "limit lost: no longer excluded: Walking",
    "exclude: {intensity: vigorous, time_of_day: evening}": (
        "limit lost: no longer excluded at vigorous effort: time of day evening"
    ),
    "gate: {to: moderate, needs: [settled]}": (
        "limit lost, from week 4 on: moderate effort opens without a check-in that finds “You settle sooner”"
    ),
}
ONE_EACH = "".join(
    NEW_RULE.replace("short-at-first", f"own-{number}")
    .replace("purpose: dose", "purpose: trauma")
    .replace("limit: {minutes: 10, weeks: 1}", directive)
    .replace("when: {lookout: never}", "when: {lookout: often}")
    .replace("fires: {lookout: never}", "fires: {lookout: often}")
    .replace("silent: {lookout: often}", "silent: {lookout: never}")
    for number, directive in enumerate(DROPPED)
)


@pytest.fixture(scope="module")
def one_each(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    """The small rulebook with one rule of purpose trauma for each of these limits."""
    folder = small_folder(tmp_path_factory.mktemp("one_each"))
    also(ALL, ONE_EACH)(folder)
    return load_rulebook(folder)


@pytest.mark.parametrize("directive", DROPPED)
def test_each_kind_of_limit_that_goes_is_a_lost_limit_and_comes_back_as_stricter(
    directive: str, one_each: RuleBook
) -> None:
    name = f"own-{tuple(DROPPED).index(directive)}"
    without = replace(one_each, rules=tuple(rule for rule in one_each.rules if rule.id != name))
    fit = read_answers(FIT, one_each)

    gone = Comparison(one_each, without).contrast(fit)
    back = Comparison(without, one_each).contrast(fit)

    assert gone is not None
    assert back is not None
    assert DROPPED[directive] in map(str, lines_of(gone))
    assert (gone.way, gone.lost_rules) == (Way.LAXER, (name,))
    assert (back.way, back.loses) == (Way.STRICTER, False)


def test_of_the_smallest_person_no_answer_can_be_left_out(old: Path) -> None:
    comparison = compared(old, A_WEEK_LESS)
    met = counted(comparison).smallest[Way.LAXER]

    sheet = sheet_of(met.profile)
    fewer = [{key: said for key, said in sheet.items() if key != name} for name in sheet]

    left = [comparison.contrast(as_profile(less, comparison.new.vocabulary)) for less in fewer]
    assert [contrast and contrast.way for contrast in left] == [None, None, None]


def test_what_only_a_lower_purpose_limited_is_laxer_and_no_safety_limit(old: Path) -> None:
    """The same exclusion, once of purpose recovery and once of purpose trauma."""
    tired: dict[str, Given] = {
        "crisis": "no",
        "fever": "no",
        "lookout": "often",
        "nights": 4,
        "likes": ["sprinting"],
    }
    dropped = put(ALL, "    - exclude: [sprinting]", "    - avoid: {activity: [sprinting]}")
    raised = put(ALL, "purpose: recovery", "purpose: trauma")

    as_recovery = compared(old, dropped)
    raised(old)
    as_trauma = Comparison(load_rulebook(old), as_recovery.new)

    found = [each.contrast(read_answers(tired, each.old)) for each in (as_recovery, as_trauma)]
    assert [(one.way, one.loses) for one in found if one] == [(Way.LAXER, False), (Way.LAXER, True)]
    assert [one.lost_rules for one in found if one] == [(), ("no-dash-on-short-nights",)]


def test_what_an_activity_is_fit_for_is_no_limit_of_a_rule(old: Path) -> None:
    """A higher ceiling in the catalogue leaves more, and takes away nothing that a rule protected."""
    before = load_rulebook(old)
    brisk = before.activities["walking"].model_copy(update={"ceiling": Effort.VIGOROUS})
    after = replace(before, activities={**before.activities, "walking": brisk})

    found = Comparison(before, after).contrast(read_answers(FIT, before))

    assert found is not None
    assert (found.way, found.loses) == (Way.LAXER, False)
    assert list(map(str, lines_of(found))) == ["laxer: no longer excluded at vigorous effort: Walking"]


def test_a_limit_that_another_safety_rule_still_sets_is_not_lost(old: Path) -> None:
    also(ALL, NEW_RULE.replace("purpose: dose", "purpose: safety"))(old)
    also(ALL, NEW_RULE.replace("short-at-first", "twin").replace("purpose: dose", "purpose: trauma"))(old)

    comparison = compared(old, lambda folder: _without_rule(folder / ALL, "twin"))

    assert counted(comparison).differing == 0


def _without_rule(path: Path, name: str) -> None:
    rules = path.read_text(encoding="utf-8").split("\n- id: ")
    path.write_text("\n- id: ".join(rule for rule in rules if not rule.startswith(name)), encoding="utf-8")


def test_a_referral_that_stays_is_no_stricter_for_its_limits(old: Path) -> None:
    """Somebody who is referred has no week in which a limit could be laxer."""
    comparison = compared(old, A_WEEK_LESS)

    assert comparison.contrast(read_answers(FIT | {"crisis": "yes"}, comparison.old)) is None


# The command


PAGE = """\
A safety limit is lost by 13 of 60 made-up people and 1 of 2 profiles.

What was edited
  - Changed: easy-first (prescription, trauma), “Easy comes first”: then
    then, so far: limit: {intensity: light, weeks: 1 to 2}
    then, now: limit: {intensity: light, weeks: 1}

Laxer, with a safety limit lost: the smallest person
  - limit lost, in week 2: effort up to moderate instead of light
  - so far limited by “Easy comes first” (because of what was left open:
    lookout)
  As a profile:
    role: self
    answers:
      crisis: no
      fever: no
      likes_hard: yes

1 of 2 profiles is treated differently
  - fit.yaml: limit lost, in week 2: effort up to moderate instead of light

13 of 60 made-up people are treated differently (seed 0)
  - a safety limit is lost: 13
  - laxer: 13
  - they are made so that edited rules are reached: this says in which ways,
    and not how often in life

Every possible person
  Not proved: the solver is not installed. It comes with pip install
  'recommender[verify]'

13 of 60 people are treated differently: 13 laxer, 0 stricter, 0 otherwise; 1
of 2 profiles; a safety limit is lost by 13 people and 1 profile
"""

LINE = {"way": "limit lost", "weeks": "in week 2", "what": "effort up to moderate instead of light"}
CONTRAST = {"way": "laxer", "loses": True, "lost_rules": ["easy-first"], "lines": [LINE]}
NOTHING: dict[str, list[str]] = {"added": [], "removed": [], "changed": []}


@pytest.mark.usefixtures("without_solver")
def test_the_page_says_the_most_important_thing_first(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(old, edited(old, A_WEEK_LESS), profiles)

    assert capsys.readouterr() == (PAGE, "")
    assert code == 1


@pytest.mark.usefixtures("without_solver")
def test_the_json_has_the_same_facts(old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(old, edited(old, A_WEEK_LESS), profiles, "--format", "json")

    assert json.loads(capsys.readouterr().out) == {
        "same": False,
        "edited": {
            "added": [],
            "removed": [],
            "changed": [
                {
                    "id": "easy-first",
                    "keys": ["then"],
                    "then": {
                        "before": [
                            "limit: {intensity: light, weeks: 1 to 2}",
                            "gate: {to: vigorous, after_weeks: 4, needs: [settled, wanted]}",
                        ],
                        "after": [
                            "limit: {intensity: light, weeks: 1}",
                            "gate: {to: vigorous, after_weeks: 4, needs: [settled, wanted]}",
                        ],
                    },
                }
            ],
            **dict.fromkeys(("vocabulary", "activities", "numbers", "texts", "laws", "others"), NOTHING),
            "at_check_ins": [],
            "check_ins": [],
        },
        "profiles": {
            "many": 2,
            "unfit": 0,
            "losing": 1,
            "differing": [{"file": "fit.yaml", **CONTRAST}],
            "dropped": [],
        },
        "people": {
            "many": 60,
            "seed": 0,
            "differing": 13,
            "laxer": 13,
            "both": 0,
            "stricter": 0,
            "otherwise": 0,
            "losing": 13,
        },
        "persons": [
            {
                **CONTRAST,
                "so_far_limited_by": [{"rule": "easy-first", "left_open": ["lookout"]}],
                "now_limited_by": [],
                "found_by_solver": False,
                "profile": {"role": "self", "answers": {"crisis": "no", "fever": "no", "likes_hard": "yes"}},
            }
        ],
        "proof": {
            "state": "missing",
            "none_laxer": False,
            "none_stricter": False,
            "why": "",
            "by_growth": False,
            "numbers_differ": False,
            "unsettled": None,
            "named": [],
        },
        "finding": True,
        "summary": " ".join(PAGE.splitlines()[-2:]),
    }


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split("\n\n")[-1].split())


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[RuleBook], Compared]) -> None:
    """Has the solver say this."""
    monkeypatch.setattr(diff, "prover", lambda: lambda before, _: answer(before))


def named(book: RuleBook, answers: Mapping[str, Given]) -> Difference:
    """Somebody whom the solver names."""
    return Difference(read_answers(answers, book).facts, Restraint("effort", 2, "light"))


def test_what_the_solver_proved_is_said_of_everybody(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stricter = named(load_rulebook(old), FIT | {"lookout": "never"})
    answering(monkeypatch, lambda _: Compared(stricter=stricter))

    code = run(old, edited(old, also(ALL, NEW_RULE)), profiles)

    proved, summary = capsys.readouterr().out.split("\n\n")[-2:]
    assert " ".join(proved.split()) == (
        "Every possible person Proved for every possible person, at intake: nobody loses a safety limit; "
        "no rule holds anybody back less."
    )
    assert " ".join(summary.split()).endswith(
        "1 of 2 profiles; 0 lose a safety limit (proved for everybody at intake)"
    )
    assert code == 0


def test_somebody_whom_the_solver_finds_is_shown_although_nobody_made_up_loses_anything(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, lambda book: Compared(lost_limit=named(book, FIT)))
    (profiles / "fit.yaml").unlink()

    code = run(old, edited(old, A_WEEK_LESS), profiles, "--people", "0")

    page = capsys.readouterr().out
    assert page.startswith("A safety limit is lost by a person whom the solver found.\n")
    assert "Laxer, with a safety limit lost: a person whom the solver found\n" in page
    assert code == 1


DIFFERS = """\
Every possible person
  Not told, and nothing is claimed: the solver and the comparison of people
  contradict each other.
  - The solver: this person loses a safety limit: effort at light at most in
    week 2
  - The comparison of people: this person is treated the same
  - `recommender rules verify` tells which law it breaks
  As a profile:
    role: self
    answers:
      crisis: no
      fever: no
      lookout: often
      nights: 8
      likes_hard: yes
      likes: []"""


def test_a_solver_that_is_not_sure_or_not_right_is_a_refusal(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    new = edited(old, also(ALL, NEW_RULE))

    answering(monkeypatch, lambda _: Compared(undecided="it took too long"))
    undecided = run(old, new, profiles)
    answering(monkeypatch, lambda book: Compared(lost_limit=named(book, FIT)))
    wrong = run(old, new, profiles)

    page = capsys.readouterr().out
    assert "Undecided, so nothing is claimed: it took too long." in page
    assert page.split("\n\n")[-2] == DIFFERS
    assert (undecided, wrong) == (3, 3)


CONTRADICTED = {
    "somebody who loses a limit": (A_WEEK_LESS, Compared(), "nobody loses a safety limit", 1),
    "somebody laxer": (
        put(ALL, "exclude: [sprinting]", "avoid: {activity: [sprinting]}"),
        Compared(),
        "nobody is held back less",
        3,
    ),
    "somebody stricter": (also(ALL, NEW_RULE), Compared(), "nobody is held back more", 3),
}


@pytest.mark.parametrize("who", CONTRADICTED)
def test_a_proof_that_somebody_contradicts_claims_nothing(
    who: str,
    old: Path,
    profiles: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Among profiles alone, and among made-up people as well."""
    edit, answer, said, expected = CONTRADICTED[who]
    tired = "answers: {crisis: no, fever: no, lookout: often, nights: 4, likes: [sprinting]}\n"
    (profiles / "tired.yaml").write_text(tired)
    answering(monkeypatch, lambda _: answer)

    new = edited(old, edit)
    codes = {many: run(old, new, profiles, "--people", many) for many in ("0", "60")}

    page = " ".join(capsys.readouterr().out.split())
    assert page.count(f"comparison of people contradict each other. - The solver: {said}") == len(codes)
    assert page.count("The person is the profile") == 1
    assert "Proved" not in page
    assert "(proved" not in page
    assert set(codes.values()) == {expected}


def test_of_numbers_of_the_plan_nothing_is_proved_but_that_no_limit_of_a_rule_is_lost(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, lambda _: Compared())
    longer = put("plan.yaml", "smallest_minutes:\n  value: 5", "smallest_minutes:\n  value: 6")

    code = run(old, edited(old, longer), profiles)

    page = " ".join(capsys.readouterr().out.split())
    assert (
        "Proved for every possible person, at intake: nobody loses a safety limit of a rule. Numbers of "
        "plan.yaml differ: they are no part of the proof, and whether they treat anybody laxer or stricter "
        "is not proved."
    ) in page
    assert code == 0


def test_how_far_weeks_grow_contradicts_no_proof_and_is_not_claimed(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, lambda _: Compared())

    code = run(old, edited(old, put(ALL, "sessions: 3}", "sessions: 4}")), profiles)

    page = " ".join(capsys.readouterr().out.split())
    assert "laxer in one thing and stricter in another: 31" in page
    assert (
        "at intake: nobody loses a safety limit. How far weeks grow is no "
        "part of the proof, and it makes somebody laxer or stricter here."
    ) in page
    assert code == 0


def test_where_only_words_differ_nobody_has_to_be_met(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(old, edited(old, TEXT_ONLY), profiles)

    page = " ".join(capsys.readouterr().out.split())
    assert "“Hard effort for those who like it”: because Every possible person Nothing but words" in page
    assert page.endswith("0 of 2 profiles; 0 lose a safety limit (proved for everybody at intake)")
    assert code == 0


REVIEW = "review/now.yaml"
LESS_AT_CHECK_INS = """\
Rules of check-ins that were removed or changed
  - Changed: “Help comes first” (stop-at-a-crisis, safety): then
    then, so far: decide: {decision: refer, urgency: crisis}
    then, now: decide: {decision: refer, urgency: prompt}
  Check-ins are not compared person by person: this one is to be looked at:
  “Help comes first”.

Every possible person
  Nothing that acts at intake differs, so nobody is treated differently before
  a check-in.

"""


def test_a_safety_rule_of_check_ins_that_decides_otherwise_is_told_first_and_is_a_finding(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(old, edited(old, put(REVIEW, "urgency: crisis", "urgency: prompt")), profiles)

    assert capsys.readouterr().out.startswith(LESS_AT_CHECK_INS)
    assert code == 1


def test_a_rule_of_check_ins_that_is_gone_is_a_finding_where_it_was_of_purpose_safety_or_trauma(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (old / REVIEW).read_text(encoding="utf-8")
    dose = text.replace("stop-at-a-crisis", "another").replace("purpose: safety", "purpose: dose")
    also(REVIEW, dose)(old)
    new = edited(old)

    (new / REVIEW).write_text(text, encoding="utf-8")
    without_dose = run(old, new, profiles)
    (new / REVIEW).write_text(dose, encoding="utf-8")
    without_safety = run(old, new, profiles)

    page = capsys.readouterr().out
    assert "  - Gone: “Help comes first” (another, dose)\n\nEvery possible person" in page
    assert "  - Gone: “Help comes first” (stop-at-a-crisis, safety)\n  Check-ins are not compared" in page
    assert "Nothing but words" not in page
    assert (without_dose, without_safety) == (0, 1)


LAW = """\
- id: crisis-refers
  says: Whoever is in a crisis is referred.
  sources: [S2]
  when: {crisis: yes}
  then: [{outcome: referral}]
"""


def test_a_law_that_is_gone_is_a_finding_and_one_that_changed_is_told(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laws = "invariants.yaml"
    also(laws, f"invariants:\n{LAW}{LAW.replace('crisis-refers', 'crisis-again')}")(old)
    new = edited(old)

    put(laws, LAW, "")(new)
    one_gone = run(old, new, profiles)
    (new / laws).write_text(f"invariants:\n{LAW.replace('crisis: yes', 'crisis: no')}", encoding="utf-8")
    also(laws, LAW.replace("crisis-refers", "crisis-again"))(new)
    changed = run(old, new, profiles)
    (new / laws).unlink()
    all_gone = run(old, new, profiles)

    page = " ".join(capsys.readouterr().out.split())
    assert (
        "A law is gone from invariants.yaml, so `recommender rules verify` proves less: crisis-refers."
        in page
    )
    assert "Invariants: changed: crisis-refers" in page
    assert "2 laws are gone from invariants.yaml, so" in page
    assert "Nothing but words" not in page
    assert (one_gone, changed, all_gone) == (1, 0, 1)


def test_a_rule_of_check_ins_is_named_as_not_compared(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    milder = put("review/now.yaml", "purpose: safety", "purpose: trauma")

    run(old, edited(old, milder), profiles)

    assert last_line(capsys).endswith("; 1 rule of check-ins was edited, and is not compared")


def test_the_same_rules_are_said_to_be_the_same(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(old, edited(old), profiles)

    same = "Both folders hold the same 6 rules and the same words, so nobody is treated differently.\n"
    assert capsys.readouterr() == (same, "")
    assert code == 0


def test_rules_that_cannot_be_used_are_named_on_both_sides(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = edited(old, put(ALL, "purpose: recovery", "purpose: rest"))
    put(EDGE, "lookout: often\n  then", "lookout: oftn\n  then")(old)

    code = run(old, new, profiles)

    out, talk = capsys.readouterr()
    assert [line.split(":")[0] for line in talk.splitlines() if ": error " in line] == [
        str(new / ALL),
        str(old / EDGE),
    ]
    assert (out, code) == ("", 2)


def test_fewer_people_than_none_are_refused(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(old, edited(old), profiles, "--people", "-1")

    assert capsys.readouterr().err.endswith(
        "argument --people: a whole number from 0 on is asked here, found “-1”\n"
    )
    assert code == 2


@pytest.mark.usefixtures("without_solver")
def test_an_answer_that_one_rulebook_does_not_know_is_left_out_there_and_said(
    old: Path, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shorter = put("vocabulary.yaml", "answers: [never, sometimes, often]", "answers: [never, often]")
    example = put(ALL, "    - silent: {lookout: sometimes}", "    - silent: {lookout: never}")
    label = put("questions.yaml", "sometimes: Sometimes, ", "")
    (profiles / "now_and_then.yaml").write_text("answers: {crisis: no, fever: no, lookout: sometimes}\n")

    run(old, edited(old, shorter, example, label), profiles)

    page = capsys.readouterr().out
    assert "  - Vocabulary: changed: lookout\n" in page
    assert "  - known to one rulebook alone, and left out for the other: lookout\n" in page


def test_a_bar_is_drawn_on_a_terminal_and_nowhere_else() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        with diff.Bar(stream, 2) as bar:
            bar.told(1)
            bar.told(2)

    assert pipe.getvalue() == ""
    assert [shown for shown in terminal.getvalue().split("\r") if shown.strip()] == [
        f"[{'#' * 15}{'.' * 15}] 1 of 2 people",
        f"[{'#' * 30}] 2 of 2 people",
    ]
    assert terminal.getvalue().endswith(" \r")


# The people


def test_the_same_seed_makes_the_same_people_whatever_the_hash_seed(old: Path) -> None:
    put(ALL, "- likes: sprinting", "- likes: [sprinting, walking, swaying]")(old)
    script = (
        "import sys; from pathlib import Path; from recommender.loading import load_rulebook\n"
        "from recommender.workshop.comparing.population import *\n"
        "from recommender.workshop.profile_text import answers_of\n"
        "book = load_rulebook(Path(sys.argv[1])); world = World.of([book], book.rules)\n"
        "print([answers_of(one) for one in people(world, 40, 3)])"
    )

    elsewhere = subprocess.run(
        [sys.executable, "-c", script, str(old)],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    book = load_rulebook(old)
    here = [answers_of(one) for one in people(World.of([book], book.rules), 40, 3)]
    assert elsewhere == f"{here}\n"


def test_another_seed_makes_other_people(old: Path) -> None:
    book = load_rulebook(old)
    world = World.of([book], book.rules)

    assert list(people(world, 20, 0)) != list(people(world, 20, 1))


@cache
def everybody() -> tuple[Profile, ...]:
    return tuple(load_profile(path, shipped()) for path in sorted(shipped_profiles().glob("*.yaml")))


def test_most_made_up_people_get_a_programme_and_all_outcomes_occur() -> None:
    book, reader = shipped(), ByEvaluator(shipped())

    made = people(World.of([book], (), everybody()), 60, 0)

    stops = Counter(Treated.by(book, reader.run(one.facts)).stop for one in made)
    assert stops[0] > 30
    assert stops[1] > 2
    assert sum(many for stop, many in stops.items() if stop > 1) > 5


def test_the_calm_person_of_the_shipped_rules_is_neither_referred_nor_held_back() -> None:
    book = shipped()

    calm_one = as_profile(calm(World.of([book])), book.vocabulary)

    assert Treated.by(book, ByEvaluator(book).run(calm_one.facts)).stop == 0


@pytest.mark.parametrize("name", ["warning-signs-now", "on-land-with-seizures", "moderate-in-pregnancy"])
def test_a_rule_that_differs_is_reached_however_rare_it_is(name: str) -> None:
    book, reader = shipped(), ByEvaluator(shipped())
    rule = book.rule(name)
    assert rule is not None

    aimed = people(World.of([book], [rule], everybody()), 40, 0)

    assert sum(reader.run(one.facts).fired(name) is not None for one in aimed) >= 10


# The evaluator and the engine


def test_the_evaluator_alone_reads_everybody_as_the_engine_does() -> None:
    reader, beside = ByEvaluator(shipped()), ByEvaluator(shipped(), [rule.id for rule in shipped().rules])

    with Inference(shipped()) as engine:
        for profile in everybody()[::2]:
            by_engine, alone = engine.run(profile.facts), reader.run(profile.facts)
            assert (alone.readings, alone.states, alone.facts) == (
                by_engine.readings,
                by_engine.states,
                by_engine.facts,
            )
            assert sorted(alone.firings, key=lambda one: one.rule.id) == sorted(
                by_engine.firings, key=lambda one: one.rule.id
            )
            assert beside.run(profile.facts, alone) == alone


def test_whoever_is_shown_is_read_by_the_engine_too(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = compared(old, A_WEEK_LESS)
    fit = read_answers(FIT, comparison.old)
    comparison.replay([fit])

    nobody = ByEvaluator(comparison.old).run(read_answers({"crisis": "yes"}, comparison.old).facts)
    monkeypatch.setattr(ByEvaluator, "run", lambda _, __: nobody)

    with pytest.raises(Disagreement):
        comparison.replay([fit])
