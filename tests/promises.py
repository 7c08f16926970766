"""What every recommendation keeps to, each promise as a function that yields how it was broken.

They look at the answers and at what came out, never at how the planner got there.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from people import Person, shipped

from recommender.model.directive import Exclude, Limit, Require, Start
from recommender.model.fact import Answer
from recommender.model.programme import LightMovement, Programme, Referral, Session, Week
from recommender.model.recommendation import Recommendation
from recommender.model.scale import Effort, Kind, Stratum, TimeOfDay
from recommender.planning.amounts import amount

Promise = Callable[[Person, Recommendation], Iterator[str]]
GUIDED_BY_REVIEW = ("permit", "set_aside")
PLACED = {"dislikes": "what-you-dislike", "settings_ok": "places-within-reach"}


def breaches(person: Person, given: Recommendation) -> list[str]:
    """Every promise that this recommendation breaks, in words."""
    return [f"{promise.__name__}: {breach}" for promise in PROMISES for breach in promise(person, given)]


def weeks_of(given: Recommendation) -> tuple[Week, ...]:
    """The weeks of the programme, if there is one."""
    return given.programme.weeks if given.programme else ()


def sessions_of(given: Recommendation) -> Iterator[tuple[Week, Session]]:
    """Every session with its week."""
    return ((week, session) for week in weeks_of(given) for session in week.sessions)


def limits_in_force(person: Person, given: Recommendation, week: int) -> Iterator[Limit]:
    """The limits of the rules that fired, and of the adjustments, as they stand in that week."""
    for firing in given.fired:
        if not is_set_aside(person, firing.rule.id, week):
            yield from (
                item.body
                for item in firing.concluded
                if isinstance(item.body, Limit) and week in item.body.weeks
            )
    for change in person.adjustments:
        if "limit" in change and week <= until(change):
            limit = Limit.model_validate(change["limit"])
            yield from [limit] if week in limit.weeks else []


def is_set_aside(person: Person, rule: str, week: int) -> bool:
    """Whether a clinician set that rule aside for that week."""
    return any(change.get("set_aside") == rule and week <= until(change) for change in person.adjustments)


def until(change: dict[str, object]) -> int:
    """The last week of an adjustment."""
    last = change.get("until_week", 26)
    assert isinstance(last, int)
    return last


def members(answer: Answer | None) -> frozenset[str]:
    """An answer to a set; nothing where there is none."""
    return answer if isinstance(answer, frozenset) else frozenset()


def missing(person: Person, name: str) -> bool:
    """Whether a question has no answer."""
    return person.answers.get(name, "unknown") in ("unknown", "declined")


def no_week_exceeds_a_limit(person: Person, given: Recommendation) -> Iterator[str]:
    for week in weeks_of(given):
        for limit in limits_in_force(person, given, week.number):
            counted = Counter(session.intensity for session in week.sessions)
            longest = max(session.minutes for session in week.sessions)
            found = {
                "minutes": longest,
                "sessions": len(week.sessions),
                "week_minutes": week.minutes,
                "moderate_sessions": counted[Effort.MODERATE],
                "vigorous_sessions": counted[Effort.VIGOROUS],
                "strength_days": sum(session.kind is Kind.STRENGTH for session in week.sessions),
                "awareness": max(session.awareness.level for session in week.sessions),
            }
            for what, value in found.items():
                most = amount(getattr(limit, what), given.trace.facts)
                if most is not None and value > most:
                    yield f"week {week.number} has {value} {what}, the limit is {most}"
            if limit.intensity and not week.ceiling.at_most(limit.intensity):
                yield f"week {week.number} reaches {week.ceiling}, the limit is {limit.intensity}"


def no_session_is_harder_than_the_ceiling(_: Person, given: Recommendation) -> Iterator[str]:
    for week, session in sessions_of(given):
        if not session.intensity.at_most(week.ceiling):
            yield f"week {week.number} day {session.day} is {session.intensity}"


def no_first_week_exceeds_a_start(person: Person, given: Recommendation) -> Iterator[str]:
    for week in weeks_of(given)[:1]:
        for firing in given.fired:
            for item in firing.concluded:
                if isinstance(item.body, Start) and not is_set_aside(person, firing.rule.id, 1):
                    yield from _beyond_start(week, item.body, given)


def _beyond_start(week: Week, start: Start, given: Recommendation) -> Iterator[str]:
    found = {
        "minutes": max(session.minutes for session in week.sessions),
        "sessions": len(week.sessions),
        "week_minutes": week.minutes,
        "moderate_sessions": sum(session.intensity is not Effort.LIGHT for session in week.sessions),
    }
    for what, value in found.items():
        most = amount(getattr(start, what), given.trace.facts)
        if most is not None and value > most:
            yield f"week 1 has {value} {what}, a rule starts at {most}"


def growth_stays_within_what_rules_allow(person: Person, given: Recommendation) -> Iterator[str]:
    for before, week in _after_full_weeks(weeks_of(given), 1):
        for limit in limits_in_force(person, given, week.number):
            most = amount(limit.growth, given.trace.facts)
            if most is not None and week.minutes > before.minutes + most * len(week.sessions):
                yield f"week {week.number} grows from {before.minutes} to {week.minutes}, against {most}"


def growth_from_week_to_week_is_bounded(_: Person, given: Recommendation) -> Iterator[str]:
    for before, week in _after_full_weeks(weeks_of(given), 1):
        most = before.minutes + max(before.minutes / 10, 5 * len(week.sessions))
        if week.minutes > most:
            yield f"week {week.number} grows from {before.minutes} to {week.minutes}"


def growth_over_two_weeks_is_bounded(_: Person, given: Recommendation) -> Iterator[str]:
    for before, week in _after_full_weeks(weeks_of(given), 2):
        most = before.minutes + max(before.minutes * 3 / 10, 10 * len(week.sessions))
        if week.minutes > most:
            yield f"week {week.number} grows from {before.minutes} to {week.minutes} in two weeks"


def _after_full_weeks(weeks: tuple[Week, ...], apart: int) -> Iterator[tuple[Week, Week]]:
    """Each week with the last full one that lies at least so many weeks before it."""
    for week in weeks:
        full = [other for other in weeks if other.number <= week.number - apart and not other.easier]
        if full:
            yield full[-1], week


def no_day_holds_more_than_two_fifths(_: Person, given: Recommendation) -> Iterator[str]:
    for week in weeks_of(given):
        if len(week.sessions) >= 4:
            for day, minutes in _minutes_by_day(week).items():
                if minutes * 100 > week.minutes * 40:
                    yield f"week {week.number} day {day} holds {minutes} of {week.minutes} minutes"


def a_day_holds_two_sessions_of_different_kinds_at_most(
    person: Person, given: Recommendation
) -> Iterator[str]:
    available = person.answers.get("minutes_available")
    for week in weeks_of(given):
        kinds: dict[int, list[Kind]] = {}
        for session in week.sessions:
            kinds.setdefault(session.day, []).append(session.kind)
        for day, same in kinds.items():
            if len(same) > 2 or len(set(same)) < len(same) or not 1 <= day <= 7:
                yield f"week {week.number} day {day} holds {same}"
        free = not isinstance(available, int) or is_set_aside(person, "within-your-time", week.number)
        if not free and max(_minutes_by_day(week).values()) > int(str(available)):
            yield f"week {week.number} needs more than {available} minutes on a day"


def _minutes_by_day(week: Week) -> Counter[int]:
    minutes: Counter[int] = Counter()
    for session in week.sessions:
        minutes[session.day] += session.minutes
    return minutes


def hard_days_are_never_adjacent(_: Person, given: Recommendation) -> Iterator[str]:
    hard = [
        week.number * 7 + session.day
        for week, session in sessions_of(given)
        if session.intensity is Effort.VIGOROUS
    ]
    for first, second in pairwise(sorted(set(hard))):
        if second - first < 2:
            yield f"days {first} and {second}, counted through, are both vigorous"


def the_day_after_a_hard_one_is_easy(person: Person, given: Recommendation) -> Iterator[str]:
    efforts = {week.number * 7 + session.day: session.intensity for week, session in sessions_of(given)}
    for day, effort in efforts.items():
        aside = is_set_aside(person, "easy-after-hard", day // 7)
        if effort is Effort.VIGOROUS and not aside and efforts.get(day + 1, Effort.LIGHT) is not Effort.LIGHT:
            yield f"day {day + 1}, counted through, follows a hard one"


def strength_is_never_on_two_days_running(_: Person, given: Recommendation) -> Iterator[str]:
    for week in weeks_of(given):
        days = sorted(session.day for session in week.sessions if session.kind is Kind.STRENGTH)
        around = [*days, *(day + 7 for day in days[:1])] if len(days) > 1 else []
        for first, second in pairwise(around):
            if second - first < 2:
                yield f"week {week.number} has strength on days {first} and {second}"


def each_week_keeps_its_days_of_rest(person: Person, given: Recommendation) -> Iterator[str]:
    for week in weeks_of(given):
        busy = {session.day for session in week.sessions}
        if set(week.rest_days) != set(range(1, 8)) - busy or not week.rest_days:
            yield f"week {week.number} rests on {week.rest_days} and moves on {sorted(busy)}"
        asked = [
            amount(body.rest_days, given.trace.facts) or 0 for body in required(person, given, week.number)
        ]
        if len(week.rest_days) < max(asked, default=0):
            yield f"week {week.number} has {len(week.rest_days)} days of rest"


def required(person: Person, given: Recommendation, week: int) -> Iterator[Require]:
    """What the rules in force require of that week."""
    return (
        item.body
        for firing in given.fired
        for item in firing.concluded
        if isinstance(item.body, Require) and not is_set_aside(person, firing.rule.id, week)
    )


def the_first_week_has_the_lowest_ceiling(person: Person, given: Recommendation) -> Iterator[str]:
    ending = any(
        verb in change and "until_week" in change
        for change in person.adjustments
        for verb in GUIDED_BY_REVIEW
    )
    for week in weeks_of(given):
        if not ending and not weeks_of(given)[0].ceiling.at_most(week.ceiling):
            yield f"week {week.number} reaches {week.ceiling}, week 1 {weeks_of(given)[0].ceiling}"


def minutes_add_up(_: Person, given: Recommendation) -> Iterator[str]:
    for week in weeks_of(given):
        if week.minutes != sum(session.minutes for session in week.sessions) or not week.sessions:
            yield f"week {week.number} says {week.minutes}"
        for session in week.sessions:
            if session.minutes < 1 or not 0 <= session.cool_down_minutes <= session.minutes:
                yield f"week {week.number} day {session.day} lasts {session.minutes}"


def options_bear_the_effort(_: Person, given: Recommendation) -> Iterator[str]:
    for week, session in sessions_of(given):
        if session.options[0] != session.activity or len(set(session.options)) < len(session.options):
            yield f"week {week.number} day {session.day} offers {session.options}"
        for name in session.options:
            if not shipped().activities[name].bears(session.intensity):
                yield f"{name} is offered at {session.intensity} effort"


def there_are_two_options_wherever_two_are_possible(person: Person, given: Recommendation) -> Iterator[str]:
    for week, session in sessions_of(given):
        if len(session.options) >= 2:
            continue
        possible = [name for name in shipped().activities if not ruled_out(person, given, name, week.number)]
        if len(session.options) < min(2, len(possible)):
            yield f"week {week.number} day {session.day}: only {session.options} of {possible}"


def nothing_ruled_out_is_offered(person: Person, given: Recommendation) -> Iterator[str]:
    if isinstance(given.result, Programme):
        for week, session in sessions_of(given):
            yield from _ruled_out(person, given, session.options, week.number)
        extras = [today.activity for today in given.result.today]
        extras += [extra.activity for extra in given.result.any_time]
        yield from _ruled_out(person, given, tuple(extras), 1)
    if isinstance(given.result, LightMovement):
        for name in given.result.options:
            if why := body_rules_out(person, name):
                yield f"{name} is offered as light movement: {why}"


def _ruled_out(person: Person, given: Recommendation, names: tuple[str, ...], week: int) -> Iterator[str]:
    for name in names:
        if why := ruled_out(person, given, name, week):
            yield f"{name} is offered in week {week}: {why}"


def ruled_out(person: Person, given: Recommendation, name: str, week: int) -> str:
    """Why an activity is never offered to this person in that week; empty where it may be."""
    by_changes = any(
        name in _listed(change.get("exclude")) and week <= until(change) for change in person.adjustments
    )
    by_rules = any(
        isinstance(item.body, Exclude) and _named(item.body, name)
        for firing in given.fired
        for item in firing.concluded
        if not is_set_aside(person, firing.rule.id, week)
    )
    own = body_rules_out(person, name) or wish_rules_out(person, name, week)
    return own or ("excluded by a rule" if by_rules else "excluded by an adjustment" if by_changes else "")


def wish_rules_out(person: Person, name: str, week: int) -> str:
    """Why dislikes or places rule an activity out; a clinician may set that aside."""
    places = frozenset(shipped().activities[name].places)
    placed = missing(person, "settings_ok") or is_set_aside(person, PLACED["settings_ok"], week)
    if not is_set_aside(person, PLACED["dislikes"], week) and name in members(person.answers.get("dislikes")):
        return "disliked"
    return (
        ""
        if placed or not places or places & members(person.answers.get("settings_ok"))
        else "no place for it"
    )


def body_rules_out(person: Person, name: str) -> str:
    """Why a body, or what it went through, rules an activity out."""
    activity = shipped().activities[name]
    if person.answers.get("mobility") in activity.unfit:
        return "unfit"
    if members(person.answers.get("not_ok")) & frozenset(activity.involves):
        return "involves what is not all right"
    if members(person.answers.get("injuries")) & frozenset(activity.loads):
        return "loads an injury"
    return ""


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _named(body: Exclude, name: str) -> bool:
    """Whether an exclusion of activities or tempos, and of nothing else besides, names this one."""
    lines = {key for key, value in body if value is not None and key != "weeks"}
    if lines == {"activity"} and isinstance(body.activity, tuple):
        return name in body.activity
    return lines == {"tempo"} and shipped().activities[name].tempo in (body.tempo or ())


def unsettled_sleep_keeps_evenings_calm(person: Person, given: Recommendation) -> Iterator[str]:
    calm = any(firing.rule.id == "calm-evenings" for firing in given.fired)
    late = (TimeOfDay.EVENING, TimeOfDay.ANY)
    for week, session in sessions_of(given):
        held = calm and not is_set_aside(person, "calm-evenings", week.number)
        if held and session.intensity is Effort.VIGOROUS and session.time_of_day in late:
            yield f"week {week.number} day {session.day}: vigorous, {session.time_of_day}"


def every_reason_names_a_rule_that_fired(_: Person, given: Recommendation) -> Iterator[str]:
    fired = {firing.rule.id for firing in given.fired}
    for name in _named_rules(given):
        if name is not None and name not in fired:
            yield f"{name} is named and did not fire"
    for week, session in sessions_of(given):
        if not session.because and len(fired) > 1:
            yield f"week {week.number} day {session.day} gives no reason"


def _named_rules(given: Recommendation) -> Iterator[str | None]:
    yield from (name for _, session in sessions_of(given) for name in session.because)
    yield from (note.rule for note in given.notes)
    yield from (name for tension in given.tensions for name in (tension.won, tension.lost))
    yield from (contradiction.rule for contradiction in given.contradictions)
    match given.result:
        case Programme():
            yield from (name for gate in given.result.gates for name in gate.because)
            yield from (name for extra in given.result.any_time for name in extra.because)
        case LightMovement():
            yield from given.result.because
        case Referral():
            yield from (reason.rule for reason in given.result.reasons)


def every_rule_names_its_sources(_: Person, given: Recommendation) -> Iterator[str]:
    for firing in given.fired:
        if not firing.rule.sources or not set(firing.rule.sources) <= set(shipped().origins):
            yield f"{firing.rule.id} names {firing.rule.sources}"
        if not firing.because or not firing.concluded:
            yield f"{firing.rule.id} says or concludes nothing"


def there_is_always_somebody_to_turn_to(person: Person, given: Recommendation) -> Iterator[str]:
    purposes = [contact.for_ for contact in given.contacts if contact.text]
    if not purposes:
        yield "there are no contacts"
    if (person.answers.get("crisis") != "no") and "crisis" not in purposes:
        yield "a crisis is possible, and no crisis contact is there"


def a_crisis_or_a_red_flag_never_leaves_a_programme(person: Person, given: Recommendation) -> Iterator[str]:
    planned = person.answers.get("crisis_assessed") == "safety_plan_in_place"
    urgency = given.result.urgency if isinstance(given.result, Referral) else None
    if person.answers.get("crisis") == "yes" and not planned and urgency != "crisis":
        yield f"a crisis led to {given.outcome}, {urgency}"
    elif members(person.answers.get("red_flags")):
        now = missing(person, "red_flag_timing") or person.answers["red_flag_timing"] == "at_rest_or_now"
        wanted = ("emergency", "crisis") if now else ("prompt", "crisis")
        if urgency not in wanted:
            yield f"red flags led to {given.outcome}, {urgency}"


def an_open_safety_question_never_leaves_doses(person: Person, given: Recommendation) -> Iterator[str]:
    left = [name for name in shipped().vocabulary.safety() if missing(person, name)]
    if left and given.programme:
        yield f"{left} are open"
    for name in left if given.outcome == "limited" else []:
        declined = person.answers.get(name) == "declined"
        if name in given.asks if declined else name not in given.asks:
            yield f"{name} is {'asked again' if declined else 'not asked'}"
        if declined and name not in given.left_out:
            yield f"{name} is not among what was left out"


def a_referral_says_only_what_screening_found(_: Person, given: Recommendation) -> Iterator[str]:
    if isinstance(given.result, Referral):
        late = [firing.rule.id for firing in given.fired if firing.rule.stratum.rank > Stratum.SCREENING.rank]
        if late or given.asks or not given.result.reasons:
            yield f"{late} fired, {given.asks} are asked"


def company_is_only_there_where_it_was_offered(person: Person, given: Recommendation) -> Iterator[str]:
    for week, session in sessions_of(given):
        if session.company not in ("alone", "any") and person.answers.get("company") in (None, "alone"):
            yield f"week {week.number} day {session.day} is with {session.company}"


def light_movement_offers_two_ways(person: Person, given: Recommendation) -> Iterator[str]:
    if isinstance(given.result, LightMovement):
        able = [name for name in shipped().activities if not body_rules_out(person, name)]
        light = [name for name in able if shipped().activities[name].bears(Effort.LIGHT)]
        if len(set(given.result.options)) < min(2, len(light)):
            yield f"only {given.result.options} of {light}"
        for name in given.result.options:
            if not shipped().activities[name].bears(Effort.LIGHT):
                yield f"{name} is no light movement"


def weeks_are_counted_through(_: Person, given: Recommendation) -> Iterator[str]:
    numbers = [week.number for week in weeks_of(given)]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"weeks are numbered {numbers}"
    for week in weeks_of(given):
        if week.provisional != bool(week.only_if) or week.provisional != bool(week.otherwise):
            yield f"week {week.number} is half provisional"


PROMISES: tuple[Promise, ...] = (
    no_week_exceeds_a_limit,
    no_session_is_harder_than_the_ceiling,
    no_first_week_exceeds_a_start,
    growth_stays_within_what_rules_allow,
    growth_from_week_to_week_is_bounded,
    growth_over_two_weeks_is_bounded,
    no_day_holds_more_than_two_fifths,
    a_day_holds_two_sessions_of_different_kinds_at_most,
    hard_days_are_never_adjacent,
    the_day_after_a_hard_one_is_easy,
    strength_is_never_on_two_days_running,
    each_week_keeps_its_days_of_rest,
    the_first_week_has_the_lowest_ceiling,
    minutes_add_up,
    options_bear_the_effort,
    there_are_two_options_wherever_two_are_possible,
    nothing_ruled_out_is_offered,
    unsettled_sleep_keeps_evenings_calm,
    every_reason_names_a_rule_that_fired,
    every_rule_names_its_sources,
    there_is_always_somebody_to_turn_to,
    a_crisis_or_a_red_flag_never_leaves_a_programme,
    an_open_safety_question_never_leaves_doses,
    a_referral_says_only_what_screening_found,
    company_is_only_there_where_it_was_offered,
    light_movement_offers_two_ways,
    weeks_are_counted_through,
)
