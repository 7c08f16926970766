"""A check-in: what a log comes to, what is decided, and the week that follows."""

import json
from pathlib import Path

import pytest
from people import shipped

from recommender.export.review import review_text
from recommender.loading import load_profile
from recommender.loading.log import load_log, read_log
from recommender.loading.profile import Profile
from recommender.model.log import Log
from recommender.model.programme import Week
from recommender.model.review import Review
from recommender.model.scale import Decision
from recommender.review import Reviewer
from recommender.review.stretch import Stretch
from recommender.source import Source

ROOT = Path(__file__).parent.parent
REVIEWS = Path(__file__).parent / "reviews"
LOGS = sorted((ROOT / "profiles" / "logs").glob("*.yaml"))
GOOD = (
    "done: yes, minutes: 20, effort: 3, before: settled, after: settled, felt: same, settling_time: an_hour, "
    "dissociation: no, breathing: usual, sleep_quality: good, energy: good, overreach_signs: [], "
    "hrv: not_measured, recent_illness: none, red_flags: [], crisis: no"
)
Coming = tuple[int, int, str, int]
"""Number, minutes, effort limit and sessions of the week that comes next."""


def person(name: str) -> Profile:
    return load_profile(ROOT / "profiles" / f"{name}.yaml", shipped())


def review(name: str, log: Log) -> Review:
    with Reviewer(shipped()) as reviewer:
        return reviewer.review(person(name), log)


def days(*weeks: tuple[int, ...], **changed: str) -> Log:
    """A log with a good session on each of these days, week by week; `wN_dM` changes the one on that day."""
    lines = []
    for number, of_week in enumerate(weeks, 1):
        for day in of_week:
            said = changed.get(f"w{number}_d{day}", "")
            keys = {part.split(":")[0] for part in said.split(", ") if part}
            rest = [part for part in GOOD.split(", ") if part.split(":")[0] not in keys]
            whole = ", ".join([*rest, said] if said else rest)
            lines.append(f"  - {{week: {number}, day: {day}, {whole}}}")
    return read_log(Source("a log", "sessions:\n" + "\n".join(lines)), shipped())


def following(found: Review) -> Coming | None:
    week = found.week
    return None if week is None else (week.number, week.minutes, str(week.ceiling), len(week.sessions))


EXPECTED: dict[str, tuple[str, tuple[str, ...], Coming | None]] = {
    "back_after_flu_pause": ("pause", ("rest-with-a-fever",), None),
    "hypervigilant_advance": ("advance", ("borne-well",), (3, 153, "moderate", 6)),
    "hypervigilant_hold": ("hold", ("one-worse-session",), (3, 135, "light", 6)),
    "hypervigilant_step_back": ("step_back", ("two-worse-in-a-row",), (4, 76, "light", 6)),
    "panic_refer": ("refer", ("check-in-warning-signs",), None),
}


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_the_shipped_logs_come_to_what_they_say(path: Path) -> None:
    decision, because, week = EXPECTED[path.stem]
    name = path.stem.removesuffix(f"_{decision}")

    found = review(name, load_log(path, shipped()))

    assert (str(found.decision), found.because, following(found)) == (decision, because, week)
    assert found.asks == ()
    assert list(found.as_dict()) == ["decision", "because", "asks", "week", "contacts", "fired"]
    assert set(found.because) <= {firing.rule.id for firing in found.fired}


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_the_whole_review_of_a_shipped_log(path: Path) -> None:
    """As `recommender review` prints it, for a person and for a program; to renew one, print it there."""
    name = path.stem.removesuffix(f"_{EXPECTED[path.stem][0]}")

    found = review(name, load_log(path, shipped()))

    assert review_text(found, shipped()) == (REVIEWS / f"{path.stem}.txt").read_text()
    assert found.as_dict() == json.loads((REVIEWS / f"{path.stem}.json").read_text())


def test_a_line_for_a_crisis_at_intake_stays_whatever_a_log_says() -> None:
    found = review("in_crisis", days((1,)))

    assert (str(found.decision), found.contacts[0].for_) == ("refer", "crisis")


