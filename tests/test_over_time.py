"""Over time: what the weeks of a log came to, the words for it, and the picture, kept and drawn again."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

import pytest
from keeping import NOON, add
from people import shipped

from recommender.casebook import open_casebook
from recommender.casebook.place import FILE
from recommender.cli import main
from recommender.cli.output import look
from recommender.export.course_words import over_time
from recommender.export.over_time import ASCII, BLOCKS, Look, OverTime, over_time_text, read_again
from recommender.export.review import review_text
from recommender.loading import load_profile
from recommender.loading.log import load_log, read_log
from recommender.loading.phrases import shipped_rules
from recommender.loading.profile import Profile
from recommender.loading.said import said
from recommender.model.course import Course, CourseWeek
from recommender.model.log import Log
from recommender.model.review import Review
from recommender.model.scale import Decision, Effort
from recommender.reasons.names import Names
from recommender.review import Reviewer
from recommender.review.course import course_of
from recommender.source import Source
from recommender.verification.language import page_hits

PROFILES = Path(__file__).parent.parent / "profiles"
LIGHT, MODERATE = Effort.LIGHT, Effort.MODERATE


def log(*sessions: str) -> Log:
    lines = "\n".join(f"  - {{{session}}}" for session in sessions)
    return read_log(Source("a log", f"sessions:\n{lines}\n" if sessions else "sessions: []\n"), shipped())


def reviewed(profile: str | Profile, weeks: Log) -> Review:
    person = load_profile(PROFILES / f"{profile}.yaml", shipped()) if isinstance(profile, str) else profile
    with Reviewer(shipped()) as reviewer:
        return reviewer.review(person, weeks)


def told(weeks: Iterable[CourseWeek], *hidden: str) -> OverTime:
    return over_time(Course(tuple(weeks)), Names(shipped(), frozenset(hidden)))


# What a week comes to


@pytest.mark.parametrize(
    ("sessions", "week"),
    [
        pytest.param(
            ["day: 1, done: yes, minutes: 10", "day: 3, done: part, minutes: 4"],
            CourseWeek(1, sessions=2, minutes=14),
            id="minutes are added up",
        ),
        pytest.param(
            ["day: 1, done: yes, minutes: 10", "day: 3, done: yes"],
            CourseWeek(1, sessions=2, minutes=10, all_said=False),
            id="at least as many where a session leaves them open",
        ),
        pytest.param(
            ["day: 1, done: yes", "day: 3, done: yes, minutes: unknown"],
            CourseWeek(1, sessions=2, minutes=None, all_said=False),
            id="unknown and never a nought where nobody says any",
        ),
        pytest.param(
            ["day: 1, done: no, before: shut_down"],
            CourseWeek(1, before="shut_down"),
            id="a day without a session still says how it was",
        ),
        pytest.param(
            [
                "day: 1, done: yes, minutes: 5, settling_time: rest_of_day",
                "day: 2, done: yes, minutes: 5, settling_time: minutes",
                "day: 3, done: yes, minutes: 5, settling_time: an_hour",
            ],
            CourseWeek(1, sessions=3, minutes=15, settling="an_hour"),
            id="the middle of the times to settle",
        ),
        pytest.param(
            [
                "day: 1, done: yes, minutes: 5, before: settled, after: shut_down",
                "day: 2, done: yes, minutes: 5, before: settled, after: settled",
                "day: 3, done: yes, minutes: 5, before: on_edge, after: declined",
            ],
            CourseWeek(1, sessions=3, minutes=15, before="settled", after="shut_down"),
            id="the state said most often, and the harder one of two",
        ),
    ],
)
def test_a_week_comes_to_what_was_said_in_it(sessions: list[str], week: CourseWeek) -> None:
    assert course_of(log(*(f"week: 1, {one}" for one in sessions)), shipped().log, ()).weeks == (week,)


def test_a_week_without_entries_is_there_and_has_no_session() -> None:
    weeks = course_of(log("week: 3, day: 1, done: yes, minutes: 9"), shipped().log, ()).weeks

    assert weeks == (CourseWeek(1), CourseWeek(2), CourseWeek(3, sessions=1, minutes=9))


def test_a_review_tells_the_plan_that_was_in_force_in_each_week_and_what_followed() -> None:
    found = reviewed("hypervigilant", load_log(PROFILES / "logs" / "hypervigilant_step_back.yaml", shipped()))

    assert found.course.weeks == (
        CourseWeek(
            1,
            5,
            125,
            110,
            ceiling=LIGHT,
            settling="an_hour",
            before="on_edge",
            after="settled",
            decision=Decision.ADVANCE,
        ),
        CourseWeek(
            2,
            6,
            135,
            135,
            ceiling=LIGHT,
            settling="an_hour",
            before="on_edge",
            after="settled",
            decision=Decision.HOLD,
        ),
        CourseWeek(
            3,
            5,
            135,
            96,
            ceiling=LIGHT,
            settling="an_hour",
            before="on_edge",
            after="settled",
            decision=Decision.STEP_BACK,
        ),
    )
    assert list(found.as_dict()) == ["decision", "because", "asks", "week", "contacts", "fired"]


def test_where_somebody_is_to_look_first_there_is_no_plan_beside_the_weeks() -> None:
    found = reviewed("red_flag", log("week: 2, day: 1, done: yes, minutes: 9"))

    assert found.course.weeks == (
        CourseWeek(1, decision=Decision.REFER),
        CourseWeek(2, sessions=1, minutes=9, decision=Decision.REFER),
    )


# The picture

SIX = (
    CourseWeek(1, 3, 75, 70, ceiling=LIGHT, settling="an_hour", before="on_edge", after="on_edge"),
    CourseWeek(
        2, 3, 80, 40, all_said=False, ceiling=LIGHT, settling="an_hour", before="on_edge", after="settled"
    ),
    CourseWeek(3, 2, 85, None, all_said=False, ceiling=LIGHT),
    CourseWeek(4, 0, 60, 0, ceiling=LIGHT, easier=True, before="shut_down"),
    CourseWeek(5, 4, 90, 95, ceiling=MODERATE, settling="minutes", before="settled", after="settled"),
    CourseWeek(6, 4, 100, 105, ceiling=MODERATE, settling="some_hours", before="settled", after="settled"),
)
YEAR = tuple(
    CourseWeek(
        number,
        sessions=3,
        planned=60 + number,
        minutes=60 + number - number % 4 * 5,
        ceiling=LIGHT if number < 20 else MODERATE,
        easier=number % 4 == 0,
        settling="minutes" if number % 7 > 2 else "an_hour",
        before=("settled", "on_edge", "settled", "shut_down", "settled")[number % 5],
        after="settled",
    )
    for number in range(1, 53)
)


def test_a_picture_leaves_a_gap_where_something_is_not_known_and_where_there_was_no_session() -> None:
    assert over_time_text(told(SIX)) == dedent(
        """\
        Week by week
          This is what was written down in weeks 1 to 6. There was no session in week
          4.
                 Week   1  2  3  4  5  6

          Minutes: from 70 in week 1 to 105 in week 6. Planned: from 75 in week 1 to
          100 in week 6, and from 60 to 90 in between, with week 4 lighter on purpose.
          Some minutes are not known in weeks 2 and 3.
                  105 │       ··    ▅▅ ██
                      │ ▅▅ ··    ·· ██ ██
                      │ ██ ▄▄       ██ ██
                      │ ██ ██       ██ ██
                      │    ?  ?  -

          Effort planned at most: light in weeks 1 to 4; moderate in weeks 5 and 6.
             vigorous │
             moderate │             ●  ●
                light │ ●  ●  ●  ●

          Time to settle again: an hour in weeks 1 and 2; soon in week 5; some hours
          in week 6. It was not said in week 3.
          rest of day │
           some hours │                ●
              an hour │ ●  ●
                 soon │             ●
                      │       ?  -

          Usually before a session: on edge in weeks 1 and 2; shut down in week 4;
          settled in weeks 5 and 6. It was not said in week 3.
            switching │
            shut down │          ●
              on edge │ ●  ●
              settled │             ●  ●
                      │       ?

          Usually after a session: on edge in week 1; settled in weeks 2, 5 and 6. It
          was not said in week 3.
            switching │
            shut down │
              on edge │ ●
              settled │    ●        ●  ●
                      │       ?  -

                 Week   1  2  3  4  5  6
          █ written down, · planned, ? not known, - no session"""
    )


def test_a_narrow_terminal_of_ascii_letters_has_the_same_picture_and_no_hidden_minutes() -> None:
    assert over_time_text(told(SIX, "minutes"), ASCII, 40) == dedent(
        """\
        Week by week
          This is what was written down in weeks
          1 to 6. There was no session in week
          4.
                 Week   1  2  3  4  5  6

          Effort planned at most: light in weeks
          1 to 4; moderate in weeks 5 and 6.
             vigorous |
             moderate |             o  o
                light | o  o  o  o

          Time to settle again: an hour in weeks
          1 and 2; soon in week 5; some hours in
          week 6. It was not said in week 3.
          rest of day |
           some hours |                o
              an hour | o  o
                 soon |             o
                      |       ?  -

          Usually before a session: on edge in
          weeks 1 and 2; shut down in week 4;
          settled in weeks 5 and 6. It was not
          said in week 3.
            switching |
            shut down |          o
              on edge | o  o
              settled |             o  o
                      |       ?

          Usually after a session: on edge in
          week 1; settled in weeks 2, 5 and 6.
          It was not said in week 3.
            switching |
            shut down |
              on edge | o
              settled |    o        o  o
                      |       ?  -

                 Week   1  2  3  4  5  6
          ? not known, - no session"""
    )


def test_a_whole_year_fits_into_78_columns() -> None:
    assert over_time_text(told(YEAR)) == dedent(
        """\
        Week by week
          This is what was written down in weeks 1 to 52.
                 Week   1   5    10   15   20   25   30   35   40   45   50

          Minutes: from 56 in week 1 to 112 in week 52, and from 48 to 108 in between.
          Planned: from 61 in week 1 to 112 in week 52, with 13 of the weeks lighter
          on purpose.
                  112 │                          ··▁···▂▁··▃▂▁·▅▃▂▁▆▅▃▂▇▆▅▃█
                      │ ···▂▁··▃▂▁·▅▃▂▁▆▅▃▂▇▆▅▃█▇▆▅██▇▆███▇█████████████████
                      │ █▇▆███▇█████████████████████████████████████████████
                      │ ████████████████████████████████████████████████████

          Effort planned at most: light in weeks 1 to 19; moderate in weeks 20 to 52.
             vigorous │
             moderate │                    ●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●
                light │ ●●●●●●●●●●●●●●●●●●●

          Time to settle again: an hour in week 1, soon in week 52, and most often
          soon.
          rest of day │
           some hours │
              an hour │ ●●    ●●●    ●●●    ●●●    ●●●    ●●●    ●●●    ●●●
                 soon │   ●●●●   ●●●●   ●●●●   ●●●●   ●●●●   ●●●●   ●●●●   ●

          Usually before a session: on edge in week 1, settled in week 52, and most
          often settled.
            switching │
            shut down │   ●    ●    ●    ●    ●    ●    ●    ●    ●    ●
              on edge │ ●    ●    ●    ●    ●    ●    ●    ●    ●    ●    ●
              settled │  ● ●● ● ●● ● ●● ● ●● ● ●● ● ●● ● ●● ● ●● ● ●● ● ●● ●

          Usually after a session: settled in weeks 1 to 52.
            switching │
            shut down │
              on edge │
              settled │ ●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●

                 Week   1   5    10   15   20   25   30   35   40   45   50
          █ written down, · planned"""
    )


def test_where_not_all_weeks_find_room_the_last_ones_are_drawn_and_it_is_said() -> None:
    lines = over_time_text(told(YEAR), ASCII, 40).splitlines()

    assert lines[:5] == [
        "Week by week",
        "  This is what was written down in weeks",
        "  1 to 52.",
        "  The last 24 weeks are drawn here.",
        "         Week    30   35   40   45   50",
    ]
    assert "     moderate | oooooooooooooooooooooooo" in lines


@pytest.mark.parametrize("count", [1, 2, 8, 20, 21, 31, 32, 52, 62, 63, 200, 520])
@pytest.mark.parametrize(("signs", "width"), [(BLOCKS, 78), (ASCII, 78), (ASCII, 40), (BLOCKS, 30)])
def test_a_picture_of_any_number_of_weeks_keeps_to_its_width(count: int, signs: Look, width: int) -> None:
    weeks = [
        CourseWeek(number, 3, 90, 400, ceiling=LIGHT, before="settled") for number in range(1, count + 1)
    ]

    drawn = over_time_text(told(weeks), signs, width)

    assert max(map(len, drawn.splitlines())) <= width
    assert drawn == "".join(letter for letter in drawn if letter.isprintable() or letter == "\n")
    assert signs is BLOCKS or drawn.isascii()


def test_there_is_no_picture_without_a_week() -> None:
    assert over_time_text(told([])) == ""


def test_nothing_is_drawn_where_nobody_said_anything() -> None:
    assert over_time_text(told([CourseWeek(1, 2, minutes=None, all_said=False)])) == dedent(
        """\
        Week by week
          This is what was written down in week 1.

          Minutes: not said so far.

          Time to settle again: not said so far.

          Usually before a session: not said so far.

          Usually after a session: not said so far."""
    )


# The words


def minutes(*amounts: int | None) -> str:
    """The line about weeks in which so many are known; None is a week without a session."""
    weeks = [
        CourseWeek(number, sessions=0 if amount is None else 1, minutes=amount or 0)
        for number, amount in enumerate(amounts, 1)
    ]
    return told(weeks).bands[0].said


@pytest.mark.parametrize(
    ("amounts", "line"),
    [
        ((75,), "Minutes: 75 in week 1."),
        ((75, 105), "Minutes: from 75 in week 1 to 105 in week 2."),
        ((75, 80, 105), "Minutes: from 75 in week 1 to 105 in week 3."),
        ((75, 120, 105), "Minutes: from 75 in week 1 to 105 in week 3, and 120 in between."),
        ((75, 120, 40, 75), "Minutes: from 75 in week 1 to 75 in week 4, and from 40 to 120 in between."),
        ((None, 75, None, 80), "Minutes: from 75 in week 2 to 80 in week 4."),
    ],
)
def test_minutes_in_words(amounts: tuple[int | None, ...], line: str) -> None:
    assert minutes(*amounts) == line


@pytest.mark.parametrize(
    ("weeks", "line"),
    [
        (
            [CourseWeek(1, 1, 75, 70), CourseWeek(2, 1, 60, 60, easier=True), CourseWeek(3, 1, 80, 80)],
            (
                "Minutes: from 70 in week 1 to 80 in week 3, and 60 in between. "
                "Planned: from 75 in week 1 to 80 in week 3, and 60 in between, "
                "with week 2 lighter on purpose."
            ),
        ),
        (
            [CourseWeek(1, 2, None, 30, all_said=False), CourseWeek(2, 1, None, 20)],
            "Minutes: from at least 30 in week 1 to 20 in week 2. Some minutes are not known in week 1.",
        ),
        (
            [CourseWeek(1, 1, 75), CourseWeek(2, 1, 75, None, all_said=False)],
            (
                "Minutes: 0 in week 1. Planned: from 75 in week 1 to 75 in week 2. "
                "Some minutes are not known in week 2."
            ),
        ),
        (
            [CourseWeek(1, 1, 75, None, all_said=False)],
            "Minutes: not said so far. Planned: 75 in week 1.",
        ),
        ([CourseWeek(1, 0, 75)], "Planned: 75 in week 1."),
    ],
)
def test_minutes_in_words_beside_the_plan(weeks: list[CourseWeek], line: str) -> None:
    assert told(weeks).bands[0].said == line


@pytest.mark.parametrize(
    ("states", "line"),
    [
        ("s", "settled in week 1."),
        ("sss", "settled in weeks 1 to 3."),
        ("sso", "settled in weeks 1 and 2; on edge in week 3."),
        ("soosoo", "settled in weeks 1 and 4; on edge in weeks 2, 3, 5 and 6."),
        ("s?oo?", "settled in week 1; on edge in weeks 3 and 4. It was not said in weeks 2 and 5."),
        ("s-oo-", "settled in week 1; on edge in weeks 3 and 4."),
        ("sososoh", "settled in week 1, shut down in week 7, and most often on edge."),
        ("sosososs", "settled in weeks 1 and 8, and most often settled."),
        ("???", "not said so far."),
        ("s?s?s?s?s?s?s?", "settled in 7 of the weeks. It was not said in 7 of the weeks."),
    ],
)
def test_states_in_words(states: str, line: str) -> None:
    names = {"s": "settled", "o": "on_edge", "h": "shut_down"}
    weeks = [
        CourseWeek(number, sessions=int(state != "-"), after=names.get(state))
        for number, state in enumerate(states, 1)
    ]

    assert told(weeks).bands[-1].said == f"Usually after a session: {line}"


def test_the_weeks_without_a_session_are_named_without_blame() -> None:
    assert told([CourseWeek(1, 1, minutes=5), CourseWeek(2), CourseWeek(3)]).intro == (
        "This is what was written down in weeks 1 to 3. There was no session in weeks 2 and 3."
    )


def test_every_answer_of_a_log_has_a_label() -> None:
    texts, entry = shipped().texts.outcomes, shipped().log

    labels = {
        (section, answer): texts.has("over_time", section, answer)
        for section, name in (("settling", "settling_time"), ("states", "before"), ("states", "after"))
        for answer in entry[name].answers
    }

    assert len(labels) == 8
    assert all(labels.values())


def test_the_words_keep_every_guard_and_hide_minutes_from_whom_they_are_hidden() -> None:
    hidden = Names(shipped(), frozenset({"minutes", "heart_rate"}))
    page = f"{over_time_text(told(YEAR))}\n\n{over_time_text(told(SIX))}\n"
    texts, origins = said(shipped_rules()), shipped().origins

    found = {name: page_hits(guard, page, texts, origins) for name, guard in shipped().guards.items()}

    assert {name: words for name, words in found.items() if words} == {}
    assert [band.of for band in told(SIX, "minutes").bands] == ["ceiling", "settling", "before", "after"]
    for band in told(SIX, "minutes").bands:
        assert hidden.fit(band.said) == band.said


# On the page of a check-in


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        ("back_after_flu", "back_after_flu_pause"),
        ("hypervigilant", "hypervigilant_advance"),
        ("hypervigilant", "hypervigilant_step_back"),
    ],
)
def test_a_check_in_draws_the_weeks_below_those_so_far(profile: str, name: str) -> None:
    found = reviewed(profile, load_log(PROFILES / "logs" / f"{name}.yaml", shipped()))

    page = review_text(found, shipped())

    picture = over_time_text(over_time(found.course, Names.of(found.recommendation, shipped())))
    assert picture.startswith("Week by week\n")
    assert page.index("The weeks so far") < page.index(picture)


@pytest.mark.parametrize("said_then", ["crisis: yes", "red_flags: [fainting]"])
def test_where_help_at_once_comes_first_nothing_is_drawn(said_then: str) -> None:
    found = reviewed("hypervigilant", log(f"week: 1, day: 1, done: yes, minutes: 9, {said_then}"))

    assert found.course.weeks
    assert "Week by week" not in review_text(found, shipped())


# Kept, and drawn again


@pytest.mark.parametrize("weeks", [SIX, YEAR, ()], ids=["six", "year", "none"])
def test_what_is_kept_is_read_again_as_it_was(weeks: tuple[CourseWeek, ...]) -> None:
    whole = told(weeks)

    again = read_again(json.loads(json.dumps(whole.as_json())))

    assert again == whole
    assert over_time_text(again) == over_time_text(whole)


@pytest.mark.parametrize(
    "value", [None, "a picture", [], {}, {"weeks": []}, {"course": {"weeks": [{"number": "x"}]}}]
)
def test_what_an_earlier_version_kept_is_no_course(value: object) -> None:
    assert read_again(value) is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "kept"))
    return tmp_path / "kept"


def checked_in(profile: str, name: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """The code of a case with one check-in, and the page of that check-in."""
    main(["casebook", "add", profile])
    code = capsys.readouterr().out.strip()
    assert main(["casebook", "check-in", code, "--log", str(PROFILES / "logs" / f"{name}.yaml")]) == 0
    return code, capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_show_draws_what_the_check_in_drew_whatever_became_of_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, page = checked_in(str(PROFILES / "hypervigilant.yaml"), "hypervigilant_step_back", capsys)
    picture = page[page.index("Week by week") : page.index("\n\nPeople and lines")]
    broken = shutil.copytree(shipped_rules(), tmp_path / "rules")
    (broken / "outcomes.yaml").unlink()
    monkeypatch.setenv("RECOMMENDER_RULES", str(broken))

    main(["casebook", "show", code])

    shown = capsys.readouterr().out
    assert "█" in picture
    assert shown.index("The log") < shown.index(picture) < shown.index("Reviews")


@pytest.mark.usefixtures("folder")
def test_a_review_is_kept_with_its_course_and_printed_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = checked_in(str(PROFILES / "hypervigilant.yaml"), "hypervigilant_hold", capsys)
    log_file = str(PROFILES / "logs" / "hypervigilant_hold.yaml")
    main(["casebook", "check-in", code, "--log", log_file, "--format", "json"])
    printed = json.loads(capsys.readouterr().out)

    main(["casebook", "show", code, "--format", "json"])

    review = json.loads(capsys.readouterr().out)["reviews"][-1]["review"]
    assert list(printed) == ["decision", "because", "asks", "week", "contacts", "fired"]
    assert list(review) == [*printed, "urgency", "course", "page"]
    assert [week["minutes"] for week in review["course"]["course"]["weeks"]] == [120, 124]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("answered", ["before the check-in", "after it"])
def test_whoever_is_shown_no_minutes_is_shown_none_in_the_log_and_in_the_picture(
    answered: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (PROFILES / "hypervigilant.yaml").read_text(encoding="utf-8").split("expected:")[0]
    person = tmp_path / "person.yaml"
    person.write_text(
        text.replace("eating_and_exercise: []", "eating_and_exercise: [exercising_to_compensate]"), "utf-8"
    )
    first = person if answered == "before the check-in" else PROFILES / "hypervigilant.yaml"
    code, page = checked_in(str(first), "hypervigilant_hold", capsys)
    main(["casebook", "add", str(person), "--case", code])
    capsys.readouterr()

    main(["casebook", "show", code])

    shown = capsys.readouterr().out
    since = shown[shown.index("\nThe log") :]
    assert ("█" in page) == (first != person)
    assert "Minutes" not in since
    assert "█" not in since
    assert "Effort planned at most: light in weeks 1 and 2." in since


def test_a_check_in_of_before_there_were_pictures_is_shown_without_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(folder / FILE, new=True) as casebook:
        code = add(casebook)
        casebook.check_in(code, [], {"decision": "hold"}, NOON)

    main(["casebook", "show", code])

    shown = capsys.readouterr().out
    assert "Week by week" not in shown
    assert f"Reviews\n  - {NOON}: hold\n" in shown


@pytest.mark.usefixtures("folder")
def test_the_last_check_in_that_has_a_course_is_drawn(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = checked_in(str(PROFILES / "hypervigilant.yaml"), "hypervigilant_hold", capsys)
    with open_casebook(folder / FILE) as casebook:
        casebook.check_in(code, [], {"decision": "hold"}, NOON)

    main(["casebook", "show", code])

    assert "This is what was written down in weeks 1 and 2." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("encoding", "signs"), [("utf-8", BLOCKS), ("ascii", ASCII), ("latin-1", ASCII), ("cp437", ASCII)]
)
def test_blocks_are_drawn_only_where_the_encoding_has_them(
    encoding: str, signs: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))

    assert look() == signs


@pytest.mark.usefixtures("folder")
def test_an_ascii_terminal_reads_the_picture_without_question_marks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _ = checked_in(str(PROFILES / "hypervigilant.yaml"), "hypervigilant_hold", capsys)
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")

    run = subprocess.run(
        [sys.executable, "-m", "recommender", "casebook", "show", code],
        capture_output=True,
        encoding="ascii",
        check=True,
    )

    picture = run.stdout[run.stdout.index("\nWeek by week") : run.stdout.index("\nReviews")]
    assert "  # written down, . planned" in picture
    assert "?" not in picture
