"""The laws of the load: what may grow, when it is easier, and where a hold, a way back and a gap lead.

They look at the log, at what the rules concluded and at the weeks that came out, never at how the planner got
there. Each yields how it was broken.
"""

from collections.abc import Iterator
from operator import gt

from people import shipped
from year_plan_laws import beyond
from years import AFRESH, Year, full_lengths, hardest, lengths, raised, reaching

from recommender.model.directive import Gate, Limit, Meet
from recommender.model.programme import Week
from recommender.model.scale import Decision, Effort
from recommender.review.verdict import STEADY, STOPPING


def an_effort_opens_only_after_a_review_that_found_all_its_gates_need(year: Year) -> Iterator[str]:
    """After a step back, a pause, a referral or four weeks away every gate is closed again."""
    closing = [
        record.week
        for record, _, _ in year.reviews
        if record.decision not in STEADY or year.away(record.week) >= AFRESH
    ]
    for plan in year.plans:
        start = max((week for week in closing if week < plan.number), default=0) + 1
        for rule, gate in year.in_force(Gate, plan.number):
            beyond = max(plan.ceiling.rank, hardest(plan)) >= gate.to.rank
            if beyond and not any(_opens(year, week, gate) for week in range(start, plan.number)):
                yield f"week {plan.number} goes to {plan.ceiling}, and the gate of {rule} is closed"


def _opens(year: Year, week: int, gate: Gate) -> bool:
    """Whether the review of that week came late enough, advanced, and found everything that a gate needs."""
    record, _, trace = year.reviews[week - 1]
    found = {item.body.need for _, item in trace.concluded(Meet) if isinstance(item.body, Meet)}
    late = year.programme_week(week) >= gate.after_weeks
    return late and record.decision is Decision.ADVANCE and found.issuperset(gate.needs)


def nothing_is_raised_without_an_advance(year: Year) -> Iterator[str]:
    """Neither against the last full week, nor against the full week that stands behind the plan before."""
    for record, plan in year.following():
        if record.decision is not Decision.ADVANCE:
            said = f"{record.decision} in week {record.week} raises"
            for what in raised(year.full(record.week), plan):
                yield f"{said} {what}"
            behind, now = full_lengths(year.plan(record.week)), lengths(plan)
            if len(now) > len(behind) or any(map(gt, now, behind)):
                yield f"{said} minutes from {behind} at most to {now}"


def an_advance_raises_one_thing_at_most(year: Year) -> Iterator[str]:
    """And none at all out of an easier week that was repeated: that only brings back the full one."""
    for record, plan in year.following():
        more = list(raised(year.full(record.week), plan))
        if len(more) > (not _is_repeated(year, record.week)):
            yield f"{record.decision} in week {record.week} raises {' and '.join(more)}"


def weekly_minutes_grow_within_their_bounds(year: Year) -> Iterator[str]:
    for plan in year.plans[1:]:
        for apart, percent, minutes in ((1, 10, 5), (2, 30, 10)):
            if plan.number > apart:
                before = year.full(plan.number - apart).minutes
                if plan.minutes > before + max(before * percent / 100, minutes * len(plan.sessions)):
                    yield f"week {plan.number} grows from {before} to {plan.minutes} in {apart} weeks"


def growth_stays_within_what_rules_allow(year: Year) -> Iterator[str]:
    for plan in year.plans[1:]:
        before = year.full(plan.number - 1).minutes
        for rule, most in year.limits(plan.number, "growth"):
            if plan.minutes > before + most * len(plan.sessions):
                yield f"week {plan.number} grows from {before} to {plan.minutes}, against {rule}"


def easier_weeks_come_on_time_or_are_repeated_by_a_hold(year: Year) -> Iterator[str]:
    """On time by the weeks of the programme, where anything was raised since the last one that was done.

    A hold repeats one once, and the second hold does not.
    """
    for plan in year.plans:
        expected = _is_due(year, plan.number) or _holds_an_easier_one(year, plan.number - 1)
        if plan.easier != expected:
            yield f"week {plan.number} is {'' if plan.easier else 'not '}an easier one"


def _is_due(year: Year, week: int) -> bool:
    """Whether it is time for an easier week, and there is something to recover from."""
    turns = shipped().parameters.turns.value
    on_time = turns[(year.programme_week(week) - 1) % len(turns)] == "easier"
    return on_time and year.raised_since_easier(week)


def _is_repeated(year: Year, week: int) -> bool:
    return year.plan(week).easier and not _is_due(year, week)


def _holds_an_easier_one(year: Year, week: int) -> bool:
    """Whether a hold is the first one after an easier week, with an advance at most in between."""
    if not week or year.reviews[week - 1][0].decision is not Decision.HOLD or _is_repeated(year, week):
        return False
    since = [record.decision for record, _, _ in year.reviews[year.done(week) - 1 : week - 1]]
    return year.plan(year.done(week)).easier and set(since) <= {Decision.ADVANCE}


def easier_weeks_are_easier(year: Year) -> Iterator[str]:
    for plan in year.plans:
        before = year.full(plan.number)
        # A session has a minute at least, and what is left of each is rounded.
        most = before.minutes * shipped().parameters.easier_percent.value / 100
        if plan.easier and plan.minutes > max(most + max(1, len(plan.sessions)) / 2, len(plan.sessions)):
            yield f"week {plan.number} has {plan.minutes} minutes after {before.minutes}"
        if plan.easier and reaching(plan, Effort.VIGOROUS):
            yield f"week {plan.number} is easier and vigorous"