def test_where_no_programme_can_be_given_the_page_says_why_and_speaks_of_no_week() -> None:
    found = review("nothing_answered", days((1,)))

    page = review_text(found, shipped())
    assert (str(found.decision), found.week) == ("hold", None)
    assert page.replace("\n", " ").startswith(found.recommendation.summary)


def test_an_effort_opens_only_where_a_review_finds_everything_that_its_gate_needs() -> None:
    whole, two_weeks = (1, 2, 3, 5, 6), ((1, 2, 3, 5, 6), (1, 2, 3, 4, 5, 6))

    opened = review("hypervigilant", days(*two_weeks))
    too_few = review("hypervigilant", days(whole, (1, 2, 3, 4)[:3]))

    assert opened.week is not None
    assert too_few.week is not None
    assert (str(opened.week.ceiling), opened.week.provisional) == ("moderate", False)
    assert (str(too_few.decision), str(too_few.week.ceiling)) == ("advance", "light")


def test_two_worse_sessions_in_a_row_step_back_and_lower_attention() -> None:
    log = days((1, 2, 3, 5, 6), (1, 2, 3), w2_d2="felt: worse", w2_d3="felt: worse")

    found = review("hypervigilant", log)

    assert (found.decision, found.because) == (Decision.STEP_BACK, ("two-worse-in-a-row",))
    assert found.week is not None
    assert found.week.minutes < 135
    assert {session.awareness.level for session in found.week.sessions} == {0}


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        ("dissociation: yes", "step_back"),
        ("recent_illness: fever_or_flu_like", "pause"),
        ("recent_illness: cold_no_fever", "hold"),
        ("red_flags: [fainting]", "refer"),
        ("crisis: yes", "refer"),
        ("breathing: more_effort_than_usual", "hold"),
        ("sleep_quality: poor", "hold"),
        ("settling_time: rest_of_day", "advance"),
        ("felt: unknown", "hold"),
        ("crisis: unknown", "hold"),
        ("hrv: within_usual", "advance"),
    ],
)
def test_one_answer_in_the_last_session_decides(said: str, decision: str) -> None:
    """One slower evening among five is no trend, and a reading that is as usual opens nothing."""
    found = review("hypervigilant", days((1, 2, 3, 5, 6), (1, 2, 3, 5, 6), w2_d6=said))

    assert str(found.decision) == decision


def test_what_was_left_open_is_asked_for_in_the_words_of_the_log() -> None:
    found = review("hypervigilant", days((1, 2, 3, 5, 6), w1_d6="red_flags: declined, felt: unknown"))

    assert found.asks == ("red_flags", "felt")
    assert (found.decision, following(found)) == (Decision.HOLD, (2, 125, "light", 5))


def test_after_a_week_away_the_last_week_is_repeated_and_after_two_it_is_smaller() -> None:
    gone = "  - {week: %d, day: 1, done: no, red_flags: [], crisis: no}\n"
    good = "".join(f"  - {{week: 1, day: {day}, {GOOD}}}\n" for day in (1, 2, 3, 5, 6))

    one, two, four = (
        review("hypervigilant", read_log(Source("a log", "sessions:\n" + good + rest), shipped()))
        for rest in (gone % 2, gone % 2 + gone % 3, "".join(gone % week for week in (2, 3, 4, 5)))
    )

    assert one.because == (
        "a-week-away",
        "breath-sleep-or-energy-are-down",
        "less-than-half-was-done",
        "one-worse-session",
        "settling-left-open",
        "signs-of-slow-recovery",
        "with-a-cold",
    )
    assert (one.decision, following(one)) == (Decision.HOLD, (3, 125, "light", 5))
    assert (two.because, two.decision) == (("two-or-three-weeks-away",), Decision.STEP_BACK)
    assert (four.because, four.decision) == (("four-weeks-away",), Decision.STEP_BACK)


@pytest.mark.parametrize("left_open", ["dissociation: unknown", "after: unknown", "felt: unknown"])
def test_a_session_of_which_something_was_left_open_does_not_count_as_comfortable(left_open: str) -> None:
    """So the gate to moderate effort, which needs two comfortable weeks, stays closed."""
    whole = (1, 2, 3, 5, 6)

    found = review("hypervigilant", days(whole, whole, w1_d6=left_open))

    assert found.week is not None
    assert (str(found.decision), str(found.week.ceiling)) == ("advance", "light")


