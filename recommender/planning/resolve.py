"""Directives into one prescription: what is in force when, and who lost against whom.

Nothing here depends on the order of rules, facts or answers: bounds are minima and maxima, lists are
unions, and a tension names its winner by purpose.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from operator import itemgetter
from typing import TypeAlias

from recommender.model.activity import Activity
from recommender.model.adjustment import Adjustment
from recommender.model.directive import Limit, Permit, Refer
from recommender.model.fact import Facts
from recommender.model.prescription import UNBOUND, Acting, Bound, InForce, Prescription, WeekBounds
from recommender.model.scale import Purpose
from recommender.model.spelling import Weeks
from recommender.model.trace import Trace
from recommender.planning.amounts import amount, numbers
from recommender.planning.gates import ceiling
from recommender.planning.tensions import find_tensions

Numbers: TypeAlias = list[tuple[int, Acting]]

_VALUE = itemgetter(0)

BOUNDS = frozenset(part.name for part in fields(WeekBounds) if part.type is Bound)
"""The numbers that bound a week."""


def resolve(
    trace: Trace, adjustments: Iterable[Adjustment], activities: Mapping[str, Activity]
) -> Prescription:
    """The prescription of one person."""
    changes = tuple(adjustments)
    in_force = InForce((*_from_rules(trace, changes), *_from_adjustments(changes)))
    until = any(
        change.weeks.last is not None and (change.set_aside or isinstance(change.body, Permit))
        for change in changes
    )
    return Prescription(trace.facts, in_force, find_tensions(in_force, trace.facts, activities), until)


def bounds_of(prescription: Prescription, week: int) -> WeekBounds:
    """What that week keeps within, with the rules behind each bound."""
    effort, rules, gates = ceiling(prescription, week)
    said = numbers(prescription.of(Limit, week), prescription.facts)
    bounds = {what: _bound(amounts) for what, amounts in said.items() if what in BOUNDS}
    limited = said.get("awareness", [])
    opened = numbers(prescription.of(Permit, week), prescription.facts).get("awareness", [])
    highest = max((level for level, _ in opened), default=0)
    awareness = min([highest, *(level for level, _ in limited)])
    levels = tuple((level, item.rule) for level, item in (*limited, *opened))
    return WeekBounds(effort, rules, gates, **bounds, awareness=awareness, levels=levels)


def least(acting: Iterable[Acting], what: str, facts: Facts) -> Bound:
    """The lowest of these amounts, and every rule that says it."""
    return _joined(acting, what, facts, highest=False)


def most(acting: Iterable[Acting], what: str, facts: Facts) -> Bound:
    """The highest of these amounts, and every rule that says it."""
    return _joined(acting, what, facts, highest=True)


def _joined(acting: Iterable[Acting], what: str, facts: Facts, *, highest: bool) -> Bound:
    said = [(value, item) for item in acting if (value := item.amounts.get(what)) is not None]
    return _bound(
        [(number, item) for value, item in said if (number := amount(value, facts)) is not None],
        highest=highest,
    )


def _bound(said: Numbers, *, highest: bool = False) -> Bound:
    if not said:
        return UNBOUND
    value, _ = (max if highest else min)(said, key=_VALUE)
    return Bound(value, tuple(sorted({item.rule for number, item in said if number == value and item.rule})))


def _from_rules(trace: Trace, changes: tuple[Adjustment, ...]) -> Iterator[Acting]:
    aside = {change.set_aside for change in changes}
    for item in (item for firing in trace.firings for item in firing.acting):
        yield replace(item, weeks=_weeks_left(item.rule, changes)) if item.rule in aside else item


def _weeks_left(rule: str, changes: tuple[Adjustment, ...]) -> tuple[Weeks, ...]:
    aside = [change.weeks.last for change in changes if change.set_aside == rule]
    if None in aside:
        return ()
    return (Weeks(first=1 + max(last for last in aside if last is not None)),)


def _from_adjustments(changes: tuple[Adjustment, ...]) -> tuple[Acting, ...]:
    return tuple(
        Acting(change.body, (change.weeks,), purpose=Purpose.SAFETY)
        for change in changes
        if change.body is not None and not isinstance(change.body, Refer)
    )
