"""A year of check-ins: the plan of every week as it was when it came, and what each review made of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import count, takewhile
from random import Random
from typing import TypeVar

from people import LIMITS, Person, recommender, shipped
from realistic import somebody_of
from year_people import KINDS, WEEKS, Looked, Temper, entries, spells, waiting

from recommender.inference import Inference
from recommender.model.directive import Body, Limit
from recommender.model.fact import Answer
from recommender.model.log import Entry, Log
from recommender.model.programme import Week
from recommender.model.recommendation import Recommendation
from recommender.model.review import WeekReview
from recommender.model.scale import Decision, Effort
from recommender.model.trace import Trace
from recommender.planning.amounts import amount
from recommender.review.alarms import day_of
from recommender.review.position import Carried
from recommender.review.replay import Lived, Replay
from recommender.review.verdict import STOPPING, Verdict

AFRESH = 4
HARDER = (Effort.MODERATE, Effort.VIGOROUS)
T = TypeVar("T", bound=Body)


@dataclass(frozen=True)
class Year:
    """A person, a log, and for each of its weeks the plan that was in force and what the review came to.

    `plans` has one week more than there are reviews: what follows from the last of them.
    """

    given: Recommendation
    log: Log
    plans: tuple[Week, ...]
    reviews: tuple[tuple[WeekReview, Verdict, Trace], ...]

    def plan(self, week: int) -> Week:
        """The week as it was planned when it came."""
        return self.plans[week - 1]

    def following(self) -> Iterator[tuple[WeekReview, Week]]:
        """Each review with the week that follows from it."""
        return zip((record for record, _, _ in self.reviews), self.plans[1:], strict=True)

    def full(self, week: int) -> Week:
        """The last week up to this one that was no easier one."""
        return next((plan for plan in reversed(self.plans[:week]) if not plan.easier), self.plans[0])

    @cached_property
    def moved(self) -> frozenset[int]:
        """The weeks in which anything took place."""
        return frozenset(entry.week for entry in self.log.entries if entry.done != "no")

    def happened(self, week: int) -> bool:
        """Whether anything took place in a week."""
        return week in self.moved

    def done(self, week: int) -> int:
        """The last week up to this one in which anything took place; the first one where nothing ever did."""
        return next((number for number in range(week, 0, -1) if self.happened(number)), 1)

    @cached_property
    def _programme_weeks(self) -> tuple[int, ...]:
        counted = [1]
        for week in range(1, len(self.plans)):
            after = counted[-1] + self.happened(week)
            counted.append(1 if self.away(week) >= AFRESH else after)
        return tuple(counted)

    def programme_week(self, week: int) -> int:
        """A week as rules count it: by the weeks in which anything took place, since the last restart."""
        return self._programme_weeks[week - 1]

    def away(self, week: int) -> int:
        """How many weeks up to this one, one after the other, had nothing in them."""
        return sum(1 for _ in takewhile(lambda number: not self.happened(number), range(week, 0, -1)))

    @cached_property
    def _raising(self) -> tuple[bool, ...]:
        return tuple(self._adds(self.done(record.week), plan) for record, plan in self.following())

    def _adds(self, done: int, plan: Week) -> bool:
        """Whether a plan has more minutes, or more harder sessions, than the full week behind one.

        A lighter week has no vigorous sessions: those of the full week come back without being raised.
        """
        before, full = self.plan(done), self.full(done)
        minutes = min(full.minutes, sum(full_lengths(before)))
        vigorous = max(reaching(week, Effort.VIGOROUS) for week in (before, full))
        return (
            plan.minutes > minutes
            or reaching(plan, Effort.MODERATE) > reaching(before, Effort.MODERATE)
            or reaching(plan, Effort.VIGOROUS) > vigorous
        )

    def raised_since_easier(self, week: int) -> bool:
        """Whether a review raised minutes or harder sessions since an easier week was done, or none was."""
        done = (one for one in range(week - 1, 0, -1) if self.plan(one).easier and self.happened(one))
        last = next(done, 0)
        return not last or any(self._raising[last - 1 : week - 1])

    def sessions(self, week: int) -> tuple[Entry, ...]:
        """Every occasion up to and in a week: done, or broken off so early that it says how that was."""
        return tuple(entry for entry in self.log.entries if entry.week <= week and was_lived(entry))

    def said(self, week: int, name: str) -> list[Answer]:
        """What was said about something in a week."""
        answers = (entry.facts.get(name) for entry in self.log.of_week(week))
        return [answer for answer in answers if answer is not None]

    def in_force(self, kind: type[T], week: int) -> Iterator[tuple[str, T]]:
        """What rules and adjustments say of a kind in a week of the programme, with the rule."""
        counted = self.programme_week(week)
        for acting in self.given.prescription.acting:
            body, in_force = acting.body, any(counted in weeks for weeks in acting.weeks)
            if isinstance(body, kind) and counted in body.weeks and in_force:
                yield acting.rule or "an adjustment", body

    def limits(self, week: int, what: str) -> Iterator[tuple[str, int]]:
        """Every limit of that amount in a week, with the rule."""
        for rule, limit in self.in_force(Limit, week):
            most = amount(getattr(limit, what), self.given.trace.facts)
            if most is not None:
                yield rule, most


class Growing(Log):
    """A log that grows by a week at a time, while it is looked back on."""

    def write(self, entries: Iterable[Entry]) -> None:
        """Takes in what was written down."""
        object.__setattr__(self, "entries", Log.of((*self.entries, *entries)).entries)


@cache
def inference() -> Inference:
    """The rules of review, compiled once for the whole run."""
    book = shipped().review
    assert book is not None
    return Inference(book)


def reviewing(given: Recommendation, log: Log) -> Replay:
    """The check-ins of somebody with a programme, over a year at least."""
    return Replay.of(given.prescription, shipped(), inference(), log, WEEKS + 1)


@dataclass(frozen=True)
class Kept:
    """Somebody with a programme, the log that they kept, and its check-ins as they were when they came."""

    given: Recommendation
    log: Log
    lived: tuple[Lived, ...]


def keep(person: Person, given: Recommendation, random: Random) -> Kept:
    """The log that somebody with a programme might keep for a year."""
    temper, looked, log = Temper.of(person, random), Looked(random), Growing()
    replay = reviewing(given, log)
    steps = replay.run(Carried(), range(1, WEEKS + 1))
    plan, decision = replay.week(1, replay.starting(Carried())), Decision.HOLD
    lived: list[Lived] = []
    for week, spell in enumerate(spells(temper, random), 1):
        resting = decision in STOPPING and temper.heeding
        written = waiting(week, spell, temper, random) if resting else entries(plan, spell, temper, random)
        log.write(map(looked.at, written))
        step = next(steps)
        assert step.coming is not None
        lived.append(step)
        plan, decision = step.coming, step.record.decision
        if decision is Decision.REFER:
            looked.referred(week)
    return Kept(given, Log(log.entries), tuple(lived))


def kept_by(seed: str, number: int) -> Kept:
    """One fictional person with a programme, and the log they keep: the same every time."""
    random = Random(f"{seed} {number}")
    for _ in count():
        person = somebody_of(random.choice(KINDS), random)
        if random.random() < 0.2:
            change: dict[str, object] = {"limit": random.choice(LIMITS), "reason": "it suits me better"}
            lasting = {"until_week": random.randint(1, 20)} if random.random() < 0.7 else {}
            person = person.adjusted(change | lasting)
        given = recommender().recommend(person.answers, person.role, person.adjustments)
        if given.programme:
            return keep(person, given, random)
    raise AssertionError("some of the people have a programme")


def live(given: Recommendation, log: Log) -> Year:
    """The year of somebody who keeps this log, looked back on when all of it is written."""
    replay = reviewing(given, log)
    return _of(Kept(given, log, tuple(replay.run(Carried(), range(1, log.last_week + 1)))))


def year_of(seed: str, number: int) -> Year:
    """The year of one fictional person, each check-in as it was when it came."""
    return _of(kept_by(seed, number))


def _of(kept: Kept) -> Year:
    replay = reviewing(kept.given, kept.log)
    coming = [one.coming for one in kept.lived if one.coming is not None]
    assert len(coming) == len(kept.lived)
    plans = (replay.week(1, replay.starting(Carried())), *coming)
    return Year(
        kept.given, kept.log, plans, tuple((one.record, one.verdict, one.trace) for one in kept.lived)
    )


Law = Callable[[Year], Iterator[str]]


def lengths(plan: Week) -> list[int]:
    return sorted((session.minutes for session in plan.sessions), reverse=True)


def longest(plan: Week) -> int:
    return max(lengths(plan), default=0)


def hardest(plan: Week) -> int:
    return max((session.intensity.rank for session in plan.sessions), default=0)


def reaching(plan: Week, effort: Effort) -> int:
    return sum(effort.at_most(session.intensity) for session in plan.sessions)


def level(plan: Week) -> int:
    return max((session.awareness.level for session in plan.sessions), default=0)


def raised(before: Week, plan: Week) -> Iterator[str]:
    """What is more than in an earlier week: how often, how long, how hard."""
    if len(plan.sessions) > len(before.sessions):
        yield f"sessions from {len(before.sessions)} to {len(plan.sessions)}"
    long, earlier = lengths(plan), lengths(before)
    if any(now > then for now, then in zip(long, earlier, strict=False)):
        yield f"minutes from {earlier} to {long}"
    for effort in HARDER:
        now, then = reaching(plan, effort), reaching(before, effort)
        if now > then:
            yield f"{effort} sessions from {then} to {now}"
            return


def full_lengths(plan: Week) -> list[int]:
    """The most minutes that the sessions have in a full week, of which an easier one keeps a part."""
    percent = shipped().parameters.easier_percent.value
    return [(100 * length + 49) // percent if plan.easier else length for length in lengths(plan)]


def was_lived(entry: Entry) -> bool:
    """Whether an entry tells of an occasion, be it one that was broken off early."""
    return entry.done != "no" or any(map(entry.facts.get, ("felt", "dissociation", "after")))


def stretch(
    year: Year, week: int, name: str, counts: Callable[[Answer], bool], goes_on: Callable[[Answer], bool]
) -> int:
    """Days from the first entry that counts to the last one that goes on with it, where that is this week."""
    said = [(entry, entry.facts.get(name)) for entry in year.log.entries if entry.week <= week]
    first = last = 0
    for entry, answer in said:
        if answer is not None and not goes_on(answer):
            first = last = 0
        elif answer is not None and (first or counts(answer)):
            first, last = first or day_of(entry), day_of(entry)
    return last - first + 1 if first and last > (week - 1) * 7 else 0
