"""Where the articles disagree: each contradiction, the people on both sides of it, and what decides.

The numbers are those of the clinical review, C1 to C20. Safety comes before trauma, then recovery, dose,
preference and what is told.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import pytest
from people import recommender, shipped

from recommender.export.text import as_text
from recommender.loading import load_profile
from recommender.loading.profile import Given
from recommender.loading.rulebook import default_rules
from recommender.loading.said import said
from recommender.model.programme import Session, Week
from recommender.model.recommendation import Recommendation
from recommender.verification.language import hits

Answers: TypeAlias = Mapping[str, Given]
NOTHING: Answers = {}
PROFILES = Path(__file__).parent.parent / "profiles"
NO_FONDNESS: Answers = {"likes": [], "likes_intense": "no"}
RUNS = {"running", "easy_running", "walk_run", "running_club"}
SOME: Answers = {"activity_minutes": 100, "activity_level": "some"}
LITTLE: Answers = {
    "activity_minutes": 30, "activity_level": "a_little", "activity_months": "under_3",
    "activity_pattern": "not_active", "strength_days": 0, "likes_intense": "no",
}  # fmt: skip


@cache
def answers_of(name: str) -> dict[str, Given]:
    """What a shipped person answers, without what only a clinician records."""
    known = load_profile(PROFILES / f"{name}.yaml", shipped()).facts.known
    return {fact: answer for fact, answer in known.items() if not shipped().vocabulary[fact].clinician}


def given(name: str, answers: Answers = NOTHING, weeks: int = 8, role: str = "self") -> Recommendation:
    """What somebody receives who answers as that person does, apart from these answers."""
    return recommender().recommend({**answers_of(name), **answers}, role, weeks=weeks)


def weeks_of(name: str, answers: Answers = NOTHING, weeks: int = 8) -> tuple[Week, ...]:
    programme = given(name, answers, weeks).programme
    assert programme is not None
    return programme.weeks


def sessions_of(weeks: tuple[Week, ...]) -> list[Session]:
    return [session for week in weeks for session in week.sessions]


def longest(week: Week) -> int:
    return max(session.minutes for session in week.sessions)


def of_effort(week: Week, effort: str) -> list[int]:
    """The days of that effort."""
    return [session.day for session in week.sessions if session.intensity == effort]


def is_told(result: Recommendation, note: str) -> bool:
    return shipped().texts.wording.notes[note] in [told.text for told in result.notes]


def saying(claim: str, pattern: str, guard: str) -> list[str]:
    """Every text for a person that says the like of a claim; pattern and guard know it when they see it."""
    assert re.search(pattern, claim, re.IGNORECASE)
    assert hits(shipped().guards[guard], claim)
    texts = [text.text for text in said(default_rules()) if not text.path.startswith("sources.")]
    return [text for text in texts if re.search(pattern, text, re.IGNORECASE)]


def test_how_long_a_session_is_follows_from_where_somebody_begins() -> None:
    """C1: phases instead of rivals. Beyond half an hour only for the settled who want it."""
    wants: Answers = {**SOME, "goals": ["stress"], "minutes_available": 60}

    begins = [
        longest(weeks_of("fit_and_well", answers)[0])
        for answers in ({**LITTLE, "starting_barrier": "high"}, LITTLE, SOME, {})
    ]
    grown = [
        weeks_of("fit_and_well", {**wants, **otherwise}, weeks=26)[-1]
        for otherwise in ({}, {"arousal_state": "on_edge"}, {"goals": ["sleep"]})
    ]

    assert begins == [5, 10, 15, 36]
    assert [longest(week) for week in grown] == [40, 30, 30]
    assert all(100 <= week.minutes <= 225 for week in grown)


def test_a_fast_heart_is_met_late_and_by_choice_and_never_in_the_first_weeks() -> None:
    """C2: the cap first; more is a later step, behind a check-in, and with whoever treats panic."""
    needs = shipped().texts.wording.gate_needs
    result = given("panic", weeks=26)
    assert result.programme is not None
    weeks, gates = result.programme.weeks, {str(gate.to): gate.needs for gate in result.programme.gates}

    assert {session.intensity for session in sessions_of(weeks[:4])} == {"light"}
    assert all(week.provisional for week in weeks[4:])
    assert needs["effort-feels-fine"] in weeks[4].only_if
    assert needs["clinician-agrees"] in gates["vigorous"]
    assert "vigorous" not in {session.intensity for session in sessions_of(weeks)}
    assert given("panic", {"red_flags": ["palpitations_with_dizziness"]}).programme is None
    assert "moderate" in {
        session.intensity for session in weeks_of("fit_and_well", {"anxiety": "severe"})[0].sessions
    }


@pytest.mark.parametrize(
    ("answers", "first", "later"),
    [
        ({}, 2, 2),
        ({"strength_days": 0}, 1, 2),
        ({"energy": "depleted"}, 1, 2),
        ({"strength_days": 3, "training_experience": "experienced"}, 3, 3),
        ({"strength_days": 3, "training_experience": "experienced", "energy": "low"}, 2, 2),
    ],
    ids=["usually", "where it is new", "on low reserves", "where it is known well", "known, with low energy"],
)
def test_strength_is_twice_a_week_once_at_first_or_thrice_for_the_experienced(
    answers: Answers, first: int, later: int
) -> None:
    """C3: two by default, one where new or depleted, three where known and recovered."""
    weeks = weeks_of("fit_and_well", {"days_available": 7, **answers}, weeks=12)

    days = [sum(session.kind == "strength" for session in week.sessions) for week in weeks]

    assert (days[1], days[-2], min(days) > 0) == (first, later, True)


def test_no_substance_is_named_behind_a_lift_and_no_dose_hangs_on_one() -> None:
    """C4: a text only, and a hedged one."""
    substances = r"endorphin|endocannabinoid|\bbdnf\b|serotonin|dopamine|runner.s high"
    aside = [{"set_aside": "what-may-lift-mood", "reason": "to see what hangs on it"}]

    hopeful = given("low_mood", {"goals": ["mood"]})
    without = recommender().recommend(answers_of("low_mood"), role="clinician", adjustments=aside)

    assert saying("Running releases endorphins.", substances, "no-mechanism-as-fact") == []
    assert is_told(hopeful, "why-a-lift")
    assert "not fully known" in shipped().texts.wording.notes["why-a-lift"]
    assert without.programme == hopeful.programme


def test_what_calms_is_the_coming_down_so_each_session_has_one() -> None:
    """C5: effort rouses first; the cool-down and the quiet afterwards carry the benefit."""
    nerves = r"parasympath|\bvag(us|al)\b|(running|effort|movement) (calms|relaxes)"

    quick, slow = given("shut_down"), given("shut_down", {"settling_time": "rest_of_day"})

    first = [result.programme.weeks[0].sessions[0] for result in (quick, slow) if result.programme]
    assert saying("Running wakes the parasympathetic side.", nerves, "no-mechanism-as-fact") == []
    assert is_told(quick, "the-quiet-after")
    assert all(
        5 * session.cool_down_minutes >= session.minutes for session in sessions_of(weeks_of("low_mood"))
    )
    assert first[0].cool_down_minutes < first[1].cool_down_minutes


def test_stress_is_said_to_rise_with_effort_and_to_settle_over_weeks() -> None:
    """C6: up during, lower afterwards, lower over weeks; without the hormone."""
    note = shipped().texts.wording.notes["calmer-over-weeks"]

    assert saying("Cortisol falls.", r"cortisol|stress hormone", "no-mechanism-as-fact") == []
    assert note.index("stirs the body up") < note.index("afterwards it settles") < note.index("Over weeks")
    assert is_told(given("fit_and_well", {"stress": "high"}), "calmer-over-weeks")
    assert not is_told(given("fit_and_well", {"stress": "low", "goals": ["fitness"]}), "calmer-over-weeks")


def test_movement_stands_beside_care_and_no_word_is_said_about_changing_a_treatment() -> None:
    """C7: neither a comparison nor a lower dose, however it was told in the articles."""
    compared = r"\b(as good as|as effective as|better than)\b.{0,20}\b(medic|tablet|therap)|like a medicine"
    changed = r"(?<!not )\breplaces? |\b(less|fewer|lower|reduce)\b[^.]{0,15}\b(medic|tablet|dose)"

    assert saying("It is as good as medicine.", compared, "no-comparison-with-medicines") == []
    assert saying("You may need less medication.", changed, "no-word-on-changing-treatment") == []
    assert is_told(given("low_mood"), "beside-care")
    assert not is_told(given("fit_and_well"), "beside-care")


@pytest.mark.parametrize(
    ("answers", "first", "later"),
    [
        ({}, "small_group", "small_group"),
        ({"social_anxiety": "high"}, "alone", "one_person"),
        ({"social_anxiety": "high", "company": "alone"}, "alone", "alone"),
        ({"social_anxiety": "declined"}, "alone", "alone"),
        ({"hypervigilance": "severe"}, "one_person", "one_person"),
        ({"movement_feels_unsafe": "yes", "company": "alone"}, "alone", "alone"),
    ],
    ids=["at ease", "afraid", "afraid and alone", "skipped", "watchful", "uneasy and alone"],
)
def test_company_is_an_offer_and_comes_in_steps_where_people_weigh_heavily(
    answers: Answers, first: str, later: str
) -> None:
    """C8: nobody is sent among people; who is afraid begins alone, and company waits to be wanted."""
    weeks = weeks_of("fit_and_well", answers)
    page = " ".join(as_text(given("fit_and_well", answers), shipped()).split())

    assert {session.company for session in sessions_of(weeks[:4])} == {first}
    assert {session.company for session in sessions_of(weeks[4:])} == {later}
    assert ("Going alone is as good." in page) == (first != "alone")


@pytest.mark.parametrize("pressure", ["none", "high"])
def test_goals_are_about_taking_part_and_nothing_is_measured(pressure: str) -> None:
    """C9: process before distance, and all the more where performing is a burden."""
    measured = r"\b(kilomet\w+|km|miles?|personal best|step count|target pace|longest distance)\b"

    result = given("fit_and_well", {"goals": ["fitness"], "performance_pressure": pressure})

    claim = "Your longest distance was five kilometres."
    assert saying(claim, measured, "no-scores") == []
    assert not re.search(measured, as_text(result, shipped()))
    assert is_told(result, "how-it-feels") == (pressure == "high")
    assert is_told(result, "goal-of-your-own-size") == (pressure == "high")


def test_the_breath_is_left_alone_unless_a_cue_for_it_was_asked_for() -> None:
    """C10: opt-in only, never held, never deepened; else feet, rhythm or surroundings."""
    forced = r"hold (your|the) breath|\bdeep breath|breathe (in|out|deep|slow)|count\w* (your |the )?breath"

    asked, unasked = (weeks_of("fit_and_well", {"breath_cue": said}) for said in ("yes", "no"))

    def of_breath(weeks: tuple[Week, ...]) -> set[int]:
        return {week.number for week in weeks for s in week.sessions if "breath" in s.awareness.text}

    assert saying("A few deep breaths come first.", forced, "no-forcing-of-breath") == []
    assert of_breath(asked) == {5, 6, 7, 8}
    assert of_breath(unasked) == of_breath(weeks_of("panic")) == set()


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"rumination": "a_lot"}, "the things you pass"),
        ({"arousal_state": "on_edge"}, "things around you"),
        ({"body_attention": "numb"}, "where you touch something"),
        ({"body_attention": "helpful"}, "a short look inward"),
        ({"body_attention": "too_much"}, "what is around you"),
    ],
    ids=["worried", "on edge", "numb", "comfortable", "overwhelmed"],
)
def test_where_attention_rests_follows_from_the_state(answers: Answers, text: str) -> None:
    """C11: worry outwards, numbness to contact, comfort a little inwards, overwhelm outside only."""
    weeks = weeks_of("fit_and_well", answers)

    assert {text in session.awareness.text for session in sessions_of(weeks)} == {True}


def test_nobody_is_told_after_how_many_minutes_something_is_felt() -> None:
    """C12: five minutes and forty are both fine, and neither comes with a time for its effect."""
    timed = r"\b(after|within|in) [\w ]{1,12} (minutes|sessions|weeks)[^.]{0,12}\byou (feel|will|are|sleep)"

    pages = [as_text(given(name), shipped()) for name in ("low_mood", "fit_and_well")]

    assert saying("After 20 minutes you feel calmer.", timed, "no-promise-of-timing") == []
    assert [page for page in pages if re.search(timed, " ".join(page.split()))] == []


@pytest.mark.parametrize(
    ("answers", "known"),
    [({}, False), ({"hypervigilance": "severe"}, True), ({"sensory_overload": "yes"}, True)],
    ids=["worried and at ease", "watchful", "overloaded"],
)
def test_varied_green_is_for_the_worried_and_known_places_for_the_watchful(
    answers: Answers, *, known: bool
) -> None:
    """C13: familiar and simple on the lookout or overloaded, varied and green for the worried at ease."""
    result = given("fit_and_well", {**NO_FONDNESS, "rumination": "a_lot", **answers})
    assert result.programme is not None
    first = result.programme.weeks[0].sessions

    offered = {name for session in first for name in session.options}

    assert is_told(result, "known-places") == known
    assert ("hiking" in offered) != known
    assert {"group_class", "team_sport", "running_club"} & offered == set()


def test_a_watchful_person_always_has_a_known_way_out() -> None:
    """C13: exits in view."""
    way_out = shipped().texts.wording.endpoints["known-way-out"]

    watchful, calm = weeks_of("hypervigilant"), weeks_of("fit_and_well")

    assert {session.endpoint for session in sessions_of(watchful)} == {way_out}
    assert way_out not in {session.endpoint for session in sessions_of(calm)}


@pytest.mark.parametrize("outdoor_safety", ["unsure", "unsafe"])
def test_where_outside_is_uneasy_sessions_are_placed_indoors(outdoor_safety: str) -> None:
    """C13: nature only where it is felt to be at ease."""
    weeks = weeks_of("fit_and_well", {**NO_FONDNESS, "outdoor_safety": outdoor_safety})

    settings = {session.setting for session in sessions_of(weeks)}

    assert settings & {"quiet_street", "park_or_nature"} == set()


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("hypervigilance", "severe"),
        ("panic", "current"),
        ("exertion_reaction", "alarmed"),
        ("dissociation", "sometimes"),
        ("dissociation", "often"),
        ("injuries", ["knee"]),
        ("recent_illness", "cold_no_fever"),
        ("energy", "depleted"),
        ("movement_feels_unsafe", "yes"),
    ],
    ids=str,
)
def test_showing_up_without_the_wish_is_said_to_the_reluctant_only(fact: str, answer: Given) -> None:
    """C14: alarm, drifting away, pain, illness and empty reserves always win, and so does a plain no."""
    reluctant = given("fit_and_well", {"motivation": "low"})
    hindered = given("fit_and_well", {"motivation": "low", fact: answer})

    assert is_told(reluctant, "showing-up")
    assert not is_told(hindered, "showing-up")
    assert "“no”" in shipped().texts.wording.notes["showing-up"]


CLOSED_BY: Answers = {
    "hypervigilance": "moderate", "arousal_state": "switching", "startle": "freezes",
    "exertion_reaction": "uneasy", "settling_time": "some_hours", "dissociation": "sometimes",
    "panic": "current", "heart_rate_fear": "some", "movement_feels_unsafe": "unsure",
    "sleep_quality": "poor", "sleep_hours": 4, "energy": "low", "stress": "high",
    "overreach_signs": ["worse_mood"], "recent_illness": "cold_no_fever",
    "breathing": "more_effort_than_usual", "known_disease": ["kidney"], "other_conditions": ["lung"],
    "pregnancy": "pregnant", "medications": ["rate_limiting"], "eating_and_exercise": ["under_eating"],
    "activity_minutes": 120, "activity_months": "under_3", "injuries": "declined", "not_ok": "declined",
}  # fmt: skip


@pytest.mark.parametrize("fact", CLOSED_BY)
def test_one_closed_gate_keeps_hard_effort_out(fact: str) -> None:
    """C15: vigorous only where every gate is open, whatever is liked."""
    weeks = weeks_of("fit_and_well", {fact: CLOSED_BY[fact]}, weeks=12)

    assert {week.ceiling for week in weeks} <= {"light", "moderate"}


def test_with_every_gate_open_hard_effort_comes_once_or_twice_a_week_and_two_days_apart() -> None:
    """C15: useful with recovery around it. C18: never more than two, and never on days running."""
    weeks = weeks_of("fit_and_well", {"days_available": 7}, weeks=26)

    hard = [[7 * week.number + day for day in of_effort(week, "vigorous")] for week in weeks]

    days = [day for week in hard for day in week]
    assert {len(week) for week in hard[4:]} == {0, 1, 2}
    assert min(later - earlier for earlier, later in pairwise(days)) >= 2


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("fit_and_well", {**LITTLE, "likes": []}),
        ("fit_and_well", {**LITTLE, "likes": ["running"]}),
        ("fit_and_well", {"injuries": ["knee"]}),
        ("panic", {"likes": ["running"], "dislikes": [], "injuries": []}),
        ("hypervigilant", {"likes": ["running"]}),
    ],
    ids=["inactive", "inactive, fond of it", "injured", "panicking, fond of it", "watchful, fond of it"],
)
def test_running_is_a_choice_and_for_some_a_later_one(name: str, answers: Answers) -> None:
    """C16: walking and slow movement first; running is nobody's default."""
    fond = weeks_of("fit_and_well", {"likes": ["running"]})
    without = weeks_of("fit_and_well", NO_FONDNESS)
    careful = weeks_of(name, answers)

    assert "running" in {session.activity for session in fond[0].sessions}
    assert RUNS & {session.activity for session in without[0].sessions} == set()
    assert RUNS & {session.activity for session in sessions_of(careful[:4])} == set()


