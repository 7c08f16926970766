"""Where a programme starts and how far each week may go, out of the prescription."""

from dataclasses import dataclass

from recommender.model.directive import Aim, Require, Start
from recommender.model.parameters import Parameters
from recommender.model.prescription import Acting, Bound, Prescription, WeekBounds
from recommender.model.scale import Effort
from recommender.planning.progression import Limits, Load
from recommender.planning.resolve import bounds_of, least, most

WEEK = 7
LONGEST_SESSION = 24 * 60


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first week, and the rules that set it."""

    load: Load
    rules: tuple[str, ...]


def all_bounds(prescription: Prescription, weeks: int) -> tuple[WeekBounds, ...]:
    """The bounds of each week. The first week has the lowest ceiling, unless an adjustment ends later."""
    bounds = [bounds_of(prescription, week) for week in range(1, weeks + 1)]
    if prescription.adjusted_until:
        return tuple(bounds)
    lowest = min(bounds, key=lambda bound: bound.effort.rank)
    first = bounds[0]
    if lowest.effort is not first.effort:
        bounds[0] = _with_effort(first, lowest)
    return tuple(bounds)


def beginning(prescription: Prescription, parameters: Parameters) -> Beginning:
    """Where the first week begins.

    Every start that speaks lowers it, but only one that is sure lifts it above the smallest: so leaving
    an answer out never begins higher than giving it.
    """
    starts = tuple(prescription.of(Start, 1))
    sure = tuple(start for start in starts if start.sure)
    facts = prescription.facts
    sessions = _lifted("sessions", starts, sure, parameters.smallest_sessions.value, prescription)
    per_session, per_week = least(starts, "minutes", facts), least(starts, "week_minutes", facts)
    known = (
        least(sure, "minutes", facts).value is not None
        or least(sure, "week_minutes", facts).value is not None
    )
    count = sessions.value or 1
    whole = [count * per_session.value] if per_session.value is not None else []
    whole += [per_week.value] if per_week.value is not None else []
    if not known:
        whole.append(count * parameters.smallest_minutes.value)
    moderate = _lifted("moderate_sessions", starts, sure, 0, prescription)
    rules = {*sessions.rules, *per_session.rules, *per_week.rules, *moderate.rules}
    return Beginning(Load(count, max(1, min(whole)), moderate.value or 0), tuple(sorted(rules)))


def limits_of(
    bounds: WeekBounds, start: Load, prescription: Prescription, parameters: Parameters, week: int
) -> Limits:
    """The most that a week may hold: what the rules aim at or start from, under what they limit.

    Where no rule aims anywhere, the weeks stay as they start.
    """
    aims = tuple(prescription.of(Aim, week))
    aimed = {
        what: most(aims, what, prescription.facts).value for what in ("sessions", "minutes", "week_minutes")
    }
    sessions = bounds.sessions.below(WEEK - rest_days(prescription, parameters, week))
    sessions = max(1, min(sessions, max(aimed["sessions"] or 0, start.sessions)))
    minutes = max(aimed["minutes"] or LONGEST_SESSION, -(-start.minutes // start.sessions))
    open_end = aimed["minutes"] is not None and aimed["week_minutes"] is None
    whole = LONGEST_SESSION * WEEK if open_end else max(aimed["week_minutes"] or 0, start.minutes)
    vigorous = min(parameters.vigorous_days.value, parameters.vigorous_share_percent.value * sessions // 100)
    return Limits(
        sessions=sessions,
        session_minutes=max(1, bounds.minutes.below(minutes)),
        week_minutes=max(1, bounds.week_minutes.below(whole)),
        moderate=bounds.moderate_sessions.below(sessions) if bounds.effort is not Effort.LIGHT else 0,
        vigorous=bounds.vigorous_sessions.below(vigorous) if bounds.effort is Effort.VIGOROUS else 0,
        growth=bounds.growth.value,
    )


def rest_days(prescription: Prescription, parameters: Parameters, week: int) -> int:
    """Days without a session in a week."""
    asked = most(tuple(prescription.of(Require, week)), "rest_days", prescription.facts)
    return min(WEEK - 1, max(parameters.rest_days.value, asked.value or 0))


def _lifted(
    what: str, starts: tuple[Acting, ...], sure: tuple[Acting, ...], smallest: int, prescription: Prescription
) -> Bound:
    bound = least(starts, what, prescription.facts)
    if bound.value is None or least(sure, what, prescription.facts).value is None:
        return Bound(smallest if bound.value is None else min(smallest, bound.value), bound.rules)
    return bound


def _with_effort(bounds: WeekBounds, lowest: WeekBounds) -> WeekBounds:
    return WeekBounds(
        lowest.effort, lowest.effort_rules, lowest.gates, bounds.minutes, bounds.sessions, bounds.week_minutes,
        bounds.moderate_sessions, bounds.vigorous_sessions, bounds.strength_days, bounds.growth, bounds.awareness,
    )  # fmt: skip
