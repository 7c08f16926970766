"""A log replayed from the first week: each week as it was planned, looked back on, and what followed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommender.inference import Inference
from recommender.model.directive import Gate, Limit
from recommender.model.log import Log
from recommender.model.prescription import Acting, Prescription, WeekBounds
from recommender.model.programme import Week
from recommender.model.review import WeekReview
from recommender.model.rule import RuleBook
from recommender.model.scale import Decision, Effort
from recommender.model.trace import Trace
from recommender.planning.gates import below
from recommender.planning.progression import Load, lighter, lowest
from recommender.planning.resolve import least
from recommender.planning.selection import Choices
from recommender.planning.targets import all_bounds
from recommender.planning.weeks import WeekPlanner
from recommender.review.counts import Counter, Past
from recommender.review.verdict import STEADY, STOPPING, Verdict

BREATH = 4
"""The level of attention that only an answer at intake opens."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a programme stands before a week: its load, what reviews have opened, how far attention goes.

    `held` is the load of the last week in which anything took place: what a gap goes back to;
    `held_lighter` where that week was a lighter one, `lighter` where it is to be repeated as such.
    `planned` is how many sessions each week so far was to have, `referred` the week of the last referral
    (0 without one).
    """

    load: Load
    held: Load
    held_lighter: bool = False
    lighter: bool = False
    referred: int = 0
    opened: frozenset[tuple[str, Effort]] = frozenset()
    attention: int = 0
    attention_changed: int = 0
    steady_weeks: int = 0
    planned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Replay:
    """Replays the log of one person who has a programme."""

    prescription: Prescription
    book: RuleBook
    inference: Inference
    log: Log
    planner: WeekPlanner
    bounds: tuple[WeekBounds, ...]
    counter: Counter

    @classmethod
    def of(
        cls, prescription: Prescription, book: RuleBook, inference: Inference, log: Log, weeks: int
    ) -> "Replay":
        """The replay of a log; `weeks` is how far the programme was shown."""
        planner = WeekPlanner.of(prescription, book, Choices(prescription, book.activities))
        bounds = all_bounds(prescription, max(weeks, log.last_week + 1))
        counter = Counter(log, book.log, book.parameters)
        return cls(prescription, book, inference, log, planner, bounds, counter)

    def run(self) -> Iterator[tuple[WeekReview, Verdict, Trace, Week]]:
        """For each week of the log: its review, what was decided, the trace, and the week that follows."""
        first = self.planner.first(self.bounds[0])
        now = Position(first, first)
        for week in range(1, self.log.last_week + 1):
            planned = self.week(week, now)
            now = self._looked_back(planned, now)
            trace = self.inference.run(self.counter.facts(week, _past(now)))
            verdict = Verdict.of(trace)
            now = self._after(week, now, verdict)
            record = WeekReview(week, verdict.decision, verdict.because, trace.firings, planned)
            yield record, verdict, trace, self.week(week + 1, now)

    def week(self, number: int, now: Position) -> Week:
        """A week as it is planned from where the programme stands."""
        return self.planner.week(number, self._bounds(number, now), now.load, repeated=now.lighter)

    def beginning(self) -> Week:
        """The first week, for somebody whose log is empty."""
        first = self.planner.first(self.bounds[0])
        return self.week(1, Position(first, first))

    def _looked_back(self, week: Week, now: Position) -> Position:
        """Counts the week that is looked back on as steady or not, and notes what was planned in it."""
        planned = len(week.sessions)
        steady = self.counter.done_percent(week.number, planned) >= self.book.parameters.steady_percent.value
        weeks = now.steady_weeks + 1 if steady else 0
        return replace(now, steady_weeks=weeks, planned=(*now.planned, planned))

    def _after(self, week: int, now: Position, verdict: Verdict) -> Position:
        """Where the programme stands before the next week."""
        if any(entry.happened for entry in self.log.of_week(week)):
            was_lighter = now.lighter or self.planner.is_easier(week)
            now = replace(now, held=now.load, held_lighter=was_lighter)
        if verdict.decision is Decision.ADVANCE:
            now = replace(now, opened=now.opened | self._opening(week + 1, verdict.met))
        if verdict.attend:
            now = replace(now, attention=self._attention(week + 1, now, verdict), attention_changed=week)
        if verdict.decision not in STEADY:
            now = replace(now, steady_weeks=0)
        if verdict.decision is Decision.REFER:
            now = replace(now, referred=week)
        if verdict.restart:
            now = replace(now, opened=frozenset(), held_lighter=False)
        repeated = verdict.decision is Decision.HOLD and now.held_lighter
        return replace(now, load=self._load(week + 1, now, verdict), lighter=repeated)

    def _load(self, week: int, now: Position, verdict: Verdict) -> Load:
        """The load of a week. After a pause or a referral the programme comes back a step lower.

        Without an advance nothing is more than what was planned last, and a step back is one from the week
        that was done, also where that was a lighter one.
        """
        bounds, pace = self._bounds(week, now), self.planner.pace
        decision = Decision.STEP_BACK if verdict.decision in STOPPING else verdict.decision
        after = self.planner.following(now.held, bounds, decision, week)
        if decision is not Decision.ADVANCE:
            after = lowest(after, now.load)
        if decision is Decision.STEP_BACK and now.held_lighter:
            after = lowest(after, replace(now.held, lengths=lighter(now.held, pace)))
        if verdict.decision is Decision.PAUSE:
            after = Load(after.lengths)
        if verdict.restart:
            first = lowest(self.planner.first(bounds, week), self.planner.first(self.bounds[0]))
            after = lowest(after, first)
        return after

    def _opening(self, week: int, met: frozenset[str]) -> frozenset[tuple[str, Effort]]:
        """The gates before a week of which everything that they need is met."""
        found = (gate for gate in self.bounds[week - 1].gates if isinstance(gate.body, Gate))
        return frozenset(_key(gate) for gate in found if met.issuperset(getattr(gate.body, "needs", ())))

    def _bounds(self, week: int, now: Position) -> WeekBounds:
        """The bounds of a week, with every gate that no review has opened still closed."""
        bounds = self.bounds[week - 1]
        closed = [gate for gate in bounds.gates if _key(gate) not in now.opened]
        looked_at = not now.referred or self.counter.agreed_since(now.referred, week - 1)
        most = bounds.effort if looked_at else Effort.LIGHT
        effort = Effort.lowest(most, *(below(_key(gate)[1]) for gate in closed))
        rules = tuple(sorted({gate.rule for gate in closed})) if closed else bounds.effort_rules
        level = max(0, min(bounds.awareness + now.attention, self._most_attention(week)))
        return replace(bounds, effort=effort, effort_rules=rules, gates=(), awareness=level)

    def _attention(self, week: int, now: Position, verdict: Verdict) -> int:
        """How many levels attention goes beyond what the answers open: never past a limit, or below none."""
        opened = self.bounds[week - 1].awareness
        wanted = now.attention + verdict.attend
        return max(-opened, min(wanted, self._most_attention(week) - opened))

    def _most_attention(self, week: int) -> int:
        """The breath is for those who asked for it, whatever a log says."""
        limit = least(self.prescription.of(Limit, week), "awareness", self.prescription.facts)
        opened = self.bounds[week - 1].awareness
        return opened if opened == BREATH else limit.below(BREATH - 1)


def _past(now: Position) -> Past:
    return Past(now.planned, now.steady_weeks, now.attention_changed, now.referred)


def _key(gate: Acting) -> tuple[str, Effort]:
    return gate.rule, gate.body.to if isinstance(gate.body, Gate) else Effort.VIGOROUS
