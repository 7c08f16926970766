"""What a profile says is expected of its person, and how it is held against what comes out.

It names what matters for that person, and not everything that happens to come out.

    outcome, urgency         the words of the contract
    reasons                  the rules that refer, most urgent first; `a-clinician` for a clinician's own word
    fired, not_fired         rules that carry the result, and rules that stay silent
    notes_from               rules that have something to say beside the weeks
    notes                    texts beside the weeks and people worth speaking to, by name
    tensions                 who won against whom
    asks, left_out           among the questions that would help, or were declined; an empty list: none
    read_as                  answers that are read otherwise than they were given, all of them
    weeks                    how many weeks are asked for; 8 when left out
    previews_from            the first week that depends on a check-in, or `never`
    first_activity           of the first session
    offered, never_offered   activities that stand somewhere in the result, and others that stand nowhere
    words_absent             not in the text that the person reads, in whatever case
    check_ins                what weeks that went like this come to; held by `workshop.check_ins`

what all rules come to together, whether or not this plan reaches it (see `in_force.py`)

    efforts, limits, permits, start, aims, gates, requires, hidden, texts, any_time, choices, closed, wishes,
    situations, vigorous_time

and of week N

    week_N_ceiling           the effort limit in force
    week_N_minutes, week_N_sessions                    minutes of all sessions, and how many there are
    week_N_minutes_at_most, week_N_minutes_at_least, week_N_session_at_most
    week_N_company, week_N_time, week_N_awareness, week_N_setting    of every session in it
    week_N_rest_days         days without a session
    week_N_hardest           the hardest effort of a session in it
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.model.directive import Advise, Note
from recommender.model.length import LONGEST
from recommender.model.programme import LightMovement, Programme, Referral, Week
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort
from recommender.model.written import Plain
from recommender.verification.in_force import IN_FORCE
from recommender.verification.plain_words import in_words

OF_A_WEEK = re.compile(r"week_([1-9][0-9]?)_([a-z_]+)")
ABSENT = {"not_fired": "fired", "never_offered": "offered", "words_absent": "text"}
RULES_NAMED_IN = ("fired", "not_fired", "notes_from", "reasons")
ACTIVITIES_NAMED_IN = ("offered", "never_offered", "first_activity", "closed")
HELD_ELSEWHERE = ("weeks", "check_ins")


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that was expected and did not come out; `key` is what the profile calls it."""

    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}"


Page = Callable[[], str]
"""Gives the text that the person reads; asked for only where somebody expects something of it."""


def misses(
    expected: Mapping[str, Plain], given: Recommendation, book: RuleBook, page: Page
) -> Iterator[Miss]:
    """What was expected and did not come out, as soon as it is found; a key that nobody knows is among it."""
    for key, wanted in expected.items():
        for what in _misses(key, wanted, given, book, page):
            yield Miss(key, what)


def listed(expected: Mapping[str, Plain], *keys: str) -> list[str]:
    """What stands under these keys, in one list."""
    values = [expected.get(key, ()) for key in keys]
    return [str(item) for value in values for item in ([value] if isinstance(value, str) else _items(value))]


def _misses(key: str, wanted: Plain, given: Recommendation, book: RuleBook, page: Page) -> Iterator[str]:
    if key in HELD_ELSEWHERE:
        yield from _wrong_weeks(str(wanted)) if key == "weeks" else ()
    elif key in EXACT:
        found = EXACT[key](given)
        yield from [] if found == wanted else [f"{in_words(found)} instead of {in_words(wanted)}"]
    elif key in AMONG:
        among = AMONG[key](given)
        yield from (f"{in_words(item)} is not there" for item in _items(wanted) if item not in among)
        yield from [] if wanted or not among else ["none was expected"]
    elif key in ABSENT:
        there = page().lower() if key == "words_absent" else AMONG[ABSENT[key]](given)
        yield from (f"{in_words(item)} is there" for item in _items(wanted) if str(item).lower() in there)
    elif key in IN_FORCE:
        yield from IN_FORCE[key](wanted, given, book)
    else:
        yield from _misses_in_week(key, str(wanted), given)


def _wrong_weeks(wanted: str) -> Iterator[str]:
    if not (wanted.isdigit() and 1 <= int(wanted) <= LONGEST):
        yield f"a programme has 1 to {LONGEST} weeks, found “{wanted}”"


