"""What the rules of review come to, out of a trace."""

from dataclasses import dataclass

from recommender.model.directive import Attend, Decide, Meet
from recommender.model.scale import Decision, Urgency
from recommender.model.trace import Trace

STEADY = (Decision.ADVANCE, Decision.HOLD)
STOPPING = (Decision.PAUSE, Decision.REFER)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules of review decide about one week.

    `restart` holds beside any decision: a fever after a long gap does not undo the gap.
    """

    decision: Decision
    because: tuple[str, ...]
    restart: bool = False
    urgency: Urgency | None = None
    met: frozenset[str] = frozenset()
    attend: int = 0

    @classmethod
    def of(cls, trace: Trace) -> "Verdict":
        """The most cautious decision, and the rules that made it; holding where no rule decides."""
        said = [
            (item.body, firing.rule.id)
            for firing, item in trace.concluded(Decide)
            if isinstance(item.body, Decide)
        ]
        decision = Decision.highest(*(body.decision for body, _ in said)) if said else Decision.HOLD
        deciding = [(body, rule) for body, rule in said if body.decision is decision]
        urgencies = [body.urgency for body, _ in deciding if body.urgency]
        levels = [item.body.level for _, item in trace.concluded(Attend) if isinstance(item.body, Attend)]
        return cls(
            decision,
            tuple(sorted(rule for _, rule in deciding)),
            any(body.restart for body, _ in said),
            Urgency.highest(*urgencies) if urgencies else None,
            frozenset(item.body.need for _, item in trace.concluded(Meet) if isinstance(item.body, Meet)),
            -1 if "down" in levels else 1 if "up" in levels else 0,
        )
