"""A casebook file: its settings and versions, and what SQLite's errors say to a person."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Self

from recommender.casebook import sqlite
from recommender.casebook.open_here import Which, kept_open, which
from recommender.casebook.passphrase import Passphrase, not_opened
from recommender.casebook.row import Cell, Row
from recommender.casebook.schema import APPLICATION, MIGRATIONS, Migration
from recommender.loading.files import shown
from recommender.problem import Problems, as_a_whole

PATIENCE = 10.0
"""Seconds that one process waits for another."""

# With a rollback journal that is deleted, no file lies beside the casebook once a change is done. A journal
# that stays, or a log written ahead, would hold the pages of a deleted case. What is let go within the file
# is overwritten, and what SQLite puts aside for a moment (for VACUUM: everything) stays in memory.
SETTINGS = (
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = EXTRA",  # a deleted journal stays deleted when the power fails
    "PRAGMA fullfsync = ON",
    "PRAGMA journal_mode = DELETE",
)

FULL = "the disk is full"
READ_ONLY = "the file or its folder can only be read"
NO_ACCESS = "the file cannot be opened"
BUSY = "another program has been busy with it for too long; a moment later it may work"
DISK = "the disk refused to write or to read; it may be full"
DAMAGED = "this is not a casebook, or it is damaged"
GONE = "this casebook has gone, or another file has taken its place, since it was opened"
SAID = {
    sqlite.FULL: FULL,
    sqlite.READ_ONLY: READ_ONLY,
    sqlite.CANNOT_OPEN: NO_ACCESS,
    sqlite.PERMISSION: NO_ACCESS,
    sqlite.AUTHORISATION: NO_ACCESS,
    sqlite.BUSY: BUSY,
    sqlite.LOCKED: BUSY,
    sqlite.PROTOCOL: BUSY,
    sqlite.DISK: DISK,
}
UNTOUCHED = "What was kept there before is as it was."
LET_IN = f"{UNTOUCHED} It works once this account may write to both."
AGAIN = "Nothing was written. It may have been locked, or unlocked; opened again, it shows what is there now."
ELSEWHERE = "The file was not touched. It can be moved away; or RECOMMENDER_CASEBOOK names another folder."

WAYS_ON = {DAMAGED: ELSEWHERE, GONE: AGAIN, READ_ONLY: LET_IN}
"""What is said beside what is wrong."""


class Database:
    """An open casebook file, or an empty one in memory for None.

    Whatever the file or the disk refuses is raised as `Problems`, and nothing of the change is kept then.
    """

    def __init__(
        self,
        file: Path | None,
        migrations: Sequence[Migration] = MIGRATIONS,
        patience: float = PATIENCE,
        passphrase: Passphrase | None = None,
        *,
        held: bool = False,
    ) -> None:
        """Raises `WrongPassphrase`, too. A file that is not locked is opened without one.

        Of what this process has `held`, nobody else is kept away.
        """
        self._file = file
        if sqlite.version() < sqlite.OLDEST:
            here = ".".join(map(str, sqlite.version()))
            raise self.problem(f"the casebook needs SQLite 3.37 or newer; here is {here}")
        self._which = self._which_file()
        with ExitStack() as closing:
            closing.enter_context(kept_open(self._which, locked=passphrase is not None))
            with self._in_plain_words():
                self._connection = sqlite.connect(sqlite.name_of(file, held=held), patience, passphrase)
            closing.callback(self._connection.close)
            self._is_there_still()
            if passphrase is not None:
                self._try_passphrase()
            self._make_ready(migrations)
            self._closing = closing.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def rows(self, statement: str, *values: Cell) -> list[Row]:
        """What a statement gives."""
        if not self._connection.in_transaction:
            self._is_there_still()
        with self._in_plain_words():
            found = self._connection.execute(statement, values).fetchall()
        return [Row(iter(cells), self._damaged) for cells in found]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything that is read in here was there at one moment."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Everything that is written in here is kept, or nothing; once this ends it outlives a power cut."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    def rewrite(self) -> None:
        """Writes the file anew without whatever lies in its gaps."""
        self.rows("VACUUM")

    def shut_others_out(self) -> None:
        """No other process reads here or writes from now on, until this is closed."""
        with self._transaction("BEGIN EXCLUSIVE"):
            self.rows("PRAGMA main.locking_mode = EXCLUSIVE")  # so the lock outlives this transaction

    def problem(self, what: str, help_line: str = "") -> Problems:
        """What is wrong with this file."""
        help_line = help_line or WAYS_ON.get(what, UNTOUCHED)
        name = shown(self._file) if self._file else "<memory>"
        return Problems([as_a_whole(name, what, help_line)])

    def _which_file(self) -> Which | None:
        """Which file goes by this name; None for one in memory or none at all."""
        try:
            return which(self._file) if self._file else None
        except OSError:
            return None

    def _is_there_still(self) -> None:
        """Nothing is asked of a file that another one replaced: it is not kept any more what is put there."""
        if self._which_file() != self._which:
            raise self.problem(GONE)

    def _try_passphrase(self) -> None:
        try:
            self.rows("SELECT count(*) FROM sqlite_schema")
        except Problems as problems:
            if getattr(problems.__cause__, "sqlite_errorcode", 0) != sqlite.NOT_A_DATABASE:
                raise
            raise not_opened(shown(self._file) if self._file else "") from None

    @cached_property
    def _damaged(self) -> Problems:
        """Made once, for there are many rows."""
        return self.problem(DAMAGED)

    def _make_ready(self, migrations: Sequence[Migration]) -> None:
        """Looks at the version and at every page before anything may be written: damage is not to grow."""
        version = self._version(len(migrations))
        for setting in SETTINGS:
            self.rows(setting)
        if self.rows("PRAGMA quick_check(1)")[0].text() != "ok":
            raise self.problem(DAMAGED)
        if version < len(migrations):
            self._migrate(migrations)

    def _migrate(self, migrations: Sequence[Migration]) -> None:
        """All steps or none. Another process may have taken some in the meantime."""
        with self.writing():
            version = self.rows("PRAGMA user_version")[0].number()
            for number in range(version, len(migrations)):
                for step in migrations[number]:
                    if callable(step):
                        step(self.rows)
                    else:
                        self.rows(step)
                self.rows(f"PRAGMA user_version = {number + 1}")

    def _version(self, newest: int) -> int:
        """The version of the file, 0 for an empty one. A stranger's file and a newer one are refused."""
        with self.reading():
            version, application = (
                self.rows(asked)[0].number() for asked in ("PRAGMA user_version", "PRAGMA application_id")
            )
            is_empty = self._file is None or self._file.stat().st_size == 0
        if version < 0 or (application != APPLICATION and not is_empty):
            raise self.problem(DAMAGED)
        if version > newest:
            what = f"this casebook is of version {version}, and this program reads up to version {newest}"
            raise self.problem(what, f"{UNTOUCHED} A newer version of the program can read it.")
        return version

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        if self._connection.in_transaction:
            yield
            return
        self.rows(begin)
        try:
            self._is_there_still()
            yield
            self.rows("COMMIT")
        except BaseException:
            with suppress(sqlite.Error):
                self._connection.rollback()
            raise

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite.OURS:
            raise  # not the file's fault but ours
        except (sqlite.Error, UnicodeDecodeError) as error:  # SQLite quotes a damaged file in its messages
            kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
            what = SAID.get(kind, DAMAGED)
            raise self.problem(GONE if self._which_file() != self._which else what) from error
