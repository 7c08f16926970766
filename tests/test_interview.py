"""The interview without a screen: what is asked next, what is kept, and when the questions end."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from own_rules import shipped_with, swimming
from people import BENIGN, answers_to, recommender, shipped, somebody

from recommender.inference import Disagreement, EngineFault
from recommender.interview.controller import Interview
from recommender.interview.view import (
    CheckView,
    ContradictionView,
    FailureView,
    Option,
    OutcomeView,
    QuestionView,
    Welcome,
)
from recommender.loading.profile import Given, Profile, read_answers
from recommender.model.adjustment import Role
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.programme import Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.recommend import WEEKS, Recommender

DECLINED, UNKNOWN = Missing.DECLINED, Missing.UNKNOWN
NONE: frozenset[str] = frozenset()
SWIMMER: dict[str, Given] = {"swims": "daily", "pool_days": 0}
DICE = st.randoms(use_true_random=True)
FEW = 14
CHANGES = 4
FOR_CLINICIANS = {"crisis_assessed", "medical_clearance"}
INTAKE = {
    "immediate": "crisis crisis_assessed",
    "warning signs": "red_flags red_flag_timing age_band",
    "known disease": "known_disease other_conditions medical_clearance clinician_said",
    "activity": """activity_minutes activity_level activity_months activity_pattern strength_days
        training_experience likes_intense""",
    "muscles and joints": "injuries mobility",
    "pregnancy": "pregnancy",
    "medicines": "medications",
    "illness": "recent_illness days_symptom_free breathing post_exertional_worsening",
    "eating and exercise": "eating_and_exercise",
    "mind": """care mania_or_psychosis_recent panic panic_disorder_care heart_rate_fear low_mood anxiety
        rumination stress motivation social_anxiety""",
    "arousal": """arousal_state hypervigilance startle exertion_reaction settling_time dissociation
        stillness""",
    "what is hard": "movement_feels_unsafe not_ok sensory_overload",
    "attention to the body": "body_attention breath_cue",
    "readiness": """confidence days_available minutes_available preferred_time settings_ok outdoor_safety
        company companion_available likes dislikes goals performance_pressure starting_barrier routine""",
    "recovery": "sleep_quality sleep_hours shift_work energy overreach_signs hard_session_last_48h hrv",
}


# The order of asking, and what is not asked


def test_the_questions_come_in_the_order_of_the_intake() -> None:
    """Danger and warning signs first, then health, then the mind; what happened to somebody, never."""
    blocks = [questions.split() for questions in INTAKE.values()]

    assert list(shipped().texts.questions.questions) == [name for block in blocks for name in block]


def test_the_questions_of_a_part_stand_together_and_every_part_can_be_left_out() -> None:
    questions = shipped().texts.questions
    stretches = [part for part, _ in groupby(question.part for question in questions.questions.values())]

    assert stretches == [part.id for part in questions.parts]
    assert [part.title for part in questions.parts if "can be left out" not in part.intro] == []


@pytest.mark.parametrize("name", list(shipped().texts.questions.questions))
def test_a_question_is_short(name: str) -> None:
    question = shipped().texts.questions.questions[name]

    assert max(len(question.ask), len(question.ask_clinician)) <= 150
    assert len(question.why) <= 110
    assert max(map(len, (question.label, *question.answers.values()))) <= 60


def test_what_is_not_ok_is_asked_without_a_reason() -> None:
    question = shipped().texts.questions.questions["not_ok"]

    assert question.ask.endswith("No reason is asked.")
    assert question.ask_clinician.endswith("No reason is asked.")


def test_training_hard_to_stay_calm_is_set_apart_from_what_is_asked_about_food_and_rest() -> None:
    question = shipped().texts.questions.questions["eating_and_exercise"]
    words = " ".join((question.ask, question.why, question.label, *question.answers.values())).lower()

    assert question.ask.startswith("Training a lot because it brings calm is not meant here.")
    assert re.findall(r"disorder|anorexi\w*|bulimi\w*|orthorexi\w*|addict\w*|compulsi\w*|weight", words) == []


def test_the_first_question_is_about_a_crisis_and_the_second_about_warning_signs() -> None:
    interview = begun()

    first = asked(interview)
    interview.answer("no")

    assert (first, asked(interview)) == ("crisis", "red_flags")


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"red_flags": []}, "red_flag_timing"),
        ({"red_flags": "declined"}, "red_flag_timing"),
        ({"known_disease": []}, "clinician_said"),
        ({"recent_illness": "none"}, "days_symptom_free"),
        ({"company": "alone"}, "companion_available"),
    ],
)
def test_a_question_that_no_rule_can_use_any_more_is_not_asked(
    answers: dict[str, Given], question: str
) -> None:
    assert question not in questions_of(begun(answers))


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({}, "days_symptom_free"),
        ({"red_flags": ["fainting"]}, "red_flag_timing"),
        ({"known_disease": ["kidney"]}, "clinician_said"),
        ({"recent_illness": "cold_no_fever"}, "breathing"),
        ({"company": "one_person", "social_anxiety": "none"}, "companion_available"),
    ],
)
def test_a_question_that_a_rule_waits_for_is_asked(answers: dict[str, Given], question: str) -> None:
    assert question in questions_of(begun(answers))


@pytest.mark.parametrize(
    ("answers", "asked_for"), [({"early": "yes"}, False), ({"early": "no"}, True), ({}, True)]
)
def test_of_several_ways_to_the_same_end_no_more_are_asked_about_once_one_is_open(
    tmp_path: Path, answers: dict[str, Given], *, asked_for: bool
) -> None:
    rules = """