def _fewest_minutes(plan: Week) -> int:
    """The fewest minutes that may stand in the full week behind a plan."""
    percent = shipped().parameters.easier_percent.value
    fewest = (max(1, -((50 - 100 * length) // percent)) for length in lengths(plan))
    return sum(fewest) if plan.easier else plan.minutes


def a_hold_is_never_more_than_the_last_week_that_was_done(year: Year) -> Iterator[str]:
    """Be it an easier one."""
    for record, plan in year.following():
        if record.decision is Decision.HOLD:
            for what in _more(year.plan(year.done(record.week)), plan):
                yield f"week {record.week} holds, and week {plan.number} raises {what}"


def a_hold_takes_away_no_more_than_the_week_that_was_done(year: Year) -> Iterator[str]:
    """Unless the plan before had less already, the next week is an easier one on time, or limits change.

    While a pause goes on, or a referral is open, the load is held as well: less often harder, and no shorter,
    until it begins afresh.
    """
    for record, plan in year.following():
        waits = _goes_on_waiting(year, record.week) and year.away(record.week) < AFRESH
        held = record.decision is Decision.HOLD or waits
        done, before = year.plan(year.done(record.week)), year.plan(record.week)
        limited = any(_limits(year, week.number) != _limits(year, plan.number) for week in (done, before))
        on_time = limited or _is_due(year, plan.number)
        if held and not on_time and plan.minutes < min(done.minutes, before.minutes):
            told = f"{record.decision} in week {record.week}: {lengths(plan)} in week {plan.number}"
            yield f"{told}, {lengths(before)} planned before, {lengths(done)} in week {done.number}"


def _limits(year: Year, week: int) -> list[tuple[str, Limit]]:
    return list(year.in_force(Limit, week))


def stepping_back_never_leads_to_more(year: Year) -> Iterator[str]:
    """Be it a step back, a pause or a referral: no more than the week that was done, be it an easier one."""
    for record, plan in year.following():
        if record.decision.rank >= Decision.STEP_BACK.rank:
            for what in _more(year.plan(year.done(record.week)), plan):
                yield f"{record.decision} in week {record.week}: {what}"


def a_way_back_is_less_than_the_week_that_was_done(year: Year) -> Iterator[str]:
    """Be it an easier one, as long as its sessions have more than a minute each.

    That the next week is an easier one on time is no way back: the full week behind it has to be less. While
    a pause goes on, or a referral is open, the way back is behind somebody.
    """
    for record, plan in year.following():
        before = year.plan(year.done(record.week))
        some = before.minutes > len(before.sessions)
        if _leads_back(year, record.week) and some and _fewest_minutes(plan) >= before.minutes:
            told = f"{record.decision} in week {record.week}: {lengths(plan)} in week {plan.number}"
            yield f"{told}, {lengths(before)} in {'easier ' * before.easier}week {before.number}"


def _goes_on_waiting(year: Year, week: int) -> bool:
    """Whether a week pauses or refers as the one before it did."""
    return all(record.decision in STOPPING for record, _, _ in year.reviews[week - 2 : week]) and week > 1


def _leads_back(year: Year, week: int) -> bool:
    """Whether a week steps back, or is the first to pause or refer."""
    record, _, _ = year.reviews[week - 1]
    return record.decision not in STEADY and not _goes_on_waiting(year, week)


def after_a_pause_or_a_referral_all_is_light_until_an_advance(year: Year) -> Iterator[str]:
    light = False
    for record, plan in year.following():
        light = record.decision in STOPPING or (light and record.decision is not Decision.ADVANCE)
        if light and hardest(plan) > Effort.LIGHT.rank:
            yield f"week {plan.number} has {reaching(plan, Effort.MODERATE)} harder sessions"


def nothing_is_caught_up_after_a_gap(year: Year) -> Iterator[str]:
    """One week away: no more than before. Two or three: less.

    No more than before where all of it, and what was done before it, lies in one pause or referral.
    """
    for record, plan in year.following():
        gap, done = year.away(record.week), year.plan(year.done(record.week))
        before, since = year.full(done.number), range(done.number, record.week + 1)
        if gap >= 1:
            for what in raised(before, plan):
                yield f"after {gap} weeks away, week {plan.number} raises {what}"
        less = gap >= 2 and not all(_goes_on_waiting(year, week) for week in since)
        if less and _fewest_minutes(plan) >= max(done.minutes, 1 + len(done.sessions)):
            yield f"after {gap} weeks away, week {plan.number} has {lengths(plan)}, after {lengths(done)}"


def a_restart_is_never_more_than_the_first_week(year: Year) -> Iterator[str]:
    """After four weeks away or more, whatever else a check-in decides."""
    for record, plan in year.following():
        if year.away(record.week) >= AFRESH:
            for what in _more(year.plan(1), plan):
                yield f"{record.decision} in week {record.week}: week {plan.number} raises {what}"


def the_limits_of_the_first_weeks_hold_again_after_a_restart(year: Year) -> Iterator[str]:
    """Those of the first week until something took place again, then those of the second, and so on."""
    counted = 0
    for record, plan in year.following():
        counted += bool(counted) and year.happened(record.week)
        counted = 1 if year.away(record.week) >= AFRESH else counted
        for acting in year.given.prescription.acting if counted else ():
            body = acting.body
            if isinstance(body, Limit) and acting.in_week(counted):
                for what in beyond(plan, body, year.given.trace.facts):
                    yield f"week {plan.number}, week {counted} since a restart, has {what}: {acting.rule}"


def _more(before: Week, plan: Week) -> Iterator[str]:
    """What is more than in an earlier week, its minutes as a whole as well."""
    yield from raised(before, plan)
    if plan.minutes > before.minutes:
        yield f"minutes of the week from {before.minutes} to {plan.minutes}"