def test_an_empty_log_shows_the_first_week_and_asks_what_every_check_in_asks() -> None:
    found = review("hypervigilant", Log())

    assert (found.decision, following(found), found.asks) == (
        Decision.HOLD,
        (1, 125, "light", 5),
        ("crisis", "red_flags"),
    )


@pytest.mark.parametrize(("name", "decision"), [("red_flag", "refer"), ("crisis_with_a_plan", "hold")])
def test_without_a_programme_no_week_follows_however_good_the_log(name: str, decision: str) -> None:
    found = review(name, days((1, 2, 3)))

    assert (str(found.decision), found.week) == (decision, None)


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_the_page_of_a_check_in_fits_into_78_columns(path: Path) -> None:
    decision = EXPECTED[path.stem][0]

    page = review_text(review(path.stem.removesuffix(f"_{decision}"), load_log(path, shipped())), shipped())

    assert max(map(len, page.splitlines())) <= 78
    assert "{" not in page


WHOLE = (1, 2, 3, 5, 6)


def planned(found: Review) -> list[tuple[int, int, bool]]:
    """Number, minutes and whether it was a lighter one, of every week as it was planned, the next one too."""
    weeks = [past.planned for past in found.past] + [found.week]
    return [(week.number, week.minutes, week.easier) for week in weeks if week is not None]


def test_a_week_away_after_a_step_back_undoes_nothing() -> None:
    found = review("hypervigilant", days(WHOLE, WHOLE, (), WHOLE, w2_d5="felt: worse", w2_d6="felt: worse"))

    decisions = [str(past.decision) for past in found.past]
    (_, _, _), (_, before, _), (_, stepped_back, _), (_, after_the_gap, _), _ = planned(found)
    assert decisions == ["advance", "step_back", "hold", "advance"]
    assert before > stepped_back >= after_the_gap


def test_a_hold_after_a_lighter_week_repeats_it_and_an_advance_goes_back_to_the_full_one() -> None:
    found = review("hypervigilant", days(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, w4_d6="felt: worse"))

    assert planned(found) == [
        (1, 125, False),
        (2, 135, False),
        (3, 153, False),
        (4, 109, True),
        (5, 109, True),
        (6, 153, False),
    ]


def test_a_step_back_after_a_lighter_week_is_one_from_that_week() -> None:
    found = review("hypervigilant", days(WHOLE, WHOLE, WHOLE, WHOLE, w4_d6="dissociation: yes"))

    (_, _, _), (_, _, _), (_, full, _), (_, lighter, _), (_, after, _) = planned(found)
    assert full > lighter >= after


def test_after_a_referral_the_programme_waits_until_somebody_has_looked() -> None:
    referred = {"w1_d6": "red_flags: [chest_pain]"}

    waiting = review("fit_and_well", days(WHOLE, WHOLE, **referred))
    not_yet = review("fit_and_well", days(WHOLE, WHOLE, **referred, w2_d1="looked_at: not_yet"))
    before = review("fit_and_well", days(WHOLE, WHOLE, **referred, w1_d1="looked_at: yes"))
    looked = review("fit_and_well", days(WHOLE, WHOLE, **referred, w2_d1="looked_at: yes"))

    for found in (waiting, not_yet, before):
        assert (str(found.decision), found.because) == ("refer", ("until-somebody-has-looked",))
        assert (found.week, found.asks) == (None, ("looked_at",))
    assert str(looked.decision) == "advance"
    assert looked.week is not None
    assert {str(session.intensity) for session in looked.week.sessions} == {"light"}


@pytest.mark.parametrize("name", ["nothing_answered", "fit_and_well"])
def test_a_referral_is_not_forgotten_with_a_programme_or_without_one(name: str) -> None:
    found = review(name, days(WHOLE, (1,), (1,), w1_d6="red_flags: [fainting]"))

    assert [str(past.decision) for past in found.past] == ["refer", "refer", "refer"]
    assert "looked_at" in found.asks or found.asks == found.recommendation.asks


