"""Sessions laid on the days of a week: hard days apart, easy days after them, strength not twice running."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from recommender.model.scale import Effort, Kind

WEEK = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """A session before anything is chosen for it: a day, a kind and an effort."""

    day: int
    kind: Kind
    effort: Effort


def spread(sessions: int) -> tuple[int, ...]:
    """Days for that many sessions, as evenly apart as whole days allow; the last day stays free."""
    return tuple(1 + index * WEEK // sessions for index in range(sessions))


def kinds_of(
    sessions: int, strength: int, balance: int, mindful: int, aerobic_percent: int
) -> tuple[Kind, ...]:
    """How many sessions are of which kind: at least that share of them, and at least one, aerobic."""
    left = sessions - max(1, -(-sessions * aerobic_percent // 100))
    kinds: list[Kind] = []
    for kind, wanted in ((Kind.STRENGTH, strength), (Kind.BALANCE, balance), (Kind.MINDFUL, mindful)):
        some = min(wanted, left)
        kinds += [kind] * some
        left -= some
    return (Kind.AEROBIC,) * (sessions - len(kinds)) + tuple(kinds)


@lru_cache(maxsize=4096)
def lay_out(
    kinds: tuple[Kind, ...], moderate: int, vigorous: int, apart: int, *, easy_after: bool
) -> tuple[Slot, ...] | None:
    """A layout of these sessions on days; None where there is none that keeps hard days apart."""
    days = spread(len(kinds))
    for hard in _hard_days(days, vigorous, apart):
        placed = _place_kinds(days, kinds, hard)
        if placed is not None:
            easy = {day % WEEK + 1 for day in hard} if easy_after else set()
            efforts = _efforts(placed, hard, easy, moderate)
            return tuple(Slot(day, placed[day], efforts[day]) for day in days)
    return None


@lru_cache(maxsize=512)
def not_running(days: tuple[int, ...], most: int) -> tuple[int, ...]:
    """As many of the days as may be, none of them after another, week after week, and as far apart."""
    every = (_apart(many, days) for many in range(min(most, len(days)), 0, -1))
    return next((found for found in every if _nearest(found) > 1), ())


def _hard_days(days: tuple[int, ...], vigorous: int, apart: int) -> Iterator[tuple[int, ...]]:
    """Days for vigorous sessions: those before a free day first, and far enough apart, week after week."""
    wished = sorted(days, key=lambda day: (day % WEEK + 1 in days, day))
    for found in combinations(wished, vigorous):
        if _nearest(found) >= apart:
            yield tuple(sorted(found))


def _distance(first: int, second: int) -> int:
    around = abs(first - second)
    return min(around, WEEK - around)


def _place_kinds(
    days: tuple[int, ...], kinds: tuple[Kind, ...], hard: tuple[int, ...]
) -> dict[int, Kind] | None:
    """Vigorous days are aerobic; of the others, strength stands on days that do not follow each other."""
    placed = dict.fromkeys(hard, Kind.AEROBIC)
    rest = list(kinds)
    for _ in hard:
        if Kind.AEROBIC not in rest:
            return None
        rest.remove(Kind.AEROBIC)
    free = [day for day in days if day not in placed]
    for kind in (Kind.STRENGTH, Kind.BALANCE, Kind.MINDFUL):
        chosen = _apart(rest.count(kind), free)
        if kind is Kind.STRENGTH and _nearest(chosen) <= 1:
            return None
        placed |= dict.fromkeys(chosen, kind)
        free = [day for day in free if day not in chosen]
    return placed | dict.fromkeys(free, Kind.AEROBIC)


def _apart(many: int, free: Sequence[int]) -> tuple[int, ...]:
    """That many of the free days, as far from each other as they can be; a single one is the second."""
    if many <= 1:
        return tuple(free[min(1, len(free) - 1) :][:many])
    return max(combinations(free, many), key=lambda days: (_nearest(days), _spread(days)), default=())


def _nearest(days: tuple[int, ...]) -> int:
    """The fewest days between two of them, week after week; a whole week where there are no two."""
    return min((_distance(first, second) for first, second in combinations(days, 2)), default=WEEK)


def _spread(days: tuple[int, ...]) -> tuple[int, ...]:
    """Of days that are equally far apart, those that leave the first one free, then the earlier."""
    return (days[0] != 1, *(-day for day in days))


def _efforts(
    placed: dict[int, Kind], hard: tuple[int, ...], easy: set[int], moderate: int
) -> dict[int, Effort]:
    efforts = dict.fromkeys(placed, Effort.LIGHT) | dict.fromkeys(hard, Effort.VIGOROUS)
    able = [
        day
        for kind in (Kind.AEROBIC, Kind.STRENGTH)
        for day in sorted(placed)
        if placed[day] is kind and day not in hard and day not in easy
    ]
    return efforts | dict.fromkeys(able[: max(0, moderate - len(hard))], Effort.MODERATE)
