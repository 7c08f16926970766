"""What is looked at before a programme, what no page may say, and where a programme then begins and grows.

Known disease and symptoms follow the table of ACSM (2015), in the reading of the contract: active is ninety
minutes a week or more for three months or more. A question about safety that was left open is never a "no".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from people import recommender, shipped
from test_clinical import (
    LITTLE,
    SOME,
    Answers,
    answers_of,
    given,
    is_told,
    longest,
    of_effort,
    sessions_of,
    weeks_of,
)

from recommender.explanation import as_text as explained
from recommender.explanation import why, why_not
from recommender.export.text import as_text
from recommender.model.programme import LightMovement, Referral
from recommender.model.recommendation import Json, Recommendation

FAMILY = ("fit_and_well", "hypervigilant", "panic", "low_mood", "shut_down")
NOT_ACTIVE: Answers = {"activity_minutes": 89, "activity_level": "some"}
RECENT: Answers = {"activity_months": "under_3"}
HEART: Answers = {"known_disease": ["heart_or_circulation"]}
SYMPTOMS: Answers = {"red_flags": ["unusual_breathlessness"], "red_flag_timing": "on_effort"}
FEVER: Answers = {"recent_illness": "fever_or_flu_like"}


def urgency(result: Recommendation) -> str:
    """How urgently somebody is referred, or the outcome where nobody is."""
    return str(result.result.urgency) if isinstance(result.result, Referral) else result.outcome


def efforts(result: Recommendation) -> set[str]:
    assert result.programme is not None
    return {str(week.ceiling) for week in result.programme.weeks}


# Known disease and symptoms


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (NOT_ACTIVE, "programme"),
        ({**NOT_ACTIVE, **HEART}, "before_starting"),
        ({**NOT_ACTIVE, **SYMPTOMS}, "prompt"),
        ({**NOT_ACTIVE, **HEART, **SYMPTOMS}, "prompt"),
        ({}, "programme"),
        (HEART, "programme"),
        (SYMPTOMS, "prompt"),
        ({**HEART, **SYMPTOMS}, "prompt"),
        ({**HEART, **RECENT}, "before_starting"),
        ({**HEART, "activity_minutes": "unknown"}, "before_starting"),
        ({**HEART, "activity_minutes": 90, "activity_level": "some"}, "programme"),
    ],
    ids=[
        "inactive", "inactive, disease", "inactive, symptoms", "inactive, both", "active", "active, disease",
        "active, symptoms", "active, both", "active for weeks only", "activity unknown", "just active enough",
    ],
)  # fmt: skip
def test_the_six_rows_of_the_table_decide_who_starts(answers: Answers, outcome: str) -> None:
    assert urgency(given("fit_and_well", answers)) == outcome


def test_without_a_disease_effort_may_rise_and_with_one_it_stays_moderate_until_cleared() -> None:
    """Rows one, four and five."""
    inactive, active = given("fit_and_well", NOT_ACTIVE, weeks=26), given("fit_and_well", weeks=26)
    ill, cleared = (
        given("fit_and_well", {**HEART, "medical_clearance": named}, weeks=26, role="clinician")
        for named in ("none", "any")
    )

    assert efforts(inactive) <= {"light", "moderate"}
    assert efforts(active) == {"moderate", "vigorous"}
    assert efforts(ill) == {"moderate"}
    assert efforts(cleared) == {"moderate", "vigorous"}


@pytest.mark.parametrize(
    ("clearance", "told", "outcome"),
    [
        ("unknown", "light", {"light"}),
        ("unknown", "moderate", {"light", "moderate"}),
        ("light", "moderate", {"light"}),
        ("moderate", "light", {"light", "moderate"}),
        ("any", "not_asked", {"light", "moderate"}),
        ("none", "moderate", "before_starting"),
        ("unknown", "not_asked", "before_starting"),
        ("unknown", "declined", "before_starting"),
    ],
)
def test_the_effort_that_a_clinician_named_opens_a_programme_and_bounds_it(
    clearance: str, told: str, outcome: str | set[str]
) -> None:
    """What the clinician recorded counts before what the person reports."""
    answers: Answers = {**LITTLE, **HEART, "medical_clearance": clearance, "clinician_said": told}

    result = given("fit_and_well", answers, weeks=12, role="clinician")

    assert (efforts(result) if result.programme else urgency(result)) == outcome


@pytest.mark.parametrize("missing", ["unknown", "declined", "never asked"])
@pytest.mark.parametrize("fact", ["known_disease", "red_flags"])
@pytest.mark.parametrize("active", [True, False])
def test_an_open_question_about_disease_or_symptoms_leaves_light_movement_at_ones_own_comfort(
    fact: str, missing: str, *, active: bool
) -> None:
    answers = {**answers_of("fit_and_well"), **({} if active else NOT_ACTIVE), fact: missing}

    result = recommender().recommend(
        {name: answer for name, answer in answers.items() if answer != "never asked"}
    )

    assert isinstance(result.result, LightMovement)
    assert len(result.result.options) >= 2
    assert (fact in result.asks) == (missing != "declined")


@pytest.mark.parametrize("flag", shipped().vocabulary["red_flags"].answers)
def test_every_warning_sign_stops_and_at_rest_or_open_it_is_an_emergency(flag: str) -> None:
    times = ("past", "on_effort", "at_rest_or_now", "unknown", "declined")

    results = [given("fit_and_well", {"red_flags": [flag], "red_flag_timing": time}) for time in times]

    assert [urgency(result) for result in results] == ["prompt"] * 2 + ["emergency"] * 3


# What stops, and what comes first

STOPS: dict[str, tuple[Answers, str]] = {
    "thoughts of ending one’s life, or danger": ({"crisis": "yes"}, "crisis"),
    "complications in pregnancy": ({"pregnancy": "complications"}, "prompt"),
    "breathing a week after a fever": (
        {**FEVER, "days_symptom_free": 7, "breathing": "more_effort_than_usual"}, "prompt",
    ),
    "breathing with a cold": (
        {"recent_illness": "cold_no_fever", "days_symptom_free": 0, "breathing": "more_effort_than_usual"},
        "prompt",
    ),
    "an injury that takes no load": ({"injuries": ["new_injury_cannot_bear_weight"]}, "prompt"),
    "a very sped-up or unreal time": ({"mania_or_psychosis_recent": "yes"}, "prompt"),
    "rapid loss of weight": ({"eating_and_exercise": ["rapid_weight_loss"]}, "prompt"),
    "two signs of strain around eating": (
        {"eating_and_exercise": ["under_eating", "distress_when_resting"]}, "prompt",
    ),
    "strain around eating, and fainting": (
        {"eating_and_exercise": ["under_eating"], "red_flags": ["fainting"]}, "emergency",
    ),
    "under eighteen": ({"age_band": "under_18"}, "before_starting"),
    "a known disease and little activity": ({**LITTLE, **HEART}, "before_starting"),
    "recent surgery": ({"other_conditions": ["recent_surgery"]}, "before_starting"),
    "frequent falls": ({"other_conditions": ["frequent_falls"]}, "before_starting"),
    "worse for days after effort": ({"post_exertional_worsening": "yes"}, "before_starting"),
    "a sugar-lowering medicine and no known disease": (
        {"medications": ["insulin_or_sulphonylurea"]}, "before_starting",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", STOPS)
def test_what_stops_leaves_neither_a_plan_nor_a_part_of_one(what: str) -> None:
    answers, expected = STOPS[what]

    result = given("fit_and_well", answers)

    assert urgency(result) == expected
    assert isinstance(result.result, Referral)
    assert all((result.result.reasons, result.result.meanwhile, result.result.bring, result.contacts))


@pytest.mark.parametrize("days", [0, 6, "unknown", "declined"])
def test_until_a_week_after_a_fever_there_are_no_doses(days: int | str) -> None:
    feverish = given("fit_and_well", {**FEVER, "days_symptom_free": days})
    breathless = given(
        "fit_and_well", {**FEVER, "days_symptom_free": days, "breathing": "more_effort_than_usual"}
    )

    assert (feverish.outcome, breathless.outcome) == ("limited", "limited")
    assert given("fit_and_well", {**FEVER, "days_symptom_free": 7}).outcome == "programme"
    assert "doctor" in " ".join(note.text for note in breathless.notes)


def test_in_a_crisis_the_contacts_stand_before_all_else() -> None:
    result = given("fit_and_well", {"crisis": "yes"})

    assert as_text(result, shipped()).startswith(shipped().texts.outcomes("headings", "contacts"))
    assert result.contacts[0].for_ == "crisis"


STOP_SIGNALS = (
    "chest", "faint", "out of breath", "uneven beat", "headache", "one side", "calf", "emergency number",
    "memory", "numb", "piece of time", "panic coming up", "ten minutes", "name five things",
    "contact someone you trust",
)  # fmt: skip
STEPS_BACK = ("two sessions in a row", "settling afterwards", "for over a week", "lose a piece of time")


@pytest.mark.parametrize(
    ("name", "answers"),
    [*((name, {}) for name in FAMILY), ("fit_and_well", {"red_flags": "declined"}), ("panic", {**FEVER})],
)
def test_when_to_stop_stands_on_everything_that_can_be_done(name: str, answers: Answers) -> None:
    result = given(name, answers)
    assert not isinstance(result.result, Referral)

    signals = " ".join(result.result.stop_signals).lower()
    page = " ".join(as_text(result, shipped()).lower().split())

    assert [sign for sign in STOP_SIGNALS if sign not in signals] == []
    assert [signal for signal in result.result.stop_signals if signal.lower() not in page] == []
    if result.programme:
        assert "smallest version" in result.programme.if_overwhelmed
        assert [step for step in STEPS_BACK if step not in " ".join(result.programme.step_back)] == []


# Words

OF_THE_HEART = re.compile(r"\b(heart\w*|puls\w*|hrv|beats?|beating|bpm)\b", re.IGNORECASE)
RATE_LIMITING: Answers = {"medications": ["rate_limiting"]}
WITH_A_MEDICINE: dict[str, tuple[str, Answers]] = {
    "fit": ("fit_and_well", {}),
    "afraid of a fast heart, and much else": (
        "panic", {
            **HEART, "activity_minutes": 100, "heart_rate_fear": "strong", "exertion_reaction": "fine",
            "hrv": "below_usual", "overreach_signs": ["rising_resting_heart_rate", "worse_mood"],
            "breath_cue": "yes", "performance_pressure": "high",
        },
    ),
    "far away, much left open": (
        "shut_down", {
            "arousal_state": "unknown", "dissociation": "declined", "stillness": "declined",
            "body_attention": "declined",
        },
    ),
    "without doses": ("low_mood", {"red_flags": "declined"}),
    "referred": ("fit_and_well", {"injuries": ["new_injury_cannot_bear_weight"]}),
}  # fmt: skip


def texts_in(value: Json) -> Iterator[str]:
    """Every text of the JSON, apart from the signals to stop, as one of them is an uneven beat."""
    if isinstance(value, str):
        yield from [value] if " " in value else []
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from () if key in ("stop_signals", "concluded") else texts_in(item)


def page_of(result: Recommendation) -> str:
    """The page in one line, without the signals to stop."""
    page = " ".join(as_text(result, shipped()).split())
    for signal in () if isinstance(result.result, Referral) else result.result.stop_signals:
        page = page.replace(signal, "")
    return page


@pytest.mark.parametrize("who", WITH_A_MEDICINE)
def test_with_a_medicine_that_slows_the_heart_no_page_and_no_text_speaks_of_it(who: str) -> None:
    name, answers = WITH_A_MEDICINE[who]

    result = given(name, {**answers, **RATE_LIMITING}, weeks=12)

    assert [text for text in texts_in(result.as_dict()) if OF_THE_HEART.search(text)] == []
    assert OF_THE_HEART.findall(page_of(result)) == []


@pytest.mark.parametrize("who", WITH_A_MEDICINE)
def test_with_a_medicine_that_slows_the_heart_no_explanation_speaks_of_it(who: str) -> None:
    """A rule is asked for by its id, which may hold such a word; what is said about it may not."""
    name, answers = WITH_A_MEDICINE[who]
    result = given(name, {**answers, **RATE_LIMITING})
    ids = sorted((rule.id for rule in shipped().rules), key=len, reverse=True)

    spoken = []
    for part in (*ids, *shipped().activities, "intensity", "minutes", "sessions", "week 1"):
        for ask in (why, why_not):
            page = explained(ask(result, shipped(), part), result, shipped())
            spoken += [(part, line) for line in page.splitlines() if OF_THE_HEART.search(without(line, ids))]

    assert spoken == []


def without(line: str, ids: list[str]) -> str:
    for name in ids if OF_THE_HEART.search(line) else ():
        line = line.replace(name, "")
    return line


MAY_NOT_SAY = {
    "You have PTSD.": r"\byou (have|suffer from) (an? )?(ptsd|depression|\w+ disorder|heart disease)",
    "Your trauma shows.": r"\byour (trauma|ptsd|depression|disorder|symptoms)\b|traumati[sz]ed",
    "It is safe.": r"\b(safe|safely|cleared|low[- ]risk|fit for exercise|fit enough)\b",
    "Your risk is high.": r"\brisk\b[^.]{0,15}\b(is|score|high|low|level)\b|\bscore of\b",
    "Walking treats anxiety.": r"\b(cures?|heals?|prevents?|(?<!who |ody )treats|(?<!not )replaces?)\b",
    "You may need less medication.": r"\b(less|fewer|lower|reduce)\b[^.]{0,15}\b(medic\w+|dose|therapy)\b",
    "That is only anxiety.": r"\b(just|only|merely) (anxiety|panic|stress|nerves)\b",
    "Aim at 120 beats per minute.": r"\bbpm\b|\b(a|per) minute\b|target (heart )?rate|\d ?% of (your )?max",
    "Pain is normal, push through.": r"\b(pain|distress|panic)\b[^.]{0,20}\bnormal\b|\bpush\w* through",
    "You will feel calm.": r"\byou (will|are going to|are sure to) |guarantee",
    "After 20 minutes you feel calm.": r"\bafter \w+ (minutes|weeks)[^.]{0,10}\byou (feel|sleep|are)\b",
    "You missed a day of your streak.": r"\bstreak|\byou (missed|failed|gave up|fell behind)\b",
    "It sounds as if you were hurt.": r"sounds (as if|like|as though)|you were (hurt|abused|attacked)",
    "You burn calories and lose weight.": r"calori|\bkcal|\b(lose|losing|your) weight\b|\bbmi\b|body shape",
}
VARIED: dict[str, tuple[str, Answers]] = {
    **{name: (name, {}) for name in FAMILY},
    "with warning signs": ("red_flag", {}),
    "in a crisis": ("low_mood", {"crisis": "yes"}),
    "much left open": ("hypervigilant", {"red_flags": "declined", "hypervigilance": "declined"}),
    "strain around eating": ("fit_and_well", {"eating_and_exercise": ["exercising_to_compensate"]}),
    "pregnant": ("fit_and_well", {"pregnancy": "pregnant", "energy": "low"}),
    "older": ("low_mood", {"age_band": "65_or_over", "other_conditions": ["osteoporosis"]}),
    "on insulin": ("shut_down", {"known_disease": ["diabetes_or_metabolic"], "clinician_said": "light",
                                 "medications": ["insulin_or_sulphonylurea", "sedating"]}),
    "between states": ("panic", {"arousal_state": "switching", "movement_feels_unsafe": "yes"}),
}  # fmt: skip


@pytest.mark.parametrize("who", VARIED)
def test_a_self_assessment_neither_judges_nor_promises(who: str) -> None:
    name, answers = VARIED[who]
    result = given(name, answers)

    said = [*texts_in(result.as_dict()), page_of(result)]

    for example, pattern in MAY_NOT_SAY.items():
        assert re.search(pattern, example, re.IGNORECASE)
        assert [text for text in said if re.search(pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("who", VARIED)
def test_it_says_why_what_is_not_known_the_smallest_step_and_whom_to_talk_to(who: str) -> None:
    name, answers = VARIED[who]
    result = given(name, answers)
    open_ones = [fact for fact, answer in answers.items() if answer == "declined"]

    assert all(firing.because for firing in result.fired)
    assert result.contacts
    assert set(open_ones) <= set(result.left_out)
    if result.programme:
        assert all(session.minimum for session in sessions_of(result.programme.weeks))


# Where a programme starts

DEPLETED: Answers = {"energy": "depleted", "sleep_quality": "poor"}
AFTER_A_FEVER: Answers = {**FEVER, "days_symptom_free": 8}


class Start(NamedTuple):
    """A row of the table: somebody, and from what to what their first week may reach."""

    name: str
    answers: Answers
    minutes: tuple[int, int]
    sessions: tuple[int, int]
    strength: tuple[int, int]
    ceilings: set[str]


LIGHT, EASY, TALKING = {"light"}, {"light", "moderate"}, {"moderate"}
SHUT_DOWN_MOVING: Answers = {**SOME, "activity_pattern": "steady"}
POOR_SLEEP: Answers = {"sleep_quality": "poor"}
STARTS = {
    "starting takes a lot": Start("low_mood", {}, (5, 10), (3, 3), (0, 1), LIGHT),
    # Shut down and hardly moving: of two rows, the one with fewer sessions counts.
    "shut down": Start("shut_down", {}, (5, 12), (3, 6), (1, 1), LIGHT),
    "shut down, some activity": Start("shut_down", SHUT_DOWN_MOVING, (5, 12), (4, 6), (1, 1), LIGHT),
    "inactive": Start("fit_and_well", LITTLE, (10, 15), (3, 5), (1, 1), EASY),
    "depleted": Start("fit_and_well", DEPLETED, (10, 20), (3, 3), (0, 1), LIGHT),
    # Half of the present amount, for somebody who is active.
    "poor sleep": Start("fit_and_well", POOR_SLEEP, (10, 30), (3, 4), (0, 1), LIGHT),
    "some activity": Start("fit_and_well", SOME, (15, 25), (4, 4), (1, 2), TALKING),
    "on the lookout, active": Start("hypervigilant", {}, (15, 25), (4, 5), (1, 2), LIGHT),
    "plenty of movement": Start("fit_and_well", {}, (20, 60), (3, 6), (2, 3), TALKING),
    "after a fever": Start("fit_and_well", AFTER_A_FEVER, (5, 10), (3, 5), (0, 0), LIGHT),
}


@pytest.mark.parametrize("row", STARTS)
def test_the_first_week_is_as_the_table_of_starts_has_it(row: str) -> None:
    start = STARTS[row]

    first = weeks_of(start.name, start.answers)[0]

    lengths = [session.minutes for session in first.sessions]
    strength = sum(session.kind == "strength" for session in first.sessions)
    assert start.minutes[0] <= min(lengths) <= max(lengths) <= start.minutes[1]
    assert start.sessions[0] <= len(lengths) <= start.sessions[1]
    assert start.strength[0] <= strength <= start.strength[1]
    assert str(first.ceiling) in start.ceilings


@pytest.mark.parametrize("minutes", [150, 200, 300])
def test_who_moves_plenty_begins_at_nine_tenths_of_it_or_a_little_more(minutes: int) -> None:
    first = weeks_of("fit_and_well", {"activity_minutes": minutes})[0]

    assert 0.9 * minutes <= first.minutes <= minutes


def test_with_reserves_used_up_no_more_than_half_of_what_was_done_is_left() -> None:
    assert weeks_of("fit_and_well", {"activity_minutes": 200, **DEPLETED})[0].minutes <= 100


def test_after_a_cold_the_first_week_is_light_and_about_half() -> None:
    usual = weeks_of("fit_and_well")[0]
    first = weeks_of("fit_and_well", {"recent_illness": "cold_no_fever", "days_symptom_free": 1})[0]

    assert first.ceiling == "light"
    assert first.minutes <= usual.minutes / 2


def test_after_hardly_any_movement_a_few_minutes_at_a_time_are_there_beside_the_sessions() -> None:
    programme = given("fit_and_well", {**LITTLE, "activity_minutes": 0, "activity_level": "none"}).programme
    assert programme is not None

    assert 5 <= longest(programme.weeks[0]) <= 10
    assert "walking" in {moment.activity for moment in programme.any_time if moment.minutes == 5}


# How it grows


@pytest.mark.parametrize(
    "answers", [LITTLE, SOME, {**SOME, "arousal_state": "on_edge"}], ids=["inactive", "some", "on edge"]
)
def test_first_the_number_of_sessions_grows_then_their_length_then_the_effort(answers: Answers) -> None:
    """One of them in a week; and effort not before the third."""
    weeks = weeks_of("fit_and_well", answers)

    more = next(week.number for week in weeks if len(week.sessions) > len(weeks[0].sessions))
    longer = next(week.number for week in weeks if longest(week) > longest(weeks[0]))
    moderate = [len(of_effort(week, "moderate")) for week in weeks]
    harder = 1 + next(place for place, days in enumerate(moderate) if days > moderate[0])

    assert more < longer < harder
    assert harder >= 3


def test_vigorous_effort_waits_a_month_and_in_trauma_three() -> None:
    """For the one with every gate open; for the other at a check-in, and not while it is severe."""
    people: list[tuple[str, Answers]] = [
        ("fit_and_well", {}),
        ("hypervigilant", {"hypervigilance": "moderate"}),
        ("hypervigilant", {}),
    ]

    hard = [[w for w in weeks_of(*person, weeks=26) if w.ceiling == "vigorous"] for person in people]

    assert [weeks[0].number if weeks else None for weeks in hard] == [5, 13, None]
    assert {week.provisional for week in hard[1]} == {True}


@pytest.mark.parametrize("days", [2, 3, 4, 5, 6])
def test_a_fifth_of_the_week_at_most_is_hard(days: int) -> None:
    """About half of a vigorous session stays easy."""
    for week in weeks_of("fit_and_well", {"days_available": days}, weeks=26):
        hard = sum(session.minutes for session in week.sessions if session.intensity == "vigorous") / 2
        assert hard <= 0.2 * week.minutes


@pytest.mark.parametrize("name", FAMILY)
def test_every_fourth_week_is_a_fifth_to_two_fifths_lighter(name: str) -> None:
    weeks = weeks_of(name, weeks=12)

    kept = [weeks[number].minutes / weeks[number - 1].minutes for number in (3, 7, 11)]

    assert all(0.6 <= part <= 0.8 for part in kept)
    assert [week.number for week in weeks if week.easier] == [4, 8, 12]


# Sleep and the time of day


def test_gentle_movement_keeps_the_evening_that_hard_effort_leaves() -> None:
    sessions = sessions_of(weeks_of("fit_and_well", {"preferred_time": "evening", "anxiety": "moderate"}))

    assert {session.time_of_day for session in sessions if session.intensity == "light"} == {"evening"}
    assert "evening" not in {s.time_of_day for s in sessions if s.intensity == "vigorous"}


@pytest.mark.parametrize(
    ("shift", "times", "hard_times"),
    [
        ("rotating", {"any"}, {"any"}),
        ("fixed_nights", {"morning"}, {"afternoon"}),
        ("no", {"morning"}, {"morning"}),
    ],
)
def test_with_shifts_sessions_follow_waking_and_not_the_clock(
    shift: str, times: set[str], hard_times: set[str]
) -> None:
    """After a night shift the morning is the evening: nothing hard then, and the early hours are no loss."""
    result = given("fit_and_well", {"shift_work": shift, "preferred_time": "morning"})
    assert result.programme is not None
    sessions = sessions_of(result.programme.weeks)

    assert {s.time_of_day for s in sessions if s.intensity == "light"} == times
    assert {s.time_of_day for s in sessions if s.intensity == "vigorous"} == hard_times
    assert is_told(result, "around-waking") == (shift != "no")


def test_after_a_night_under_five_hours_the_smallest_version_is_enough() -> None:
    result = given("fit_and_well", {"sleep_hours": 4})
    assert result.programme is not None

    assert {week.ceiling for week in result.programme.weeks} <= {"light", "moderate"}
    assert is_told(result, "sleep-comes-first")
    assert "smallest" in next(t.text for t in result.programme.today if t.state == "depleted")


# Getting about otherwise

LEGS = re.compile(r"\b(stand(ing)?|steps|on one leg|walk(ing)?)\b")
SEATED = re.compile(r"\b(seat(ed)?|sit(ting)?|chair)\b")


@pytest.mark.parametrize("mobility", ["wheelchair", "walks_with_aid", "stands_briefly"])
@pytest.mark.parametrize("name", FAMILY)
def test_whoever_gets_about_otherwise_receives_a_whole_programme(name: str, mobility: str) -> None:
    walking, weeks = weeks_of(name), weeks_of(name, {"mobility": mobility})

    assert all(week.minutes >= usual.minutes for week, usual in zip(weeks, walking, strict=True))
    assert min(len(session.options) for session in sessions_of(weeks)) >= 2
    assert [str(week.ceiling) for week in weeks] == [str(week.ceiling) for week in walking]
    assert any(of_effort(week, "moderate") for week in weeks)
    assert any(of_effort(w, "vigorous") for w in weeks) == any(of_effort(w, "vigorous") for w in walking)


@pytest.mark.parametrize("name", FAMILY)
def test_nothing_offered_to_a_wheelchair_user_is_described_as_done_on_the_feet(name: str) -> None:
    programme = given(name, {"mobility": "wheelchair"}).programme
    assert programme is not None
    offered = {option for session in sessions_of(programme.weeks) for option in session.options}
    offered |= {version.activity for version in programme.today} | {m.activity for m in programme.any_time}

    ways = [shipped().activities[option].how for option in sorted(offered)]

    assert [how for how in ways if LEGS.search(how) and not SEATED.search(how)] == []
