"""Two recommendations held against each other."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from recommender.explanation.difference import (
    Changed,
    Detail,
    Difference,
    Limiting,
    OpenedBy,
    Pair,
    Sides,
    WeekChange,
)
from recommender.model.directive import Exclude, Gate, Hide, Limit, Require
from recommender.model.fact import Facts
from recommender.model.programme import LightMovement, Programme, Referral, Session, Week
from recommender.model.recommendation import Recommendation
from recommender.model.scale import Urgency
from recommender.model.spelling import FromAnswer, Share
from recommender.planning.amounts import amount
from recommender.planning.selection import chosen

T = TypeVar("T")
LIMITING = (Limit, Exclude, Require, Gate, Hide)
DETAILS = (
    "activity",
    "kind",
    "day",
    "intensity",
    "time_of_day",
    "setting",
    "company",
    "awareness",
    "opening",
    "endpoint",
    "minimum",
    "cool_down_minutes",
    "because",
)
"""What a session has beside its options and minutes."""

NAMED = ("time_of_day", "setting", "company")
"""Details of which both sides are told."""

BESIDE = ("today", "step_back", "stop_signals", "if_overwhelmed", "progress_signs")
"""What a programme has beside its weeks, and is compared as a whole."""


def difference(before: Recommendation, after: Recommendation) -> Difference:
    """What differs between two recommendations of one rulebook; the answers that differ are named first."""
    return Difference(
        before,
        after,
        changed=tuple(_changed(before.trace.given, after.trace.given)),
        outcome=Pair(before.outcome, after.outcome),
        urgency=Pair(_urgency(before), _urgency(after)),
        weeks=tuple(_weeks(before.programme, after.programme)),
        activities=sides(on_offer(before), on_offer(after)),
        rules=sides(_fired(before), _fired(after)),
        limits=sides(_limits(before), _limits(after)),
        gates=sides(_gates(before), _gates(after)),
        tensions=sides(_tensions(before), _tensions(after)),
        any_time=sides(_any_time(before), _any_time(after)),
        contacts=sides(before.contacts, after.contacts),
        notes=sides(_notes(before), _notes(after)),
        asks=sides(before.asks, after.asks),
        left_out=sides(before.left_out, after.left_out),
        details=tuple(_details(before, after)),
    )


def sides(before: Iterable[T], after: Iterable[T]) -> Sides[T]:
    """What came in, what went and what stayed."""
    earlier, later = dict.fromkeys(before), dict.fromkeys(after)
    return Sides(
        added=tuple(item for item in later if item not in earlier),
        removed=tuple(item for item in earlier if item not in later),
        stayed=tuple(item for item in earlier if item in later),
    )


def on_offer(recommendation: Recommendation) -> tuple[str, ...]:
    """Every activity that a session, or light movement, can hold."""
    match recommendation.result:
        case Programme(weeks=weeks):
            found = (name for week in weeks for session in week.sessions for name in session.options)
            return tuple(dict.fromkeys(found))
        case LightMovement(options=options):
            return options
        case Referral():
            return ()


def _changed(before: Facts, after: Facts) -> Iterator[Changed]:
    for name in dict.fromkeys((*before.known, *before.withheld, *after.known, *after.withheld)):
        if before.said(name) != after.said(name):
            yield Changed(name, before.said(name), after.said(name))


def _urgency(recommendation: Recommendation) -> Urgency | None:
    return recommendation.result.urgency if isinstance(recommendation.result, Referral) else None


def _fired(recommendation: Recommendation) -> tuple[str, ...]:
    return tuple(firing.rule.id for firing in recommendation.fired)


def _notes(recommendation: Recommendation) -> tuple[str, ...]:
    return tuple(note.text for note in recommendation.notes)


def _tensions(recommendation: Recommendation) -> tuple[tuple[str, str, str], ...]:
    return tuple((tension.about, tension.won, tension.lost) for tension in recommendation.tensions)


def _any_time(recommendation: Recommendation) -> tuple[str, ...]:
    programme = recommendation.programme
    return tuple(offer.activity for offer in programme.any_time) if programme else ()


def _gates(recommendation: Recommendation) -> tuple[OpenedBy, ...]:
    programme = recommendation.programme
    return tuple(OpenedBy(gate.to, gate.needs) for gate in programme.gates) if programme else ()


def _limits(recommendation: Recommendation) -> Iterator[Limiting]:
    """What takes away in a programme; without one there is nothing to take away from."""
    if recommendation.programme is None:
        return
    prescription = recommendation.prescription
    for acting in (item for kind in LIMITING for item in prescription.of(kind)):
        terms = tuple((name, str(_put_in(value, prescription.facts))) for name, value in acting.body)
        weeks = ("in force", str(acting.weeks))
        yield Limiting(acting.rule, type(acting.body).__name__.lower(), (*terms, weeks), acting)


def _put_in(value: object, facts: Facts) -> object:
    if isinstance(value, FromAnswer):
        return sorted(chosen(value, facts))
    return amount(value, facts) if isinstance(value, Share) else value


def _weeks(before: Programme | None, after: Programme | None) -> Iterator[WeekChange]:
    earlier = {week.number: week for week in before.weeks} if before else {}
    later = {week.number: week for week in after.weeks} if after else {}
    for number in sorted({*earlier, *later}):
        change = _week(number, earlier.get(number), later.get(number))
        if not all(pair.same for pair in (change.sessions, change.minutes, change.ceiling, change.easier)):
            yield change


def _week(number: int, before: Week | None, after: Week | None) -> WeekChange:
    return WeekChange(
        number,
        sessions=Pair(len(before.sessions) if before else None, len(after.sessions) if after else None),
        minutes=Pair(before.minutes if before else None, after.minutes if after else None),
        ceiling=Pair(before.ceiling if before else None, after.ceiling if after else None),
        easier=Pair(before.easier if before else None, after.easier if after else None),
    )


def _details(before: Recommendation, after: Recommendation) -> Iterator[Detail]:
    """What differs apart from the rest, where both are programmes, or both something else."""
    earlier, later = before.programme, after.programme
    if earlier is not None and later is not None:
        yield from _of_sessions(earlier, later)
        yield from (Detail(name) for name in BESIDE if getattr(earlier, name) != getattr(later, name))
        if _any_time(before) == _any_time(after) and earlier.any_time != later.any_time:
            yield Detail("any_time")
    if before.outcome == after.outcome:
        if before.contradictions != after.contradictions:
            yield Detail("contradictions")
        if _reasons_differ(before, after):
            yield Detail("reasons")


def _of_sessions(before: Programme, after: Programme) -> Iterator[Detail]:
    """What differs in the sessions: one by one where the weeks have the same figures, else all in all."""
    alike = not any(_weeks(before, after))
    for name in DETAILS:
        read = _in_each if alike else _in_all
        if read(name, before) != read(name, after):
            yield Detail(name, _named(name, before, after))
    if alike and _shapes(before) != _shapes(after):
        yield Detail("lengths")


def _named(name: str, before: Programme, after: Programme) -> Pair[tuple[str, ...]]:
    if name not in NAMED:
        return Pair((), ())
    sides = (tuple(dict.fromkeys(str(word) for word in _in_all(name, side))) for side in (before, after))
    return Pair(*sides)


def _in_all(name: str, programme: Programme) -> dict[object, None]:
    """The values of all sessions, each once, in the order in which they come up; equal in any order."""
    return dict.fromkeys(value for week in _in_each(name, programme) for value in week)


def _in_each(name: str, programme: Programme) -> list[tuple[object, ...]]:
    return [tuple(getattr(session, name) for session in _in_order(week)) for week in programme.weeks]


def _shapes(programme: Programme) -> list[tuple[object, ...]]:
    """How long each session is, and what it can hold."""
    return [
        tuple((session.minutes, session.options) for session in _in_order(week)) for week in programme.weeks
    ]


def _in_order(week: Week) -> list[Session]:
    return sorted(week.sessions, key=lambda session: (session.day, session.kind))


def _reasons_differ(before: Recommendation, after: Recommendation) -> bool:
    """Whether a rule on both sides says another reason: only a missing answer made it act on one of them."""
    later = {firing.rule.id: firing.because for firing in after.fired}
    return any(later.get(firing.rule.id, firing.because) != firing.because for firing in before.fired)
