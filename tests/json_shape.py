"""The shape of the JSON that the contract fixes, and where a recommendation differs from it."""

from typing import TypeAlias

from recommender.model.recommendation import Json

# The shape of the contract: a type, one of some words, a list of a shape, or a table of shapes.
Shape: TypeAlias = "type | tuple[str, ...] | list[Shape] | dict[str, Shape]"
EFFORTS: Shape = ("light", "moderate", "vigorous")
IDS: Shape = [str]
TEXTS: Shape = [str]
DAYS: Shape = [int]
TABLES: Shape = [dict]
STRATA = ("contradictions", "screening", "states", "prescription", "review")
PURPOSES = ("safety", "trauma", "recovery", "dose", "preference", "education")
SESSION: Shape = {
    "day": int, "kind": ("aerobic", "mindful", "strength", "balance"), "activity": str, "options": IDS,
    "minutes": int, "intensity": EFFORTS, "talk_test": str,
    "time_of_day": ("morning", "midday", "afternoon", "evening", "any"), "setting": str,
    "company": ("alone", "one_person", "small_group", "any"), "awareness": {"level": int, "text": str},
    "opening": str, "endpoint": str, "minimum": str, "cool_down_minutes": int, "because": IDS,
}  # fmt: skip
WEEK: Shape = {
    "number": int, "minutes": int, "ceiling": EFFORTS, "easier": bool, "rest_days": DAYS, "provisional": bool,
    "only_if": TEXTS, "otherwise": str, "sessions": [SESSION],
}  # fmt: skip
PROGRAMME: Shape = {
    "weeks": [WEEK],
    "today": [
        {"state": ("on_edge", "shut_down", "depleted", "ill"), "activity": str, "minutes": int,
         "opening": str, "text": str},
    ],
    "any_time": [{"activity": str, "minutes": int, "text": str, "because": IDS}],
    "gates": [{"to": EFFORTS, "needs": TEXTS, "because": IDS}],
    "step_back": TEXTS, "stop_signals": TEXTS, "if_overwhelmed": str, "progress_signs": TEXTS,
}  # fmt: skip
FIRED: Shape = {
    "rule": str, "stratum": STRATA, "purpose": PURPOSES, "title": str, "because": str, "on_unknown": bool,
    "facts": dict, "sources": IDS, "evidence": ("article", "guideline", "trial", "convention"),
    "concluded": TABLES,
}  # fmt: skip
REFERRAL: Shape = {
    "urgency": ("crisis", "emergency", "prompt", "before_starting"), "reasons": [{"rule": str, "text": str}],
    "meanwhile": str, "bring": str, "opens_when": str,
}  # fmt: skip
LIGHT: Shape = {
    "text": str, "options": IDS, "opening": str, "endpoint": str, "minimum": str, "stop_signals": TEXTS,
    "opens_when": str, "because": IDS,
}  # fmt: skip
WHOLE: dict[str, Shape] = {
    "outcome": ("programme", "limited", "referral"), "summary": str, "referral": REFERRAL,
    "light_movement": LIGHT,
    "contacts": [{"for": ("crisis", "emergency", "medical", "support"), "text": str}],
    "asks": IDS, "left_out": IDS, "contradictions": [{"facts": IDS, "read_as": dict, "rule": str}],
    "programme": PROGRAMME, "notes": [{"rule": str, "text": str}], "fired": [FIRED],
    "tensions": [{"about": str, "won": str, "lost": str, "text": str}], "adjustments": TABLES,
    "rulebook": {"digest": str, "rules": int},
}  # fmt: skip
MAY_BE_NULL = ".referral.reasons[].rule"  # of a clinician's own word
MAY_BE_EMPTY = ".otherwise"  # of a week that does not depend on a review
ONE_OF_THREE = {"referral": "referral", "limited": "light_movement", "programme": "programme"}


def misshapen(written: dict[str, Json], here: str) -> list[str]:
    """Where the JSON differs from the shape; the two other outcomes are null."""
    whole = {key: shape for key, shape in WHOLE.items() if key not in ONE_OF_THREE.values() or key == here}
    return differences(written, whole, "")


def differences(value: object, shape: Shape, place: str) -> list[str]:
    """The places where a value is not of its shape."""
    if value is None and place == MAY_BE_NULL:
        return []
    if isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            return [f"{place}: {sorted(value) if isinstance(value, dict) else value}"]
        return [
            found
            for key, inner in shape.items()
            for found in differences(value[key], inner, f"{place}.{key}")
        ]
    if isinstance(shape, list):
        items = value if isinstance(value, list) else [None]
        return [found for item in items for found in differences(item, shape[0], f"{place}[]")]
    if isinstance(shape, tuple):
        return [] if value in shape else [f"{place}: {value}"]
    return (
        []
        if type(value) is shape and (value != "" or place.endswith(MAY_BE_EMPTY))
        else [f"{place}: {value}"]
    )
