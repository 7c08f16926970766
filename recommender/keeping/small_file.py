"""A text in a file of one's own: put there whole or not at all, read again, and erased."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from recommender.casebook.replacing import clear_away, settle, take_place, to_replace
from recommender.loading.files import read_file, shown
from recommender.problem import Code, Problem, Problems
from recommender.source import Source, Span

PUT_RIGHT = (
    "It was left as it is. Once it is deleted or moved elsewhere, answers can be kept as you go again."
)


class SmallFile:
    """Nobody but its owner can read it. Every method raises `Problems` where the disk refuses."""

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
            raise Problems(problems)
        return source.text

    def put(self, text: str, *, erases: bool = False) -> bool:
        """Puts all of it there or, where that can't be, leaves what was there before as it was.

        What `erases` overwrites that, too; there is a file then. Whether it did.
        """
        with self._in_plain_words("answers cannot be kept here"), to_replace(self._file) as new:
            there = os.open(new, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with os.fdopen(there, "w", encoding="utf-8") as file:
                file.write(text)
            return take_place(new, self._file, erases=erases)

    def erase(self) -> None:
        """Nothing happens where there is none."""
        self.clear_away()
        missing = suppress(FileNotFoundError, NotADirectoryError)
        with self._in_plain_words("this file cannot be erased"), missing:
            self._file.unlink()
            settle(self._file.parent)

    def clear_away(self) -> None:
        """Clears away what was broken off before it was whole; what a running program is writing stays."""
        clear_away(self._file)

    def problem(self, what: str, help_line: str = PUT_RIGHT) -> Problems:
        """What is wrong with this file."""
        return Problems([Problem(Code.CANNOT_READ, what, Span(Source(self.place, "")), help=help_line)])

    def _is_there(self) -> bool:
        with self._in_plain_words("this file cannot be read"):
            try:
                mode = self._file.stat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                return False
        if not stat.S_ISREG(mode):
            raise self.problem("a file is asked here, and something else is in its place")
        return True

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
