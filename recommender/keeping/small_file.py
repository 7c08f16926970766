"""A text in a file of one's own: put there whole or not at all, read again, and erased."""

import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from recommender.casebook.replacing import clear_away, settle, take_place, to_replace
from recommender.loading.files import read_file, shown
from recommender.problem import Problem, Problems, as_a_whole

PUT_RIGHT = (
    "It was left as it is. Once it is deleted or moved elsewhere, answers can be kept as you go again."
)
PATIENCE = 3.0
"""Seconds that one program waits for another, which takes its place in far less."""

PAUSE = 0.01
BUSY = "another program has been busy with it for too long; a moment later it may work"


class Changed(Exception):
    """Something else stands in the file by now than what was to be replaced or erased."""


class SmallFile:
    """Nobody but its owner can read it. Every method raises `Problems` where the disk refuses.

    Whoever puts something there, or erases it, says what stood there when they looked. Where that is
    something else by now, `Changed` is raised and nothing is done.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def place(self) -> str:
        """The file, as a person would type it."""
        return shown(self._file)

    def text(self) -> str | None:
        """What stands in the file; None where there is none."""
        if not self._is_there():
            return None
        problems: list[Problem] = []
        source = read_file(self._file, problems)
        if source is None:
            raise Problems(as_a_whole(one.span.source.name, one.what, one.help) for one in problems)
        return source.text

    def put(self, text: str, before: str | None, *, erases: bool = False) -> bool:
        """Puts all of it in the place of `before`, or else leaves what is there as it was.

        `before` is None where there was no file. What `erases` overwrites the old one, too. Whether it did.
        """
        with self._in_plain_words("answers cannot be kept here"), to_replace(self._file) as new:
            there = os.open(new, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with os.fdopen(there, "w", encoding="utf-8") as file:
                file.write(text)
            with self._held(before):
                if before is None:
                    return self._begin(new)
                return take_place(new, self._file, erases=erases)

    def erase(self, text: str) -> None:
        """Erases the file, in which this text stands."""
        self.clear_away()
        with self._in_plain_words("this file cannot be erased"), self._held(text):
            self._file.unlink(missing_ok=True)
            settle(self._file.parent)

    def clear_away(self) -> None:
        """Clears away what was broken off before it was whole; what a running program is writing stays."""
        clear_away(self._file)

    def problem(self, what: str, help_line: str = PUT_RIGHT) -> Problems:
        """What is wrong with this file."""
        return Problems([as_a_whole(self.place, what, help_line)])

    def _is_there(self) -> bool:
        with self._in_plain_words("this file cannot be read"):
            try:
                mode = self._file.stat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                return False
        if not stat.S_ISREG(mode):
            raise self.problem("a file is asked here, and something else is in its place")
        return True

    def _begin(self, new: Path) -> bool:
        """Puts a new file where there is none, and in nobody's place. There is nothing to erase."""
        with new.open("rb") as written:
            os.fsync(written.fileno())
        try:
            self._file.hardlink_to(new)
        except FileExistsError:
            if not self._leads_nowhere():
                raise Changed from None
            take_place(new, self._file)
        except OSError:  # a disk without second names
            take_place(new, self._file)
        settle(self._file.parent)
        return False

    def _leads_nowhere(self) -> bool:
        return self._file.is_symlink() and not self._file.exists()

    @contextmanager
    def _held(self, text: str | None) -> Iterator[None]:
        """Just this text stands there, and nobody replaces or erases it meanwhile. Raises `Changed`.

        By a lock on the file, which goes with it: whoever waited for it looks again. A disk that has no locks
        goes without.
        """
        with ExitStack() as stack:
            if text is not None and not self._locked(stack):
                raise Changed
            if self.text() != text:
                raise Changed
            yield

    def _locked(self, stack: ExitStack) -> bool:
        """Whether the file that could be locked is still the one in this place."""
        try:
            there = os.open(self._file, os.O_RDONLY | os.O_CLOEXEC)
            stack.callback(os.close, there)
            with suppress(OSError):
                self._wait(there)
            return os.path.samestat(os.fstat(there), self._file.stat())
        except FileNotFoundError:
            return False

    def _wait(self, there: int) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return fcntl.flock(there, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise self.problem(BUSY, "") from None
                time.sleep(PAUSE)

    @contextmanager
    def _in_plain_words(self, what: str) -> Iterator[None]:
        try:
            yield
        except Problems as problems:
            if not isinstance(problems.__cause__, OSError):
                raise
            raise self.problem(f"{what}: {problems.__cause__.strerror}", "") from problems
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise self.problem(f"{what}: {why}", "") from error
