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
from recommender.review.alarms import Alarms
from recommender.review.counts import Counter, Past
from recommender.review.position import Carried, Position
from recommender.review.verdict import STEADY, STOPPING, Verdict

BREATH = 4
"""The level of attention that only an answer at intake opens."""


@dataclass(frozen=True, slots=True)
class Lived:
    """One week of a log: its review, what was decided and by which rules, and what follows from it.

    `coming` is None where there is no programme.
    """

    record: WeekReview
    verdict: Verdict
    trace: Trace
    coming: Week | None
    carried: Carried


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

    @property
    def alarms(self) -> Alarms:
        """The stopping signs of the log."""
        return Alarms(self.log)

    def run(self, carried: Carried, weeks: range) -> Iterator[Lived]:
        """Each of these weeks: its review, the trace, and the week that follows."""
        now = self.starting(carried)
        coming = self.week(weeks.start, now)
        for week in weeks:
            now = self._looked_back(coming, now)
            trace = self.inference.run(self.counter.facts(week, _past(now)))
            verdict = Verdict.of(trace)
            record = WeekReview(week, verdict.decision, verdict.because, trace.firings, coming)
            now = self._after(week, now, verdict)
            coming = self.week(week + 1, now)
            yield Lived(record, verdict, trace, coming, Carried.of(now))

    def starting(self, carried: Carried) -> Position:
        """Where the programme begins: as any does, and never above what was held under other answers."""
        first = self.planner.first(self.bounds[0])
        load = first if carried.held is None else lowest(first, carried.held)
        return Position(load, load, planned=carried.planned, referred=carried.referred)

    def week(self, number: int, now: Position) -> Week:
        """A week as it is planned from where the programme stands; `number` is that of the log."""
        week = now.programme_week
        easier = now.lighter or (self.planner.is_easier(week) and not now.rested)
        planned = self.planner.week(week, self._bounds(now), now.load, easier=easier)
        return replace(planned, number=number)

    def _looked_back(self, week: Week, now: Position) -> Position:
        """Counts the week that is looked back on as steady or not, and notes how it was planned."""
        done = self.counter.done_percent(week.number, len(week.sessions))
        steady = done >= self.book.parameters.steady_percent.value
        return replace(now, steady_weeks=now.steady_weeks + 1 if steady else 0, planned=(*now.planned, week))

    def _after(self, week: int, now: Position, verdict: Verdict) -> Position:
        """Where the programme stands before the next week."""
        now = self._lived(week, now)
        if verdict.restart:
            now = replace(
                now,
                done_weeks=0,
                opened=frozenset(),
                attention=min(0, now.attention),
                attention_changed=week,
                held_lighter=False,
            )
        if verdict.decision is Decision.ADVANCE:
            now = replace(now, opened=now.opened | self._opening(now, verdict.met))
        if verdict.attend and not (verdict.restart and verdict.attend > 0):
            now = replace(now, attention=self._attention(now, verdict), attention_changed=week)
        if verdict.decision not in STEADY:
            now = replace(now, steady_weeks=0, opened=frozenset())
        now = replace(now, referred=self.alarms.referred(week, now.referred, verdict.decision))
        now = self._lighter(now, verdict)
        repeated = now.lighter and verdict.decision is Decision.HOLD
        stopped, load = verdict.decision in STOPPING, self._load(now, verdict)
        raised = (
            load.minutes > now.held.minutes
            or load.moderate > now.held.moderate
            or load.vigorous > now.held.vigorous
        )
        rested = now.rested and not raised
        return replace(now, load=load, lighter=repeated, rested=rested, stopped=stopped)

    def _lived(self, week: int, now: Position) -> Position:
        """The position after a week: it counts where anything took place in it."""
        if not self.counter.happened(week):
            return now
        planned = now.planned[-1]
        lighter_one = planned is not None and planned.easier
        rested = now.rested or lighter_one
        return replace(
            now, held=now.load, held_lighter=lighter_one, rested=rested, done_weeks=now.done_weeks + 1
        )

    def _lighter(self, now: Position, verdict: Verdict) -> Position:
        """After a lighter week: held, it is repeated as such, and the second time it is the full one.

        A step back is one from the lighter week.
        """
        if not now.held_lighter:
            return replace(now, lighter=False)
        again = verdict.decision is Decision.HOLD
        if again and not now.lighter:
            return replace(now, lighter=True)
        if again or verdict.decision not in STEADY:
            held = replace(now.held, lengths=lighter(now.held, self.planner.pace), vigorous=0)
            return replace(now, held=held, held_lighter=False, lighter=False)
        return now

    def _load(self, now: Position, verdict: Verdict) -> Load:
        """The load of a week. After a pause or a referral, however long, it is a step lower, and light.

        Without an advance nothing is more than what was planned last. An advance out of a lighter week that
        was repeated goes back to the full week first.
        """
        bounds, week = self._bounds(now), now.programme_week
        stopping = Decision.HOLD if now.stopped else Decision.STEP_BACK
        decision = stopping if verdict.decision in STOPPING else verdict.decision
        restoring = decision is Decision.ADVANCE and now.lighter
        after = self.planner.following(now.held, bounds, Decision.HOLD if restoring else decision, week)
        if decision is not Decision.ADVANCE:
            after = lowest(after, now.load)
        if verdict.decision in STOPPING:
            after = Load(after.lengths)
        return lowest(after, self.planner.first(bounds)) if verdict.restart else after

    def _opening(self, now: Position, met: frozenset[str]) -> frozenset[tuple[str, Effort]]:
        """The gates before a week of which everything that they need is met."""
        gates = self.bounds[now.programme_week - 1].gates
        found = (gate for gate in gates if isinstance(gate.body, Gate))
        return frozenset(_key(gate) for gate in found if met.issuperset(getattr(gate.body, "needs", ())))

    def _bounds(self, now: Position) -> WeekBounds:
        """The bounds of the week to come, with every gate that no review has opened still closed."""
        bounds = self.bounds[now.programme_week - 1]
        closed = [gate for gate in bounds.gates if _key(gate) not in now.opened]
        effort = Effort.lowest(bounds.effort, *(below(_key(gate)[1]) for gate in closed))
        rules = tuple(sorted({gate.rule for gate in closed})) if closed else bounds.effort_rules
        level = max(0, min(bounds.awareness + now.attention, self._most_attention(now)))
        return replace(bounds, effort=effort, effort_rules=rules, gates=(), awareness=level)

    def _attention(self, now: Position, verdict: Verdict) -> int:
        """How many levels attention goes beyond what the answers open: never past a limit, or below none."""
        opened = self.bounds[now.programme_week - 1].awareness
        wanted = now.attention + verdict.attend
        return max(-opened, min(wanted, self._most_attention(now) - opened))

    def _most_attention(self, now: Position) -> int:
        """The breath is for those who asked for it, whatever a log says."""
        week = now.programme_week
        limit = least(self.prescription.of(Limit, week), "awareness", self.prescription.facts)
        opened = self.bounds[week - 1].awareness
        return opened if opened == BREATH else limit.below(BREATH - 1)


def _past(now: Position) -> Past:
    return Past(now.planned, now.steady_weeks, now.attention_changed, now.referred)


def _key(gate: Acting) -> tuple[str, Effort]:
    return gate.rule, gate.body.to if isinstance(gate.body, Gate) else Effort.VIGOROUS
