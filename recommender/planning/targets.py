"""Where a programme starts and how far each week may go, out of the prescription."""

from dataclasses import dataclass, replace

from recommender.model.directive import Aim, Require, Start
from recommender.model.fact import Facts
from recommender.model.parameters import Parameters
from recommender.model.prescription import Acting, Bound, Prescription, WeekBounds
from recommender.model.scale import Effort
from recommender.planning.amounts import amount
from recommender.planning.progression import Limits, Load
from recommender.planning.resolve import bounds_of, most

WEEK = 7


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first week, and the rules that set it."""

    sessions: int
    minutes: int
    moderate: int
    rules: tuple[str, ...]

    @property
    def load(self) -> Load:
        """The first week as a load, before any limit."""
        return Load((self.minutes,) * self.sessions, self.moderate)


def all_bounds(prescription: Prescription, weeks: int) -> tuple[WeekBounds, ...]:
    """The bounds of each week. The first week has the lowest ceiling, unless an adjustment ends later."""
    of_stretch: dict[int, WeekBounds] = {}
    for week in range(1, weeks + 1):
        stretch = prescription.stretch(week)
        if stretch not in of_stretch:
            of_stretch[stretch] = bounds_of(prescription, week)
    bounds = [of_stretch[prescription.stretch(week)] for week in range(1, weeks + 1)]
    if prescription.adjusted_until:
        return tuple(bounds)
    lowest = min(bounds, key=lambda bound: bound.effort.rank)
    first = bounds[0]
    if lowest.effort is not first.effort:
        bounds[0] = _with_effort(first, lowest)
    return tuple(bounds)


def beginning(prescription: Prescription, parameters: Parameters) -> Beginning:
    """Where the first week begins: sessions of one length.

    Every start that speaks lowers it, but only one that is sure lifts it above the smallest: so leaving
    an answer out never begins higher than giving it.
    """
    starts = prescription.of(Start, 1)
    facts, fewest = prescription.facts, parameters.smallest_sessions.value
    sessions = _lifted([(start, _said(start, "sessions", facts)) for start in starts], fewest)
    lengths = [(start, _length(start, facts, fewest)) for start in starts]
    minutes = _lifted(lengths, parameters.smallest_minutes.value)
    moderate = _lifted([(start, _said(start, "moderate_sessions", facts)) for start in starts], 0)
    rules = {*sessions.rules, *minutes.rules, *moderate.rules}
    return Beginning(
        max(1, sessions.value or 0), max(1, minutes.value or 0), moderate.value or 0, tuple(sorted(rules))
    )


@dataclass(frozen=True, slots=True)
class Aims:
    """Where the weeks go, before any limit: sessions a week, minutes each, and days without a session."""

    sessions: int
    minutes: int
    rest_days: int


def aims_of(start: Beginning, prescription: Prescription, parameters: Parameters, week: int) -> Aims:
    """What the rules aim at; where none aims anywhere, the weeks stay as they start."""
    aims, facts = prescription.of(Aim, week), prescription.facts
    lengths = [_length(aim, facts, parameters.smallest_sessions.value) for aim in aims]
    return Aims(
        max([start.sessions, *_numbers(aims, "sessions", facts)]),
        max([start.minutes, *(length for length in lengths if length is not None)]),
        rest_days(prescription, parameters, week),
    )


def limits_of(bounds: WeekBounds, aims: Aims, parameters: Parameters) -> Limits:
    """The most that a week may hold: what the rules aim at or start from, under what they limit.

    Weekly minutes are shared out over the sessions that are aimed at, so that fewer sessions never make
    them longer.
    """
    spread, minutes = aims.sessions, aims.minutes
    room = min(spread, WEEK - aims.rest_days, bounds.week_minutes.below(spread))
    sessions = max(1, bounds.sessions.below(room))
    shared = bounds.week_minutes.below(spread * minutes) // spread
    share = parameters.vigorous_share_percent.value * sessions // 100
    vigorous = min(parameters.vigorous_days.value, share, bounds.moderate_sessions.below(sessions))
    moderate = bounds.moderate_sessions.below(sessions) if bounds.effort is not Effort.LIGHT else 0
    return Limits(
        sessions=sessions,
        session_minutes=max(1, min(bounds.minutes.below(minutes), shared)),
        moderate=moderate,
        vigorous=bounds.vigorous_sessions.below(vigorous) if bounds.effort is Effort.VIGOROUS else 0,
        before_vigorous=-(-spread * parameters.moderate_first_percent.value // 100),
        growth=bounds.growth.value,
    )


def rest_days(prescription: Prescription, parameters: Parameters, week: int) -> int:
    """Days without a session in a week."""
    asked = most(prescription.of(Require, week), "rest_days", prescription.facts)
    return min(WEEK - 1, max(parameters.rest_days.value, asked.value or 0))


def _said(acting: Acting, what: str, facts: Facts) -> int | None:
    return amount(acting.amounts.get(what), facts)


def _numbers(acting: tuple[Acting, ...], what: str, facts: Facts) -> list[int]:
    return [number for item in acting if (number := _said(item, what, facts)) is not None]


def _length(acting: Acting, facts: Facts, fewest: int) -> int | None:
    """The session length that a start or an aim means: the one it names, or its weekly minutes shared out."""
    per_session, per_week = _said(acting, "minutes", facts), _said(acting, "week_minutes", facts)
    shared = None if per_week is None else per_week // max(1, _said(acting, "sessions", facts) or fewest)
    named = [length for length in (per_session, shared) if length is not None]
    return min(named) if named else None


def _lifted(said: list[tuple[Acting, int | None]], smallest: int) -> Bound:
    """The least of all that was said; never above the smallest where nothing was said for sure."""
    numbers = [(number, start) for start, number in said if number is not None]
    lifting = any(start.sure for _, start in numbers)
    least_said = min((number for number, _ in numbers), default=smallest)
    value = least_said if lifting else min(smallest, least_said)
    return Bound(
        value, tuple(sorted({start.rule for number, start in numbers if number == value and start.rule}))
    )


def _with_effort(bounds: WeekBounds, lowest: WeekBounds) -> WeekBounds:
    return replace(bounds, effort=lowest.effort, effort_rules=lowest.effort_rules, gates=lowest.gates)
