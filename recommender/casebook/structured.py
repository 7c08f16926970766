"""What may leave a casebook without the person: a list of what goes, never of what stays.

A fact or a field of a log that is not named here is left out until somebody has decided about it. Named is
what has its answers from a list, or is a number that counts or measures and tells no date, age or place: an
age is a choice of bands.
What a rulebook marks as private stays out even where it is named here, and so does a fact of another kind.

The yardstick: the 18 identifiers of HIPAA's safe harbour (45 CFR 164.514(b)(2)), among them every date finer
than a year, every age over 89, places, and any code that stands for one person.
"""

from typing import Literal, TypeAlias

from recommender.model.fact import Fact, Vocabulary

Kind: TypeAlias = Literal["choice", "set", "number"]

CHOICES = frozenset(
    [
        "age_band",
        "red_flag_timing",
        "medical_clearance",
        "clinician_said",
        "recent_illness",
        "breathing",
        "post_exertional_worsening",
        "activity_level",
        "activity_months",
        "activity_pattern",
        "training_experience",
        "likes_intense",
        "mobility",
        "arousal_state",
        "exertion_reaction",
        "settling_time",
        "sensory_overload",
        "stress",
        "motivation",
        "rumination",
        "performance_pressure",
        "starting_barrier",
        "routine",
        "sleep_quality",
        "shift_work",
        "energy",
        "hard_session_last_48h",
        "hrv",
        "outdoor_safety",
        "company",
        "companion_available",
        "preferred_time",
    ]
)
SETS = frozenset(
    [
        "red_flags",
        "known_disease",
        "other_conditions",
        "injuries",
        "overreach_signs",
        "goals",
        "likes",
        "dislikes",
        "settings_ok",
    ]
)
NUMBERS = frozenset(
    [
        "days_symptom_free",
        "activity_minutes",
        "strength_days",
        "confidence",
        "sleep_hours",
        "days_available",
        "minutes_available",
    ]
)
OF_A_LOG = {
    "choice": frozenset(
        [
            "done",
            "before",
            "after",
            "felt",
            "settling_time",
            "breathing",
            "sleep_quality",
            "energy",
            "hrv",
            "recent_illness",
            "wanted",
            "clinician_agrees",
            "looked_at",
        ]
    ),
    "set": frozenset({"overreach_signs", "red_flags"}),
    "number": frozenset({"week", "day", "minutes", "effort"}),
}
OF_ANSWERS = {"choice": CHOICES, "set": SETS, "number": NUMBERS}


def may_leave(vocabulary: Vocabulary, named: dict[str, frozenset[str]]) -> frozenset[str]:
    """Of the facts of a vocabulary those that may leave."""
    return frozenset(name for name, fact in vocabulary.facts.items() if _may(fact, name, named))


def _may(fact: Fact, name: str, named: dict[str, frozenset[str]]) -> bool:
    return not (fact.private or fact.derived) and name in named.get(fact.kind, frozenset())
