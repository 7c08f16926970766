"""The ten invariants that hold for any person, over people as one meets them."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from people import LEGAL_EVERYWHERE, Person, recommender, shipped
from promises import (
    growth_from_week_to_week_is_bounded,
    growth_over_two_weeks_is_bounded,
    growth_stays_within_what_rules_allow,
    members,
    no_day_holds_more_than_two_fifths,
    no_first_week_exceeds_a_start,
    no_session_is_harder_than_the_ceiling,
    no_week_exceeds_a_limit,
    ruled_out,
    sessions_of,
    the_first_week_has_the_lowest_ceiling,
    weeks_of,
)
from realistic import ABSENT, CLUSTERS, SHEETS, crowd, weights

from recommender.export.text import as_text
from recommender.loading.phrases import shipped_rules
from recommender.loading.profile import read_profile
from recommender.loading.said import Said, said
from recommender.model.directive import (
    Body,
    Contradiction,
    Hold,
    Refer,
)
from recommender.model.fact import Answer
from recommender.model.programme import LightMovement, Programme, Referral, Session, Week
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Kind
from recommender.recommend import Recommender
from recommender.source import Source
from recommender.verification.language import page_hits

MANY = 3
LONGEST = 26
HORIZON = 13
MOST_WORSE = 4
kinds_of_people = pytest.mark.parametrize("cluster", CLUSTERS)


@cache
def received(cluster: str, weeks: int = LONGEST) -> tuple[tuple[Person, Recommendation], ...]:
    """Some people of a kind, and what each of them receives."""
    return tuple((person, recommend(person, weeks)) for person in crowd(cluster, MANY))


def recommend(person: Person, weeks: int = 8) -> Recommendation:
    """What the shipped rulebook recommends to somebody."""
    return recommender().recommend(person.answers, person.role, person.adjustments, weeks)


def written(result: Recommendation) -> str:
    """The JSON as it is written."""
    return json.dumps(result.as_dict(), ensure_ascii=False)


# The people


def test_every_kind_of_people_has_its_weights_for_every_question() -> None:
    asked = set(shipped().vocabulary.asked())

    assert {name: asked ^ set(sheet) for name, sheet in CLUSTERS.items() if asked ^ set(sheet)} == {}
    assert len(CLUSTERS) > 16


def test_the_sheets_say_only_what_can_be_said() -> None:
    said_of = {(name, word) for sheet in SHEETS.values() for name in sheet for word in weights(sheet[name])}

    assert sorted((name, word) for name, word in said_of if not may_be_said(name, word)) == []


def may_be_said(name: str, word: str) -> bool:
    """Whether that is an answer, a stretch of numbers within bounds, or no answer."""
    fact = shipped().vocabulary[name]
    if fact.kind == "number" and word[0].isdigit():
        return all(fact.low <= int(number) <= fact.high for number in word.split(".."))
    known = shipped().activities if fact.answers_from else fact.answers
    return word in known or (fact.kind != "set" and word in (*LEGAL_EVERYWHERE, ABSENT))


@kinds_of_people
def test_most_people_of_a_kind_get_a_programme_and_no_two_are_alike(cluster: str) -> None:
    people = crowd(cluster, 8)

    outcomes = [given.outcome for _, given in received(cluster)]
    outcomes += [recommend(person, 1).outcome for person in people[MANY:]]

    assert outcomes.count("programme") >= 4
    assert len({str(sorted(person.answers.items(), key=str)) for person in people}) == 8


def test_some_people_leave_questions_open_and_all_three_outcomes_occur() -> None:
    everybody = [pair for cluster in CLUSTERS for pair in received(cluster)]

    open_ones = [len(shipped().vocabulary.asked()) - len(answered(person)) for person, _ in everybody]

    assert {given.outcome for _, given in everybody} == {"programme", "limited", "referral"}
    assert min(open_ones) < 6
    assert max(open_ones) > 12


def answered(person: Person) -> list[str]:
    """The questions that somebody answered."""
    return [name for name, answer in person.answers.items() if answer not in LEGAL_EVERYWHERE]


# 1. Deterministic: same answers, same bytes


@kinds_of_people
def test_the_same_answers_give_the_same_bytes_whoever_came_between(cluster: str) -> None:
    """Fresh processes are compared in test_profiles."""
    person, first = received(cluster)[0]
    for other, _ in received(cluster)[1:]:
        recommend(other, 1)

    assert written(recommend(person, LONGEST)) == written(first)


def test_another_recommender_gives_the_same_bytes(recommending: Recommender) -> None:
    for cluster in CLUSTERS:
        person, first = received(cluster)[-1]
        assert written(recommending.recommend(person.answers, person.role, weeks=LONGEST)) == written(first)


# 2. Monotone safety

# What is worse where the vocabulary has no order of its own.
WORSE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "crisis": {"no": ("yes",)},
    "pregnancy": {
        "no": ("pregnant", "recent_birth", "complications"),
        "not_applicable": ("pregnant", "recent_birth", "complications"),
        "pregnant": ("complications",),
        "recent_birth": ("complications",),
    },
    "post_exertional_worsening": {"no": ("yes",)},
    "mania_or_psychosis_recent": {"no": ("yes",)},
    "activity_pattern": {"steady": ("boom_and_bust", "weekend_only")},
    "arousal_state": {
        "settled": ("on_edge", "shut_down", "switching"),
        "on_edge": ("switching",),
        "shut_down": ("switching",),
    },
    "movement_feels_unsafe": {"no": ("unsure", "yes")},
    "body_attention": {
        "helpful": ("neutral", "uneasy", "too_much", "numb"),
        "neutral": ("uneasy", "too_much", "numb"),
        "uneasy": ("too_much",),
    },
    "sensory_overload": {"no": ("yes",)},
    "routine": {"steady": ("disrupted",)},
    "shift_work": {"no": ("fixed_nights", "rotating")},
    "hard_session_last_48h": {"no": ("yes",)},
    "hrv": {"not_measured": ("below_usual",), "within_usual": ("below_usual",)},
}
ONE_MORE_IS_WORSE = (
    "red_flags", "known_disease", "other_conditions", "medications", "injuries", "eating_and_exercise",
    "overreach_signs", "not_ok",
)  # fmt: skip
# What has to be so before a question makes any difference.
GROUND: Mapping[str, dict[str, Answer]] = {
    "red_flag_timing": {"red_flags": frozenset({"fainting"}), "red_flag_timing": "past"},
    "days_symptom_free": {"recent_illness": "fever_or_flu_like", "days_symptom_free": 14},
    "breathing": {"recent_illness": "fever_or_flu_like", "days_symptom_free": 14, "breathing": "usual"},
}
LESS_IS_WORSE = ("days_symptom_free", "confidence", "sleep_hours")

# Questions about what somebody does, has, wants or was told, and how old they are: no answer is a strain.
NO_STRAIN = (
    "age_band", "medical_clearance", "clinician_said", "crisis_assessed", "care", "panic_disorder_care",
    "activity_minutes", "activity_level", "activity_months", "strength_days", "training_experience",
    "likes_intense", "mobility", "breath_cue", "goals", "likes", "dislikes", "settings_ok", "company",
    "companion_available", "days_available", "minutes_available", "preferred_time",
)  # fmt: skip
STRAINS = tuple(name for name in shipped().vocabulary.asked() if name not in NO_STRAIN)
GUARDED = tuple(name for name in shipped().vocabulary.asked() if shipped().vocabulary[name].guarded)


def worse_than(name: str, answer: Answer | None) -> list[Answer]:
    """Every answer that is worse than this one; none where there is no answer."""
    fact = shipped().vocabulary[name]
    if answer is None or answer in LEGAL_EVERYWHERE:
        return []
    if isinstance(answer, frozenset):
        return [answer | {one} for one in fact.answers if one not in answer]
    if isinstance(answer, int):
        return sorted({fact.low, answer // 2, max(fact.low, answer - 1)} - {answer})
    if name in WORSE:
        return list(WORSE[name].get(answer, ()))
    return list(fact.answers[fact.answers.index(answer) + 1 :])


def risen(after: Recommendation, before: Recommendation) -> Iterator[str]:
    """In what this one asks for more than the other: a stop less, or a week that is harder or longer."""
    if stop(after) < stop(before):
        yield f"{after.outcome} instead of {before.outcome}"
    for mine, theirs in zip(weeks_of(after), weeks_of(before), strict=False):
        for what, most in (("ceiling", ceiling), ("session", longest), ("minutes", minutes)):
            if most(mine) > most(theirs):
                yield f"week {mine.number}: {what} {most(mine)} instead of {most(theirs)}"


def stop(given: Recommendation) -> tuple[int, int]:
    """How firmly somebody is stopped: not, without doses, or by a referral of some urgency."""
    match given.result:
        case Programme():
            return 0, 0
        case LightMovement():
            return 1, 0
        case Referral():
            return 2, given.result.urgency.rank


def ceiling(week: Week) -> int:
    return week.ceiling.rank


def longest(week: Week) -> int:
    return max(session.minutes for session in week.sessions)


def minutes(week: Week) -> int:
    return week.minutes


def test_every_question_is_about_a_strain_or_known_not_to_be() -> None:
    vocabulary = shipped().vocabulary

    ordered = {name for name in STRAINS if vocabulary[name].ordered}

    assert set(STRAINS) == ordered | set(WORSE) | set(ONE_MORE_IS_WORSE) | set(LESS_IS_WORSE)
    assert {name: vocabulary[name].kind for name in ONE_MORE_IS_WORSE} == dict.fromkeys(
        ONE_MORE_IS_WORSE, "set"
    )


@pytest.mark.parametrize("name", STRAINS)
def test_one_strain_more_never_raises_a_week_or_removes_a_stop(name: str) -> None:
    """The ceiling, the longest session and the weekly minutes; the number of sessions may differ."""
    random, compared = Random(name), 0

    for cluster in random.sample(sorted(CLUSTERS), len(CLUSTERS)):
        person, before = random.choice(received(cluster, HORIZON))
        if name in GROUND:
            person = person.with_answers(**GROUND[name])
            before = recommend(person, HORIZON)
        worse = worse_than(name, person.answers.get(name))
        if worse and compared < MOST_WORSE:
            compared += 1
            after = person.with_answers(**{name: random.choice(worse)})
            assert list(risen(recommend(after, HORIZON), before)) == [], differing(after, person)

    assert compared == MOST_WORSE


# Pairs that broke this law when they were found, each with the answer that makes the second one worse.
SAFETY: dict[str, Answer] = {
    "crisis": "no",
    "red_flags": frozenset(),
    "age_band": "18_to_39",
    "known_disease": frozenset(),
    "recent_illness": "none",
    "post_exertional_worsening": "no",
}
FOUND: Mapping[str, tuple[dict[str, Answer], dict[str, Answer]]] = {
    "a session that joins later is not the longer one": (
        {"energy": "low", "sleep_quality": "good", "sleep_hours": 8, "overreach_signs": frozenset()},
        {"sleep_hours": 4},
    ),
    "on few hours, mixed sleep is not better than good sleep": (
        {"energy": "good", "sleep_quality": "good", "sleep_hours": 5},
        {"sleep_quality": "mixed"},
    ),
}


@pytest.mark.parametrize("found", FOUND)
def test_no_pair_of_people_that_once_broke_this_does_so_again(found: str) -> None:
    answers, worse = FOUND[found]
    person = Person(SAFETY | answers)

    before, after = recommend(person, HORIZON), recommend(person.with_answers(**worse), HORIZON)

    assert list(risen(after, before)) == []


def differing(after: Person, before: Person) -> str:
    """Two people, told by the answers in which they differ, and everything that the first one said."""
    changed = {name: (before.answers.get(name), answer) for name, answer in after.answers.items()}
    return f"{[pair for pair in changed.items() if pair[1][0] != pair[1][1]]} of {before}"


@kinds_of_people
def test_somebody_who_gets_worse_and_worse_is_never_given_more(cluster: str) -> None:
    """One answer after the other, so that strains meet which nobody thought of together."""
    random = Random(cluster)
    person, before = random.choice(received(cluster, HORIZON))

    for _ in range(MOST_WORSE):
        name = random.choice([name for name in STRAINS if worse_than(name, person.answers.get(name))])
        after = person.with_answers(**{name: random.choice(worse_than(name, person.answers[name]))})
        given = recommend(after, HORIZON)
        assert list(risen(given, before)) == [], differing(after, person)
        person, before = (after, given) if given.programme else (person, before)


@pytest.mark.parametrize("name", GUARDED)
def test_leaving_out_what_matters_never_removes_a_stop(name: str) -> None:
    """Unless the stop rests on that very answer. That no week rises by it is a law of test_laws."""
    random, compared = Random(name), 0

    for strain in random.sample([other for other in STOPPING if other != name], 4):
        ill, before = stopped(random.choice(sorted(CLUSTERS)), strain)
        if not rests_on(before, name):
            compared += 1
            assert stop(recommend(ill.without(name), 1)) >= stop(before) > (0, 0), ill

    assert compared > 1


@cache
def stopped(cluster: str, strain: str) -> tuple[Person, Recommendation]:
    """The first of a kind with an answer that stops them."""
    ill = crowd(cluster, 1)[0].with_answers(**{strain: STOPPING[strain]})
    return ill, recommend(ill, 1)


STOPPING: Mapping[str, Answer] = {
    "crisis": "yes",
    "red_flags": frozenset({"fainting"}),
    "age_band": "under_18",
    "known_disease": "declined",
    "pregnancy": "complications",
    "eating_and_exercise": frozenset({"rapid_weight_loss"}),
    "mania_or_psychosis_recent": "yes",
    "post_exertional_worsening": "yes",
    "injuries": frozenset({"new_injury_cannot_bear_weight"}),
}


def rests_on(given: Recommendation, name: str) -> bool:
    """Whether a rule that stops this person looks at that answer."""
    stopping = given.trace.concluded(Refer, Hold, Contradiction)
    return any(name in firing.rule.reads() for firing, _ in stopping)


# 3. Every session has two options, a minimum version, an endpoint and a cool-down


@kinds_of_people
def test_every_session_has_a_choice_a_beginning_an_end_and_a_smallest_version(cluster: str) -> None:
    """Two options wherever two activities are possible for that person."""
    wording = shipped().texts.wording
    for person, given in received(cluster):
        for week, session in sessions_of(given):
            assert len(session.options) >= 2 or len(possible(person, given, week)) < 2
            assert session.opening in wording.openings.values()
            assert session.endpoint in wording.endpoints.values()
            assert session.minimum in wording.minimums.values()
            assert session.awareness.text
            assert session.talk_test
            assert 1 <= session.cool_down_minutes < session.minutes


def possible(person: Person, given: Recommendation, week: Week) -> list[str]:
    """The activities that nothing rules out in that week."""
    return [name for name in shipped().activities if not ruled_out(person, given, name, week.number)]


def test_with_hardly_anything_left_to_offer_there_is_still_a_choice() -> None:
    """Somebody in a wheelchair, at home alone, who dislikes most of what is left."""
    person, _ = received("wheelchair user")[0]
    disliked = frozenset(shipped().activities) - {"seated_movement", "chair_yoga"}

    given = recommend(
        person.with_answers(dislikes=disliked, settings_ok=frozenset({"home"}), injuries=frozenset())
    )

    assert given.programme is not None
    assert {session.options for _, session in sessions_of(given)} <= {
        ("seated_movement", "chair_yoga"),
        ("chair_yoga", "seated_movement"),
    }


# 4. Every element of a session cites a rule that fired


def test_every_element_of_a_session_cites_a_rule_that_speaks_of_it() -> None:
    """Each that differs from the baseline: light, smallest start, eyes outside, alone, any time and place.

    That every rule named has fired is a promise of promises.py.
    """
    everybody = [given for cluster in CLUSTERS for _, given in received(cluster, HORIZON)]

    found = Counter(
        what
        for given in everybody
        for week, session in sessions_of(given)
        for what in uncited(given, week, session)
    )

    assert sum(given.programme is not None for given in everybody) > 30
    assert found == {}


Element = tuple[str, bool, Callable[[Body], bool]]


def uncited(given: Recommendation, week: Week, session: Session) -> Iterator[str]:
    """The elements of a session for which it names no rule that says anything of the sort."""
    bodies = [
        item.body
        for name in session.because
        if (firing := given.trace.fired(name))
        for item in firing.concluded
        if week.number in item.body.weeks
    ]
    yield from (
        what for what, differs, speaks in elements(session) if differs and not any(map(speaks, bodies))
    )


def elements(session: Session) -> tuple[Element, ...]:
    """Each element: whether it differs from the baseline, and which directives speak of it."""
    smallest, wording = shipped().parameters.smallest_minutes.value, shipped().texts.wording
    return (
        ("effort", session.intensity is not Effort.LIGHT, says("intensity")),
        ("minutes", session.minutes > smallest, says("minutes", "week_minutes", "growth")),
        ("kind", session.kind is not Kind.AEROBIC, says("kind", f"{session.kind}_days")),
        ("opening", session.opening != wording.openings["default"], says("opening")),
        ("endpoint", session.endpoint != wording.endpoints["default"], says("endpoint")),
        ("minimum", session.minimum != wording.minimums["default"], says("minimum")),
        ("attention", session.awareness.level > 0, says("awareness")),
        ("time of day", session.time_of_day != "any", says("time_of_day")),
        ("place", session.setting != "any", says("setting", "places")),
        ("company", session.company != "alone", says("company")),
    )


def says(*lines: str) -> Callable[[Body], bool]:
    """Whether a directive has any of these lines; an empty one says nothing."""
    return lambda body: any(getattr(body, line, None) not in (None, "") for line in lines)


# 5. No forbidden word


@kinds_of_people
def test_no_page_for_anybody_has_a_forbidden_word(cluster: str) -> None:
    """The whole text, in trauma mode and in any other; the shipped people are in test_language."""
    found = {
        name: words
        for name, guard in shipped().guards.items()
        if (words := page_hits(guard, page_for(cluster), rule_texts(), shipped().origins))
    }

    assert found == {}


@cache
def page_for(cluster: str) -> str:
    """What the first of a kind reads."""
    return as_text(received(cluster, HORIZON)[0][1], shipped())


@cache
def rule_texts() -> tuple[Said, ...]:
    """Every text of the rulebook, with its path."""
    return said(shipped_rules())


def test_trauma_mode_is_among_the_pages_that_are_checked() -> None:
    trauma = ("hypervigilant and fit", "shut down and inactive", "switching", "panic")

    careful = [received(cluster, HORIZON)[0][1].trace.fired("small-steps") for cluster in trauma]

    assert None not in careful


# 6. Limits hold over the whole horizon, and 7. week 1 is the lowest, with bounded growth

BOUNDS = (
    no_week_exceeds_a_limit,
    no_session_is_harder_than_the_ceiling,
    no_first_week_exceeds_a_start,
    no_day_holds_more_than_two_fifths,
    growth_stays_within_what_rules_allow,
    growth_from_week_to_week_is_bounded,
    growth_over_two_weeks_is_bounded,
    the_first_week_has_the_lowest_ceiling,
)


@kinds_of_people
def test_limits_and_growth_hold_through_half_a_year(cluster: str) -> None:
    for person, given in received(cluster):
        assert [breach for bound in BOUNDS for breach in bound(person, given)] == [], person


@kinds_of_people
def test_a_longer_look_ahead_changes_no_week_before(cluster: str) -> None:
    for person, given in received(cluster)[:2]:
        assert weeks_of(recommend(person, 8)) == weeks_of(given)[:8]


@kinds_of_people
def test_the_first_week_is_the_easiest_of_all(cluster: str) -> None:
    """In its ceiling, its hardest session and its weekly minutes; easier weeks are shorter and no harder."""
    for _, given in received(cluster):
        for week in weeks_of(given):
            first = weeks_of(given)[0]
            assert first.ceiling.at_most(week.ceiling)
            assert hardest(first).at_most(hardest(week))
            assert week.easier or first.minutes <= week.minutes


def hardest(week: Week) -> Effort:
    return Effort.highest(*(session.intensity for session in week.sessions))


# 8. A disliked activity never appears


@kinds_of_people
def test_what_somebody_dislikes_does_not_come_back_in_another_place(cluster: str) -> None:
    """Some of what was offered is disliked from then on, three times over.

    Where too little is left for any programme, light movement may bring some of it back: see test_laws.
    """
    random = Random(cluster)
    person, given = received(cluster, HORIZON)[0]

    for _ in range(3):
        offered = offered_in(given)
        disliked = members(person.answers.get("dislikes")) | set(random.sample(offered, min(2, len(offered))))
        person = person.with_answers(dislikes=disliked)
        given = recommend(person, HORIZON)
        assert [name for name in offered_in(given) if name in disliked] == []
        assert given.outcome == received(cluster, HORIZON)[0][1].outcome


def offered_in(given: Recommendation) -> list[str]:
    """Every activity that is named anywhere in what somebody is offered; “strength” is a kind as well."""
    whole = given.as_dict()
    offer = json.dumps([whole["programme"], whole["light_movement"]])
    offer = re.sub(r'"kind": "\w+"', "", offer)
    return [name for name in shipped().activities if f'"{name}"' in offer]


# 9. The order of answering


@kinds_of_people
def test_a_profile_may_name_its_answers_and_their_members_in_any_order(cluster: str) -> None:
    """Answers from Python are shuffled in test_laws, and the order of an interview in test_interview."""
    person, first = received(cluster, HORIZON)[-1]

    for dice in "ab":
        source = profile(person, Random(cluster + dice))
        again = recommender().recommend_profile(read_profile(source, shipped()), HORIZON)
        assert written(again) == written(first)


def profile(person: Person, random: Random, name: str = "profile.yaml", also: str = "") -> Source:
    """A profile as somebody would write it, its lines and members as the dice fall."""
    lines = [f"  {fact}: {in_yaml(answer, random)}\n" for fact, answer in person.answers.items()]
    whole = [f"role: {person.role}\n", "answers:\n" + "".join(shuffled(lines, random))]
    return Source(name, "".join(shuffled(whole, random)) + also)


def shuffled(items: list[str], random: Random) -> list[str]:
    return random.sample(items, len(items))


def in_yaml(answer: Answer, random: Random) -> str:
    return (
        f"[{', '.join(shuffled(sorted(answer), random))}]" if isinstance(answer, frozenset) else str(answer)
    )


# 10. Exports parse, and carry no name and no free text

NAMED = "quagga-4711"
FORMATS: Mapping[str, Callable[[Recommendation, RuleBook], str]] = {
    "text": as_text,
    "json": lambda given, _: written(given),
}


@kinds_of_people
def test_every_export_can_be_read_again(cluster: str) -> None:
    given, text = received(cluster, HORIZON)[0][1], page_for(cluster)

    assert json.loads(written(given)) == given.as_dict()
    assert max(map(len, text.splitlines())) <= 78
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    assert "{" not in text


@pytest.mark.parametrize("form", FORMATS)
@kinds_of_people
def test_no_export_carries_a_name(cluster: str, form: str) -> None:
    """Neither that of the file and its folders, nor one in a comment."""
    page = FORMATS[form](given_to_a_file_with_a_name(cluster), shipped())

    assert [name for name in (NAMED, "/home", "born in") if name in page] == []


@cache
def given_to_a_file_with_a_name(cluster: str) -> Recommendation:
    """What the first of a kind receives for a profile in whose file a name stands."""
    person = crowd(cluster, 1)[0]
    source = profile(person, Random(1), f"/home/{NAMED}/{NAMED}.yaml", f"# {NAMED}, born in the spring\n")
    return recommender().recommend_profile(read_profile(source, shipped()))


def test_what_was_typed_stands_with_the_adjustments_and_nowhere_else() -> None:
    typed: dict[str, object] = {"limit": {"minutes": 10}, "reason": NAMED}
    person = received("hypervigilant and fit")[0][0].adjusted(typed)

    given = recommend(person)

    whole = given.as_dict()
    assert [key for key, value in whole.items() if NAMED in str(value)] == ["adjustments"]
    assert as_text(given, shipped()).count(NAMED) == 1
    other = recommend(received("hypervigilant and fit")[0][0].adjusted(typed | {"reason": "another word"}))
    assert as_text(given, shipped()).replace(NAMED, "") == as_text(other, shipped()).replace(
        "another word", ""
    )


def test_why_a_clinician_refers_stands_with_the_referral_and_the_adjustments() -> None:
    person = replace(received("panic")[0][0], role="clinician").adjusted({"refer": "prompt", "reason": NAMED})

    whole = recommend(person).as_dict()

    assert [key for key, value in whole.items() if NAMED in str(value)] == ["referral", "adjustments"]
