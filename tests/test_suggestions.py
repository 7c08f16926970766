"""What is suggested to somebody whose profile or log cannot be read: never less than they wrote down."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import cast

import pytest
from laxness import more
from people import shipped

from recommender.explanation.changes import read_changes
from recommender.loading import load_profile
from recommender.loading.answers import answer_of
from recommender.loading.conditions import read_condition
from recommender.loading.log import read_log, words_of_a_log
from recommender.loading.profile import Given, read_answers, read_profile
from recommender.loading.rules import RuleReader
from recommender.loading.unread import unread
from recommender.loading.yaml_tree import Text, from_plain, parse
from recommender.model.fact import Answer, Fact, Facts
from recommender.model.recommendation import Recommendation
from recommender.model.scale import Stratum
from recommender.problem import Problem, Problems, nearest
from recommender.recommend import Recommender
from recommender.source import Source, Span

HERE = Path(__file__).parent
MUSEUM = sorted(path for kind in ("profiles", "logs") for path in (HERE / f"bad_{kind}").glob("*.yaml"))
WORD = re.compile(r"[\w-]+")


def mistakes(text: str, *, log: bool = False) -> tuple[Problem, ...]:
    """What is wrong with a profile, or with a log."""
    read = read_log if log else read_profile
    try:
        read(Source("me.yaml", text), shipped())
    except Problems as problems:
        return problems.problems
    return ()


def suggested(answer: str) -> str:
    """The line of a profile with one answer as it would be; empty where nothing is suggested."""
    (problem,) = mistakes(f"answers:\n  {answer}\n")
    return problem.corrected.strip()


# -- lists ---------------------------------------------------------------------------------------------------
LISTS = {
    "known_disease: heart": "known_disease: [heart_or_circulation]",
    "red_flags: chest pain": "red_flags: [chest_pain]",
    "red_flags: chest_pain, fainting": "red_flags: [chest_pain, fainting]",
    "red_flags: Chest-pain and faintng": "red_flags: [chest_pain, fainting]",
    "red_flags: chest_pain fainting": "red_flags: [chest_pain, fainting]",
    "red_flags: (chest_pain)": "red_flags: [chest_pain]",
    'red_flags: "chest_pain"': "red_flags: [chest_pain]",
    "injuries: knee": "injuries: [knee]",
    "goals: none": "goals: []",
}
NO_LIST = (
    "red_flags: {chest_pain: yes}",
    "red_flags: yes",
    "red_flags: none",
    "red_flags: |\n    chest_pain",
    "red_flags:",
    'red_flags: "[]"',
    "red_flags: no chest_pain",
    "red_flags: chest_pain and a headache",
    "red_flags: pain",
    "medications: beta blocker",
    "injuries: no",
)


@pytest.mark.parametrize("written", LISTS)
def test_whatever_was_named_without_brackets_is_in_the_list_that_is_suggested(written: str) -> None:
    assert suggested(written) == LISTS[written]


@pytest.mark.parametrize("written", NO_LIST)
def test_what_cannot_be_told_is_not_made_into_a_list(written: str) -> None:
    assert suggested(written) == ""


def test_python_values_that_are_no_list_are_not_made_into_an_empty_one() -> None:
    signs: tuple[object, ...] = (
        (sign for sign in ("fainting",)),
        {"fainting": "yes"},
        None,
        True,
        "a headache",
    )
    for given in signs:
        with pytest.raises(Problems) as raised:
            read_answers({"red_flags": cast("Given", given)}, shipped())
        (problem,) = raised.value.problems
        assert (problem.suggestion, problem.certain) == ("", False)


def test_a_log_and_the_examples_of_a_rule_are_not_given_an_empty_list_either() -> None:
    (in_a_log,) = mistakes("sessions:\n  - {week: 1, day: 2, done: no, red_flags: none}\n", log=True)
    in_a_rule = list[Problem]()
    text = "- examples:\n    - fires: {red_flags: none}\n    - fires: {crisis: now}\n"
    node = parse(Source("own.yaml", text), in_a_rule)
    assert node is not None
    RuleReader(shipped().vocabulary, in_a_rule, Stratum.SCREENING).file(node)

    of_examples = [problem for problem in in_a_rule if problem.span.line in (2, 3)]
    assert [problem.what for problem in of_examples] == [
        "“red_flags” takes a list in square brackets; an empty one says “none of these”",
        "“now” is not an answer to “crisis”",
    ]
    assert {(problem.suggestion, problem.certain) for problem in (in_a_log, *of_examples)} == {("", False)}


# -- single answers ------------------------------------------------------------------------------------------
ANSWERS = {
    "crisis: now": "",
    "crisis: noo": "",
    "crisis: No": "",
    "crisis: yess": "crisis: yes",
    "crisis: unknow": "crisis: unknown",
    "post_exertional_worsening: now": "",
    "red_flag_timing: now": "red_flag_timing: at_rest_or_now",
    "red_flag_timing: pasts": "",
    "medical_clearance: not_light": "",
    "medical_clearance: nolight": "",
    "medical_clearance: moderat": "",
    "stress: hihg": "stress: high",
    "stress: flow": "",
    "hypervigilance: mid": "",
    "hypervigilance: MILD": "hypervigilance: mild",
    "heart_rate_fear: same": "",
    "red_flags: [faintng]": "red_flags: [fainting]",
    "red_flags: [faintng, fainting]": "",
    "outdoor_safety: unsafee": "outdoor_safety: unsafe",
    "outdoor_safety: issafe": "",
    "hypervigilance: sever": "",
    "sleep_quality: por": "sleep_quality: poor",
    "age_band: 18 to 39": "age_band: 18_to_39",
    "age_band: 18_to_38": "",
    "recent_illness: non": "",
}


@pytest.mark.parametrize("written", ANSWERS)
def test_an_answer_is_suggested_where_it_takes_no_danger_away(written: str) -> None:
    assert suggested(written) == ANSWERS[written]


def test_in_a_condition_nothing_there_is_never_put_in_without_asking() -> None:
    problems = list[Problem]()
    lines = {"crisis": "now", "recent_illness": "nonee", "breathing": "is usuall", "hyperaroused": "now"}

    read_condition(from_plain(lines, Source("own.yaml", "")), shipped().vocabulary, problems, "")

    assert [(problem.suggestion, problem.certain) for problem in problems] == [
        ("", False),
        ("none", False),
        ("usual", False),
        ("", False),
    ]


def test_a_change_that_is_typed_is_held_to_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    profile = read_answers({}, shipped())

    with pytest.raises(Problems) as raised:
        read_changes(["crisis=now"], profile, shipped())

    assert str(raised.value) == (
        "--what-if:1:8: error E302: “now” is not an answer to “crisis”\n\n      1 | crisis=now\n"
        "        |        ^^^\n\n  Allowed: no · yes · unknown · declined\n\n1 mistake."
    )


def questions() -> Iterator[tuple[str, Fact, bool]]:
    """Every question of a profile, and of a log, which is then said."""
    book = shipped()
    for name in book.vocabulary.asked():
        yield name, book.vocabulary[name], False
    for name in book.log:
        yield name, book.log[name], True


def guarded(name: str, *, log: bool) -> bool:
    """Whether rules that restrict act as if an answer that is left out might hold."""
    book = shipped()
    if not log:
        return book.vocabulary[name].guarded
    week = book.review.vocabulary if book.review else book.log
    return any(week[fact].guarded and name in (fact, week[fact].counts) for fact in week)


@cache
def mildest(name: str) -> frozenset[str]:
    """The answers that are worse than no other, as rules/invariants.yaml declares it."""
    for law in shipped().invariants.laws:
        worse = law.worse.get(name)
        if worse == "in order":
            return frozenset(shipped().vocabulary[name].answers[:1])
        if isinstance(worse, Mapping):
            return frozenset(worse) - {other for others in worse.values() for other in others}
    return frozenset()


def wrong_words(fact: Fact, dice: Random) -> Iterator[str]:
    """Words that are no answer: slips of the pen, other questions' answers, what turns one round."""
    letters = "abcdefghijklmnopqrstuvwxyz_ "
    for answer in fact.answers:
        yield from (answer.upper(), answer.title(), answer.replace("_", " "), f"not {answer}", f"no_{answer}")
        yield from (f"un{answer}", f"no{answer}", f"non{answer}", *answer.split("_"))
        for _ in range(6):
            word = answer
            for _ in range(dice.randint(1, 3)):
                at = dice.randrange(len(word) + 1)
                word = word[:at] + dice.choice(("", *letters)) + word[at + dice.randint(0, 1) :]
            yield word
    yield from OTHERS


