"""Ways through the interview beside question and answer: undoing, leaving out, the short path, changes."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import BENIGN, answers_to, recommender, shipped

from recommender.interview.controller import Interview
from recommender.interview.view import BlockView, CheckView, OutcomeView, QuestionView, Welcome
from recommender.loading.profile import Given, Profile, read_answers
from recommender.model.adjustment import Role
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.programme import Programme
from recommender.model.recommendation import Recommendation
from recommender.problem import Problems

DICE = st.randoms(use_true_random=True)
NONE: frozenset[str] = frozenset()
WELL: dict[str, Given] = {
    "crisis": "no",
    "red_flags": [],
    "age_band": "18_to_39",
    "known_disease": [],
    "recent_illness": "none",
    "post_exertional_worsening": "no",
}
SETTLED: dict[str, Answer] = {
    "age_band": "18_to_39",
    "activity_minutes": 60,
    "mobility": "walks_freely",
    "arousal_state": "settled",
    "hypervigilance": "none",
    "exertion_reaction": "fine",
    "energy": "good",
    "sleep_quality": "good",
}


# Undoing


def test_undo_takes_an_answer_back_and_shows_its_question_again() -> None:
    interview = begun()
    interview.answer("no")
    assert question(interview).fact == "red_flags"

    interview.undo()

    assert question(interview).fact == "crisis"
    assert question(interview).given is None


def test_undo_after_a_change_brings_the_former_answer_back() -> None:
    interview = begun({"crisis": "no"})
    interview.change("crisis")
    interview.answer(Missing.DECLINED)

    interview.undo()

    assert question(interview).fact == "crisis"
    assert question(interview).given == "no"


def test_undo_brings_back_what_a_change_had_made_pointless() -> None:
    interview = begun({name: said for name, said in WELL.items() if name != "recent_illness"})
    to(interview, "recent_illness").answer("cold_no_fever")
    to(interview, "days_symptom_free").answer(3)
    interview.change("recent_illness")
    interview.answer("none")
    assert "days_symptom_free" not in shown(interview)

    interview.undo()

    assert shown(interview)["days_symptom_free"] == "3"


def test_undo_brings_a_part_back_that_was_left_out() -> None:
    interview = begun()
    interview.skip_part()

    interview.undo()

    assert question(interview).fact == "crisis"
    assert question(interview).part_open == 4


def test_with_nothing_to_undo_everything_stays() -> None:
    interview = begun()

    interview.undo()

    assert not interview.can_undo
    assert question(interview).fact == "crisis"


def test_going_back_is_no_change_and_undo_leaves_it_out() -> None:
    interview = begun()
    interview.answer("no")
    interview.back()

    interview.undo()

    assert question(interview).given is None


@settings(max_examples=15, deadline=None)
@given(random=DICE)
def test_whoever_undoes_everything_stands_where_they_began(random: Random) -> None:
    interview = begun()
    start = interview.profile
    wander(interview, random, steps=20)

    while interview.can_undo:
        interview.undo()

    assert interview.profile == start


# Leaving a part out


def test_leaving_a_part_out_goes_to_the_next_one_and_claims_no_answer() -> None:
    interview = begun()

    interview.skip_part()

    assert question(interview).part == "health"
    assert interview.profile.facts == Facts()


def test_a_part_that_was_left_out_stands_among_the_answers_and_can_be_gone_to() -> None:
    interview = begun()
    interview.skip_part()
    interview.finish()

    assert shown(interview) == {
        "crisis": "Not given",
        "red_flags": "Not given",
        "red_flag_timing": "Not given",
        "age_band": "Not given",
        "known_disease": "Not given",
    }
    interview.change("age_band")
    assert question(interview).fact == "age_band"


def test_answers_that_were_given_stay_when_the_rest_of_a_part_is_left_out() -> None:
    interview = begun()
    interview.answer("no")

    interview.skip_part()

    assert interview.profile.facts == Facts({"crisis": "no"})


def test_with_every_part_left_out_the_result_is_limited_and_names_what_would_open_more() -> None:
    interview = begun()
    while isinstance(interview.view, QuestionView):
        interview.skip_part()
    interview.conclude()

    recommendation = outcome(interview)
    assert recommendation.outcome == "limited"
    assert set(shipped().vocabulary.safety()) <= set(recommendation.asks)


# The short path


def test_the_short_path_begins_with_the_block_and_counts_what_it_may_ask() -> None:
    interview = short()

    assert interview.still_open <= 16
    interview.begin()

    view = interview.view
    assert isinstance(view, BlockView)
    assert {row.fact: row.said for row in view.rows} == {
        "crisis": "No",
        "red_flags": "None of these",
        "known_disease": "None of these",
        "other_conditions": "None of these",
        "recent_illness": "Not ill",
        "post_exertional_worsening": "No",
        "pregnancy": "No",
        "eating_and_exercise": "None of these",
    }


def test_the_block_names_everything_that_its_one_answer_speaks_of() -> None:
    interview = short()
    interview.begin()

    view = interview.view
    assert isinstance(view, BlockView)
    named = {row.fact: row.label for row in view.rows}
    for fact, label in named.items():
        known = shipped().vocabulary[fact]
        assert shipped().texts.questions.questions[fact].ask_clinician in label
        if known.kind == "set":
            assert all(words in label for words in shipped().texts.questions.questions[fact].answers.values())


def test_a_yes_in_the_block_stays_and_only_its_own_question_changes_it() -> None:
    profile = read_answers({"red_flags": ["fainting"]}, shipped(), "clinician")
    interview = Interview(recommender(), "clinician", profile)
    interview.choose_short(short=True)
    interview.begin()

    interview.none_present()

    view = interview.view
    assert isinstance(view, BlockView)
    assert [way.value for way in view.ways] == ["one_by_one"]
    assert {row.fact: row.said for row in view.rows}["red_flags"] == "Fainting, or nearly fainting"
    assert interview.profile.facts == profile.facts


@pytest.mark.parametrize("said", [Missing.DECLINED, Missing.UNKNOWN])
def test_what_was_left_open_in_the_block_is_not_read_as_a_no(said: Missing) -> None:
    interview = short()
    interview.begin()
    interview.one_by_one()
    interview.answer(said)
    interview.back()
    interview.back()
    assert isinstance(interview.view, BlockView)

    interview.none_present()

    assert interview.profile.facts == Facts(withheld={"crisis": said})
    assert [way.value for way in interview.view.ways] == ["one_by_one"]


def test_after_the_block_is_answered_nobody_else_can_be_said_to_have_answered() -> None:
    interview = short()
    interview.begin()
    interview.none_present()
    interview.back()
    interview.back()
    assert isinstance(interview.view, Welcome)

    interview.choose_role("self")

    assert interview.role == "clinician"
    assert not interview.role_is_open


def test_one_answer_settles_the_block_and_eight_questions_follow() -> None:
    interview = short()
    interview.begin()
    interview.none_present()

    followed = []
    while isinstance(view := interview.view, QuestionView):
        followed.append(view.fact)
        interview.answer(SETTLED[view.fact])

    assert followed == [
        "age_band",
        "activity_minutes",
        "mobility",
        "arousal_state",
        "hypervigilance",
        "exertion_reaction",
        "energy",
        "sleep_quality",
    ]
    interview.conclude()
    assert outcome(interview).outcome == "programme"


def test_the_block_is_no_answer_until_somebody_gives_it() -> None:
    interview = short()
    interview.begin()

    interview.one_by_one()

    assert question(interview).fact == "crisis"
    assert interview.profile.facts == Facts()


def test_back_from_the_first_question_after_the_block_shows_the_block() -> None:
    interview = short()
    interview.begin()
    interview.none_present()

    interview.back()

    before = interview.view
    interview.back()
    assert (type(before), type(interview.view)) == (BlockView, Welcome)


def test_from_the_answers_of_the_short_path_all_other_questions_can_follow() -> None:
    interview = short()
    interview.begin()
    interview.none_present()
    interview.finish()
    view = interview.view
    assert isinstance(view, CheckView)
    assert view.further > 30

    interview.ask_further()

    assert not interview.short
    assert question(interview).fact == "crisis_assessed"


def test_the_short_path_is_for_clinicians() -> None:
    interview = Interview(recommender())

    interview.choose_short(short=True)

    assert not interview.short


@settings(max_examples=25, deadline=None)
@given(random=DICE)
def test_the_short_path_never_asks_more_than_sixteen_questions(random: Random) -> None:
    interview = short()
    interview.begin()
    (interview.none_present if random.random() < 0.5 else interview.one_by_one)()
    asked = len(interview.profile.facts.known)

    while isinstance(view := interview.view, QuestionView):
        asked += 1
        benign = BENIGN.get(view.fact) if random.random() < 0.7 else None
        interview.answer(benign or answers_to(shipped().vocabulary[view.fact], random))

    assert asked <= shipped().texts.questions.short_path.most == 16


# Changes beside the answers


def test_somebody_who_would_rather_not_have_an_activity_gets_another_and_can_have_it_back() -> None:
    interview = concluded(WELL)
    before = activities(outcome(interview))
    unwanted = before[0]

    interview.leave_out(unwanted)

    assert interview.set_aside_activities == (unwanted,)
    assert unwanted not in activities(outcome(interview))
    interview.bring_back(unwanted)
    assert activities(outcome(interview)) == before


def test_a_clinician_who_leaves_an_activity_out_has_the_reason_put_in_words() -> None:
    interview = Interview(recommender(), "clinician", read_answers(WELL, shipped(), "clinician"))

    interview.leave_out("walking")

    (change,) = interview.profile.adjustments
    assert change.written == {"exclude": ["walking"], "reason": "The client would rather not have this one."}


def test_an_adjustment_that_cannot_be_used_changes_nothing() -> None:
    interview = concluded(WELL)

    with pytest.raises(Problems, match="for a clinician"):
        interview.adjust({"permit": "moderate", "reason": "wanted"})

    assert interview.profile.adjustments == ()
    assert not interview.can_undo


def test_an_adjustment_makes_the_result_anew_and_can_be_taken_out_again() -> None:
    interview = concluded(WELL)
    before = outcome(interview)
    interview.adjust({"limit": {"minutes": 5}})
    assert max(minutes(outcome(interview))) == 5

    interview.withdraw(0)

    assert outcome(interview) == before


def test_answers_that_were_thought_otherwise_can_be_kept_and_undone() -> None:
    interview = concluded(WELL)
    before = interview.profile.facts

    interview.adopt(before.rewritten({"age_band": "65_or_over"}))

    assert outcome(interview).trace.given.known["age_band"] == "65_or_over"
    interview.undo()
    assert interview.profile.facts == before


def test_answers_that_are_kept_from_another_thought_fall_out_where_their_question_does() -> None:
    interview = begun()
    interview.answer("no")
    interview.answer(frozenset({"fainting"}))
    interview.answer("past")
    facts = interview.profile.facts

    interview.adopt(facts.rewritten({"red_flags": NONE}))

    assert "red_flag_timing" not in interview.profile.facts.known


def test_at_the_result_only_what_was_changed_there_is_undone() -> None:
    interview = begun()
    interview.answer("no")
    interview.finish()
    interview.conclude()

    assert not interview.undoes_here
    interview.leave_out("walking")
    assert interview.undoes_here


def test_what_was_left_out_can_be_gone_on_with_from_the_answers() -> None:
    interview = begun()
    while isinstance(interview.view, QuestionView):
        interview.skip_part()
    view = interview.view
    assert isinstance(view, CheckView)
    assert view.further > 30

    interview.ask_further()

    assert question(interview).fact == "crisis"


# Going on later


@settings(max_examples=15, deadline=None)
@given(random=DICE)
def test_an_interview_that_is_resumed_shows_the_same_and_ends_the_same(random: Random) -> None:
    interview = begun(role=random.choice(("self", "clinician")))
    wander(interview, random, steps=25)

    resumed = Interview.resumed(recommender(), interview.bookmark)

    assert resumed.view == interview.view
    assert resumed.profile == interview.profile
    for one in (interview, resumed):
        one.answer(Missing.DECLINED)
        one.finish()
        one.conclude()
    assert outcome(resumed).as_dict() == outcome(interview).as_dict()


def begun(answers: dict[str, Given] | None = None, role: Role = "self") -> Interview:
    """An interview at its first question, with these answers from a profile."""
    interview = Interview(recommender(), role, read_answers(answers or {}, shipped(), role))
    interview.begin()
    return interview


def to(interview: Interview, fact: str) -> Interview:
    """The interview, with everything passed over on the way to a question."""
    while question(interview).fact != fact:
        interview.pass_over()
    return interview


def short() -> Interview:
    """A clinician's interview on the short path, at the welcome."""
    interview = Interview(recommender(), "clinician", Profile(Facts()))
    interview.choose_short(short=True)
    return interview