def test_nothing_is_boosted_and_nobody_is_kept_from_falling_ill() -> None:
    """C17: balance, for those who hope for better defences too."""
    boosted = r"\bboost|supercharg|\bstrong(er)? immun|strengthen\w* (your|the) immun|protects? (you|against)"

    assert saying("A walk boosts your immune system.", boosted, "no-boost") == []
    assert is_told(given("fit_and_well", {"goals": ["immune_health"]}), "defences-in-balance")
    assert "Falling ill now and then belongs to life" in shipped().texts.wording.notes["defences-in-balance"]


@pytest.mark.parametrize(("days", "sessions", "free"), [(7, {5, 6}, 1), (2, {2}, 5)])
def test_most_days_are_easy_and_one_at_least_is_free(days: int, sessions: set[int], free: int) -> None:
    """C18: on most days for who has them, hard on two at most, and one free day for everybody."""
    weeks = weeks_of("fit_and_well", {"days_available": days}, weeks=26)

    assert {len(week.sessions) for week in weeks} == sessions
    assert min(len(week.rest_days) for week in weeks) == free
    assert all(2 * len(of_effort(week, "vigorous")) <= len(week.sessions) for week in weeks)


@pytest.mark.parametrize(
    ("answers", "times", "hard_times"),
    [
        ({"preferred_time": "evening"}, {"evening"}, {"evening"}),
        ({"preferred_time": "evening", "anxiety": "moderate"}, {"evening"}, {"afternoon"}),
        ({"preferred_time": "evening", "sleep_quality": "mixed"}, {"afternoon"}, {"afternoon"}),
        ({"preferred_time": "morning", "sleep_quality": "poor"}, {"afternoon"}, set()),
        ({"preferred_time": "morning", "sleep_hours": 5}, {"afternoon"}, set()),
    ],
    ids=["good sleep", "worry", "mixed sleep", "poor sleep", "short nights"],
)
def test_hard_effort_keeps_clear_of_the_night_and_no_sleep_is_given_for_a_session(
    answers: Answers, times: set[str], hard_times: set[str]
) -> None:
    """C19: by day where sleep could be better, no early alarm where nights are short."""
    sessions = sessions_of(weeks_of("fit_and_well", answers))

    hard = {session.time_of_day for session in sessions if session.intensity == "vigorous"}
    others = {session.time_of_day for session in sessions if session.intensity != "vigorous"}

    assert (others, hard) == (times, hard_times)
    short = answers["preferred_time"] == "morning"
    assert is_told(given("fit_and_well", answers), "sleep-comes-first") == short


