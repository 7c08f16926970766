"""Not over-careful: somebody fit and well gets a full programme, and no limit acts without cause."""

from functools import cache
from pathlib import Path

import pytest
from laxness import more
from people import Person, recommender, shipped
from promises import sessions_of, weeks_of

from recommender.export.text import as_text
from recommender.loading import load_profile
from recommender.model.directive import Avoid, Exclude, Gate, Hide, Limit, Require, Start
from recommender.model.fact import Answer
from recommender.model.recommendation import Recommendation
from recommender.model.scale import Effort, Kind, Purpose, Stratum

FIT_AND_WELL = Path(__file__).parent.parent / "profiles" / "fit_and_well.yaml"
LIMITING = (Limit, Start, Gate, Exclude, Hide, Require, Avoid)
WEEKS = 12
ENOUGH_PERCENT = 80
CAREFUL = [name for name in shipped().vocabulary.asked() if shipped().vocabulary[name].careful]

# The rules that limit each of these people: where they begin, how hard and easy days follow each other, and
# what they said of their time, their places, their body and their dislikes.
FOR_EVERYBODY = frozenset(
    {
        "beginning-near-what-you-do", "easing-out", "easy-after-hard", "fits-how-you-move",
        "places-within-reach", "what-you-dislike", "within-your-days", "within-your-time",
    }
)  # fmt: skip
# What a rule of purpose trauma may say to them: that they are settled, and how far attention may go.
OPENING = frozenset({"settled-these-days", "inner-notice-where-it-helps", "noticing-the-movement"})

# Somebody fit and well with one answer otherwise: without anything that limits them besides, and with what
# the answer itself asks for.
HARMLESS: dict[str, tuple[Answer, ...]] = {
    "age_band": ("40_to_64",),
    "pregnancy": ("no",),
    "medications": (frozenset({"other"}),),
    "care": (frozenset({"gp"}), frozenset({"therapist"})),
    "clinician_said": ("not_asked", "moderate"),
    "activity_minutes": (150, 300),
    "activity_level": ("some",),
    "strength_days": (1, 3),
    "training_experience": ("new", "some"),
    "mobility": ("walks_with_aid", "wheelchair", "stands_briefly"),
    "hypervigilance": ("mild",),
    "settling_time": ("an_hour",),
    "body_attention": ("neutral",),
    "stress": ("moderate",),
    "anxiety": ("mild",),
    "low_mood": ("mild", "moderate"),
    "motivation": ("low",),
    "rumination": ("some", "a_lot"),
    "starting_barrier": ("some",),
    "confidence": (7,),
    "routine": ("disrupted",),
    "sleep_hours": (6, 7, 9),
    "hrv": ("within_usual",),
    "goals": (frozenset({"settle", "sleep"}), frozenset()),
    "company": ("alone", "one_person"),
    "companion_available": ("no",),
    "days_available": (5, 7),
    "minutes_available": (45, 90),
    "preferred_time": ("evening", "varies"),
}
WITH_A_CAUSE: dict[str, tuple[Answer, frozenset[str]]] = {
    "age_band": ("65_or_over", frozenset({"balance-from-sixty-five"})),
    "injuries": (frozenset({"knee"}), frozenset({"around-injuries"})),
    "stillness": ("uneasy", frozenset({"nothing-that-lies-still"})),
    "panic": ("past", frozenset({"no-body-numbers"})),
    "not_ok": (
        frozenset({"timed", "mirrors"}),
        frozenset({"nothing-you-ruled-out", "few-eyes-and-open-doors"}),
    ),
    "social_anxiety": ("some", frozenset({"unseen-where-people-weigh-on-you"})),
    "performance_pressure": ("some", frozenset({"no-scores"})),
    "sleep_quality": ("mixed", frozenset({"calm-evenings"})),
    "hard_session_last_48h": ("yes", frozenset()),
    "outdoor_safety": ("unsure", frozenset({"indoors-where-outside-is-uneasy"})),
}
Variant = tuple[str, Answer, frozenset[str]]
VARIANTS: list[Variant] = [
    *((name, answer, frozenset()) for name, answers in HARMLESS.items() for answer in answers),
    *((name, answer, besides) for name, (answer, besides) in WITH_A_CAUSE.items()),
]


def named(variant: Variant) -> str:
    """A variant as pytest shows it."""
    name, answer, _ = variant
    said = " and ".join(sorted(answer)) or "none" if isinstance(answer, frozenset) else answer
    return f"{name} {said}"


each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=named)


@cache
def somebody_fit() -> Person:
    """The person of the profile."""
    return Person(dict(load_profile(FIT_AND_WELL, shipped()).facts.known))


