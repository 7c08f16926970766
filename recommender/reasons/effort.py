"""What keeps an effort closed, and what would open it."""

from dataclasses import dataclass

from recommender.model.directive import Body, Gate, Limit, Permit
from recommender.model.prescription import Acting, Prescription
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Stratum
from recommender.planning.gates import ceiling

HORIZON = range(1, 27)


@dataclass(frozen=True, slots=True)
class Opening:
    """When an effort becomes possible: from a week on, with what a review looks at; or what keeps it closed.

    `holding` are the rules that keep it closed in every week, `allowing` those that would permit it and
    do not act.
    """

    effort: Effort
    week: int | None
    needs: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    allowing: tuple[str, ...] = ()


def opening(effort: Effort, recommendation: Recommendation, book: RuleBook) -> Opening:
    """What would open an effort for this person."""
    prescription = recommendation.prescription
    for week in HORIZON:
        reached, _, gates = ceiling(prescription, week)
        if effort.at_most(reached):
            return Opening(effort, week, _needs(gates, effort, book))
    return Opening(
        effort,
        None,
        holding=holding_back(effort, HORIZON[-1], prescription),
        allowing=_allowing(effort, recommendation, book),
    )


def holding_back(effort: Effort, week: int, prescription: Prescription) -> tuple[str, ...]:
    """The rules whose limits and gates keep a week below an effort; an adjustment has no name."""
    limits = (item.rule for item in prescription.of(Limit, week) if _limits(item.body, effort))
    gates = (item.rule for item in prescription.of(Gate, week) if _closed(item.body, effort, week))
    return tuple(sorted({*limits, *gates}))


def _limits(body: Body, effort: Effort) -> bool:
    return isinstance(body, Limit) and body.intensity is not None and not effort.at_most(body.intensity)


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


def _allowing(effort: Effort, recommendation: Recommendation, book: RuleBook) -> tuple[str, ...]:
    acting = {item.rule for item in recommendation.prescription.of(Permit)}
    return tuple(
        rule.id
        for rule in book.of(Stratum.PRESCRIPTION)
        if rule.id not in acting and any(_permits(directive.body, effort) for directive in rule.then)
    )


def _permits(body: Body, effort: Effort) -> bool:
    return isinstance(body, Permit) and body.intensity is not None and effort.at_most(body.intensity)