def test_who_sleeps_well_and_trains_hard_late_reads_that_it_ends_well_before_bed() -> None:
    """C19: vigorous effort ends hours before bed; an evening is long."""
    told = [note.text for note in given("fit_and_well", {"preferred_time": "evening"}).notes]

    assert re.search(r"before (going to )?(bed|sleep)", " ".join(told))


def test_the_cap_in_trauma_is_where_it_starts_and_its_price_is_written_down() -> None:
    """C20: more effort may do more for mood; the cap has a way out, and a clinician may lift it."""
    watchful, low = (given(name, {"low_mood": "moderate"}) for name in ("hypervigilant", "fit_and_well"))
    aside = [{"set_aside": rule, "reason": "supervised"} for rule in ("low-effort-first", "small-steps")]
    lifted = recommender().recommend(answers_of("hypervigilant"), role="clinician", adjustments=aside)
    assert watchful.programme is not None
    assert low.programme is not None
    assert lifted.programme is not None

    efforts = [result.weeks[0].ceiling for result in (watchful.programme, low.programme, lifted.programme)]
    gates = [(str(gate.to), bool(gate.needs)) for gate in watchful.programme.gates]
    sources = {source for firing in watchful.fired for source in firing.rule.sources}
    pulled = {(tension.about, tension.won, tension.lost) for tension in watchful.tensions}

    assert efforts == ["light", "moderate", "moderate"]
    assert ("intensity", "low-effort-first", "half-hours-on-most-days") in pulled
    assert "exercise-depression-2024" in sources
    assert gates == [("moderate", True), ("vigorous", True)]
    assert low.programme.gates == ()
    assert list(lifted.adjustments) == aside


