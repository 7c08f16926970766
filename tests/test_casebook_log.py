"""The log of a case: each day as it was last written down, read by the rules as they are now."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from keeping import NOON, add, add_without_a_note, given, intake
from people import shipped

from recommender.casebook import (
    Casebook,
    EarlierAnswers,
    Intake,
    LoggedSession,
    Overtaken,
    intake_of,
    logged,
    open_casebook,
    profile_of,
    standing,
    stretches,
)
from recommender.casebook.database import Database
from recommender.casebook.days import to_add
from recommender.casebook.place import FILE
from recommender.casebook.records import Case, Kept
from recommender.casebook.row import Object
from recommender.casebook.schema import MIGRATIONS
from recommender.cli import main
from recommender.loading import load_profile
from recommender.model.recommendation import Json

PROFILES = Path(__file__).parent.parent / "profiles"
HYPERVIGILANT = PROFILES / "hypervigilant.yaml"
SHUT_DOWN = PROFILES / "shut_down.yaml"
LATER, LAST = "2026-03-15T08:05Z", "2026-03-22T08:05Z"

HELD: Object = {"decision": "hold"}


def session(week: int, day: int, felt: str = "same") -> LoggedSession:
    """A session as somebody wrote it down."""
    return logged({"week": week, "day": day, "done": "yes", "felt": felt})


SAME, WORSE, BETTER = (session(1, 2, felt) for felt in ("same", "worse", "better"))
WALK = session(1, 4)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECOMMENDER_CASEBOOK", str(tmp_path / "mine"))
    return tmp_path / "mine" / FILE


@pytest.fixture
def casebook(file: Path) -> Iterator[Casebook]:
    with open_casebook(file, new=True) as casebook:
        yield casebook


# What a file says of a day is the truth about it.


@pytest.mark.parametrize(
    ("kept", "written", "added", "stands"),
    [
        ([], [SAME, WALK], [SAME, WALK], [SAME, WALK]),
        ([SAME, WALK], [SAME, WALK], [], [SAME, WALK]),
        ([SAME, WALK], [WORSE], [WORSE], [WALK, WORSE]),
        ([SAME], [SAME, SAME], [SAME, SAME], [SAME, SAME]),
        ([SAME, SAME], [SAME, SAME], [], [SAME, SAME]),
        ([SAME, SAME], [SAME], [SAME], [SAME]),
        ([SAME, WORSE], [WORSE, SAME], [WORSE, SAME], [WORSE, SAME]),
        ([SAME, WALK], [], [], [SAME, WALK]),
    ],
    ids=[
        "a first log adds all of it",
        "an unchanged one adds nothing",
        "a day that is written otherwise takes the place of what was kept, another stays",
        "a second session that is like the first is one more",
        "two equal ones stay two",
        "of two one may go",
        "in another order the day is another",
        "an empty one changes nothing",
    ],
)
def test_what_a_log_adds_and_what_stands_then(
    kept: Sequence[LoggedSession],
    written: Sequence[LoggedSession],
    added: Sequence[LoggedSession],
    stands: Sequence[LoggedSession],
    casebook: Casebook,
) -> None:
    code = add(casebook)
    casebook.check_in(code, kept, HELD, NOON)

    casebook.check_in(code, written, HELD, LATER)

    case = casebook.case(code)
    assert list(to_add(kept, written)) == added
    assert sorted(map(str, standing(kept, written))) == sorted(map(str, stands))
    assert sorted(map(str, case.sessions)) == sorted(map(str, stands))
    assert len(case.log) + len(case.superseded) == len(kept) + len(added)


def test_a_day_may_be_corrected_as_often_as_somebody_likes_and_every_version_stays(
    casebook: Casebook,
) -> None:
    code = add(casebook)

    for felt in (SAME, WORSE, BETTER, SAME):
        casebook.check_in(code, [felt], HELD, NOON)

    case = casebook.case(code)
    assert [(one.number, one.value) for one in case.log] == [(4, SAME)]
    assert [(one.number, one.value) for one in case.superseded] == [(1, SAME), (2, WORSE), (3, BETTER)]
    assert [line.sessions for line in casebook.cases()] == [1]


def test_a_review_of_what_is_no_longer_there_is_not_kept(casebook: Casebook, file: Path) -> None:
    code = add(casebook)
    seen = casebook.case(code)
    with open_casebook(file) as other:
        other.check_in(code, [SAME], HELD, NOON)

    with pytest.raises(Overtaken):
        casebook.check_in(code, [WALK], HELD, LATER, seen)

    case = casebook.case(code)
    assert (case.sessions, len(case.reviews), len(casebook.audit())) == ((SAME,), 1, 2)


def test_answers_given_meanwhile_overtake_a_review_as_well(casebook: Casebook, file: Path) -> None:
    code = add(casebook)
    seen = casebook.case(code)
    with open_casebook(file) as other:
        other.add_version(code, intake("never"), given("never"), LATER)

    with pytest.raises(Overtaken):
        casebook.check_in(code, [WALK], HELD, LATER, seen)


def test_a_check_in_that_was_overtaken_looks_at_what_the_other_one_kept(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = somebody(capsys)
    honest = Casebook.check_in
    overtaken: list[bool] = []

    def overtaken_once(self: Casebook, *given: object, **named: object) -> None:
        if not overtaken:
            overtaken.append(True)
            with open_casebook(file) as other:
                honest(other, code, [logged({**session(1, 1).session, "crisis": "yes"})], HELD, NOON)
        honest(self, *given, **named)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(Casebook, "check_in", overtaken_once)

    done = main(["casebook", "check-in", code, "--log", written(tmp_path, WALK), "--format", "json"])

    review = json.loads(capsys.readouterr().out)
    assert (done, review["decision"], review["because"]) == (0, "refer", ["check-in-crisis"])
    with open_casebook(file) as casebook:
        assert [(one.week, one.day) for one in casebook.case(code).sessions] == [(1, 1), (1, 4)]


def test_a_day_that_was_put_right_is_reviewed_shown_and_exported_as_it_stands_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    code = somebody(capsys)
    for felt in (SAME, WORSE, BETTER):
        assert main(["casebook", "check-in", code, "--log", written(tmp_path, felt, WALK)]) == 0
    reviewed = capsys.readouterr().out
    main(["casebook", "show", code])
    shown = capsys.readouterr().out
    main(["casebook", "show", code, "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    main(["casebook", "export", code])
    exported = json.loads(capsys.readouterr().out)

    assert file.exists()
    assert "two sessions already" not in reviewed
    assert " ".join(shown.split("The log\n")[1].split("\n\n")[0].split()) == (
        "Week Day Done Felt 1 2 yes better 1 4 yes same"
    )
    assert [one["session"] for one in data["log"]] == [WALK.session, BETTER.session]
    assert exported["log"] == data["log"]
    assert [(one["number"], one["session"]) for one in exported["superseded"]] == [
        (1, SAME.session),
        (3, WORSE.session),
    ]


# A casebook of the first version.


@pytest.mark.parametrize(
    ("days", "stands", "surplus"),
    [
        ([SAME, SAME, SAME, SAME], [SAME], 3),
        ([SAME, WORSE, SAME, WORSE, WALK], [SAME, WORSE, WALK], 2),
        ([SAME, WORSE, BETTER], [WORSE, BETTER], 1),
        ([SAME, WORSE, WALK, WALK], [SAME, WORSE, WALK, WALK], 0),
        ([], [], 0),
    ],
    ids=["four times one", "twice two", "three", "as many as a day holds", "none"],
)
def test_a_log_of_the_first_version_stands_as_far_as_a_day_holds_it(
    days: Sequence[LoggedSession], stands: Sequence[LoggedSession], surplus: int, file: Path
) -> None:
    code = kept_by_the_first_version(file, days, intake())

    with open_casebook(file) as casebook:
        case, (line,) = casebook.case(code), casebook.cases()

    assert (list(case.sessions), len(case.superseded), line.sessions) == (stands, surplus, len(stands))
    assert len(case.reviews) == 1


def test_a_day_of_the_first_version_is_put_right_by_the_next_check_in_that_names_it(file: Path) -> None:
    code = kept_by_the_first_version(file, [SAME, WORSE, WALK], intake())

    with open_casebook(file) as casebook:
        casebook.check_in(code, [WORSE], HELD, LATER)
        case = casebook.case(code)

    assert case.sessions == (WALK, WORSE)
    assert [one.value for one in case.superseded] == [SAME, WORSE]


def test_a_case_that_the_first_version_locked_can_be_used_again(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = kept_by_the_first_version(file, [SAME] * 4, intake_of(load_profile(HYPERVIGILANT, shipped())))

    done = main(["casebook", "check-in", code, "--log", written(tmp_path, WALK)])

    assert (done, capsys.readouterr().err) == (0, "")
    with open_casebook(file) as casebook:
        assert casebook.case(code).sessions == (SAME, WALK)


def test_after_the_change_of_versions_no_session_can_be_changed(file: Path) -> None:
    kept_by_the_first_version(file, [SAME], intake())

    with open_casebook(file):
        pass

    with Database(file) as database:
        triggers = database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    assert "sessions_never_change" in [row.text() for row in triggers]


# What rules that changed no longer read.


def test_a_kept_day_that_cannot_be_read_any_more_is_named_with_its_case_and_a_way_on(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = somebody(capsys)
    gone = session(2, 3, "splendid")
    with open_casebook(file) as casebook:
        casebook.check_in(code, [WALK, gone], HELD, NOON)

    refused = main(["casebook", "check-in", code, "--log", written(tmp_path, SAME)])
    said = capsys.readouterr()
    mended = main(["casebook", "check-in", code, "--log", written(tmp_path, session(2, 3))])

    assert (refused, said.out, mended) == (2, "", 0)
    assert said.err == (
        f"case {code}, week 2, day 3: the rules as they are now cannot read what is kept: "
        "“splendid” is not an answer to “felt”\n\n"
        "  What a log file says of this day takes the place of what is kept, once it names the day.\n"
    )


def test_answers_that_cannot_be_read_any_more_are_named_with_their_case_and_a_way_on(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_casebook(file, new=True) as casebook:
        code = casebook.add(Intake("self", "gb", {"shoe_size": 42}), given(), NOON, lambda _: "c")

    refused = main(["casebook", "check-in", code, "--log", written(tmp_path, SAME)])
    said = capsys.readouterr()
    main(["casebook", "add", str(HYPERVIGILANT), "--case", code])
    mended = main(["casebook", "check-in", code, "--log", written(tmp_path, SAME)])

    assert (refused, said.out, mended) == (2, "", 0)
    assert said.err == (
        f"case {code}, answers of 2026-03-01: the rules as they are now cannot read what is kept: "
        "“shoe_size” is not a fact of the vocabulary\n\n"
        f"  The answers can be given anew: recommender casebook add PROFILE --case {code}\n"
    )


# Under which answers a week was lived.

Said = tuple[int, int, int]
"""The version of the answers, the week and the day of a session."""


def weeks(intake: int, first: int, last: int) -> list[Said]:
    """Sessions on the second and the fifth day of some weeks, kept under one version of the answers."""
    return [(intake, week, day) for week in range(first, last + 1) for day in (2, 5)]


@pytest.mark.parametrize(
    ("log", "versions", "expected"),
    [
        (weeks(1, 1, 8), 1, []),
        (weeks(1, 1, 8), 2, [(1, 8)]),
        ([*weeks(1, 1, 8), *weeks(2, 9, 10)], 2, [(1, 8)]),
        ([*weeks(1, 1, 8), *weeks(2, 9, 12), *weeks(3, 13, 13)], 4, [(1, 8), (2, 12), (3, 13)]),
        ([*weeks(1, 1, 8), *weeks(3, 9, 9)], 3, [(1, 8)]),
        ([*weeks(1, 1, 8), *weeks(2, 11, 11)], 2, [(1, 10)]),
        ([*weeks(1, 1, 8), (2, 8, 6), *weeks(2, 9, 9)], 2, [(1, 7)]),
        ([*weeks(1, 1, 8), (2, 3, 2)], 2, [(1, 8)]),
        ([*weeks(1, 1, 8), (2, 3, 1), (2, 8, 3)], 3, [(1, 8)]),
        ([(1, 1, 5), (2, 1, 6), (2, 2, 1)], 2, []),
        (weeks(2, 5, 6), 3, [(2, 6)]),
        (weeks(2, 1, 3), 2, []),
        ([], 3, []),
    ],
    ids=[
        "the only answers are no earlier ones",
        "nothing logged since",
        "weeks logged since",
        "three versions one after the other",
        "a version under which nothing was logged is left out",
        "weeks without sessions belong to what was before",
        "a week that went on under later answers belongs to those",
        "a day that was put right later stays where it was",
        "a day that was remembered late begins nothing",
        "the very first week went on under later answers",
        "weeks before the first entry belong to no answers without one",
        "nothing logged before",
        "nothing logged at all",
    ],
)
def test_each_stretch_of_a_log_has_the_answers_that_it_was_lived_under(
    log: Sequence[Said], versions: int, expected: Sequence[tuple[int, int]]
) -> None:
    answers = {
        number: Intake("self", "gb", {"minutes_available": 30 + number}) for number in range(1, versions + 1)
    }
    case = Case(
        "cccc-cccc-cccc",
        NOON,
        tuple(Kept(number, NOON, number, said) for number, said in answers.items()),
        (),
        tuple(Kept(place, NOON, of, session(week, day)) for place, (of, week, day) in enumerate(log, 1)),
        (),
    )

    assert stretches(case, shipped()) == tuple(
        EarlierAnswers(profile_of(answers[number], shipped()), week) for number, week in expected
    )


def test_a_day_put_right_later_still_belongs_to_the_answers_it_was_lived_under(casebook: Casebook) -> None:
    first, second = (Intake("self", "gb", {"minutes_available": said}) for said in (40, 41))
    code = casebook.add(first, given(), NOON, lambda _: "c")
    casebook.check_in(code, [session(week, 2) for week in (1, 2, 3)], HELD, NOON)
    casebook.add_version(code, second, given(), LATER)
    casebook.check_in(code, [session(1, 2, "worse"), session(3, 2, "worse"), session(4, 2)], HELD, LAST)

    found = stretches(casebook.case(code), shipped())

    assert found == (EarlierAnswers(profile_of(first, shipped()), 3),)


def test_what_no_rule_reads_any_more_is_an_open_question_in_earlier_answers() -> None:
    changes: tuple[Json, ...] = ({"limit": {"minutes": 10}}, {"exclude": {"activity": "hoop_rolling"}})
    old = Intake(
        "self", "atlantis", {"minutes_available": 40, "shoe_size": 42, "likes": ["hoop_rolling"]}, changes
    )
    case = Case(
        "cccc-cccc-cccc",
        NOON,
        (Kept(1, NOON, 1, old), Kept(2, LATER, 2, intake())),
        (),
        (Kept(1, NOON, 1, WALK),),
        (),
    )

    ((profile, until),) = stretches(case, shipped())

    assert until == 1
    assert profile == profile_of(Intake("self", "neutral", {"minutes_available": 40}, changes[:1]), shipped())


def test_new_answers_do_not_rewrite_the_weeks_that_were_lived(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = somebody(capsys)
    log = str(PROFILES / "logs" / "hypervigilant_hold.yaml")
    main(["casebook", "check-in", code, "--log", log])
    main(["casebook", "add", str(SHUT_DOWN), "--case", code])

    main(["casebook", "check-in", code, "--log", log])

    with open_casebook(file) as casebook:
        before, after = (weeks_of(one.value) for one in casebook.case(code).reviews)
    assert len(before) == 2
    assert after == before


def weeks_of(review: Object) -> list[object]:
    """What was planned and done in each week, as it is drawn."""
    found: dict[str, dict[str, dict[str, list[object]]]] = json.loads(json.dumps(review))
    return found["course"]["course"]["weeks"]


def somebody(capsys: pytest.CaptureFixture[str]) -> str:
    """Keeps somebody with nothing in the log, and gives the code."""
    assert main(["casebook", "add", str(HYPERVIGILANT)]) == 0
    return capsys.readouterr().out.strip()


def written(folder: Path, *sessions: LoggedSession) -> str:
    """A log file of these sessions."""
    file = folder / "log.yaml"
    file.write_text(json.dumps({"sessions": [one.session for one in sessions]}), encoding="utf-8")
    return str(file)


def kept_by_the_first_version(file: Path, sessions: Sequence[LoggedSession], said: Intake) -> str:
    """A case as the first version of the casebook kept it, with one review."""
    file.parent.mkdir(mode=0o700)
    file.touch(0o600)
    with Database(file, MIGRATIONS[:1]) as database:
        code = add_without_a_note(database, said)
        for number, one in enumerate(sessions, 1):
            database.rows(
                "INSERT INTO sessions (code, number, at, intake, week, day, session) "
                "VALUES (?, ?, ?, 1, ?, ?, ?)",
                *(code, number, NOON, one.week, one.day, json.dumps(one.session)),
            )
        database.rows(
            "INSERT INTO reviews (code, number, at, intake, review) VALUES (?, 1, ?, 1, '{}')", code, NOON
        )
    return code
