"""A week laid on its days: every number of sessions, of kinds and of harder ones that a week can have."""

from collections.abc import Mapping
from itertools import combinations, product
from pathlib import Path

import pytest
from people import shipped

from recommender.export.review import review_text
from recommender.export.text import as_text
from recommender.export.today import today_text
from recommender.loading import load_profile
from recommender.loading.profile import Profile, read_answers
from recommender.model.log import Log
from recommender.model.scale import Effort, Kind
from recommender.model.today import State
from recommender.planning.calendar import WEEK, Slot, kinds_of, lay_out, not_running
from recommender.recommend import Recommender
from recommender.review.today import Days

APART = shipped().parameters.vigorous_apart_days.value
AEROBIC_PERCENT = shipped().parameters.aerobic_percent.value
SHARE = shipped().parameters.vigorous_share_percent.value
ROOT = Path(__file__).parent.parent

WEEKS = [
    (kinds_of(sessions, strength, balance, mindful, AEROBIC_PERCENT), moderate, vigorous, easy_after)
    for sessions, strength, balance, mindful, moderate, vigorous, easy_after in product(
        range(1, WEEK), range(4), range(3), range(3), range(WEEK), range(3), (True, False)
    )
    if vigorous * 100 <= SHARE * sessions and vigorous <= moderate <= sessions
]


def test_every_week_that_the_numbers_allow_has_a_layout() -> None:
    laid = [lay_out(kinds, moderate, hard, APART, easy_after=easy) for kinds, moderate, hard, easy in WEEKS]

    assert len(laid) > 2_000
    assert None not in laid


def test_a_layout_has_what_was_asked_for_and_a_day_of_rest() -> None:
    for kinds, moderate, hard, easy in WEEKS:
        slots = laid_out(kinds, moderate, hard, easy_after=easy)
        days = [slot.day for slot in slots]
        efforts = [slot.effort for slot in slots]
        assert sorted(slot.kind for slot in slots) == sorted(kinds)
        assert len({*days}) == len(days) < WEEK
        assert efforts.count(Effort.VIGOROUS) == hard
        assert efforts.count(Effort.MODERATE) + hard <= moderate


def test_vigorous_days_are_apart_and_the_day_after_is_easy() -> None:
    """Week after week: the last day of one is next to the first day of the following."""
    for kinds, moderate, hard, _ in WEEKS:
        slots = laid_out(kinds, moderate, hard, easy_after=True)
        vigorous = [slot.day for slot in slots if slot.effort is Effort.VIGOROUS]
        after = [slot for slot in slots if any(slot.day == day % WEEK + 1 for day in vigorous)]
        assert all(apart(first, second) >= APART for first, second in combinations(vigorous, 2))
        assert {slot.effort for slot in after} <= {Effort.LIGHT}


def test_strength_is_never_on_two_days_running() -> None:
    for kinds, moderate, hard, easy in WEEKS:
        strength = [
            slot.day
            for slot in laid_out(kinds, moderate, hard, easy_after=easy)
            if slot.kind is Kind.STRENGTH
        ]
        assert all(apart(first, second) > 1 for first, second in combinations(strength, 2))


@pytest.mark.parametrize(
    ("days", "most", "kept"),
    [
        ((1, 2, 3, 4, 5, 6), 6, (2, 4, 6)),
        ((1, 2, 3, 4, 5, 6), 2, (2, 5)),
        ((1, 2, 3, 5, 6), 5, (1, 3, 5)),
        ((1, 7), 2, (7,)),
        ((2, 3), 2, (3,)),
        ((2, 3), 0, ()),
    ],
)
def test_of_days_that_run_on_as_many_are_kept_as_are_apart_and_as_far_apart_as_can_be(
    days: tuple[int, ...], most: int, kept: tuple[int, ...]
) -> None:
    assert not_running(days, most) == kept


def test_a_week_that_shrinks_says_why_on_every_page_that_shows_it() -> None:
    """Here nothing but strength is left to choose, five days a week."""
    others = [name for name, one in shipped().activities.items() if one.kind is not Kind.STRENGTH]
    profile = fit_and_well({"exclude": others})

    with Recommender(shipped()) as recommender, Days(shipped()) as days:
        given = recommender.recommend_profile(profile)
        coming = days.coming(profile, Log())
        todays = [today_text(days.today(coming, state), shipped()) for state in (None, State.ON_EDGE)]

    assert given.programme is not None
    assert [session.day for session in given.programme.weeks[0].sessions] == [1, 3, 5]
    assert (
        "  - Weeks 1 to 8: One session or more stays out. What was left to choose is\n"
        "    strength, and strength has days in between.\n"
    ) in as_text(given, shipped())
    why = (
        "  One session or more stays out. What was left to choose is strength, and\n"
        "  strength has days in between.\n"
    )
    next_week = review_text(coming.review, shipped())
    assert f"Next: week 1\n  108 minutes in all\n{why}" in next_week
    assert [text.count(why) for text in todays] == [1, 1]


def test_a_week_that_is_cut_so_that_no_day_holds_too_much_says_so() -> None:
    """Two long sessions in the first week, four sessions in the seventh."""
    profile = fit_and_well(
        {"limit": {"sessions": 2}, "until_week": 1}, activity_minutes=400, minutes_available=90
    )

    with Recommender(shipped()) as recommender:
        given = recommender.recommend_profile(profile)

    assert given.programme is not None
    weeks = [[session.minutes for session in week.sessions] for week in given.programme.weeks]
    assert weeks[5:7] == [[72, 72, 20], [60, 60, 10, 20]]
    assert [week.number for week in given.programme.weeks if week.smaller] == [7]
    assert (
        "  - Week 7: The longest sessions are shorter than in the last full week. With\n"
        "    this many sessions, the week is spread more evenly over its days, so that\n"
        "    no single day holds too much of it.\n"
    ) in as_text(given, shipped())


def fit_and_well(adjustment: Mapping[str, object], **changed: int) -> Profile:
    known = load_profile(ROOT / "profiles" / "fit_and_well.yaml", shipped()).facts
    answers = {name: known.said(name) for name in known.known}
    return read_answers({**answers, **changed}, shipped(), "self", [adjustment])


def laid_out(kinds: tuple[Kind, ...], moderate: int, vigorous: int, *, easy_after: bool) -> tuple[Slot, ...]:
    slots = lay_out(kinds, moderate, vigorous, APART, easy_after=easy_after)
    assert slots is not None
    return slots


def apart(first: int, second: int) -> int:
    around = abs(first - second)
    return min(around, WEEK - around)