OTHERS = (
    *{answer for name, fact, log in questions() if not log for answer in fact.answers if name != "likes"},
    *(
        "now",
        "on",
        "off",
        "true",
        "false",
        "y",
        "n",
        "not",
        "nope",
        "soon",
        "maybe",
        "one",
        "nothing",
        "fine",
        "bad",
    ),
)


@cache
def offers(name: str, *, log: bool) -> tuple[tuple[str, str], ...]:
    """Each wrong word as an answer to a question, with what is suggested instead, if anything is."""
    words = words_of_a_log(shipped()) if log else shipped().vocabulary
    found = list[tuple[str, str]]()
    for word in dict.fromkeys(word.strip() for word in wrong_words(words[name], Random(name))):
        problems = list[Problem]()
        answer_of(name, Text(word, Span(Source("me", ""))), words, problems)
        found += [(word, problem.suggestion) for problem in problems if problem.suggestion]
    return tuple(found)


def test_nothing_there_is_never_suggested_where_it_matters() -> None:
    light = [
        f"{name}: {word} -> {near}"
        for name, fact, log in questions()
        if guarded(name, log=log) and fact.kind != "number"
        for word, near in offers(name, log=log)
        if near in {"[]", *fact.answers[:1]}
        or (near in mildest(name) and letters_of(word) != letters_of(near))
    ]

    assert light == []