# The two sides of the window, and between them

CALM: Answers = {**SOME, **NO_FONDNESS, "body_attention": "neutral"}
STATES: dict[str, Answers] = {
    "settled": {},
    "on edge": {"arousal_state": "on_edge"},
    "shut down": {"arousal_state": "shut_down"},
    "switching": {"arousal_state": "switching"},
    "both at once": {"hypervigilance": "severe", "dissociation": "often"},
    "unsure": {"arousal_state": "unknown"},
}
BETWEEN = ("switching", "both at once", "unsure")
LYING_STILL = {"lying_down", "floor", "eyes_closed"}


def in_state(state: str) -> tuple[Week, ...]:
    return weeks_of("fit_and_well", {**CALM, **STATES[state]})


@pytest.mark.parametrize(
    ("state", "opening", "attention", "endpoint"),
    [
        ("on edge", "slow-start", "things around you", "known-way-out"),
        *((state, "orient", "where you touch something", "near") for state in ("shut down", *BETWEEN)),
    ],
)
def test_each_side_begins_attends_and_ends_in_its_own_way(
    state: str, opening: str, attention: str, endpoint: str
) -> None:
    """A long slow start on edge; orientation and contact for the far away, and where it is mixed or open."""
    wording, first = shipped().texts.wording, in_state(state)[0].sessions[0]

    assert first.opening == wording.openings[opening]
    assert attention in first.awareness.text
    assert first.awareness.level <= 1
    assert first.endpoint == wording.endpoints[endpoint]


