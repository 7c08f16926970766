"""What a person or a clinician changed about a programme, beside the rules."""

from dataclasses import dataclass
from typing import Literal

from recommender.model.directive import Exclude, Limit, Permit, Refer
from recommender.model.spelling import ALWAYS, Weeks
from recommender.model.written import Plain

Role = Literal["self", "clinician"]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One change: a directive, or the id of a rule whose directives do not act; for these weeks."""

    written: Plain
    body: Limit | Exclude | Permit | Refer | None = None
    set_aside: str = ""
    reason: str = ""
    weeks: Weeks = ALWAYS