def concluded(answers: dict[str, Given]) -> Interview:
    """An interview with a result."""
    interview = begun(answers)
    interview.finish()
    interview.conclude()
    return interview


def wander(interview: Interview, random: Random, steps: int) -> None:
    """Some steps of somebody who changes their mind."""
    others: tuple[Callable[[], None], ...] = (
        interview.pass_over,
        interview.take_back,
        interview.back,
        interview.finish,
        interview.begin,
        interview.leave_as_it_is,
        lambda: interview.leave_out("walking"),
    )
    for _ in range(steps):
        if isinstance(view := interview.view, QuestionView) and random.random() < 0.8:
            interview.answer(BENIGN.get(view.fact, Missing.DECLINED))
        else:
            random.choice(others)()


def question(interview: Interview) -> QuestionView:
    """The question that is shown."""
    view = interview.view
    assert isinstance(view, QuestionView)
    return view


def shown(interview: Interview) -> dict[str, str]:
    """The answers as they are restated; from a question, after finishing early."""
    if not isinstance(interview.view, CheckView):
        interview.finish()
    view = interview.view
    assert isinstance(view, CheckView)
    return {row.fact: row.said for row in view.rows()}


def outcome(interview: Interview) -> Recommendation:
    """What came out."""
    view = interview.view
    assert isinstance(view, OutcomeView)
    return view.recommendation


def activities(recommendation: Recommendation) -> list[str]:
    """What the first week has, session by session."""
    return [session.activity for session in programme(recommendation).weeks[0].sessions]


def minutes(recommendation: Recommendation) -> list[int]:
    """How long the sessions are."""
    return [session.minutes for week in programme(recommendation).weeks for session in week.sessions]


def programme(recommendation: Recommendation) -> Programme:
    """The programme in it."""
    assert recommendation.programme is not None
    return recommendation.programme