@pytest.mark.parametrize(
    ("state", "minutes", "sessions"),
    [
        ("on edge", range(10, 26), range(4, 6)),
        ("shut down", range(5, 13), range(4, 7)),
        *((state, range(5, 11), range(3, 7)) for state in BETWEEN),
    ],
)
def test_each_side_has_its_own_dose_and_more_effort_waits_for_a_check_in(
    state: str, minutes: range, sessions: range
) -> None:
    """Moderate on edge, short and often far away, the shortest in between; and the same cap for all."""
    weeks = in_state(state)

    assert {session.minutes for session in weeks[0].sessions} <= set(minutes)
    assert len(weeks[0].sessions) in sessions
    assert {week.ceiling for week in weeks[:2]} == {"light"}
    assert {week.provisional for week in weeks if week.ceiling == "moderate"} == {True}


def test_the_end_of_a_session_is_longer_for_somebody_on_edge() -> None:
    first, calm = (in_state(state)[0].sessions[0] for state in ("on edge", "settled"))

    assert first.minutes == calm.minutes
    assert first.cool_down_minutes > calm.cool_down_minutes


def test_somebody_on_edge_is_offered_slow_rhythm_without_clock_crowd_or_noise() -> None:
    offered = [shipped().activities[name] for s in sessions_of(in_state("on edge")[:2]) for name in s.options]

    assert {a.tempo for a in offered if a.kind == "aerobic"} == {"slow"}
    assert {a.rhythmic for a in offered if a.kind == "aerobic"} == {True}
    assert [a.name for a in offered if {"timed", "crowds", "loud_sound", "watched"} & set(a.involves)] == []