@cache
def fit_but(name: str = "", answer: Answer = "") -> Recommendation:
    """What somebody fit and well receives, with one answer given otherwise."""
    person = somebody_fit().with_answers(**{name: answer}) if name else somebody_fit()
    return recommender().recommend(person.answers, weeks=WEEKS)


def limiting(given: Recommendation) -> set[str]:
    """The rules with a directive that takes something away."""
    return {firing.rule.id for firing, _ in given.trace.concluded(*LIMITING)}


def test_these_are_ten_variants_or_more_and_each_differs_from_the_profile() -> None:
    own = somebody_fit().answers

    assert len(VARIANTS) >= 10
    assert [named(variant) for variant in VARIANTS if own.get(variant[0]) == variant[1]] == []


def test_nothing_limits_somebody_fit_and_well_but_what_they_said_themselves() -> None:
    assert limiting(fit_but()) == FOR_EVERYBODY


@each_variant
def test_no_limit_acts_without_cause(variant: Variant) -> None:
    name, answer, besides = variant

    given = fit_but(name, answer)

    assert limiting(given) == FOR_EVERYBODY | besides
    assert [firing.rule.id for firing in given.fired if firing.on_unknown] == []


@each_variant
def test_somebody_fit_and_well_keeps_a_full_programme(variant: Variant) -> None:
    """Near what they do at present, with hard days in time, strength every week, and lighter weeks."""
    name, answer, _ = variant
    own = somebody_fit().answers | {name: answer}

    weeks = weeks_of(fit_but(name, answer))

    assert len(weeks) == WEEKS
    assert weeks[0].minutes * 100 >= ENOUGH_PERCENT * int(str(own["activity_minutes"]))
    full = [week for week in weeks if not week.easier]
    assert min(week.minutes for week in full) == weeks[0].minutes
    assert any(session.intensity is Effort.VIGOROUS for week in weeks[:8] for session in week.sessions)
    assert all(any(session.kind is Kind.STRENGTH for session in week.sessions) for week in weeks)
    assert [week.number for week in weeks if week.easier]
    assert not any(week.provisional for week in weeks)


@each_variant
def test_nobody_fit_and_well_reads_of_trauma_or_of_a_crisis(variant: Variant) -> None:
    """The signs to stop at, and what helps when it gets too much, stand in every programme."""
    name, answer, besides = variant

    given = fit_but(name, answer)

    of_trauma = {firing.rule.id for firing in given.fired if firing.rule.purpose is Purpose.TRAUMA}
    early = [firing.rule.id for firing in given.fired if firing.rule.stratum.rank <= Stratum.SCREENING.rank]
    assert of_trauma <= OPENING | besides
    assert (early, given.asks, given.left_out, given.contradictions) == ([], (), (), ())
    assert "crisis" not in {contact.for_ for contact in given.contacts}
    page = as_text(given, shipped()).lower()
    assert [word for word in ("trauma", "crisis", "suicid", "self-harm") if word in page] == []


# What is not known


@pytest.mark.parametrize("missing", ["declined", "unknown"])
def test_unknown_injuries_limit_to_light_and_exclude_nothing(missing: str) -> None:
    """Dancing loads a knee and a hip, and walking nothing that can be moved."""
    fond = somebody_fit().with_answers(likes=frozenset({"dancing"}), dislikes=frozenset(), injuries=missing)

    given = recommender().recommend(fond.answers, weeks=26)

    assert {week.ceiling for week in weeks_of(given)} == {Effort.LIGHT}
    assert any("dancing" in session.options for _, session in sessions_of(given))
    knee = recommender().recommend(fond.with_answers(injuries=frozenset({"knee"})).answers)
    assert not any("dancing" in session.options for _, session in sessions_of(knee))


@pytest.mark.parametrize("name", CAREFUL)
def test_a_declined_careful_question_makes_the_plan_gentler_and_not_empty(name: str) -> None:
    """Every week keeps three sessions or more, each with a choice."""
    given = fit_but(name, "declined")

    assert len(weeks_of(given)) == WEEKS
    assert all(len(week.sessions) >= 3 and week.minutes >= 15 for week in weeks_of(given))
    assert [session.options for _, session in sessions_of(given) if len(session.options) < 2] == []
    assert list(more(given, fit_but())) == []


def test_every_careful_question_that_is_declined_is_named_where_it_made_the_plan_gentler() -> None:
    gentler = [name for name in CAREFUL if limiting(fit_but(name, "declined")) != FOR_EVERYBODY]

    assert len(gentler) > 10
    assert [name for name in gentler if fit_but(name, "declined").left_out != (name,)] == []