def matters(fact: Fact) -> bool:
    """Whether an answer of one word may open what leaving it out keeps closed."""
    return fact.kind == "choice" and (fact.guarded or fact.clinician)


def letters_of(word: str) -> str:
    """A word without what is easily mistaken."""
    return re.sub(r"[\W_]", "", word).casefold()


def test_where_it_matters_no_other_word_than_was_written_leads_to_more_than_leaving_it_out() -> None:
    book = shipped()
    fit = load_profile(HERE.parent / "profiles" / "fit_and_well.yaml", book)
    laxer = list[str]()
    seen = 0
    with Recommender(book) as recommender:

        def result(name: str, *answer: Answer) -> Recommendation:
            rest = {key: said for key, said in fit.facts.known.items() if key != name}
            known = {**rest, **({name: answer[0]} if answer else {})}
            return recommender.recommend_profile(replace(fit, role="clinician", facts=Facts(known)))

        matter = [name for name in book.vocabulary.asked() if matters(book.vocabulary[name])]
        for name in matter:
            fact = book.vocabulary[name]
            far = {near for word, near in offers(name, log=False) if letters_of(word) != letters_of(near)} & {
                *fact.answers
            }
            seen += len(far)
            laxer += [f"{name}: {answer}" for answer in far if any(more(result(name, answer), result(name)))]

    assert laxer == []
    assert seen > 5


# -- what is pasted ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", MUSEUM, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_suggestion_can_be_pasted_and_then_the_mistake_is_gone(path: Path) -> None:
    text, log = path.read_text(encoding="utf-8"), path.parent.name == "bad_logs"
    for problem in mistakes(text, log=log):
        if problem.corrected:
            again = mistakes(pasted(text, problem), log=log)

            assert problem.headline not in {other.headline for other in again}
            assert lost(text, problem) == set()
            assert not any(str(other.span) == str(problem.span) for other in again)


def pasted(text: str, problem: Problem) -> str:
    """The text with the suggested line in the place of its own."""
    lines = text.splitlines()
    lines[problem.span.line - 1] = problem.corrected
    return "\n".join(lines) + "\n"


def lost(text: str, problem: Problem) -> set[str]:
    """The words with a meaning that the line had, and that the suggested one has no longer; “none” is []."""
    book = shipped()
    known = {answer for name in book.vocabulary for answer in (name, *book.vocabulary[name].answers)}
    before = WORD.findall(text.splitlines()[problem.span.line - 1])
    return {*before} & known - {"none", *WORD.findall(problem.corrected)}


def test_of_several_activities_only_the_misspelt_one_is_changed() -> None:
    text = "answers: {}\nadjustments:\n  - exclude: [running, hiit, yogga]\n"

    (problem,) = mistakes(text)

    assert (problem.span.marked, problem.corrected) == ("yogga", "  - exclude: [running, hiit, yoga]")
    assert mistakes(pasted(text, problem)) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("running, hiit", "[running, hiit]"), ("runing and Hiit", "[running, hiit]"), ("running, sailing", "")],
)
def test_without_brackets_every_activity_is_in_the_list_or_none_is_suggested(
    written: str, meant: str
) -> None:
    (problem,) = mistakes(f"answers: {{}}\nadjustments:\n  - exclude: {written}\n")

    assert problem.suggestion == meant


def test_a_very_long_answer_is_not_taken_apart_and_digits_without_end_are_no_fault() -> None:
    (long,) = mistakes(f"answers:\n  red_flags: chest_pain{' ' * 300}fainting\n")
    (digits,) = mistakes(f"answers: {{}}\nadjustments:\n  - limit: {{minutes: {'9' * 5000}}}\n")

    assert (long.suggestion, digits.suggestion) == ("", "")


