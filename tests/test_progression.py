"""The step from week to week, searched through: every pair of starts, every order of limits and decisions."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product

from people import shipped

from recommender.model.scale import Decision
from recommender.planning.progression import Limits, Load, Pace, shown, step, within

SHIPPED = Pace.of(shipped().parameters)

# The same step with small numbers, so that every state can be visited.
PACE = replace(SHIPPED, added=2, growth=2)
WEEKS = range(1, 1 + len(PACE.turns))
IN_TURN = {week: (1 + week % len(PACE.turns),) for week in WEEKS}
IN_ANY_ORDER = {1: tuple(PACE.turns.index(turn) + 1 for turn in ("minutes", "sessions", "effort", "easier"))}
STARTS = tuple(
    Load(lengths, moderate, vigorous)
    for lengths in ((1,), (2,), (2, 2), (4, 4), (2, 2, 2), (5, 5, 5))
    for moderate, vigorous in ((0, 0), (1, 0), (2, 1))
)
LIMITS = (
    Limits(3, 5, 3, 1, 2),
    Limits(3, 5, 3, 1, 2, growth=1),
    Limits(3, 1, 1, 0, 2, growth=0),
    Limits(2, 4, 0, 0, 2),
    Limits(1, 4, 3, 1, 2),
)
MORE_LIMITS = (
    *LIMITS,
    Limits(3, 3, 3, 1, 2),
    Limits(2, 5, 1, 0, 2, growth=1),
    Limits(1, 2, 0, 0, 2, growth=0),
)
Pair = tuple[Load, Load]
Course = tuple[Limits, Limits, Decision]
LOWER = ("sessions", "session_minutes", "moderate", "vigorous")


def test_starting_lower_never_leads_to_more() -> None:
    """Under the same limits and decisions, for any number of weeks, even if it were any turn in any week."""
    pairs = [(low, high) for low, high in product(STARTS, STARTS) if at_most(low, high)]

    reached, broken = search(pairs, same_for_both(), IN_ANY_ORDER)

    print(f"{len(pairs)} pairs of starts, {len(reached)} pairs reached")
    assert broken is None


def test_lower_limits_never_lead_to_more() -> None:
    """One person twice, once under limits of which none is higher.

    From the smallest length on: where somebody sets a limit below it, an added session may be a little
    longer than one that was added before.
    """
    whole = [limits for limits in MORE_LIMITS if limits.session_minutes >= PACE.added]
    both = [(low, high) for low, high in product(whole, whole) if no_higher(low, high)]
    starts = [start for start in STARTS if start.lengths[-1] >= PACE.added]
    courses = ((low, high, Decision.ADVANCE) for low, high in both)

    reached, broken = search([(start, start) for start in starts], courses, IN_TURN)

    print(f"{len(both)} pairs of limits, {len(reached)} pairs reached")
    assert broken is None


def test_nothing_is_above_a_limit() -> None:
    states = reachable()

    print(f"{len(states)} states reached")
    for load, (limits, week) in product(states, product(LIMITS, WEEKS)):
        after = step(load, limits, Decision.ADVANCE, week, PACE)
        assert len(after.lengths) <= limits.sessions
        assert max(after.lengths) <= limits.session_minutes
        assert after.moderate <= limits.moderate
        assert after.vigorous <= limits.vigorous


def test_one_thing_is_raised_at_a_time() -> None:
    for load, (limits, week) in product(reachable(), product(LIMITS, WEEKS)):
        now = within(load, limits)
        after = step(load, limits, Decision.ADVANCE, week, PACE)
        raised = {
            "sessions": len(after.lengths) > len(now.lengths),
            "minutes": any(new > old for new, old in zip(after.lengths, now.lengths, strict=False)),
            "effort": after.moderate + after.vigorous > now.moderate + now.vigorous,
        }
        assert [what for what, grown in raised.items() if grown] in ([], [PACE.turn(week)])


def test_a_week_grows_by_no_more_than_its_bound() -> None:
    for load, (limits, week) in product(reachable(), product(LIMITS, WEEKS)):
        after = step(load, limits, Decision.ADVANCE, week, PACE)
        a_session = 2 if limits.growth is None else min(2, limits.growth)
        assert after.minutes <= load.minutes + a_session * len(after.lengths)


def test_holding_and_stepping_back_raise_nothing() -> None:
    for load, (limits, week) in product(reachable(), product(LIMITS, WEEKS)):
        held = step(load, limits, Decision.HOLD, week, PACE)
        back = step(load, limits, Decision.STEP_BACK, week, PACE)
        assert held == within(load, limits)
        assert at_most(back, held)
        assert back.vigorous == 0


def test_an_easier_week_keeps_every_session_and_shortens_it() -> None:
    easier = 1 + SHIPPED.turns.index("easier")

    assert shown(Load((10, 10, 5, 1)), easier, SHIPPED) == (7, 7, 4, 1)


def test_time_is_raised_before_effort() -> None:
    """With room for everything, sessions and minutes rise before the first harder session."""
    limits, load = Limits(5, 30, 5, 2, 3), Load((5, 5, 5))

    weeks = []
    for week in range(2, 6):
        load = step(load, limits, Decision.ADVANCE, week, SHIPPED)
        weeks.append((load.lengths, load.moderate))

    assert weeks == [
        ((5, 5, 5, 5), 0),
        ((10, 10, 10, 10), 0),
        ((10, 10, 10, 10), 0),
        ((10, 10, 10, 10), 1),
    ]


def at_most(low: Load, high: Load) -> bool:
    """Whether one load is below or equal to another in everything."""
    return (
        len(low.lengths) <= len(high.lengths)
        and all(mine <= theirs for mine, theirs in zip(low.lengths, high.lengths, strict=False))
        and low.moderate <= high.moderate
        and low.vigorous <= high.vigorous
    )


def no_higher(low: Limits, high: Limits) -> bool:
    """Whether no limit of the one is above that of the other."""
    bounded = all(getattr(low, name) <= getattr(high, name) for name in LOWER)
    return bounded and (high.growth is None or (low.growth is not None and low.growth <= high.growth))


def same_for_both() -> Iterator[Course]:
    """Every limit with every decision, for both of a pair."""
    return ((limits, limits, decision) for limits, decision in product(LIMITS, Decision))


def search(
    pairs: Iterable[Pair],
    courses: Iterable[Course],
    calendar: Mapping[int, tuple[int, ...]],
) -> tuple[set[Pair], tuple[Pair, Course, Pair] | None]:
    """Every pair that follows from these, week after week, and the first one out of order."""
    courses = tuple(courses)
    waiting = deque((pair, week) for pair in pairs for week in calendar)
    seen = set(waiting)
    while waiting:
        pair, week = waiting.popleft()
        for course, next_week in product(courses, calendar[week]):
            following = after(pair, course, next_week)
            if not at_most(*following):
                return {pair for pair, _ in seen}, (pair, course, following)
            at = (following, next_week if len(calendar) > 1 else week)
            if at not in seen:
                seen.add(at)
                waiting.append(at)
    return {pair for pair, _ in seen}, None


def after(pair: Pair, course: Course, week: int) -> Pair:
    """What a course makes of both in that week."""
    lower, higher, decision = course
    return step(pair[0], lower, decision, week, PACE), step(pair[1], higher, decision, week, PACE)


@cache
def reachable() -> frozenset[Load]:
    """Every load that somebody can come to from one of the starts."""
    courses = tuple((limits, limits, Decision.ADVANCE) for limits in LIMITS)
    seen, _ = search([(start, start) for start in STARTS], courses, IN_ANY_ORDER)
    return frozenset(low for low, _ in seen)