def _misses_in_week(key: str, wanted: str, given: Recommendation) -> Iterator[str]:
    match = OF_A_WEEK.fullmatch(key)
    if match is None or match[2] not in (*IN_WEEK, *BOUNDS):
        yield "nobody knows what that means"
        return
    week = next((week for week in _weeks(given) if week.number == int(match[1])), None)
    if week is None:
        yield "there is no such week"
    elif match[2] in IN_WEEK:
        found = {str(value) for value in IN_WEEK[match[2]](week)}
        yield from [] if found == {wanted} else [f"{', '.join(sorted(found))} instead of {wanted}"]
    elif not wanted.isdigit():
        yield f"a number is asked here, found “{wanted}”"
    else:
        amount, most = BOUNDS[match[2]]
        within = amount(week) <= int(wanted) if most else amount(week) >= int(wanted)
        yield from [] if within else [f"{amount(week)} instead of {wanted}"]


def _items(value: Plain) -> list[Plain]:
    return [] if isinstance(value, str | int | Mapping) else list(value)


def _weeks(given: Recommendation) -> tuple[Week, ...]:
    return given.programme.weeks if given.programme else ()


def _fired(given: Recommendation) -> list[object]:
    return [firing.rule.id for firing in given.fired]


def _notes(given: Recommendation) -> list[object]:
    bodies = [item.body for firing in given.fired for item in firing.concluded]
    named: list[object] = [body.text for body in bodies if isinstance(body, Note)]
    return [*named, *(body.see for body in bodies if isinstance(body, Advise))]


def _tensions(given: Recommendation) -> list[object]:
    return [{"won": tension.won, "lost": tension.lost} for tension in given.tensions]


def _offered(given: Recommendation) -> list[object]:
    match given.result:
        case Programme():
            sessions = [name for week in _weeks(given) for it in week.sessions for name in it.options]
            today = [movement.activity for movement in given.result.today]
            return [*sessions, *today, *(movement.activity for movement in given.result.any_time)]
        case LightMovement():
            return list(given.result.options)
        case Referral():
            return []


def _urgency(given: Recommendation) -> object:
    return str(given.result.urgency) if isinstance(given.result, Referral) else None


def _reasons(given: Recommendation) -> object:
    reasons = given.result.reasons if isinstance(given.result, Referral) else ()
    return [reason.rule or "a-clinician" for reason in reasons]


def _read_as(given: Recommendation) -> object:
    return {name: str(said) for found in given.contradictions for name, said in found.read_as.items()}


def _previews_from(given: Recommendation) -> object:
    return next((str(week.number) for week in _weeks(given) if week.provisional), "never")


def _first_activity(given: Recommendation) -> object:
    return next((session.activity for week in _weeks(given) for session in week.sessions), None)


EXACT: dict[str, Callable[[Recommendation], object]] = {
    "outcome": lambda given: given.outcome,
    "urgency": _urgency,
    "reasons": _reasons,
    "read_as": _read_as,
    "previews_from": _previews_from,
    "first_activity": _first_activity,
}
AMONG: dict[str, Callable[[Recommendation], list[object]]] = {
    "fired": _fired,
    "tensions": _tensions,
    "notes_from": lambda given: [note.rule for note in given.notes],
    "notes": _notes,
    "asks": lambda given: list(given.asks),
    "left_out": lambda given: list(given.left_out),
    "offered": _offered,
}
IN_WEEK: dict[str, Callable[[Week], Iterable[object]]] = {
    "ceiling": lambda week: [week.ceiling],
    "company": lambda week: [session.company for session in week.sessions],
    "time": lambda week: [session.time_of_day for session in week.sessions],
    "setting": lambda week: [session.setting for session in week.sessions],
    "awareness": lambda week: [session.awareness.level for session in week.sessions],
    "minutes": lambda week: [week.minutes],
    "sessions": lambda week: [len(week.sessions)],
    "rest_days": lambda week: [len(week.rest_days)],
    "hardest": lambda week: [Effort.highest(*(session.intensity for session in week.sessions))],
}
BOUNDS: dict[str, tuple[Callable[[Week], int], bool]] = {
    "minutes_at_most": (lambda week: week.minutes, True),
    "minutes_at_least": (lambda week: week.minutes, False),
    "session_at_most": (lambda week: max(session.minutes for session in week.sessions), True),
}