- id: alone-in-the-dark
  title: Alone, where it is dark
  purpose: preference
  when:
    goes_out: "yes"
    any of:
      - early: "yes"
      - late: "yes"
  then: [{prefer: {tempo: slow}}]
  because: You told us that you are out alone while it is dark.
  sources: [convention]
  evidence: convention
  examples:
    - fires: {goes_out: "yes", early: "yes"}
    - silent: {goes_out: "no"}
    - cannot tell: {}
"""
    yes_or_no = "kind: choice\nanswers: ['no', 'yes']"
    facts = dict.fromkeys(("early", "late", "goes_out"), yes_or_no)
    book = shipped_with(tmp_path, {"prescription/own.yaml": rules}, facts)
    with Recommender(book) as own:
        interview = Interview(own, profile=read_answers(answers, book))
        interview.begin()

        assert ("late" in questions_of(interview)) == asked_for


@pytest.mark.parametrize("role", ["self", "clinician"])
def test_every_safety_question_is_asked(role: Role) -> None:
    assert set(shipped().vocabulary.safety()) <= set(questions_of(begun(role=role)))


def test_a_safety_question_is_asked_even_where_no_rule_looks_at_it(tmp_path: Path) -> None:
    yes_or_no = "kind: choice\nanswers: ['no', 'yes']"
    book = shipped_with(tmp_path, facts={"usual": yes_or_no, "vital": f"{yes_or_no}\nsafety: true"})
    with Recommender(book) as own:
        interview = Interview(own)
        interview.begin()

        found = questions_of(interview)

    assert "vital" in found
    assert "usual" not in found


@pytest.mark.parametrize(("role", "expected"), [("self", set()), ("clinician", FOR_CLINICIANS)])
def test_what_a_clinician_records_is_asked_of_clinicians_only(role: Role, expected: set[str]) -> None:
    assert set(questions_of(begun(role=role))) & FOR_CLINICIANS == expected


def test_what_a_profile_answers_is_not_asked_again() -> None:
    interview = begun({"crisis": "no", "red_flags": "declined"})

    assert asked(interview) == "age_band"


@pytest.mark.parametrize("role", ["self", "clinician"])
def test_the_welcome_promises_as_many_questions_as_can_still_matter(role: Role) -> None:
    looked_at = {name for rule in shipped().rules for name in rule.reads()}
    mattering = [name for name in questions_for(role) if name in looked_at]

    welcome = Interview(recommender(), role).view

    assert isinstance(welcome, Welcome)
    assert welcome.paragraphs[-1].startswith(f"{len(mattering)} short questions at most")


def test_who_answers_can_be_chosen_until_something_is_answered() -> None:
    interview = begun()
    interview.back()

    interview.choose_role("clinician")
    chosen = interview.role
    interview.begin()
    interview.answer("no")
    interview.choose_role("self")

    assert (chosen, interview.role) == ("clinician", "clinician")


# Referrals


def test_a_crisis_ends_the_questions_at_once() -> None:
    interview = begun()

    interview.answer("yes")

    assert urgency(interview) == "crisis"


def test_a_clinician_who_names_a_crisis_is_asked_next_whether_there_is_a_plan() -> None:
    interview = begun(role="clinician")

    interview.answer("yes")
    next_one = asked(interview)
    interview.answer("no")

    assert (next_one, urgency(interview)) == ("crisis_assessed", "crisis")


def test_a_plan_for_hard_moments_lets_the_questions_go_on() -> None:
    interview = begun(role="clinician")

    interview.answer("yes")
    interview.answer("safety_plan_in_place")

    assert asked(interview) == "red_flags"


@pytest.mark.parametrize(
    ("timing", "expected"),
    [("past", "prompt"), ("at_rest_or_now", "emergency"), (DECLINED, "emergency"), (None, "emergency")],
)
def test_a_warning_sign_ends_the_questions_once_its_time_is_said_or_left_open(
    timing: str | Missing | None, expected: str
) -> None:
    interview = begun({"crisis": "no"})

    interview.answer(frozenset({"chest_pain"}))
    still_open = asked(interview)
    answer(interview, timing)

    assert (still_open, urgency(interview)) == ("red_flag_timing", expected)


def test_a_known_disease_refers_as_soon_as_no_answer_could_open_the_way() -> None:
    interview = begun(benign(without=("activity_minutes", "activity_months"), known_disease=["kidney"]))

    seen = [asked(interview)]
    interview.answer("not_asked")
    seen.append(asked(interview))
    interview.answer(20)

    assert (seen, urgency(interview)) == (["clinician_said", "activity_minutes"], "before_starting")


def test_a_known_disease_with_months_of_movement_does_not_refer() -> None:
    interview = begun(benign(without=("activity_minutes", "activity_months"), known_disease=["kidney"]))

    interview.answer("not_asked")
    interview.answer(120)
    still_open = asked(interview)
    interview.answer("3_or_more")

    assert still_open == "activity_months"
    assert not interview.finished


def test_a_profile_that_refers_is_asked_nothing() -> None:
    assert urgency(begun({"age_band": "under_18"})) == "before_starting"


def test_a_rule_that_refers_when_it_cannot_tell_ends_the_questions_with_the_one_it_waits_for(
    tmp_path: Path,
) -> None:
    rules = """
