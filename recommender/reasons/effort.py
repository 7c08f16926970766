"""What keeps an effort closed, and what would open it."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.model.condition import Being, Line
from recommender.model.directive import Body, Gate, Limit, Permit
from recommender.model.prescription import Acting, Prescription
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Effort, Stratum
from recommender.model.trace import Trace
from recommender.model.truth import Truth
from recommender.planning.gates import ceiling
from recommender.reasons.behind import derived_by, truth_of
from recommender.reasons.names import Said

HORIZON = range(1, 27)


@dataclass(frozen=True, slots=True)
class Unmet:
    """A line that a rule looks for, and the answer that it finds instead."""

    line: Line
    said: Said


@dataclass(frozen=True, slots=True)
class Opening:
    """When an effort becomes possible: from a week on, with what a review looks at; or what keeps it closed.

    `holding` are the rules that keep it closed in every week, `allowing` those that would permit it and
    do not act, `unmet` what these look for and do not find. `gated` is the last week before which no
    review opens it, 0 where there is no gate.
    """

    effort: Effort
    week: int | None
    needs: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    allowing: tuple[str, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    gated: int = 0


def opening(effort: Effort, recommendation: Recommendation, book: RuleBook) -> Opening:
    """What would open an effort for this person."""
    prescription = recommendation.prescription
    for week in HORIZON:
        reached, _, gates = ceiling(prescription, week)
        if effort.at_most(reached):
            return Opening(effort, week, _needs(gates, effort, book))
    gates = tuple(gate for gate in prescription.of(Gate) if _leads_to(gate.body, effort))
    allowing = _allowing(effort, recommendation, book)
    nearest = min((tuple(_unmet(rule, recommendation.trace, book)) for rule in allowing), key=len, default=())
    return Opening(
        effort,
        None,
        _needs(gates, effort, book),
        holding=holding_back(effort, HORIZON[-1], prescription),
        allowing=tuple(rule.id for rule in allowing),
        unmet=nearest,
        gated=max((gate.body.after_weeks for gate in gates if isinstance(gate.body, Gate)), default=0),
    )


def holding_back(effort: Effort, week: int, prescription: Prescription) -> tuple[str, ...]:
    """The rules whose limits and gates keep a week below an effort; an adjustment has no name."""
    limits = (item.rule for item in prescription.of(Limit, week) if _limits(item.body, effort))
    gates = (item.rule for item in prescription.of(Gate, week) if _closed(item.body, effort, week))
    return tuple(sorted({*limits, *gates}))


def _limits(body: Body, effort: Effort) -> bool:
    return isinstance(body, Limit) and body.intensity is not None and not effort.at_most(body.intensity)


def _leads_to(body: Body, effort: Effort) -> bool:
    return isinstance(body, Gate) and body.to.at_most(effort)


def _closed(body: Body, effort: Effort, week: int) -> bool:
    return isinstance(body, Gate) and body.to.at_most(effort) and week <= body.after_weeks


def _needs(gates: tuple[Acting, ...], effort: Effort, book: RuleBook) -> tuple[str, ...]:
    names = {
        need
        for gate in gates
        if isinstance(gate.body, Gate) and gate.body.to.at_most(effort)
        for need in gate.body.needs
    }
    return tuple(book.texts.wording.gate_needs[name] for name in sorted(names))


def _allowing(effort: Effort, recommendation: Recommendation, book: RuleBook) -> tuple[Rule, ...]:
    acting = {item.rule for item in recommendation.prescription.of(Permit)}
    return tuple(
        rule
        for rule in book.of(Stratum.PRESCRIPTION)
        if rule.id not in acting and any(_permits(directive.body, effort) for directive in rule.then)
    )


def _unmet(rule: Rule, trace: Trace, book: RuleBook) -> Iterator[Unmet]:
    """What a silent rule looks for in vain, through the states it rests on; each question once."""
    lines: dict[str, Unmet] = {}
    for line in rule.when.every_line():
        if truth_of(line, rule, trace, book) is Truth.SURE:
            continue
        if isinstance(line.test, Being):
            below = (
                item for deriving in derived_by(line.fact, book) for item in _unmet(deriving, trace, book)
            )
            lines = {item.line.fact: item for item in below} | lines
        else:
            lines.setdefault(line.fact, Unmet(line, trace.facts_of(rule).said(line.fact)))
    yield from lines.values()


def _permits(body: Body, effort: Effort) -> bool:
    return isinstance(body, Permit) and body.intensity is not None and effort.at_most(body.intensity)
