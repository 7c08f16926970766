"""Gaps in a text hold a name, numbers have an end, and nothing is named to be repeated."""

import pytest
from museum import Museum

from recommender.loading.yaml_tree import parse
from recommender.problem import Problem
from recommender.source import Source

pytestmark = pytest.mark.usefixtures("beside")


# Gaps


@pytest.mark.parametrize(
    "gap", ["{winner:d}", "{winner!z}", "{winner:{loser}}", "{winner:3000000000}", "{winner[0]}"]
)
def test_a_gap_holds_a_name_and_nothing_else(gap: str, museum: Museum) -> None:
    told = museum.with_other("outcomes", r"“\{winner\}”", f"“{gap}”")

    assert [(problem.what, problem.span.marked, problem.suggestion) for problem in told] == [
        (f"the gap “{gap}” in “tension” holds more than a name", gap, "{winner}")
    ]


@pytest.mark.parametrize("gap", ["{winner", "winner}", "{winner!}"])
def test_a_brace_alone_is_a_mistake(gap: str, museum: Museum) -> None:
    told = museum.with_other("outcomes", r"“\{winner\}”", f"“{gap}”")

    assert [problem.what for problem in told] == ["a brace in “tension” has no partner"]


def test_a_misspelt_gap_is_marked_on_its_own_line_also_where_lines_are_joined(museum: Museum) -> None:
    (told,) = museum.with_other("outcomes", r"“\{winner\}”", "“{winer}”")

    line = told.span.source.line(told.span.line) or ""
    assert (told.span.marked, told.suggestion) == ("winer", "winner")
    assert told.corrected == line.replace("{winer}", "{winner}")


def test_a_misspelt_gap_whose_place_is_not_known_gets_the_name_and_no_line_to_paste(museum: Museum) -> None:
    tension = r'tension: "“{winner}” was followed,\n  and “{loser}” and “\\x7bwiner}” stepped back."'

    (told,) = museum.with_other("outcomes", r"^tension: >-\n.*$", tension)

    assert (told.what, told.corrected) == ("nothing fills the gap “{winer}” in “tension”", "")
    assert told.help == "Did you mean “winner”?"


def test_a_voice_of_its_own_is_filled_as_the_text_that_it_stands_for(museum: Museum) -> None:
    fits = museum.with_other("outcomes", r"^tension: >-$", "tension_clinician: “{loser}”\ntension: >-")
    told = museum.with_other("outcomes", r"^tension: >-$", "tension_clinician: “{losr}”\ntension: >-")

    assert fits == ()
    assert [(problem.what, problem.suggestion) for problem in told] == [
        ("nothing fills the gap “{losr}” in “tension_clinician”", "loser")
    ]


@pytest.mark.parametrize(
    ("file", "beside", "name"),
    [
        ("outcomes", "tension: >-", "tension_clinician"),
        ("explanation", "states:\n", "states.own"),
    ],
)
def test_a_text_of_ones_own_is_one_text_as_those_are_which_it_stands_beside(
    file: str, beside: str, name: str, museum: Museum
) -> None:
    *above, last = name.split(".")
    own = f"{beside}  {last}: [a, b]\n" if above else f"{last}: [a, b]\n{beside}"

    (told,) = museum.with_other(file, f"^{beside}", own)

    assert told.what == f"“{name}” is one text"


# Numbers


BEYOND = {
    "smallest_minutes": (
        "99999999999999999999",
        "1,440 at most here, by convention: a day has no more minutes",
    ),
    "smallest_sessions": ("15", "14 at most here, by convention: two sessions on each day of a week"),
    "easier_percent": ("101", "100 at most here, by convention: a part is no more than the whole"),
    "rest_days": ("8", "7 at most here, by convention: a week has no more days"),
    "options": ("1000000", "999,999 at most here, by convention: no answer has more than six digits"),
}


@pytest.mark.parametrize("name", BEYOND)
def test_no_number_of_the_plan_is_higher_than_what_can_be_reckoned_with(name: str, museum: Museum) -> None:
    number, most = BEYOND[name]

    told = museum.with_other("plan", rf"^({name}:\n  value:) \d+$", rf"\1 {number}")

    assert [problem.what for problem in told] == [f"a number is {most}, found “{number}”"]


@pytest.mark.parametrize(
    ("directive", "why"),
    [
        ("gate: {to: moderate, after_weeks: 99999999999999}", "999 at most here, by convention: a week has"),
        ("offer: {any_time: walking, minutes: 1441}", "1,440 at most here, by convention: a day has"),
    ],
)
def test_no_number_of_a_directive_is_higher_than_what_can_be_reckoned_with(
    directive: str, why: str, museum: Museum
) -> None:
    (told,) = museum.with_own_rule("prefer: {tempo: slow}", directive)

    assert told.what.startswith(f"a number is {why}")


# Names with which something could be repeated


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- &a id: x\n  title: y\n", "1:3"),
        ("- id: &a x\n  title: *a\n", "1:7"),
        ("- id: x\n  sources: &own [y]\n", "2:12"),
        ("- id: [\n  x, &b y]\n", "2:6"),
    ],
)
def test_nothing_is_given_a_name_to_repeat_it_with_be_it_a_key_a_word_or_a_list(
    text: str, place: str
) -> None:
    problems: list[Problem] = []

    parse(Source("rules.yaml", text), problems)

    assert [str(problem.span) for problem in problems] == [f"rules.yaml:{place}"]
    assert problems[0].what.startswith("“&” gives this a name")


@pytest.mark.parametrize(
    "text", ["title: R&D\n", "title: bread & butter\n", 'title: "a &b"\n', "title: a &b\n"]
)
def test_such_a_sign_within_a_text_is_a_sign_like_any_other(text: str) -> None:
    problems: list[Problem] = []

    assert parse(Source("rules.yaml", text), problems) is not None
    assert problems == []
