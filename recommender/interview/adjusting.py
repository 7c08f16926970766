"""Activities that somebody would rather not have, as adjustments that can be taken back one by one."""

from collections.abc import Iterable, Mapping

from recommender.model.adjustment import Adjustment, Role
from recommender.model.directive import Exclude


def leaving_out(activity: str, role: Role, reason: str) -> Mapping[str, object]:
    """The adjustment as a profile writes it; a clinician's has the reason in words."""
    written: dict[str, object] = {"exclude": [activity]}
    return {**written, "reason": reason} if role == "clinician" else written


def left_out(adjustments: Iterable[Adjustment]) -> tuple[str, ...]:
    """The activities that are left out for good, each by an adjustment of its own."""
    return tuple(name for change in adjustments if (name := _only(change)))


def without(adjustments: Iterable[Adjustment], activity: str) -> tuple[Adjustment, ...]:
    """The adjustments, apart from those that leave just this activity out."""
    return tuple(change for change in adjustments if _only(change) != activity)


def _only(change: Adjustment) -> str:
    body = change.body
    if not isinstance(body, Exclude) or not isinstance(body.activity, tuple) or change.weeks.last is not None:
        return ""
    return body.activity[0] if len(body.activity) == 1 else ""