# -- colons and dashes ---------------------------------------------------------------------------------------
SPACED = (
    "answers:\n  crisis:no\n",
    "answers:\n  crisis = no\n",
    "answers:\n  crisis=no\n",
    "answers:\n  crisis==no\n",
    "answers:\n  crisis:=no\n",
    "answers:\n  - crisis: no\n",
    "answers:\n  crisis:no\n  stress: low\n",
    "answers:\n  stress: low\n  crisis:no\n",
    "answers: {crisis:no, stress: low}\n",
    "answers: {crisis=no, stress: low}\n",
)


@pytest.mark.parametrize("text", SPACED)
def test_a_colon_without_its_space_is_told_with_the_line_as_it_would_be(text: str) -> None:
    (problem,) = mistakes(text)

    assert "crisis: no" in problem.corrected
    assert mistakes(pasted(text, problem)) == ()


def test_what_is_said_of_it() -> None:
    (problem,) = mistakes("answers:\n  crisis:no\n")

    assert str(problem) == (
        "me.yaml:2:3: error E203: “answers” is a list of lines “word: value”\n\n"
        "      1 | answers:\n      2 |   crisis:no\n        |   ^^^^^^^^^\n\n"
        "  Did you mean this?\n            crisis: no\n  A space belongs after the colon.\n"
    )


def test_a_rule_without_its_dash_is_given_one() -> None:
    problems = list[Problem]()

    parse(Source("own.yaml", "# mine\nid: slow-at-first\n  title: Slow at first\n"), problems)

    assert [(str(problem.span), problem.corrected) for problem in problems] == [
        ("own.yaml:2:1", "- id: slow-at-first")
    ]


# -- names ---------------------------------------------------------------------------------------------------
NAMES = {
    "sleep_qualty: poor": "sleep_quality: poor",
    "Sleep-Quality: poor": "sleep_quality: poor",
    "recent_ilness: fever_or_flu_like": "recent_illness: fever_or_flu_like",
    "crises: yes": "crisis: yes",
    "recent_injury: none": "",
    "crisis_plan: no": "",
    "chronic_disease: []": "",
    "fred_flags: []": "",
}


@pytest.mark.parametrize("written", NAMES)
def test_an_answer_never_moves_to_a_question_that_only_looks_like_its_own(written: str) -> None:
    assert suggested(written) == NAMES[written]


def test_nor_in_a_log() -> None:
    text = "sessions:\n  - {week: 1, day: 2, done: yes, breathless: no, breathin: usual}\n"

    found = {problem.what: problem.suggestion for problem in mistakes(text, log=True)}

    assert found == {
        "“breathless” has no meaning here": "",
        "“breathin” has no meaning here": "breathing",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("answers:\n  crisis: no\n  crises: yes\n", "“crisis” is there already."),
        ("answers:\n  red_flags: []\n  red_flag: [chest_pain]\n", "“red_flags” is there already."),
        ("answers: {}\nanswer: {}\n", "“answers” is there already."),
    ],
)  # fmt: skip
def test_a_slip_for_a_name_that_is_there_already_is_told_and_no_other_name_is_suggested(
    text: str, told: str
) -> None:
    (problem,) = mistakes(text)

    assert (problem.help, problem.suggestion) == (told, "")


def test_a_stray_file_is_given_the_name_of_a_rule_file_only_where_that_is_free(tmp_path: Path) -> None:
    states = tmp_path / "states"
    states.mkdir()
    for name in ("own.yaml", "own.yaml.bak", "other.yaml.bak", "third.yml", "fourth"):
        (states / name).touch()
    (states / "loop").symlink_to("loop")
    (states / "folder").mkdir()

    found = {Path(problem.span.source.name).name: problem.suggestion for problem in unread(tmp_path, ())}

    assert found == {
        "own.yaml.bak": "",
        "other.yaml.bak": "other.yaml",
        "third.yml": "third.yaml",
        "fourth": "fourth.yaml",
        "loop": "",
        "folder": "",
    }


@pytest.mark.parametrize(
    ("word", "near"), [("now", ""), ("hwo", "how"), ("note", ""), ("minuets", "minutes"), ("eys", "yes")]
)
def test_a_short_word_has_to_be_nearer_than_a_long_one(word: str, near: str) -> None:
    assert nearest(word, ("no", "yes", "how", "wanted", "minutes", "unknown")) == near
