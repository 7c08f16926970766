"""Directives into one prescription: what is in force when, and who lost against whom.

Nothing here depends on the order of rules, facts or answers: bounds are minima and maxima, lists are
unions, and a tension names its winner by purpose.
"""

from collections.abc import Iterable, Iterator, Mapping

from recommender.model.activity import Activity
from recommender.model.adjustment import Adjustment
from recommender.model.directive import Limit, Permit, Refer
from recommender.model.fact import Facts
from recommender.model.prescription import Acting, Bound, Prescription, WeekBounds
from recommender.model.scale import Purpose, Stratum
from recommender.model.spelling import ALWAYS, Weeks
from recommender.model.trace import Trace
from recommender.model.truth import Truth
from recommender.planning.amounts import amount
from recommender.planning.gates import ceiling
from recommender.planning.tensions import find_tensions


def resolve(
    trace: Trace, adjustments: Iterable[Adjustment], activities: Mapping[str, Activity]
) -> Prescription:
    """The prescription of one person."""
    changes = tuple(adjustments)
    acting = (*_from_rules(trace, changes), *_from_adjustments(changes))
    until = any(
        change.weeks.last is not None and (change.set_aside or isinstance(change.body, Permit))
        for change in changes
    )
    prescription = Prescription(trace.facts, acting, (), until)
    return Prescription(trace.facts, acting, find_tensions(prescription, activities), until)


def bounds_of(prescription: Prescription, week: int) -> WeekBounds:
    """What that week keeps within, with the rules behind each bound."""
    effort, rules, gates = ceiling(prescription, week)
    limits = tuple(prescription.of(Limit, week))
    levels = [
        item.body.awareness
        for item in limits
        if isinstance(item.body, Limit) and item.body.awareness is not None
    ]
    opened = [
        item.body.awareness
        for item in prescription.of(Permit, week)
        if isinstance(item.body, Permit) and item.body.awareness is not None
    ]
    return WeekBounds(
        effort, rules, gates,
        minutes=least(limits, "minutes", prescription.facts),
        sessions=least(limits, "sessions", prescription.facts),
        week_minutes=least(limits, "week_minutes", prescription.facts),
        moderate_sessions=least(limits, "moderate_sessions", prescription.facts),
        vigorous_sessions=least(limits, "vigorous_sessions", prescription.facts),
        strength_days=least(limits, "strength_days", prescription.facts),
        growth=least(limits, "growth", prescription.facts),
        kinds=least(limits, "kinds", prescription.facts),
        awareness=min([*levels, max(opened, default=0)]),
    )  # fmt: skip


def least(acting: Iterable[Acting], what: str, facts: Facts) -> Bound:
    """The lowest of these amounts, and every rule that says it."""
    return _joined(acting, what, facts, highest=False)


def most(acting: Iterable[Acting], what: str, facts: Facts) -> Bound:
    """The highest of these amounts, and every rule that says it."""
    return _joined(acting, what, facts, highest=True)


def _joined(acting: Iterable[Acting], what: str, facts: Facts, *, highest: bool) -> Bound:
    said = [(value, item.rule) for item in acting if (value := getattr(item.body, what, None)) is not None]
    numbers = [(number, rule) for value, rule in said if (number := amount(value, facts)) is not None]
    if not numbers:
        return Bound()
    value = (max if highest else min)(number for number, _ in numbers)
    return Bound(value, tuple(sorted({rule for number, rule in numbers if number == value and rule})))


def _from_rules(trace: Trace, changes: tuple[Adjustment, ...]) -> Iterator[Acting]:
    for firing in trace.firings:
        rule, sure = firing.rule, firing.reading.truth is Truth.SURE
        if rule.stratum is Stratum.PRESCRIPTION:
            weeks = _weeks_left(rule.id, changes)
            for directive in firing.concluded:
                yield Acting(directive.body, weeks, rule.id, rule.purpose, sure)


def _weeks_left(rule: str, changes: tuple[Adjustment, ...]) -> tuple[Weeks, ...]:
    aside = [change.weeks.last for change in changes if change.set_aside == rule]
    if not aside:
        return (ALWAYS,)
    if None in aside:
        return ()
    return (Weeks(first=1 + max(last for last in aside if last is not None)),)


def _from_adjustments(changes: tuple[Adjustment, ...]) -> tuple[Acting, ...]:
    return tuple(
        Acting(change.body, (change.weeks,), purpose=Purpose.SAFETY)
        for change in changes
        if change.body is not None and not isinstance(change.body, Refer)
    )
