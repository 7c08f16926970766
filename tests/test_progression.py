"""The step from week to week, searched through: every order of limits and decisions, for any number of weeks.

`make laws` searches the larger world, shows how far it is, and prints what it covered.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product

import pytest
from people import shipped
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from step_search import (
    LAWS,
    STARTING_LOWER,
    Course,
    Found,
    Search,
    Step,
    World,
    courses_of,
    in_order,
)

from recommender.model.scale import Decision
from recommender.planning.progression import Limits, Load, Pace, lighter, lowest, step, within

LONG = os.environ.get("LAWS") == "long"
SHIPPED = Pace.of(shipped().parameters)
WEIGHTS = shipped().parameters.effort_weights.by_effort()

PACE = replace(SHIPPED, added=1, growth=1)
"""The same step by minutes instead of fives and tens, so that every state can be visited."""

ADVANCE, HOLD, BACK = Decision.ADVANCE, Decision.HOLD, Decision.STEP_BACK


def starts(sessions: Iterable[int], minutes: Iterable[int], moderate: Iterable[int]) -> tuple[Load, ...]:
    whole = product(sessions, minutes, moderate)
    return tuple(Load((length,) * many, harder) for many, length, harder in whole if harder <= many)


def limits(
    sessions: Iterable[int],
    minutes: Iterable[int],
    efforts: Iterable[tuple[int, int]] = ((0, 0), (4, 2)),
    growths: Iterable[int | None] = (None, 0),
) -> tuple[Limits, ...]:
    whole = product(sessions, minutes, efforts, growths)
    return tuple(
        Limits(most, length, min(most, moderate), min(most, vigorous), 2, growth)
        for most, length, (moderate, vigorous), growth in whole
    )


STARTS = in_order(starts((2, 4), (1, 6), (0, 2)))
DECISIONS = (ADVANCE, HOLD, BACK)

TINY = World(PACE, WEIGHTS, STARTS, courses_of(limits((1, 4), (6,), ((4, 2),)), DECISIONS, PACE))
SMALL = replace(
    TINY, courses=(*TINY.courses, *courses_of(limits((2,), (1,), ((0, 0),), (None,)), DECISIONS, PACE))
)
"""Every bound of the middle world once, so that `make test` comes to the same loads by fewer ways."""

MIDDLE = replace(SMALL, courses=courses_of(limits((1, 2, 4), (1, 6)), DECISIONS, PACE))
LARGE = World(
    PACE,
    WEIGHTS,
    in_order(starts((2, 3, 4, 5), (1, 3, 6), (0, 1, 3))),
    courses_of(limits((1, 2, 3, 5), (1, 3, 6), ((0, 0), (1, 0), (5, 2))), DECISIONS, PACE),
)

FIVES = World(
    SHIPPED,
    WEIGHTS,
    in_order(starts((2, 3), (5, 15), (0,))),
    courses_of(limits((4,), (20,), ((0, 0),), (None, 0, 2)), DECISIONS, SHIPPED),
)
"""The shipped pace by fives and tens: here each bound of a session that is added is the one that counts."""


WORLDS = {"middle": MIDDLE, "large": LARGE} if LONG else {"small": SMALL}


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_every_law_of_the_step_holds_wherever_anybody_can_come(world: World) -> None:
    """Starting lower never leads to more, and whatever a single step promises."""
    found = searched("The step", world, step)

    assert found.breaches == {}
    assert found.states > 500
    assert found.pairs > 5_000


def test_every_law_holds_at_the_pace_that_is_shipped() -> None:
    found = searched("The step at its own pace", FIVES, step)

    assert found.breaches == {}
    assert found.states > 500
    assert found.pairs > 5_000


@pytest.mark.parametrize(
    ("high", "low", "begun_with"),
    [((3, 4), (1, 2, 4), (3, 4)), ((2, 3), (1, 2), (2, 3))],
    ids=["three sessions or more", "three sessions at most"],
)
def test_lower_limits_never_lead_to_more(
    high: tuple[int, ...], low: tuple[int, ...], begun_with: tuple[int, ...]
) -> None:
    """One person twice, once under limits of which none is higher.

    Left out is whoever may have four sessions only after a time of one or two: no day may then hold
    most of the week, so long sessions grow shorter, and a limit would have kept them long.
    """
    minutes = ((1, 5), (2, 6)) if LONG else ((1,), (6,))
    pairs = product(limits(low, minutes[0]), limits(high, minutes[1]))
    both = [(lower, higher) for lower, higher in pairs if no_higher(lower, higher)]
    world = World(
        PACE,
        WEIGHTS,
        tuple((load, load) for load in starts(begun_with, (1, 3, 6), (0, 2))),
        tuple(Course(higher, ADVANCE, week) for _, higher in both for week in turns()),
        tuple(Course(lower, ADVANCE, week) for lower, _ in both for week in turns()),
    )

    found = searched("Lower limits", world, step)

    assert found.breaches == {}
    assert found.pairs > 100


def above_its_limit(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    return step(load, replace(limits, session_minutes=limits.session_minutes + 1), decision, week, pace)


def raised(turn: str, decision: Decision, week: int, pace: Pace) -> bool:
    """Whether it is this one's turn to be raised."""
    return decision is ADVANCE and pace.turn(week) == turn