def test_a_fever_is_over_when_seven_days_free_of_it_are_written_down() -> None:
    fever = {"w1_d5": "recent_illness: fever_or_flu_like", "w1_d6": "recent_illness: fever_or_flu_like"}

    too_soon = review("fit_and_well", days(WHOLE, (1, 2, 3), **fever))
    left_open = review("fit_and_well", days(WHOLE, (), (3,), **fever, w3_d3="recent_illness: unknown"))
    over = review("fit_and_well", days(WHOLE, (), (1, 3), **fever))

    assert (str(too_soon.decision), too_soon.because) == ("pause", ("a-week-after-a-fever",))
    assert (str(left_open.decision), left_open.asks) == ("pause", ("recent_illness",))
    assert str(over.decision) == "hold"
    assert over.week is not None
    assert {str(session.intensity) for session in over.week.sessions} == {"light"}


def test_breathing_that_is_harder_a_week_after_a_fever_is_looked_at() -> None:
    log = days(
        WHOLE,
        (),
        (1, 3),
        w1_d6="recent_illness: fever_or_flu_like",
        w3_d3="breathing: more_effort_than_usual",
    )

    found = review("fit_and_well", log)

    assert (str(found.decision), found.because) == ("refer", ("breathing-after-a-fever",))


def test_four_weeks_away_close_what_a_review_had_opened() -> None:
    opened = review("hypervigilant", days(WHOLE, (1, 2, 3, 4, 5, 6)))
    away = review("hypervigilant", days(WHOLE, (1, 2, 3, 4, 5, 6), (), (), (), (), WHOLE))

    begun_again = away.past[-1].planned
    assert opened.week is not None
    assert begun_again is not None
    assert str(opened.week.ceiling) == "moderate"
    assert str(begun_again.ceiling) == "light"
    assert begun_again.minutes <= planned(away)[0][1]


def test_who_settles_within_minutes_from_the_beginning_meets_what_a_gate_needs() -> None:
    found = review("hypervigilant", days(WHOLE, **{f"w1_d{day}": "settling_time: minutes" for day in WHOLE}))

    assert "settles-sooner" in {firing.rule.id for firing in found.fired}


WEEK_FACTS = shipped().review.vocabulary.facts if shipped().review else {}  # type: ignore[union-attr]
SAID_BY = {name: fact.counts or name for name, fact in WEEK_FACTS.items() if fact.careful}


@pytest.mark.parametrize("said", sorted(set(SAID_BY.values())))
def test_what_matters_and_was_left_open_all_week_never_advances(said: str) -> None:
    everywhere = {f"w2_d{day}": f"{said}: unknown" for day in WHOLE}

    found = review("fit_and_well", days(WHOLE, WHOLE, **everywhere))

    assert (str(found.decision), said in found.asks) == ("hold", True)