- id: shift-work-looked-at
  title: Shift work is looked at first
  purpose: safety
  when: {shift_work: rotating}
  then: [{refer: prompt}]
  because: You told us that your shifts change.
  because_unknown: It is not known whether your shifts change.
  sources: [convention]
  evidence: convention
  if_unknown: refer
  examples:
    - fires: {shift_work: rotating}
    - silent: {shift_work: "no"}
    - cannot tell: {}
"""
    book = shipped_with(tmp_path, {"screening/own.yaml": rules})
    with Recommender(book) as own:
        interview = Interview(own, profile=read_answers(benign(without=("shift_work",)), book))
        interview.begin()

        asked_for = asked(interview)
        interview.answer(UNKNOWN)

        assert (asked_for, urgency(interview)) == ("shift_work", "prompt")


def test_a_referral_offers_the_questions_behind_it() -> None:
    interview = begun({"crisis": "no", "red_flags": ["fainting"], "red_flag_timing": "past"})

    assert outcome(interview).change == ("red_flags", "red_flag_timing")


def test_after_a_changed_answer_the_questions_go_on_where_a_referral_ended_them() -> None:
    interview = begun()
    interview.answer("no")
    interview.answer(frozenset({"fainting"}))
    interview.answer("past")

    interview.change("red_flags")
    interview.answer(NONE)

    assert asked(interview) == "age_band"


def test_a_referral_that_is_left_as_it_is_stands_again() -> None:
    interview = begun()
    interview.answer("yes")

    interview.change("crisis")
    given_before = question(interview).given
    interview.pass_over()

    assert (given_before, urgency(interview)) == ("yes", "crisis")


def test_going_back_from_a_question_behind_a_referral_shows_the_referral_again() -> None:
    interview = begun()
    interview.answer("yes")
    interview.change("crisis")

    interview.back()

    assert urgency(interview) == "crisis"


# Back, and what is kept


def test_going_back_keeps_the_answer_and_going_on_keeps_it_too() -> None:
    interview = begun()
    interview.answer("no")
    interview.answer(NONE)

    interview.back()
    interview.back()
    shown = question(interview).given
    interview.pass_over()
    interview.pass_over()

    assert (shown, asked(interview)) == ("no", "age_band")


def test_back_from_the_first_question_is_the_welcome() -> None:
    interview = begun()

    interview.back()

    assert isinstance(interview.view, Welcome)


def test_a_question_that_was_passed_over_is_not_asked_again() -> None:
    interview = begun()

    interview.pass_over()

    assert asked(interview) == "red_flags"
    assert "crisis" not in questions_of(interview)


def test_later_answers_that_still_apply_survive_a_change() -> None:
    interview = begun()
    for said in ("no", NONE, "18_to_39", NONE):
        interview.answer(said)
    for _ in range(4):
        interview.back()

    interview.answer(DECLINED)
    later = [question(interview).given]
    interview.pass_over()
    later.append(question(interview).given)

    assert later == [NONE, "18_to_39"]


def test_a_changed_answer_drops_those_that_no_longer_apply() -> None:
    interview = at_check(benign(without=("recent_illness",)))
    interview.change("recent_illness")
    interview.answer("cold_no_fever")
    interview.answer(9)
    kept = said(interview)

    interview.change("recent_illness")
    interview.answer("none")

    dropped = {"days_symptom_free"}
    assert dropped <= set(kept)
    assert not dropped & set(said(interview))
    assert set(kept) - dropped == set(said(interview))


def test_an_answer_given_late_drops_those_that_no_longer_apply_as_well() -> None:
    interview = begun(benign(without=("recent_illness", "days_symptom_free", "breathing")))
    interview.pass_over()
    interview.answer(9)
    interview.back()
    interview.back()

    interview.answer("none")

    assert "days_symptom_free" not in said(concluding(interview))


def test_an_answer_that_is_taken_back_leaves_its_question_open() -> None:
    interview = begun()
    interview.answer("no")
    interview.back()

    interview.take_back()

    assert asked(interview) == "red_flags"
    assert said(interview, finish=True)["crisis"] == "Not given"


# The answers before the result


def test_the_answers_come_before_the_result() -> None:
    interview = begun(benign(without=("strength_days",)))

    interview.answer(2)

    assert isinstance(interview.view, CheckView)
    assert not interview.finished


def test_answers_left_open_are_restated_as_not_given() -> None:
    interview = begun()
    interview.answer(DECLINED)
    interview.answer(UNKNOWN)
    interview.pass_over()

    assert said(interview, finish=True) == {
        "crisis": "Not given",
        "red_flags": "Not known",
        "age_band": "Not given",
        "known_disease": "Not given",
    }


def test_after_a_change_the_answers_are_shown_again() -> None:
    interview = at_check(benign())

    interview.change("hypervigilance")
    interview.answer("mild")

    assert isinstance(interview.view, CheckView)


def test_a_change_asks_what_it_opens_before_the_answers_are_shown_again() -> None:
    interview = at_check(benign())

    interview.change("recent_illness")
    interview.answer("cold_no_fever")
    opened = asked(interview)
    interview.answer(9)

    assert opened == "days_symptom_free"
    assert isinstance(interview.view, CheckView)


def test_a_question_opened_by_going_back_comes_right_after_the_answer_that_opened_it() -> None:
    interview = begun()
    for given_before in ("no", NONE, "18_to_39"):
        interview.answer(given_before)
    interview.back()
    interview.back()

    interview.answer(frozenset({"fainting"}))

    assert asked(interview) == "red_flag_timing"


def test_who_finished_early_and_changes_an_answer_is_not_taken_through_the_rest() -> None:
    interview = begun()
    interview.answer("no")
    interview.finish()

    interview.change("crisis")
    interview.answer(DECLINED)

    assert isinstance(interview.view, CheckView)


def test_going_back_from_an_early_finish_goes_on_with_the_same_question() -> None:
    interview = begun()
    for given_before in ("no", NONE, "18_to_39"):
        interview.answer(given_before)
    interview.back()
    interview.finish()

    interview.back()

    assert asked(interview) == "age_band"


def test_going_back_from_a_row_shows_the_answers() -> None:
    interview = at_check(benign())
    interview.change("crisis")

    interview.back()

    assert isinstance(interview.view, CheckView)


def test_going_back_from_the_result_shows_the_answers() -> None:
    interview = at_check(benign())
    interview.conclude()

    interview.back()

    assert isinstance(interview.view, CheckView)


def test_a_row_that_came_with_the_profile_can_be_changed() -> None:
    interview = at_check(benign())

    interview.change("crisis")
    interview.answer("yes")

    assert urgency(interview) == "crisis"


# Answers that contradict each other


def test_answers_that_differ_are_asked_about_before_the_answers_are_shown(swimmers: Recommender) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=0)

    assert interview.view == ContradictionView(
        rule="daily-on-no-day",
        title="Answers that point different ways",
        because="You said that you swim every day, and that no day has a swim in it.",
        ways_on=(
            "You can change one of these answers, or leave them as they are; then the gentler reading "
            "counts. This is asked only once."
        ),
        changes=(
            Option("1", "swims", "Change “About swims: daily”"),
            Option("2", "pool_days", "Change “About pool days: 0”"),
        ),
        leave=Option("-", "", "Leave them as they are"),
    )


def test_answers_that_go_together_are_not_asked_about(swimmers: Recommender) -> None:
    assert isinstance(swimmer(swimmers, swims="daily", pool_days=7).view, CheckView)


def test_answers_that_are_left_as_they_are_stay_and_the_gentler_reading_counts(swimmers: Recommender) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=0)

    interview.leave_as_it_is()
    shown = said(interview)
    interview.conclude()

    (found,) = outcome(interview).recommendation.contradictions
    assert (shown["swims"], shown["pool_days"]) == ("daily", "0")
    assert (found.facts, found.read_as) == (("swims", "pool_days"), {"swims": "never"})


def test_what_was_left_as_it_is_is_not_asked_again(swimmers: Recommender) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=0)
    interview.leave_as_it_is()

    interview.change("stress")
    interview.answer("high")

    assert isinstance(interview.view, CheckView)


@pytest.mark.parametrize("days", [7, 0], ids=["settled", "still standing"])
def test_a_change_leads_to_the_question_and_from_there_to_the_answers(
    swimmers: Recommender, days: int
) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=0)

    interview.change("pool_days")
    asked_for = question(interview)
    interview.answer(days)

    assert (asked_for.fact, asked_for.given) == ("pool_days", 0)
    assert said(interview)["pool_days"] == str(days)


def test_a_new_contradiction_is_asked_about(swimmers: Recommender) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=0, fears_water="no")
    interview.leave_as_it_is()

    interview.change("fears_water")
    interview.answer("yes")

    assert differing(interview) == "swims-though-afraid"


def test_of_several_contradictions_the_weightiest_comes_first_and_each_once(swimmers: Recommender) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=0, fears_water="yes")

    found = []
    while isinstance(interview.view, ContradictionView):
        found.append(differing(interview))
        interview.leave_as_it_is()

    assert found == ["swims-though-afraid", "daily-on-no-day"]
    assert isinstance(interview.view, CheckView)


def test_one_change_can_settle_several_contradictions(swimmers: Recommender) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=0, fears_water="yes")

    interview.change("swims")
    interview.answer("never")

    assert isinstance(interview.view, CheckView)


def test_going_back_from_answers_that_differ_is_the_last_question_and_they_come_up_again(
    swimmers: Recommender,
) -> None:
    interview = swimmer(swimmers, without=("stress",), swims="daily", pool_days=0)
    interview.answer("low")

    interview.back()
    behind = asked(interview)
    interview.pass_over()

    assert (behind, differing(interview)) == ("stress", "daily-on-no-day")


def test_going_back_from_a_change_shows_the_answers_that_differ(swimmers: Recommender) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=0)
    interview.change("pool_days")

    interview.back()

    assert differing(interview) == "daily-on-no-day"


def test_going_back_from_a_contradiction_that_a_change_brought_up_leads_to_that_change(
    swimmers: Recommender,
) -> None:
    interview = swimmer(swimmers, swims="daily", pool_days=7)
    interview.change("pool_days")
    interview.answer(0)

    interview.back()
    behind = asked(interview)
    interview.back()

    assert behind == "pool_days"
    assert isinstance(interview.view, CheckView)


def test_who_finishes_early_is_asked_about_answers_that_differ_too(swimmers: Recommender) -> None:
    interview = swimmer(swimmers, without=("stress", "energy"), swims="daily", pool_days=0)

    interview.finish()
    found = differing(interview)
    interview.leave_as_it_is()
    shown = interview.view
    interview.back()

    assert found == "daily-on-no-day"
    assert isinstance(shown, CheckView)
    assert asked(interview) == "stress"


def test_who_goes_back_from_there_and_then_on_to_the_end_comes_back_to_the_last_question(
    swimmers: Recommender,
) -> None:
    interview = swimmer(swimmers, without=("stress", "energy"), swims="daily", pool_days=0)
    interview.finish()
    interview.back()
    interview.answer("low")
    interview.answer("good")
    interview.leave_as_it_is()

    interview.back()

    assert asked(interview) == "energy"


def test_a_referral_that_rests_on_how_differing_answers_are_read_waits_for_them(
    swimmers_only: Recommender,
) -> None:
    interview = swimmer(swimmers_only, without=("stress", "swims"), pool_days=0)

    interview.pass_over()
    interview.answer("daily")
    found = differing(interview)
    interview.leave_as_it_is()

    assert (found, urgency(interview)) == ("daily-on-no-day", "before_starting")


def test_a_change_that_lifts_such_a_referral_lets_the_questions_go_on(swimmers_only: Recommender) -> None:
    interview = swimmer(swimmers_only, without=("stress", "energy"), swims="daily", pool_days=0)

    interview.change("pool_days")
    interview.answer(7)

    assert asked(interview) == "stress"


def test_a_referral_that_stands_on_the_answers_as_given_waits_for_nothing(
    swimmers_only: Recommender,
) -> None:
    interview = swimmer(swimmers_only, swims="daily", pool_days=0, crisis="yes")

    assert urgency(interview) == "crisis"


def test_going_back_from_such_a_referral_shows_the_answers_that_differ(swimmers_only: Recommender) -> None:
    interview = swimmer(swimmers_only, swims="daily", pool_days=0)
    interview.leave_as_it_is()

    interview.back()

    assert differing(interview) == "daily-on-no-day"


def test_a_clinician_is_told_that_the_reason_speaks_to_the_client(swimmers: Recommender) -> None:
    interview = Interview(swimmers, "clinician", read_answers(SWIMMER, swimmers.book, "clinician"))
    interview.begin()
    interview.finish()

    view = interview.view

    assert isinstance(view, ContradictionView)
    assert view.ways_on.startswith("The words above speak to the client.")


# Results


@pytest.mark.parametrize("role", ["self", "clinician"])
@pytest.mark.parametrize("said_to_all", [DECLINED, UNKNOWN, None])
def test_leaving_everything_open_is_limited(role: Role, said_to_all: Missing | None) -> None:
    interview = begun(role=role)
    while isinstance(interview.view, QuestionView):
        answer(interview, said_to_all)

    interview.conclude()

    assert outcome(interview).recommendation.outcome == "limited"


def test_finishing_at_the_first_question_is_limited() -> None:
    interview = begun()
    interview.finish()

    interview.conclude()

    assert outcome(interview).recommendation.outcome == "limited"


def test_a_region_chosen_after_the_result_changes_its_contacts() -> None:
    interview = begun()
    interview.answer("yes")

    interview.region = "de"

    numbers = " ".join(contact.text for contact in outcome(interview).recommendation.contacts)
    assert "TelefonSeelsorge" in numbers


@pytest.mark.parametrize("fault", [EngineFault("the engine stopped"), Disagreement(["some-rule"])])
def test_a_fault_of_the_engine_gives_no_result_and_shows_contacts(fault: Exception) -> None:
    interview = Interview(Faulty(shipped(), fault))
    interview.region = "gb"
    interview.begin()

    interview.answer("yes")

    failure = interview.view
    assert isinstance(failure, FailureView)
    assert "No programme was made" in failure.text
    assert any("116 123" in contact for contact in failure.contacts)


# What holds whatever somebody does


@settings(max_examples=20, deadline=None)
@given(random=DICE)
def test_any_way_through_ends_like_a_fresh_run_with_the_final_answers(random: Random) -> None:
    base = most_of_somebody(random)

    wandering = Wandering(Interview(recommender(), base.role, base), random)
    wandering.to_the_end()

    final = wandering.recommendation.trace.given
    fresh = straight_through(without(base, wandering.seen), final)
    assert fresh.outcome == wandering.recommendation.outcome
    if fresh.outcome != "referral":
        assert fresh.as_dict() == wandering.recommendation.as_dict()


@settings(max_examples=4, deadline=None)
@given(random=DICE)
def test_a_whole_interview_ends_like_a_fresh_run_and_asks_no_more_than_it_promised(random: Random) -> None:
    interview = Interview(recommender(), random.choice(("self", "clinician")))
    promised = interview.still_open

    wandering = Wandering(interview, random)
    wandering.to_the_end()

    fresh = straight_through(Profile(Facts(), interview.role), wandering.recommendation.trace.given)
    assert len(wandering.seen) <= promised
    assert fresh.outcome == wandering.recommendation.outcome
    if fresh.outcome != "referral":
        assert fresh.as_dict() == wandering.recommendation.as_dict()


@settings(max_examples=8, deadline=None)
@given(random=DICE)
def test_a_question_that_was_not_asked_would_have_changed_nothing(random: Random) -> None:
    base = most_of_somebody(random)
    interview = Interview(recommender(), base.role, base)
    interview.begin()
    while isinstance(view := interview.view, QuestionView):
        interview.answer(any_answer(view.fact, random))
    assume(not interview.finished)
    interview.conclude()

    before = outcome(interview).recommendation
    facts = before.trace.given
    pointless = not_asked(facts, base.role)
    assert pointless
    for name in random.sample(pointless, min(8, len(pointless))):
        answered = facts.rewritten({name: answers_to(shipped().vocabulary[name], random)})
        after = recommender().recommend_profile(Profile(answered, base.role, base.region))
        if after.contradictions == before.contradictions:
            assert after.result == before.result, name


@settings(max_examples=20, deadline=None)
@given(random=DICE)
def test_every_method_may_be_called_at_any_time(random: Random) -> None:
    base = most_of_somebody(random)
    interview = Interview(recommender(), base.role, base)
    names = questions_for(base.role)
    methods: list[Callable[[], None]] = [
        interview.begin,
        interview.pass_over,
        interview.take_back,
        interview.leave_as_it_is,
        interview.back,
        interview.back,
        interview.finish,
        interview.conclude,
        interview.undo,
        interview.skip_part,
        interview.ask_further,
        interview.none_present,
        interview.one_by_one,
        lambda: interview.choose_short(short=random.random() < 0.5),
        lambda: interview.leave_out(random.choice(("walking", "yoga"))),
        lambda: interview.bring_back(random.choice(("walking", "yoga"))),
        lambda: interview.change(random.choice(names)),
        lambda: interview.choose_role(random.choice(("self", "clinician"))),
    ]
    assert names

    for _ in range(30):
        if isinstance(view := interview.view, QuestionView) and random.random() < 0.5:
            interview.answer(any_answer(view.fact, random))
        else:
            random.choice(methods)()

        assert interview.view is not None
        assert interview.finished == isinstance(interview.view, OutcomeView | FailureView)


class Faulty(Recommender):
    """A recommender whose engine does what it never does."""

    def __init__(self, book: RuleBook, fault: Exception) -> None:
        super().__init__(book)
        self._fault = fault

    def recommend_profile(self, profile: Profile, weeks: int = WEEKS) -> Recommendation:
        """No recommendation."""
        del profile, weeks
        raise self._fault


class Wandering:
    """Somebody who goes back, leaves open, and changes answers, on the way to a result."""

    def __init__(self, interview: Interview, random: Random) -> None:
        self.interview = interview
        self.seen: set[str] = set()
        self._random = random
        self._changes = CHANGES

    @property
    def recommendation(self) -> Recommendation:
        """What came out."""
        return outcome(self.interview).recommendation

    def to_the_end(self) -> None:
        """Every step there is, until there is a result that stands."""
        while not (self.interview.finished and not self._changes):
            match self.interview.view:
                case QuestionView(fact=fact):
                    self._step(fact)
                case ContradictionView(changes=changes):
                    self._settle([way.value for way in changes])
                case CheckView() as view:
                    if not self._changed(row.fact for row in view.rows()):
                        self.interview.conclude()
                case OutcomeView(change=change):
                    if not self._changed(change):
                        self._changes = 0
                case _:
                    self.interview.begin()

    def _changed(self, names: Iterable[str]) -> bool:
        """Whether one of these questions was gone to, once more, among those that were shown."""
        shown = [name for name in names if name in self.seen]
        if not (shown and self._changes):
            return False
        self._changes -= 1
        self.interview.change(self._random.choice(shown))
        return True

    def _settle(self, names: list[str]) -> None:
        dice = self._random.random()
        if dice < 0.1:
            self.interview.back()
        elif dice < 0.5 or not self._changed(names):
            self.interview.leave_as_it_is()

    def _step(self, fact: str) -> None:
        self.seen.add(fact)
        dice = self._random.random()
        if dice < 0.08:
            self.interview.back()
        elif dice < 0.12:
            self.interview.pass_over()
        elif dice < 0.14:
            self.interview.take_back()
        elif dice < 0.18:
            self.interview.undo()
        elif dice < 0.185:
            self.interview.skip_part()
        else:
            self.interview.answer(any_answer(fact, self._random))


def begun(answers: dict[str, Given] | None = None, role: Role = "self") -> Interview:
    """An interview at its first question, with these answers from a profile."""
    interview = Interview(recommender(), role, read_answers(answers or {}, shipped(), role))
    interview.begin()
    return interview


def benign(without: tuple[str, ...] = (), **changed: Given) -> dict[str, Given]:
    """Answers to everything that the shipped rules ask a person who is well."""
    calm: dict[str, Given] = {}
    for name, fact in shipped().vocabulary.facts.items():
        if not fact.derived and not fact.clinician:
            calm[name] = (
                [] if fact.kind == "set" else str(fact.high) if fact.kind == "number" else fact.answers[0]
            )
    calm |= {name: said for name, said in BENIGN.items() if name in calm and name != "crisis_assessed"}
    calm |= {"activity_level": "some", **changed}
    pointless = {"red_flag_timing", "clinician_said", "days_symptom_free", "companion_available"}
    return {name: said for name, said in calm.items() if name not in {*without, *pointless}}


@pytest.fixture(scope="module")
def swimmers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recommender]:
    """A rulebook with two contradictions about swimming."""
    with Recommender(swimming(tmp_path_factory.mktemp("swimmers"))) as own:
        yield own


@pytest.fixture(scope="module")
def swimmers_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recommender]:
    """The same, and whoever never swims is referred."""
    with Recommender(swimming(tmp_path_factory.mktemp("swimmers_only"), referring=True)) as own:
        yield own


def swimmer(own: Recommender, without: tuple[str, ...] = (), **answers: Given) -> Interview:
    """Somebody well, who is asked about nothing but what is left out here."""
    interview = Interview(own, profile=read_answers({**benign(without=without), **answers}, own.book))
    interview.begin()
    return interview


def differing(interview: Interview) -> str:
    """The rule behind the answers that are asked about."""
    view = interview.view
    assert isinstance(view, ContradictionView)
    return view.rule


def at_check(answers: dict[str, Given]) -> Interview:
    """An interview with nothing left to ask."""
    return concluding(begun(answers))


def concluding(interview: Interview) -> Interview:
    """The interview with all that is left passed over, at the answers."""
    while isinstance(interview.view, QuestionView):
        interview.pass_over()
    return interview


def answer(interview: Interview, said_so: Answer | Missing | None) -> None:
    """Answers, or passes over."""
    if said_so is None:
        interview.pass_over()
    else:
        interview.answer(said_so)


def question(interview: Interview) -> QuestionView:
    """The question that is shown."""
    view = interview.view
    assert isinstance(view, QuestionView)
    return view


def asked(interview: Interview) -> str:
    """The fact that is asked for."""
    return question(interview).fact


def questions_of(interview: Interview) -> list[str]:
    """Every question that somebody is asked who declines them all."""
    found = []
    while isinstance(view := interview.view, QuestionView):
        found.append(view.fact)
        interview.answer(DECLINED)
    return found


def said(interview: Interview, *, finish: bool = False) -> dict[str, str]:
    """The answers as they are restated."""
    if finish:
        interview.finish()
    view = interview.view
    assert isinstance(view, CheckView)
    return {row.fact: row.said for row in view.rows()}


def outcome(interview: Interview) -> OutcomeView:
    """What came out."""
    view = interview.view
    assert isinstance(view, OutcomeView)
    return view


def urgency(interview: Interview) -> str:
    """How urgent the referral is that ended the questions."""
    result = outcome(interview).recommendation.result
    assert isinstance(result, Referral)
    return result.urgency


def most_of_somebody(random: Random) -> Profile:
    """Somebody whose profile leaves a few questions open."""
    person = somebody(random, adjusting=False)
    role: Role = "clinician" if person.role == "clinician" else "self"
    known = {name: said for name, said in person.answers.items() if said not in ("declined", "unknown")}
    left = random.sample(questions_for(role), FEW)
    return Profile(Facts({name: said for name, said in known.items() if name not in left}), role)


def without(base: Profile, names: set[str]) -> Profile:
    """A profile without these answers."""
    return Profile(
        Facts({name: said for name, said in base.facts.known.items() if name not in names}), base.role
    )


def straight_through(base: Profile, final: Facts) -> Recommendation:
    """A fresh run in which every question gets its final answer, or none."""
    interview = Interview(recommender(), base.role, base)
    interview.begin()
    while isinstance(view := interview.view, QuestionView):
        answer(interview, final.known.get(view.fact, final.withheld.get(view.fact)))
    if not interview.finished:
        interview.conclude()
    return outcome(interview).recommendation


def any_answer(name: str, random: Random) -> Answer | Missing:
    """Something that somebody may say; mostly what lets the questions go on."""
    dice = random.random()
    if dice < 0.06:
        return random.choice((DECLINED, UNKNOWN))
    if name in BENIGN and dice < 0.9:
        return BENIGN[name]
    return answers_to(shipped().vocabulary[name], random)


def questions_for(role: Role) -> list[str]:
    """Every question there is for a role."""
    vocabulary = shipped().vocabulary
    return [name for name in vocabulary.asked() if role == "clinician" or not vocabulary[name].clinician]


def not_asked(facts: Facts, role: Role) -> list[str]:
    """The questions that never came up."""
    return [name for name in questions_for(role) if name not in facts.known and name not in facts.withheld]
