"""The laws of a single plan: within its limits, laid on days with rest between, and its attention."""

from collections import Counter
from collections.abc import Iterator

from years import AFRESH, Year, hardest, lengths, level, longest

from recommender.model.directive import Limit, Permit, Require
from recommender.model.fact import Facts
from recommender.model.log import Entry
from recommender.model.programme import Week
from recommender.model.scale import Effort, Kind
from recommender.planning.amounts import amount

BREATH = 4


def no_plan_exceeds_a_limit(year: Year) -> Iterator[str]:
    for plan in year.plans:
        for what, value in _measures(plan).items():
            for rule, most in year.limits(plan.number, what):
                if value > most:
                    yield f"week {plan.number} has {value} {what}, {rule} allows {most}"


def beyond(plan: Week, limit: Limit, facts: Facts) -> Iterator[str]:
    """What a plan has more of than a limit allows."""
    for what, value in _measures(plan).items():
        most = amount(getattr(limit, what), facts)
        if most is not None and value > most:
            yield f"{value} {what} instead of {most}"
    if limit.intensity and max(plan.ceiling.rank, hardest(plan)) > limit.intensity.rank:
        yield f"rank {hardest(plan)} under {plan.ceiling}, instead of {limit.intensity}"


def _measures(plan: Week) -> dict[str, int]:
    efforts = Counter(session.intensity for session in plan.sessions)
    return {
        "minutes": longest(plan),
        "sessions": len(plan.sessions),
        "week_minutes": plan.minutes,
        "moderate_sessions": efforts[Effort.MODERATE],
        "vigorous_sessions": efforts[Effort.VIGOROUS],
        "strength_days": sum(session.kind is Kind.STRENGTH for session in plan.sessions),
        "kinds": len({session.kind for session in plan.sessions}),
        "awareness": level(plan),
    }


def no_session_is_harder_than_what_is_in_force(year: Year) -> Iterator[str]:
    for plan in year.plans:
        permits = [permit.intensity for _, permit in year.in_force(Permit, plan.number)]
        limits = [limit.intensity for _, limit in year.in_force(Limit, plan.number)]
        reached = max((effort.rank for effort in permits if effort), default=Effort.LIGHT.rank)
        most = min([reached, *(effort.rank for effort in limits if effort)])
        if plan.ceiling.rank > most or hardest(plan) > plan.ceiling.rank:
            yield f"week {plan.number} goes to {plan.ceiling}, rank {hardest(plan)}; allowed is rank {most}"


def every_week_has_its_days_of_rest(year: Year) -> Iterator[str]:
    for plan in year.plans:
        busy = {session.day for session in plan.sessions}
        if set(plan.rest_days) != set(range(1, 8)) - busy or not plan.rest_days:
            yield f"week {plan.number} rests on {plan.rest_days} and moves on {sorted(busy)}"
        for rule, body in year.in_force(Require, plan.number):
            if len(plan.rest_days) < (amount(body.rest_days, year.given.trace.facts) or 0):
                yield f"week {plan.number} has {len(plan.rest_days)} days of rest, {rule} asks for more"


def no_day_holds_too_much(year: Year) -> Iterator[str]:
    for plan in year.plans:
        days: Counter[int] = Counter()
        for session in plan.sessions:
            days[session.day] += session.minutes
        if len(plan.sessions) >= 4 and max(days.values()) * 100 > plan.minutes * 40:
            yield f"week {plan.number} has a day of {max(days.values())} out of {plan.minutes} minutes"
        for day in days:
            kinds = [session.kind for session in plan.sessions if session.day == day]
            if len(kinds) > 2 or len(set(kinds)) < len(kinds) or not 1 <= day <= 7:
                yield f"week {plan.number} day {day} holds {kinds}"


def hard_days_and_strength_days_are_never_adjacent(year: Year) -> Iterator[str]:
    sessions = [(plan.number * 7 + session.day, session) for plan in year.plans for session in plan.sessions]
    hard = {day for day, session in sessions if session.intensity is Effort.VIGOROUS}
    strength = {day for day, session in sessions if session.kind is Kind.STRENGTH}
    for what, days in (("vigorous", hard), ("strength", strength)):
        for day in sorted(days):
            if day + 1 in days:
                yield f"week {(day - 1) // 7}: two {what} days follow each other"


def attention_goes_no_further_than_allowed(year: Year) -> Iterator[str]:
    """Not above a limit, nor above the week before three comfortable sessions aside; breath is asked for.

    After a restart it goes as far as in any first week.
    """
    for plan in year.plans:
        least = min((most for _, most in year.limits(plan.number, "awareness")), default=BREATH)
        if level(plan) > min(least, BREATH if _opened(year, plan.number) == BREATH else BREATH - 1):
            yield f"week {plan.number} goes to level {level(plan)}, the limit is {least}"
    for record, plan in year.following():
        before, week, said = year.plan(record.week), record.week, f"week {plan.number} goes"
        more = max(0, _opened(year, week + 1) - _opened(year, week))
        comfortable = len(year.sessions(week)) >= 3 and all(map(_comfortable, year.sessions(week)[-3:]))
        most = level(before) + more + comfortable
        if year.away(week) >= AFRESH:
            most = level(year.plan(1))
        elif _went_far(year, week) and not more:
            most = max(0, level(before) - 1)
        if level(plan) > most:
            yield f"{said} from level {level(before)} to {level(plan)}, {comfortable=}, {more=}"


def _opened(year: Year, week: int) -> int:
    """How far attention goes in a week by the answers alone."""
    permits = [permit.awareness or 0 for _, permit in year.in_force(Permit, week)]
    return min([max(permits, default=0), *(most for _, most in year.limits(week, "awareness"))])


def _comfortable(entry: Entry) -> bool:
    fine = entry.facts.get("felt") in ("better", "same") and entry.facts.get("dissociation") == "no"
    return fine and entry.facts.get("after") in ("settled", "on_edge", "switching")


def _went_far(year: Year, week: int) -> bool:
    return any(
        entry.week == week and entry.facts.get("dissociation") == "yes" for entry in year.sessions(week)
    )


def weeks_are_counted_through_and_minutes_add_up(year: Year) -> Iterator[str]:
    for number, plan in enumerate(year.plans, 1):
        looked_at = year.reviews[number - 1][0].planned if number <= len(year.reviews) else plan
        if looked_at != plan:
            yield f"week {number} was looked back on as another"
        if plan.number != number or not plan.sessions:
            yield f"week {number} is called {plan.number} and has {len(plan.sessions)} sessions"
        if plan.minutes != sum(lengths(plan)) or min(lengths(plan), default=1) < 1:
            yield f"week {number} says {plan.minutes} minutes, and has {lengths(plan)}"
