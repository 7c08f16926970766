"""Which answers may be thought otherwise, and which are never named.

An answer is no wish: what is named here is what a person chooses, what time changes, and, after all of
that, how somebody feels: never as harder than it is. Nothing about crisis, signs, illness, medicines,
pregnancy, age, injuries, eating, boundaries or a clinician's word is ever named, and no fact marked `safety`
or `clinician`, wherever it is listed. A fact of another vocabulary that is not listed is not named either.
"""

from enum import IntEnum

from recommender.model.fact import Answer, Fact, Facts, Missing
from recommender.model.rule import RuleBook


class Nature(IntEnum):
    """What sort of answer it is, in the order in which it is thought of."""

    CHOICE = 0
    TIME = 1
    FEELING = 2


BY_NATURE = {
    Nature.CHOICE: (
        "likes", "dislikes", "likes_intense", "goals", "settings_ok", "days_available", "minutes_available",
        "preferred_time", "company", "companion_available", "breath_cue",
    ),
    Nature.TIME: (
        "activity_minutes", "activity_months", "activity_pattern", "strength_days", "training_experience",
        "hard_session_last_48h", "routine", "shift_work", "sleep_quality", "sleep_hours", "outdoor_safety",
    ),
    Nature.FEELING: (
        "energy", "stress", "motivation", "confidence", "starting_barrier", "performance_pressure",
        "rumination", "anxiety", "low_mood", "social_anxiety", "arousal_state", "hypervigilance", "startle",
        "exertion_reaction", "settling_time", "dissociation", "stillness", "panic", "heart_rate_fear",
        "movement_feels_unsafe", "body_attention", "sensory_overload",
    ),
}  # fmt: skip
NATURES = {name: nature for nature, names in BY_NATURE.items() for name in names}

UP, DOWN = "up", "down"
TOWARDS: dict[str, str | tuple[Answer, ...]] = {
    "activity_months": UP,
    "training_experience": UP,
    "activity_pattern": ("steady",),
    "routine": ("steady",),
    "shift_work": ("no",),
    "hard_session_last_48h": ("no",),
    "sleep_quality": DOWN,
    "sleep_hours": UP,
    "outdoor_safety": DOWN,
    "confidence": UP,
    "arousal_state": ("settled",),
    "movement_feels_unsafe": ("no",),
    "body_attention": ("helpful", "neutral"),
    "sensory_overload": ("no",),
}
"""Where an answer may go that is thought of one way only: up or down its order, or to one of these."""


def nature_of(name: str, facts: Facts, book: RuleBook) -> Nature | None:
    """What sort of answer it is; None where it is never thought otherwise.

    Whoever left a question open by choice is not asked again. A private question that was never answered
    is not brought up.
    """
    fact, nature = book.vocabulary.facts.get(name), NATURES.get(name)
    if fact is None or nature is None or fact.safety or fact.clinician or fact.derived:
        return None
    if facts.get(name) is None and (fact.private or facts.why_missing(name) is Missing.DECLINED):
        return None
    return nature


def may_become(name: str, answer: Answer, before: Answer | None, fact: Fact, nature: Nature) -> bool:
    """Whether an answer may be thought of: any other one, or one in the direction named for it."""
    towards = TOWARDS.get(name, DOWN if nature is Nature.FEELING else None)
    if answer == before:
        return False
    if towards is None:
        return True
    if isinstance(towards, tuple):
        return answer in towards and before not in towards
    return _lies(towards, answer, before, fact)


def _lies(towards: str, answer: Answer, before: Answer | None, fact: Fact) -> bool:
    """Whether an answer lies up or down from what was said; from nothing said, it is the end of the order."""
    if isinstance(answer, int):
        return isinstance(before, int) and (answer > before if towards == UP else answer < before)
    if not fact.ordered or answer not in fact.answers:
        return False
    ranks = {known: rank for rank, known in enumerate(fact.answers)}
    if not isinstance(before, str):
        return answer == fact.answers[-1 if towards == UP else 0]
    return ranks[str(answer)] > ranks[before] if towards == UP else ranks[str(answer)] < ranks[before]