@pytest.mark.parametrize("said", ["recent_illness", "breathing", "sleep_quality", "energy"])
def test_a_good_word_early_in_the_week_does_not_speak_for_its_end(said: str) -> None:
    later = {f"w2_d{day}": f"{said}: unknown" for day in WHOLE[1:]}

    found = review("fit_and_well", days(WHOLE, WHOLE, **later))

    assert str(found.decision) == "hold"


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        (
            {f"w2_d{day}": "overreach_signs: [worse_mood, worse_sleep]" for day in WHOLE},
            "signs-of-slow-recovery",
        ),
        ({f"w2_d{day}": "minutes: 200" for day in WHOLE}, "much-more-than-planned"),
        ({f"w2_d{day}": "effort: 8" for day in WHOLE[:2]}, "harder-than-planned"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_asks_for_time_keeps_the_week_as_it_is(changed: dict[str, str], because: str) -> None:
    found = review("hypervigilant", days(WHOLE, WHOLE, **changed))

    assert (str(found.decision), found.because) == ("hold", (because,))


def test_signs_of_slow_recovery_are_over_when_none_is_named() -> None:
    several = "overreach_signs: [worse_mood, worse_sleep]"
    through = {f"w{week}_d{day}": several for week in (1, 2, 3) for day in WHOLE}

    one_left = review(
        "fit_and_well", days(WHOLE, WHOLE, WHOLE, **through | {"w3_d6": "overreach_signs: [worse_mood]"})
    )
    none_left = review(
        "fit_and_well", days(WHOLE, WHOLE, WHOLE, **through | {"w3_d6": "overreach_signs: []"})
    )

    assert (str(one_left.decision), one_left.because) == ("refer", ("signs-that-last",))
    assert str(none_left.decision) == "advance"


def test_a_session_that_was_broken_off_counts_by_what_it_says() -> None:
    entry = "{week: 2, day: 6, done: no, felt: worse, dissociation: yes, red_flags: [], crisis: no}"
    log = days(WHOLE, WHOLE[:4])
    broken_off = read_log(Source("a log", f"sessions:\n  - {entry}\n"), shipped())

    found = review("fit_and_well", Log.of([*log.entries, *broken_off.entries]))

    assert (str(found.decision), found.because) == ("step_back", ("a-session-far-away",))


def test_the_weeks_of_the_rules_are_those_in_which_something_took_place() -> None:
    """Who begins in week 12 begins as in week 1: light, and with the attention of the first weeks."""
    whole_time = days(WHOLE)
    much_later = days(*[()] * 11, WHOLE)

    for name in ("fit_and_well", "low_mood", "hard_to_begin", "depleted_carer", "pregnant"):
        early, late = review(name, whole_time), review(name, much_later)
        assert early.week is not None
        assert late.week is not None
        first, again = early.past[-1].planned, late.past[-1].planned
        assert first is not None
        assert again is not None
        assert again.minutes <= first.minutes
        assert how(again) == how(first)
        assert late.week.ceiling == early.week.ceiling


def how(week: Week) -> set[tuple[str, int]]:
    """How hard the sessions of a week are, and how far attention goes in them."""
    return {(str(session.intensity), session.awareness.level) for session in week.sessions}


def test_new_answers_begin_a_new_programme_that_is_never_above_what_was_done() -> None:
    """Eight weeks of very little, then answers that would start high: the next week stays near the last."""
    little, much = person("depleted_carer"), person("fit_and_well")
    log = days(*[WHOLE[:3]] * 8)

    with Reviewer(shipped()) as reviewer:
        before = reviewer.review(little, log)
        after = reviewer.review(much, log, [Stretch(little, 8)])
        at_once = reviewer.review(much, Log())

    assert before.week is not None
    assert after.week is not None
    assert at_once.week is not None
    assert after.week.number == 9
    held = max(minutes for _, minutes, _ in planned(before)[:-1])
    assert after.week.minutes <= held < at_once.week.minutes
    assert [past.planned for past in after.past] == [past.planned for past in before.past]


def test_a_referral_goes_on_over_a_change_of_answers() -> None:
    log = days(WHOLE, WHOLE, w1_d6="red_flags: [chest_pain]")

    with Reviewer(shipped()) as reviewer:
        found = reviewer.review(person("fit_and_well"), log, [Stretch(person("depleted_carer"), 2)])

    assert (str(found.decision), found.week, found.because) == ("refer", None, ("until-somebody-has-looked",))


def test_a_later_sign_needs_a_later_word() -> None:
    log = days(
        WHOLE,
        WHOLE,
        (1, 3),
        WHOLE,
        w2_d6="red_flags: [chest_pain]",
        w3_d1="looked_at: yes",
        w3_d3="recent_illness: cold_no_fever, breathing: more_effort_than_usual",
    )

    found = review("fit_and_well", log)

    assert [str(past.decision) for past in found.past] == ["advance", "refer", "refer", "refer"]


def test_a_cold_that_was_named_is_not_forgotten_by_silence() -> None:
    hard = "recent_illness: cold_no_fever, breathing: more_effort_than_usual"
    log = days(WHOLE, WHOLE, w2_d1=hard, w2_d6="recent_illness: unknown, breathing: unknown")

    found = review("fit_and_well", log)

    assert (str(found.decision), found.because) == ("refer", ("breathing-with-a-cold",))


def test_harder_breathing_after_a_fever_is_heard_while_illness_is_left_open() -> None:
    log = days(
        WHOLE,
        (1,),
        (),
        (3,),
        w2_d1="recent_illness: fever_or_flu_like",
        w4_d3="recent_illness: unknown, breathing: more_effort_than_usual",
    )

    found = review("fit_and_well", log)

    assert (str(found.decision), found.because) == ("refer", ("breathing-after-a-fever",))


def test_waiting_takes_nothing_more_away() -> None:
    """A referral that lasts is one step back, however many check-ins it takes."""
    waiting = {"w1_d6": "red_flags: [chest_pain]"}

    soon = review("fit_and_well", days(WHOLE, WHOLE, **waiting, w2_d1="looked_at: yes"))
    late = review("fit_and_well", days(*[WHOLE] * 6, **waiting, w6_d1="looked_at: yes"))

    assert soon.past[-1].planned is not None
    assert late.past[-1].planned is not None
    assert late.past[-1].planned.minutes >= soon.past[-1].planned.minutes * 7 // 10


def test_a_second_hold_after_a_lighter_week_adds_no_harder_session() -> None:
    ten = days(*[WHOLE] * 9, w8_d6="after: unknown", w9_d6="after: unknown")

    found = review("loves_hard_training", ten)

    last = found.past[-1].planned
    assert last is not None
    assert found.week is not None
    assert efforts(found.week) <= efforts(last)


def efforts(week: Week) -> int:
    """How many sessions are vigorous."""
    return sum(str(session.intensity) == "vigorous" for session in week.sessions)


def test_the_same_answers_again_lift_neither_a_pause_nor_a_step_back() -> None:
    someone = person("hypervigilant")
    feverish = days(WHOLE, WHOLE, w2_d6="recent_illness: fever_or_flu_like")
    worse = days(WHOLE, WHOLE, w2_d5="felt: worse", w2_d6="felt: worse")

    with Reviewer(shipped()) as reviewer:
        paused = reviewer.review(someone, feverish, [Stretch(someone, 2)])
        before = reviewer.review(someone, worse)
        again = reviewer.review(someone, worse, [Stretch(someone, 2)])

    assert (str(paused.decision), paused.week) == ("pause", None)
    assert before.week is not None
    assert again.week is not None
    assert again.week.minutes <= before.week.minutes
    assert review_text(again, shipped()).startswith("This is the week that comes next.")


def test_a_plan_that_is_held_for_long_does_not_shrink_away() -> None:
    """Always a good deal more than planned: the plan stays, with one lighter week and no other."""
    more = {f"w{week}_d{day}": "minutes: 90" for week in range(1, 21) for day in WHOLE}

    found = review("hypervigilant", days(*[WHOLE] * 20, **more))

    minutes = [number for _, number, _ in planned(found)]
    assert {str(past.decision) for past in found.past} == {"hold"}
    assert minutes[-1] == minutes[5] > 0


def test_a_step_back_closes_what_a_review_had_opened() -> None:
    six = (1, 2, 3, 4, 5, 6)

    found = review("hypervigilant", days(WHOLE, six, six, six, w3_d5="felt: worse", w3_d6="felt: worse"))

    assert [str(past.planned.ceiling) for past in found.past if past.planned] == [
        "light",
        "light",
        "moderate",
        "light",
    ]
    assert found.week is not None
    assert str(found.week.ceiling) == "light"


def test_eight_worse_sessions_in_a_row_are_looked_at() -> None:
    worse = {f"w{week}_d{day}": "felt: worse" for week in (1, 2) for day in WHOLE}

    found = review("hypervigilant", days(WHOLE, WHOLE, **worse))

    assert (str(found.decision), found.because) == ("refer", ("worse-again-and-again",))


def test_a_lighter_week_to_come_is_not_told_as_growth() -> None:
    found = review("hypervigilant", days(WHOLE, WHOLE, WHOLE))

    assert found.week is not None
    assert (str(found.decision), found.week.easier) == ("advance", True)
    assert review_text(found, shipped()).startswith(
        "The last week was borne well. The next one is lighter on"
    )
