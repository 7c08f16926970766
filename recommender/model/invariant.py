"""Safety laws that rules keep to for every person there could be, as `invariants.yaml` declares them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from recommender.model.condition import Condition
from recommender.model.directive import Selector
from recommender.model.scale import Decision, Effort, Urgency
from recommender.model.spelling import ALWAYS, WeekRange
from recommender.model.written import Whole, Words, Written, YesNo
from recommender.source import Span

Worse: TypeAlias = Literal["in order", "less", "one more"] | Mapping[str, tuple[str, ...]]
"""What is worse: a later answer, a lower number, one member more, or the answers named beside each."""

FindingKind: TypeAlias = Literal["dead", "shadowed", "contradiction", "gap"]


class Demand(Written):
    """What has to hold for a person: every key that is given, in these weeks.

    The amounts are the most there may be, `rest_days` and `cool_down` the least. `outcome` is
    `referral`, or `no_programme` for a referral or no doses. `offered` is how many activities are left
    at light effort, those that the person merely dislikes among them. `needs` is what a check-in has to find
    `before` an effort, vigorous where nothing is said, if that is ever reached. `decision` is of a check-in.
    """

    weeks: WeekRange = ALWAYS
    outcome: Literal["referral", "no_programme"] | None = None
    urgency: Urgency | None = None
    effort: Effort | None = None
    minutes: Whole | None = None
    sessions: Whole | None = None
    week_minutes: Whole | None = None
    moderate_sessions: Whole | None = None
    vigorous_sessions: Whole | None = None
    strength_days: Whole | None = None
    growth: Whole | None = None
    kinds: Whole | None = None
    any_time_minutes: Whole | None = None
    awareness: Whole | None = None
    begin_minutes: Whole | None = None
    begin_sessions: Whole | None = None
    rest_days: Whole | None = None
    cool_down: Whole | None = None
    easy_after_vigorous: YesNo = False
    hidden: tuple[Literal["heart_rate", "minutes"], ...] = ()
    needs: Words = ()
    before: Effort = Effort.VIGOROUS
    decision: Decision | None = None
    not_offered: Selector | None = None
    offered: Whole | None = None


@dataclass(frozen=True, slots=True)
class Invariant:
    """One law. Either `then` holds for everybody of whom `when` is true, or it compares two people.

    A law of a `check_in` speaks of what a week came to, all others of a person at intake, before anything
    is adjusted.

    `worse`: of two people who differ in one of these facts, the one who is worse off is held back at
    least as much. `unanswered`: whoever leaves one of these facts open is held back at least as much as
    with any answer to it that leads to a programme. In both, `when` speaks of the first person, and
    `not_compared` names what is left aside: `activities`, what is not offered,
    and when, where and with whom, `needs`, what a check-in has to find, or `aims`, how far weeks may grow.
    """

    id: str
    says: str
    sources: tuple[str, ...]
    span: Span = field(repr=False)
    when: Condition = field(default_factory=Condition)
    unless: Condition | None = None
    also_open: bool = False
    then: tuple[Demand, ...] = ()
    worse: Mapping[str, Worse] = field(default_factory=dict)
    unanswered: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()
    check_in: bool = False
    cited: tuple[Span, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding about a rule that its author knows of, and the reason why it stays."""

    finding: FindingKind
    rule: str
    reason: str
    span: Span = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invariants:
    """All laws of a rulebook, and the findings that are known and stay."""

    laws: tuple[Invariant, ...] = ()
    accepted: tuple[Accepted, ...] = ()