def every_session_harder_at_once(
    load: Load, limits: Limits, decision: Decision, week: int, pace: Pace
) -> Load:
    after = step(load, limits, decision, week, pace)
    harder = min(limits.moderate, len(after.lengths))
    return replace(after, moderate=harder) if raised("effort", decision, week, pace) else after


def two_sessions_in_a_week(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    after = step(load, limits, decision, week, pace)
    again = raised("sessions", decision, week, pace)
    return step(after, limits, decision, week, pace) if again else after


def a_moderate_session_turned_vigorous(
    load: Load, limits: Limits, decision: Decision, week: int, pace: Pace
) -> Load:
    """While the minutes are raised: the harder sessions are as many as before."""
    after = step(load, limits, decision, week, pace)
    if raised("minutes", decision, week, pace) and after.moderate and after.vigorous < limits.vigorous:
        return replace(after, moderate=after.moderate - 1, vigorous=after.vigorous + 1)
    return after


def vigorous_before_enough_moderate(
    load: Load, limits: Limits, decision: Decision, week: int, pace: Pace
) -> Load:
    return step(load, replace(limits, before_vigorous=0), decision, week, pace)


def never_raising_anything(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    return step(load, limits, HOLD if decision is ADVANCE else decision, week, pace)


def never_raising_minutes(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    held = raised("minutes", decision, week, pace)
    return step(load, limits, HOLD if held else decision, week, pace)


def never_raising_effort(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    held = raised("effort", decision, week, pace)
    return step(load, limits, HOLD if held else decision, week, pace)


def a_session_of_the_usual_length(
    load: Load, limits: Limits, decision: Decision, week: int, pace: Pace
) -> Load:
    """Whatever the others are, and however fast it may grow."""
    after = step(load, limits, decision, week, pace)
    usual = min(pace.added, limits.session_minutes)
    longer = len(after.lengths) > len(load.lengths)
    return replace(after, lengths=(*after.lengths[:-1], usual)) if longer else after


def a_session_whatever_the_growth(
    load: Load, limits: Limits, decision: Decision, week: int, pace: Pace
) -> Load:
    after = step(load, limits, decision, week, pace)
    usual = min(pace.added, limits.session_minutes, *load.lengths)
    longer = len(after.lengths) > len(load.lengths)
    return replace(after, lengths=(*after.lengths[:-1], usual)) if longer else after


def cutting_without_a_word(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    return replace(step(load, limits, decision, week, pace), shortened=False)


def two_things_at_once(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    after = step(load, limits, decision, week, pace)
    return replace(after, moderate=min(after.moderate + 1, limits.moderate, len(after.lengths)))


def a_growth_shared_by_the_sessions(
    load: Load, limits: Limits, decision: Decision, week: int, pace: Pace
) -> Load:
    """The same minutes for everybody: whoever has fewer sessions gets more of them in each."""
    whole = replace(pace, growth=max(1, 4 // len(load.lengths)))
    return step(load, limits, decision, week, whole)


def a_session_as_long_as_the_others(
    load: Load, limits: Limits, decision: Decision, week: int, pace: Pace
) -> Load:
    after = step(load, limits, decision, week, pace)
    longer = len(after.lengths) > len(load.lengths) > 0
    return replace(after, lengths=(*after.lengths[:-1], after.lengths[0])) if longer else after


def waiting_at_the_share_of_a_day(
    load: Load, limits: Limits, decision: Decision, week: int, pace: Pace
) -> Load:
    """No session more while the longest day would hold too much: whoever has short ones goes ahead."""
    after = step(load, limits, decision, week, replace(pace, day_share_percent=100))
    return after if pace.shared(after.lengths) == after.lengths else within(load, limits)


def leaning_on_one_day(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    return step(load, limits, decision, week, replace(pace, day_share_percent=100))


def going_on_while_held(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    return step(load, limits, ADVANCE if decision is HOLD else decision, week, pace)


def stepping_back_to_the_same(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    return step(load, limits, HOLD if decision is BACK else decision, week, pace)


def raising_in_a_lighter_week(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    turns = tuple("minutes" if turn == "easier" else turn for turn in pace.turns)
    return step(load, limits, decision, week, replace(pace, turns=turns))


def effort_before_time(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    """What the person's own sessions allow decides what is raised: the shorter ones may be harder."""
    after = step(load, limits, decision, week, pace)
    short = decision is ADVANCE and pace.turn(week) == "effort" and max(after.lengths) <= pace.added
    return replace(after, vigorous=min(limits.vigorous, len(after.lengths))) if short else after


FAULTS: dict[Step, str] = {
    above_its_limit: "nothing_is_above_a_limit",
    two_things_at_once: "one_thing_is_raised_at_a_time",
    every_session_harder_at_once: "one_thing_is_raised_at_a_time",
    two_sessions_in_a_week: "one_thing_is_raised_at_a_time",
    a_moderate_session_turned_vigorous: "one_thing_is_raised_at_a_time",
    vigorous_before_enough_moderate: "some_sessions_are_moderate_before_one_is_vigorous",
    never_raising_anything: "room_at_its_turn_is_used",
    never_raising_minutes: "room_at_its_turn_is_used",
    never_raising_effort: "room_at_its_turn_is_used",
    a_session_of_the_usual_length: "a_new_session_is_no_longer_than_any_other",
    a_session_whatever_the_growth: "a_week_grows_within_its_bound",
    cutting_without_a_word: "a_week_that_is_cut_says_so",
    a_growth_shared_by_the_sessions: STARTING_LOWER,
    a_session_as_long_as_the_others: "a_week_grows_within_its_bound",
    waiting_at_the_share_of_a_day: STARTING_LOWER,
    leaning_on_one_day: "no_day_holds_too_much",
    going_on_while_held: "holding_repeats_the_week",
    stepping_back_to_the_same: "stepping_back_is_always_a_step",
    raising_in_a_lighter_week: "a_lighter_week_is_lighter",
    effort_before_time: STARTING_LOWER,
}


SEEN_BY_FIVES = (
    a_session_of_the_usual_length,
    a_session_whatever_the_growth,
    a_growth_shared_by_the_sessions,
    waiting_at_the_share_of_a_day,
)
"""The faults that do not show by minutes, or much later."""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.replace("_", " "))
def test_a_planted_fault_breaks_its_law(fault: Step) -> None:
    world = FIVES if fault in SEEN_BY_FIVES else TINY

    assert FAULTS[fault] in Search(world, fault).run(until=FAULTS[fault]).breaches


def test_every_law_has_a_planted_fault() -> None:
    """And the worlds in which the faults are looked for are gone through above, without a breach."""
    assert set(FAULTS.values()) == {STARTING_LOWER, *(law.__name__ for law in LAWS)}
    assert set(TINY.courses) < set(SMALL.courses) < set(MIDDLE.courses)
    assert TINY.starts == SMALL.starts == MIDDLE.starts


def test_an_easier_week_keeps_every_session_and_shortens_it() -> None:
    assert lighter(Load((10, 10, 5, 1)), SHIPPED) == (7, 7, 4, 1)


def test_time_is_raised_before_effort() -> None:
    """With room for everything, sessions and minutes rise before the first harder session."""
    most, load = Limits(5, 30, 5, 2, 3), Load((5, 5, 5))

    weeks = []
    for week in range(2, 6):
        load = step(load, most, ADVANCE, week, SHIPPED)
        weeks.append((load.lengths, load.moderate))

    assert weeks == [
        ((5, 5, 5, 5), 0),
        ((10, 10, 10, 10), 0),
        ((10, 10, 10, 10), 0),
        ((10, 10, 10, 10), 1),
    ]


def test_long_sessions_grow_shorter_where_a_day_would_hold_too_much() -> None:
    """From four sessions on. Nothing says that the week stays as long; where it is cut, the load says so."""
    even, uneven = Load((45, 45, 10)), Load((86, 86, 15))

    after = [step(load, Limits(5, 90), ADVANCE, 2, SHIPPED) for load in (even, uneven, Load((20, 20, 20)))]

    assert [(load.lengths, load.minutes, load.shortened) for load in after] == [
        ((40, 40, 10, 10), 100, True),
        ((50, 50, 15, 10), 125, True),
        ((20, 20, 20, 10), 70, False),
    ]


def test_a_week_that_is_stepped_back_was_not_shortened_by_its_days() -> None:
    assert not step(Load((40, 40, 10, 10)), Limits(4, 60), BACK, 2, SHIPPED).shortened


def test_what_two_loads_have_in_common_is_no_more_than_either() -> None:
    assert lowest(Load((20, 20, 5), 2, 1), Load((10, 10, 10, 10), 1)) == Load((10, 10, 5), 1)


def test_what_two_loads_have_in_common_is_as_shortened_as_the_first() -> None:
    """The first is the step, the second what it may not go beyond: that was explained when it came about."""
    cut, uncut = Load((60, 60, 10, 20), shortened=True), Load((60, 60, 10, 20))

    assert (lowest(cut, uncut).shortened, lowest(uncut, cut).shortened) == (True, False)


def test_minutes_weigh_more_the_harder_they_are() -> None:
    """The longest sessions count as the hardest."""
    assert Load((20, 10, 10), moderate=2, vigorous=1).weighted(WEIGHTS) == 20 * 4 + 10 * 2 + 10


def turns() -> tuple[int, ...]:
    """A week for each turn of the calendar."""
    return tuple({turn: number for number, turn in enumerate(PACE.turns, 1)}.values())


def no_higher(low: Limits, high: Limits) -> bool:
    """Whether no limit of the one is above that of the other."""
    names = ("sessions", "session_minutes", "moderate", "vigorous")
    bounded = all(getattr(low, name) <= getattr(high, name) for name in names)
    return bounded and (high.growth is None or (low.growth is not None and low.growth <= high.growth))


def searched(what: str, world: World, step: Step) -> Found:
    """What a search finds; the long one shows how far it is, and says what it covered."""
    if not LONG:
        return Search(world, step).run()
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("pairs"))
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(what)
        found = Search(world, step).run(shown_by(bar.update, task))
    console.print(f"{what}: {found.states} states, {found.steps} steps, {found.pairs} pairs of two people")
    return found


def shown_by(update: Callable[..., None], task: object) -> Callable[[int, int], None]:
    """Every thousandth pair moves the bar."""

    def progress(done: int, known: int) -> None:
        if done % 1_000 == 0 or done == known:
            update(task, completed=done, total=known)

    return progress