@pytest.mark.parametrize("state", ["shut down", "both at once"])
def test_somebody_far_away_is_offered_what_wakes_and_nothing_that_lies_still(state: str) -> None:
    """Not even where yoga is liked and settling is what is hoped for."""
    fond: Answers = {**CALM, **STATES[state], "likes": ["yoga"], "goals": ["settle"]}

    sessions = sessions_of(weeks_of("fit_and_well", fond, weeks=26))
    offered = [shipped().activities[name] for session in sessions for name in session.options]

    assert "mindful" not in {session.kind for session in sessions}
    assert [a.name for a in offered if LYING_STILL & set(a.involves)] == []
    assert [a.name for a in offered if not a.rhythmic and a.kind == "aerobic"] == []


@pytest.mark.parametrize("state", STATES)
def test_how_today_is_decides_before_each_session(state: str) -> None:
    """A version for either side is always there; where it changes or is open, the question is put first."""
    result = given("fit_and_well", {**CALM, **STATES[state]})
    assert result.programme is not None

    versions = {version.state: version.activity for version in result.programme.today}

    assert versions["on_edge"] != versions["shut_down"]
    assert is_told(result, "how-is-today") == (state in BETWEEN)


# The ladder of attention


@pytest.mark.parametrize(
    ("answers", "highest"),
    [
        ({"body_attention": "too_much"}, 0),
        ({"body_attention": "declined"}, 0),
        ({"body_attention": "uneasy"}, 1),
        ({"body_attention": "numb"}, 1),
        ({"panic": "current"}, 1),
        ({"dissociation": "often"}, 1),
        ({"body_attention": "neutral"}, 2),
        ({"arousal_state": "on_edge"}, 2),
        ({}, 3),
        ({"breath_cue": "declined"}, 3),
        ({"breath_cue": "yes", "body_attention": "neutral"}, 2),
        ({"breath_cue": "yes", "panic": "current"}, 1),
        ({"breath_cue": "yes"}, 4),
    ],
    ids=str,
)
def test_attention_goes_no_further_inwards_than_is_comfortable(answers: Answers, highest: int) -> None:
    """From 0, the surroundings, to 4, the breath: that one only if asked for, and not in the first month."""
    levels = [
        {session.awareness.level for session in week.sessions}
        for week in weeks_of("fit_and_well", answers, weeks=26)
    ]

    assert set.union(*levels) <= set(range(highest + 1))
    assert max(levels[-1]) == highest
    assert max(set.union(*levels[:4])) <= min(highest, 3)
