"""The step from week to week, searched through: every pair of loads to which it can bring two people.

Two people begin in order, the one no higher than the other in anything. Then the same limits and decisions
come to both, in any order, with any turn in any week, for any number of weeks. What was reached once is not
gone through again, so the search ends, and within its world nothing is a sample.

It is the step that is searched, and nothing around it: not what a replay makes of a gap, a repeated lighter
week, a pause or a restart, nor what the days of a week leave room for. The simulated year looks at these.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TypeAlias

from recommender.model.scale import Decision, Effort
from recommender.planning.progression import Limits, Load, Pace, lighter, within

Step: TypeAlias = Callable[[Load, Limits, Decision, int, Pace], Load]
Progress: TypeAlias = Callable[[int, int], None]
"""Told how many pairs were gone through, and how many are known so far."""


@dataclass(frozen=True, slots=True)
class Course:
    """What a week brings: limits, a decision, and the turn that the calendar gives."""

    limits: Limits
    decision: Decision
    week: int


@dataclass(frozen=True, slots=True)
class World:
    """What is searched: where people begin, what can come, and how fast a programme grows.

    `lower` are the courses of the lower one of two, in step with `courses`; the same where it is empty.
    """

    pace: Pace
    weights: Mapping[Effort, int]
    starts: tuple[tuple[Load, Load], ...]
    courses: tuple[Course, ...]
    lower: tuple[Course, ...] = ()


@dataclass(slots=True)
class Found:
    """What a search covered, and the first breach of each law that was broken."""

    states: int = 0
    steps: int = 0
    pairs: int = 0
    breaches: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """One step as it was taken; `now` is the load that it began with, under the limits of its course."""

    now: Load
    course: Course
    after: Load
    pace: Pace


Law: TypeAlias = Callable[[Taken], bool]


def courses_of(limits: Iterable[Limits], decisions: Iterable[Decision], pace: Pace) -> tuple[Course, ...]:
    """Every limit with every decision at every turn; turns matter where something may be raised."""
    weeks = {turn: number for number, turn in enumerate(pace.turns, 1)}
    return tuple(
        Course(limit, decision, week)
        for limit, decision in product(limits, decisions)
        for week in (weeks.values() if decision is Decision.ADVANCE else (1,))
    )


def in_order(starts: Iterable[Load]) -> tuple[tuple[Load, Load], ...]:
    """Every pair of starts of which the first is no higher in anything."""
    starts = tuple(starts)
    return tuple((low, high) for low, high in product(starts, starts) if at_most(low, high))


def at_most(low: Load, high: Load) -> bool:
    """Whether one load is below or equal to another in everything."""
    return (
        len(low.lengths) <= len(high.lengths)
        and all(mine <= theirs for mine, theirs in zip(low.lengths, high.lengths, strict=False))
        and low.moderate <= high.moderate
        and low.vigorous <= high.vigorous
    )


# The laws of a single step.


def nothing_is_above_a_limit(taken: Taken) -> bool:
    after, limits = taken.after, taken.course.limits
    return (
        len(after.lengths) <= limits.sessions
        and max(after.lengths) <= limits.session_minutes
        and after.moderate <= limits.moderate
        and after.vigorous <= limits.vigorous
    )


def one_thing_is_raised_at_a_time(taken: Taken) -> bool:
    """The one whose turn it is, and of sessions and of harder ones no more than one; otherwise nothing."""
    now, after = taken.now, taken.after
    longer = any(new > old for new, old in zip(after.lengths, now.lengths, strict=False))
    raised = {
        "sessions": max(0, len(after.lengths) - len(now.lengths)),
        "minutes": int(longer),
        "effort": max(0, after.moderate - now.moderate) + max(0, after.vigorous - now.vigorous),
    }
    return all(many == 0 or (what == _turn(taken) and many == 1) for what, many in raised.items())


def room_at_its_turn_is_used(taken: Taken) -> bool:
    """An advance raises what its turn is for, as long as no limit is reached."""
    now, after, limits = taken.now, taken.after, taken.course.limits
    sessions, growing = len(now.lengths), limits.growth != 0
    match _turn(taken):
        case "sessions":
            room = growing and sessions < limits.sessions
            return not room or len(after.lengths) > sessions
        case "minutes":
            room = growing and min(now.lengths) < limits.session_minutes
            return not room or min(after.lengths) > min(now.lengths)
        case "effort":
            may_be_vigorous = now.vigorous < min(limits.vigorous, sessions) and enough_are_moderate(taken)
            room = may_be_vigorous or now.moderate < min(limits.moderate, sessions)
            return not room or after.moderate + after.vigorous > now.moderate + now.vigorous
        case _:
            return True


def some_sessions_are_moderate_before_one_is_vigorous(taken: Taken) -> bool:
    return taken.after.vigorous <= taken.now.vigorous or enough_are_moderate(taken)


def enough_are_moderate(taken: Taken) -> bool:
    """Whether the week before had the moderate sessions that come before a vigorous one."""
    return taken.now.moderate >= taken.course.limits.before_vigorous


def a_new_session_is_no_longer_than_any_other(taken: Taken) -> bool:
    """Neither than those of the week before, nor than those beside it."""
    now, after = taken.now.lengths, taken.after.lengths
    return len(after) <= len(now) or after[-1] <= min(*now, *after)


def _turn(taken: Taken) -> str:
    """What an advance may raise; nothing without one."""
    course = taken.course
    return taken.pace.turn(course.week) if course.decision is Decision.ADVANCE else ""


def a_week_grows_within_its_bound(taken: Taken) -> bool:
    growth, pace = taken.course.limits.growth, taken.pace
    a_session = pace.growth if growth is None else min(pace.growth, growth)
    return taken.after.minutes <= taken.now.minutes + a_session * len(taken.after.lengths)


def no_day_holds_too_much(taken: Taken) -> bool:
    lengths, pace = taken.after.lengths, taken.pace
    return len(lengths) < pace.day_share_from or max(lengths) * 100 <= pace.day_share_percent * sum(lengths)


def holding_repeats_the_week(taken: Taken) -> bool:
    """Apart from a day that would hold too much."""
    kept = replace(taken.now, lengths=taken.pace.shared(taken.now.lengths))
    return taken.course.decision is not Decision.HOLD or taken.after == kept


def a_week_that_is_cut_says_so(taken: Taken) -> bool:
    """Where a session is shorter than before though nobody stepped back, and only there."""
    pairs = zip(taken.after.lengths, taken.now.lengths, strict=False)
    cut = any(new < old for new, old in pairs) and taken.course.decision is not Decision.STEP_BACK
    return taken.after.shortened == cut


def stepping_back_is_always_a_step(taken: Taken) -> bool:
    """Less in everything that there is, down to sessions of a minute without a harder one."""
    now, after = taken.now, taken.after
    if taken.course.decision is not Decision.STEP_BACK:
        return True
    smallest = max(now.lengths) == 1 and not now.moderate and not now.vigorous
    return at_most(after, now) and after.vigorous == 0 and (smallest or after != now)


def a_lighter_week_is_lighter(taken: Taken) -> bool:
    """Every session is there, none is longer, and the state goes on from the full week."""
    after, course, pace = taken.after, taken.course, taken.pace
    if pace.turn(course.week) != "easier" or course.decision is not Decision.ADVANCE:
        return True
    shorter = lighter(after, pace)
    most = [max(1, -(-length * pace.easier_percent // 100)) for length in after.lengths]
    return len(shorter) == len(most) and all(map(int.__le__, shorter, most)) and at_most(after, taken.now)


LAWS: tuple[Law, ...] = (
    nothing_is_above_a_limit,
    one_thing_is_raised_at_a_time,
    room_at_its_turn_is_used,
    some_sessions_are_moderate_before_one_is_vigorous,
    a_new_session_is_no_longer_than_any_other,
    a_week_grows_within_its_bound,
    no_day_holds_too_much,
    holding_repeats_the_week,
    a_week_that_is_cut_says_so,
    stepping_back_is_always_a_step,
    a_lighter_week_is_lighter,
)
STARTING_LOWER = "starting_lower_never_leads_to_more"


class Search:
    """One search through a world, with a step of its own to look at. Loads go by number: that is quicker."""

    def __init__(self, world: World, step: Step) -> None:
        self._world, self._step = world, step
        self._loads: list[Load] = []
        self._numbers: dict[Load, int] = {}
        self._higher: dict[int, tuple[int, ...]] = {}
        self._lower: dict[int, tuple[int, ...]] = {} if world.lower else self._higher
        self.found = Found()

    def run(self, progress: Progress = lambda _done, _known: None, until: str = "") -> Found:
        """Goes through everything that can be reached, and checks every law on the way.

        It stops at a breach of the law that is named by `until`.
        """
        waiting = [(self._number(low), self._number(high)) for low, high in self._world.starts]
        seen, done = set(waiting), 0
        while waiting and until not in self.found.breaches:
            low, high = waiting.pop()
            self._compare(self._loads[low], self._loads[high])
            new = set(zip(self._after_lower(low), self._after_higher(high), strict=True)) - seen
            seen |= new
            waiting += new
            done += 1
            progress(done, len(seen))
        self.found.pairs, self.found.states = len(seen), len(self._loads)
        return self.found

    def _number(self, load: Load) -> int:
        number = self._numbers.setdefault(load, len(self._loads))
        if number == len(self._loads):
            self._loads.append(load)
        return number

    def _compare(self, low: Load, high: Load) -> None:
        """Nothing of the lower one is above the higher one, and so no minute weighs more."""
        weights = self._world.weights
        if not at_most(low, high) or low.weighted(weights) > high.weighted(weights):
            self.found.breaches.setdefault(STARTING_LOWER, f"{low} beside {high}")

    def _after_higher(self, number: int) -> tuple[int, ...]:
        """What every course makes of a load, each checked by the laws of a step the first time."""
        if number not in self._higher:
            self._higher[number] = self._follow(self._loads[number], self._world.courses)
        return self._higher[number]

    def _after_lower(self, number: int) -> tuple[int, ...]:
        if number not in self._lower:
            self._lower[number] = self._follow(self._loads[number], self._world.lower or self._world.courses)
        return self._lower[number]

    def _follow(self, load: Load, courses: tuple[Course, ...]) -> tuple[int, ...]:
        return tuple(self._number(self._checked(load, course)) for course in courses)

    def _checked(self, load: Load, course: Course) -> Load:
        pace, breaches = self._world.pace, self.found.breaches
        after = self._step(load, course.limits, course.decision, course.week, pace)
        taken = Taken(within(load, course.limits), course, after, pace)
        self.found.steps += 1
        for law in LAWS:
            if law.__name__ not in breaches and not law(taken):
                breaches[law.__name__] = f"{load} by {course} to {after}"
        return after
