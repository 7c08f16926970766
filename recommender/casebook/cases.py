"""The casebook: cases in and out, each change whole or not at all, and noted in the audit."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from recommender.casebook import reading
from recommender.casebook import statements as sql
from recommender.casebook.codes import new_code
from recommender.casebook.database import Database
from recommender.casebook.days import to_add
from recommender.casebook.place import private_place
from recommender.casebook.records import AuditLine, Case, CaseLine, Frozen, Intake, LoggedSession
from recommender.casebook.row import Object, Row
from recommender.model.adjustment import Role
from recommender.problem import Problems

Choose: TypeAlias = Callable[[str], str]
"""Takes one letter of an alphabet: the dice are the caller's."""


class Overtaken(Exception):
    """Another process kept something of this case after it was looked at."""


class NoSuchCase(LookupError):
    """Nothing is kept under this code; the message is for the person."""


@contextmanager
def open_casebook(file: Path, *, new: bool = False) -> Iterator["Casebook"]:
    """The casebook in a file; where there is none an empty one, which only `new` puts on the disk.

    Raises `Problems`, then or later, for whatever the file or the disk refuses.
    """
    there = private_place(file, new=new)
    with Database(file if there else None) as database:
        yield Casebook(database)


class Casebook:
    """Cases under their codes. A moment is a text in UTC, to the minute: `2026-03-01T09:30Z`."""

    def __init__(self, database: Database) -> None:
        """Finishes a deletion that was broken off, where that is possible now."""
        self._database = database
        if database.rows(sql.IS_UNFINISHED)[0].number():
            with suppress(Problems):
                self._leave_no_trace()

    def cases(self) -> tuple[CaseLine, ...]:
        """Every case, in the order of the codes, which says nothing about the order in which they began."""
        return tuple(map(reading.case_line, self._database.rows(sql.CASE_LINES)))

    def find(self, code: str) -> None:
        """Raises `NoSuchCase` where nothing is kept under this code."""
        self._last_intake(code)

    def case(self, code: str) -> Case:
        """Everything that is kept under a code. Raises `NoSuchCase`."""
        rows = self._database.rows
        with self._database.reading():
            begun = rows(sql.BEGUN, code)
            if not begun:
                raise _no_such_case(code)
            return Case(
                code,
                begun[0].text(),
                reading.kept(reading.intake, rows(sql.INTAKES, code)),
                reading.kept(reading.frozen, rows(sql.RECOMMENDATIONS, code)),
                reading.kept(reading.logged, rows(sql.SESSIONS, code, 1)),
                reading.kept(Row.mapping, rows(sql.REVIEWS, code)),
                reading.kept(reading.logged, rows(sql.SESSIONS, code, 0)),
            )

    def audit(self, code: str = "") -> tuple[AuditLine, ...]:
        """What was done to a case, deleted or not, or to all of them; the first first."""
        return tuple(map(reading.audit_line, self._database.rows(sql.AUDIT, code)))

    def add(self, intake: Intake, frozen: Frozen, at: str, choose: Choose) -> str:
        """Begins a case, and gives its code, which no case has or ever had."""
        with self._database.writing():
            code = new_code(choose)
            while self._database.rows(sql.EVER_USED, code)[0].number():
                code = new_code(choose)
            self._database.rows(sql.ADD_CASE, code, at)
            self._keep(code, intake, frozen, at)
            self._note(code, "added", at)
        return code

    def add_version(self, code: str, intake: Intake, frozen: Frozen, at: str) -> None:
        """Keeps a later version of somebody's answers beside the earlier ones. Raises `NoSuchCase`."""
        with self._database.writing():
            self._last_intake(code)
            self._keep(code, intake, frozen, at)
            self._note(code, "answered anew", at)

    def check_in(
        self, code: str, sessions: Sequence[LoggedSession], review: Object, at: str, seen: Case | None = None
    ) -> None:
        """Keeps what a log of these sessions changes in the one that is kept, and the review of the whole.

        Raises `NoSuchCase`, and `Overtaken` where the case is no longer as it was `seen` for that review.
        """
        add = self._database.rows
        with self._database.writing():
            case = self.case(code)
            if seen is not None and seen.written != case.written:
                raise Overtaken
            number = case.intakes[-1].number
            for one in to_add(case.sessions, sessions):
                add(sql.ADD_SESSION, code, at, number, one.week, one.day, _json(one.session))
            add(sql.ADD_REVIEW, code, code, at, number, _json(review))
            self._note(code, "checked in", at)

    def note(self, code: str, what: str, at: str) -> None:
        """Puts into the audit what was done to a case. Raises `NoSuchCase`."""
        with self._database.writing():
            self._note(code, what, at)

    def delete(self, code: str, at: str) -> None:
        """Deletes a case, but for its lines in the audit, and every trace of it. Raises `NoSuchCase`.

        A deletion that is broken off is finished when the casebook is next opened.
        """
        with self._database.writing():
            self._note(code, "deleted", at)
            self._database.rows(sql.DELETE_CASE, code)
            self._database.rows(sql.DELETION_BEGINS)
        try:
            self._leave_no_trace()
        except Problems as problems:
            cause = problems.problems[0].what
            what = f"“{code}” is deleted, but the file still has gaps where it was: {cause}"
            raise self._database.problem(what, "They go when the casebook is next opened.") from problems

    def _leave_no_trace(self) -> None:
        """What was deleted is overwritten by now; with the rewriting, the gaps that it left go too."""
        self._database.rewrite()
        with self._database.writing():
            self._database.rows(sql.DELETION_ENDS)

    def _keep(self, code: str, intake: Intake, frozen: Frozen, at: str) -> None:
        add = self._database.rows
        answers, adjustments = _json(intake.answers), _json(intake.adjustments)
        add(sql.ADD_INTAKE, code, code, at, intake.role, intake.region, answers, adjustments, intake.note)
        number, _ = self._last_intake(code)
        given = _json(frozen.recommendation)
        add(sql.ADD_RECOMMENDATION, code, code, at, number, frozen.digest, frozen.weeks, given, frozen.page)

    def _note(self, code: str, what: str, at: str) -> None:
        """The role is that of the last intake."""
        _, role = self._last_intake(code)
        self._database.rows(sql.ADD_TO_AUDIT, at, role, what, code)

    def _last_intake(self, code: str) -> tuple[int, Role]:
        found = self._database.rows(sql.LAST_INTAKE, code)
        if not found:
            raise _no_such_case(code)
        return found[0].number(), found[0].role()


def _no_such_case(code: str) -> NoSuchCase:
    return NoSuchCase(f"there is no case “{code}” in this casebook")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
