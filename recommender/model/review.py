"""What a check-in comes to."""

from dataclasses import dataclass, field

from recommender.model.course import Course
from recommender.model.programme import Contact, Week
from recommender.model.recommendation import Json, Recommendation, as_json, firing_as_json
from recommender.model.scale import Decision, Stratum, Urgency
from recommender.model.trace import Firing, Trace


@dataclass(frozen=True, slots=True)
class WeekReview:
    """One week looked back on: what was decided, and the rules that spoke.

    `planned` is the week as the plan had it then; None where there was no plan.
    """

    week: int
    decision: Decision
    because: tuple[str, ...]
    fired: tuple[Firing, ...] = field(repr=False)
    planned: Week | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Review:
    """What follows from a log: the decision about its last week, and the week that comes next.

    `week` is None where the programme pauses or somebody is to look first. `asks` names what the log
    left open and what mattered. `past` holds the review of every week of the log, the last one too,
    and `course` what those weeks came to. `heard` is the run of
    the rules of check-ins about the last of them.
    """

    decision: Decision
    because: tuple[str, ...]
    asks: tuple[str, ...]
    week: Week | None
    contacts: tuple[Contact, ...]
    fired: tuple[Firing, ...] = field(repr=False)
    recommendation: Recommendation = field(repr=False)
    heard: Trace = field(repr=False)
    urgency: Urgency | None = None
    past: tuple[WeekReview, ...] = field(default=(), repr=False)
    course: Course = field(default_factory=Course, repr=False)

    def as_dict(self) -> dict[str, Json]:
        """The JSON of the contract."""
        return {
            "decision": str(self.decision),
            "because": list(self.because),
            "asks": list(self.asks),
            "week": as_json(self.week),
            "contacts": as_json(self.contacts),
            "fired": [firing_as_json(firing, self._trace_of(firing)) for firing in self.fired],
        }

    def _trace_of(self, firing: Firing) -> Trace:
        return self.heard if firing.rule.stratum is Stratum.REVIEW else self.recommendation.trace
