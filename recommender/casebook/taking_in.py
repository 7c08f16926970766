"""The rows that a whole case from elsewhere is kept in: numbers, moments and texts as they were there."""

from collections.abc import Iterator
from typing import TypeAlias

from recommender.casebook import statements as sql
from recommender.casebook.records import Case, Kept, LoggedSession
from recommender.casebook.row import Cell, Object
from recommender.model.recommendation import Json

Value: TypeAlias = "Cell | Object | tuple[Json, ...]"

STANDS, PUT_RIGHT = 0, -1
"""The check-in of a session that came with its case: whatever a later one says of the day stands instead."""


def rows_of(case: Case) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """The statement for each row, and its values behind the code and before the salt."""
    for said in case.intakes:
        one = said.value
        values = (one.role, one.region, one.answers, one.adjustments, one.note)
        yield sql.TAKE_INTAKE, (said.number, said.at, *values)
    for given in case.recommendations:
        frozen = given.value
        shown = (frozen.digest, frozen.weeks, frozen.recommendation, frozen.page)
        yield sql.TAKE_RECOMMENDATION, (given.number, given.at, given.intake, *shown)
    for check_in, sessions in ((STANDS, case.log), (PUT_RIGHT, case.superseded)):
        for session in sessions:
            yield sql.TAKE_SESSION, _session(session, check_in)
    for review in case.reviews:
        yield sql.TAKE_REVIEW, (review.number, review.at, review.intake, review.value)


def _session(kept: Kept[LoggedSession], check_in: int) -> tuple[Value, ...]:
    session = kept.value
    return kept.number, kept.at, kept.intake, check_in, session.week, session.day, session.session
