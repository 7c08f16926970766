"""Which weeks of a case were lived under which version of its answers."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from recommender.casebook.records import Case, Intake, profile_of
from recommender.loading import Profile
from recommender.model.recommendation import Json
from recommender.model.rule import RuleBook
from recommender.model.texts import NEUTRAL
from recommender.problem import Problems


class EarlierAnswers(NamedTuple):
    """A version of the answers that another one followed, and the last week that was lived under it."""

    profile: Profile
    until_week: int


def stretches(case: Case, book: RuleBook) -> tuple[EarlierAnswers, ...]:
    """The earlier answers under which anything was logged, in their order.

    What this rulebook can no longer read in them is left out, and so is an open question there.
    """
    intakes = {one.number: one.value for one in case.intakes}
    return tuple(EarlierAnswers(_as_far_as_read(intakes[number], book), week) for number, week in _ends(case))


def _ends(case: Case) -> Iterator[tuple[int, int]]:
    """The number and the last week of each earlier version that has weeks of its own.

    A day that comes before what was logged until then was remembered late: it begins no stretch.
    """
    days, done = _first_named(case), 0
    for intake in case.intakes[:-1]:
        last = max((day for day, number in days.items() if number <= intake.number), default=(0, 0))
        later = [week for week, day in days if (week, day) > last]
        week = min(later) - 1 if later else last[0]
        if week > done and intake.number in days.values():
            yield intake.number, week
            done = week


def _first_named(case: Case) -> Mapping[tuple[int, int], int]:
    """For each day of the log, the version of the answers under which it was first written down."""
    days: dict[tuple[int, int], int] = {}
    for one in sorted((*case.log, *case.superseded), key=lambda one: one.number):
        days.setdefault((one.value.week, one.value.day), one.intake)
    return days


def _as_far_as_read(intake: Intake, book: RuleBook) -> Profile:
    try:
        return profile_of(intake, book)
    except Problems:
        answers = {
            name: said for name, said in intake.answers.items() if _is_read(intake, book, {name: said})
        }
        changes = tuple(change for change in intake.adjustments if _is_read(intake, book, {}, change))
        return profile_of(Intake(intake.role, NEUTRAL, answers, changes), book)


def _is_read(intake: Intake, book: RuleBook, answers: Mapping[str, Json], *changes: Json) -> bool:
    try:
        profile_of(Intake(intake.role, NEUTRAL, answers, changes), book)
    except Problems:
        return False
    return True
