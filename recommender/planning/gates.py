"""How hard a week may be: permits, limits and gates, and what a review would have to find."""

from collections.abc import Iterable

from recommender.model.directive import Gate, Limit, Permit
from recommender.model.prescription import Acting, Prescription
from recommender.model.scale import Effort
from recommender.model.scale import below as below  # noqa: PLC0414 - known here too


def ceiling(prescription: Prescription, week: int) -> tuple[Effort, tuple[str, ...], tuple[Acting, ...]]:
    """The effort limit of a week, the rules that set it, and the gates that it lies beyond."""
    permitted, permitting = _permitted(prescription, week)
    limited, limiting = _limited(prescription, week)
    effort = Effort.lowest(permitted, limited)
    rules = limiting if limited is effort else permitting
    beyond = tuple(gate for gate in prescription.of(Gate, week) if _opens(gate).at_most(effort))
    return effort, rules, beyond


def _permitted(prescription: Prescription, week: int) -> tuple[Effort, tuple[str, ...]]:
    said = [(item.wants, item.rule) for item in prescription.of(Permit, week) if item.wants]
    best = Effort.highest(Effort.LIGHT, *(effort for effort, _ in said))
    return best, _who(said, best)


def _limited(prescription: Prescription, week: int) -> tuple[Effort, tuple[str, ...]]:
    said = [(item.leaves, item.rule) for item in prescription.of(Limit, week) if item.leaves]
    gates = (gate for gate in prescription.of(Gate) if not _passed(gate, week))
    said += [(gate.leaves, gate.rule) for gate in gates if gate.leaves]
    lowest = Effort.lowest(Effort.VIGOROUS, *(effort for effort, _ in said))
    return lowest, _who(said, lowest)


def _who(said: Iterable[tuple[Effort, str]], effort: Effort) -> tuple[str, ...]:
    return tuple(sorted({rule for what, rule in said if what is effort and rule}))


def _opens(gate: Acting) -> Effort:
    return gate.body.to if isinstance(gate.body, Gate) else Effort.VIGOROUS


def _passed(gate: Acting, week: int) -> bool:
    """Whether the weeks of a gate are over; a gate that was set aside for a while does not hold then."""
    in_force = gate.always or any(week in weeks for weeks in gate.weeks)
    return not in_force or (isinstance(gate.body, Gate) and week > gate.body.after_weeks)
