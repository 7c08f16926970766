"""The casebook: cases in and out, each change whole or not at all, and noted in the audit."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from recommender.casebook import reading
from recommender.casebook import statements as sql
from recommender.casebook.chain import append, new_salt
from recommender.casebook.checking import DELETED, Checked, checked, holds
from recommender.casebook.codes import new_code
from recommender.casebook.database import DAMAGED, Database
from recommender.casebook.days import to_add
from recommender.casebook.envelope import keys_in, see_to_closing_key
from recommender.casebook.locking import key_of, lock
from recommender.casebook.passphrase import Passphrase
from recommender.casebook.place import is_there, private_place
from recommender.casebook.records import AuditLine, Case, CaseLine, Frozen, Intake, LoggedSession
from recommender.casebook.replacing import clear_away
from recommender.casebook.row import Object, Row
from recommender.casebook.taking_in import rows_of
from recommender.casebook.turns import with_others
from recommender.model.adjustment import Role
from recommender.problem import Problems

Choose: TypeAlias = Callable[[str], str]
"""Takes one letter of an alphabet: the dice are the caller's."""


UNREAD = "what is kept under “{code}” cannot be read: another program changed it, or the file is damaged"
WAY_ON = "Other cases are as they were. This one can be let go of: recommender casebook delete {code}"


class Overtaken(Exception):
    """Another process kept something of this case after it was looked at."""


class NoSuchCase(LookupError):
    """Nothing is kept under this code; the message is for the person."""


class CodeUsed(Exception):
    """The code of a case from elsewhere was used here already, so that nothing was taken in."""


@contextmanager
def open_casebook(
    file: Path, *, new: bool = False, passphrase: Passphrase | None = None
) -> Iterator["Casebook"]:
    """The casebook in a file; where there is none an empty one, which only `new` puts on the disk.

    A passphrase opens one that is locked, is left aside for one that is not, and locks one that is made.
    Raises `Problems`, then or later, for whatever the file or the disk refuses, and among them `Locked` and
    `WrongPassphrase`.
    """
    if new and passphrase is not None and not is_there(file):
        lock(file, passphrase)
    there = private_place(file, new=new)
    with ExitStack() as stack:
        stack.enter_context(with_others(file))
        key = key_of(file, passphrase) if there else None
        clear_away(file)
        database = stack.enter_context(Database(file if there else None, passphrase=key))
        if key is not None:
            see_to_closing_key(file, keys_in(database.rows))
        yield Casebook(database)


class Casebook:
    """Cases under their codes. A moment is a text in UTC, to the minute: `2026-03-01T09:30Z`."""

    def __init__(self, database: Database) -> None:
        """Finishes a deletion that was broken off, where that is possible now."""
        self._database = database
        self.by: Role | None = None
        """Who works with it, for the audit; where that is not said, the role of a case's last answers."""
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
        """Everything that is kept under a code. Raises `NoSuchCase`; `Problems` where it cannot be read."""
        with self._database.reading():
            try:
                return self._case(code)
            except Problems as problems:
                if problems.problems[0].what != DAMAGED:
                    raise
                raise self._database.problem(UNREAD.format(code=code), WAY_ON.format(code=code)) from problems

    def _case(self, code: str) -> Case:
        rows = self._database.rows
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

    def checked(self, noted: str = "") -> Checked:
        """The whole audit, and where it does not fit itself, what is kept now, or a link `noted` earlier."""
        with self._database.reading():
            return checked(self._database.rows, noted)

    def holds(self, code: str = "") -> bool:
        """Whether the audit's lines hold, and what is kept of one case; `checked` looks at the rest too."""
        with self._database.reading():
            return holds(self._database.rows, code)

    def keys(self) -> tuple[str, ...]:
        """What opens what lies closed beside the casebook, the newest last; nothing before its first lock."""
        return keys_in(self._database.rows)

    def add(self, intake: Intake, frozen: Frozen, at: str, choose: Choose) -> str:
        """Begins a case, and gives its code, which no case has or ever had."""
        with self._database.writing():
            code, salt = self._unused_code(choose), new_salt()
            self._database.rows(sql.ADD_CASE, code, at, salt)
            self._keep(code, intake, frozen, at, salt)
            self._note(code, "added", at, salt)
        return code

    def take_in(self, case: Case, at: str, choose: Choose | None = None) -> str:
        """Keeps a whole case from another casebook as it is there, and gives its code here.

        That is its own, or a new one where there are dice to choose it. Raises `CodeUsed` where a case has or
        had its own here. What was done to it elsewhere stays in the audit there; here it begins with this.
        """
        with self._database.writing():
            code, salt = self._unused_code(choose) if choose else case.code, new_salt()
            if self._was_used(code):
                raise CodeUsed(code)
            self._database.rows(sql.ADD_CASE, code, case.begun, salt)
            for statement, values in rows_of(case):
                cells = (value if isinstance(value, str | int) else _json(value) for value in values)
                self._database.rows(statement, code, *cells, salt)
            self._note(code, "imported", at, salt)
        return code

    def add_version(self, code: str, intake: Intake, frozen: Frozen, at: str) -> None:
        """Keeps a later version of somebody's answers beside the earlier ones. Raises `NoSuchCase`."""
        with self._database.writing():
            self._last_intake(code)
            salt = new_salt()
            self._keep(code, intake, frozen, at, salt)
            self._note(code, "answered anew", at, salt)

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
            number, salt = case.intakes[-1].number, new_salt()
            for one in to_add(case.sessions, sessions):
                add(sql.ADD_SESSION, code, at, number, one.week, one.day, _json(one.session), salt)
            add(sql.ADD_REVIEW, code, code, at, number, _json(review), salt)
            self._note(code, "checked in", at, salt)

    def note(self, code: str, what: str, at: str) -> None:
        """Puts into the audit what was done to a case. Raises `NoSuchCase`."""
        with self._database.writing():
            self._note(code, what, at)

    def delete(self, code: str, at: str) -> None:
        """Deletes a case, but for its lines in the audit, and every trace of it. Raises `NoSuchCase`.

        A deletion that is broken off is finished when the casebook is next opened.
        """
        with self._database.writing():
            self._note(code, DELETED, at)
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

    def _unused_code(self, choose: Choose) -> str:
        code = new_code(choose)
        while self._was_used(code):
            code = new_code(choose)
        return code

    def _was_used(self, code: str) -> bool:
        return bool(self._database.rows(sql.EVER_USED, code)[0].number())

    def _keep(self, code: str, intake: Intake, frozen: Frozen, at: str, salt: str) -> None:
        add = self._database.rows
        said = (intake.role, intake.region, _json(intake.answers), _json(intake.adjustments), intake.note)
        add(sql.ADD_INTAKE, code, code, at, *said, salt)
        number, _ = self._last_intake(code)
        given = (frozen.digest, frozen.weeks, _json(frozen.recommendation), frozen.page)
        add(sql.ADD_RECOMMENDATION, code, code, at, number, *given, salt)

    def _note(self, code: str, what: str, at: str, salt: str = "") -> None:
        """The line has a digest of what was just kept with a salt."""
        _, role = self._last_intake(code)
        append(self._database.rows, AuditLine(0, at, self.by or role, what, code), salt)

    def _last_intake(self, code: str) -> tuple[int, Role]:
        found = self._database.rows(sql.LAST_INTAKE, code)
        if not found:
            raise _no_such_case(code)
        return found[0].number(), found[0].role()


def _no_such_case(code: str) -> NoSuchCase:
    return NoSuchCase(f"there is no case “{code}” in this casebook")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
