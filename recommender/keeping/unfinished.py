"""An interview that is not finished, in a file beside the casebook: kept as one goes, opened later."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from recommender.casebook.place import FILE, private_place
from recommender.interview.controller import Interview
from recommender.interview.place import WELCOME, Bookmark
from recommender.keeping.bookmark import Keeping, Page, page_of, read_again
from recommender.keeping.keeper import moment
from recommender.loading.files import read_file, shown
from recommender.model.adjustment import Role
from recommender.problem import Code, Problem, Problems
from recommender.recommend import Recommender
from recommender.source import Source, Span

NAME = f"{FILE}.unfinished.json"
"""Begins as the casebook does, so that the casebook's folder still holds nothing but what is its own."""

VERSION = 1
PUT_RIGHT = (
    "It was left as it is. Once it is deleted or moved elsewhere, answers can be kept as you go again."
)
NEWER = "It was left as it is. A newer version of the program can read it."


class _Head(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    what: Literal["an unfinished interview"]
    version: int


class _Whole(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    what: Literal["an unfinished interview"] = "an unfinished interview"
    version: Literal[1] = 1
    saved: str
    interview: Page


@dataclass(frozen=True, slots=True)
class Begun:
    """What may be said of an unfinished interview before it is opened: nothing that was answered."""

    day: str
    role: Role
    answers: int
    keeping: Keeping


@dataclass(frozen=True, slots=True)
class Resumed:
    """An interview that goes on where it was left, and what the rulebook of now can't use of it.

    `lost` names the facts whose answers fell out; `changes_lost` counts the adjustments that did.
    """

    interview: Interview
    lost: tuple[str, ...]
    changes_lost: int
    keeping: Keeping


class Unfinished:
    """The one unfinished interview that there may be. Every method raises `Problems` where the file refuses.

    A file that is damaged, a stranger's, or of a newer version is never touched.
    """

    def __init__(self, file: Path, now: Callable[[], str] = moment) -> None:
        self._file = file
        self._new = _new_of(file, os.getpid())
        self._now = now
        self._first: tuple[str | None] | None = None
        self._own = ""
        self._is_ours = False

    @classmethod
    def beside(cls, casebook: Path, now: Callable[[], str] = moment) -> Self:
        """The one beside a casebook."""
        return cls(casebook.with_name(NAME), now)

    @property
    def place(self) -> str:
        """The file, as a person would type it."""
        return shown(self._file)

    def begun(self) -> Begun | None:
        """What there is to go on with. What a save that broke off left behind is cleared away."""
        self._clear_away()
        text = self._text()
        if self._first is None:
            self._first = (text,)
        if (found := self._parsed(text)) is None:
            return None
        page = found.interview
        return Begun(found.saved[:10], page.role, len(page.answers), page.keeping)

    def save(self, bookmark: Bookmark, keeping: Literal["as_you_go", "until_i_leave"] = "as_you_go") -> None:
        """Keeps all of it or, where that can't be, leaves what was kept before as it was."""
        if not self._is_ours:
            self._read()
            self._is_ours = True
        page = page_of(bookmark, keeping)
        text = _Whole(saved=self._now(), interview=page).model_dump_json(indent=1)
        with self._in_plain_words("answers cannot be kept here"):
            try:
                self._write(text)
            except (OSError, Problems):
                with suppress(OSError):
                    self._new.unlink(missing_ok=True)
                raise
        self._own = text

    def resume(self, recommender: Recommender) -> Resumed:
        """The interview, at the same question."""
        text = self._text()
        if (found := self._parsed(text)) is None:
            raise self._problem("there is no such file", "")
        self._own = text or ""
        again = read_again(found.interview, recommender.book)
        interview = Interview.resumed(recommender, again.bookmark)
        if again.bookmark.place.at == WELCOME:
            interview.begin()
        return Resumed(interview, again.lost, again.changes_lost, found.interview.keeping)

    def forget(self) -> None:
        """Erases it, whoever kept it; nothing happens where there is none."""
        self._read()
        self._erase()

    def forget_own(self) -> None:
        """Erases it as this one kept or opened it. What another program put in its place since stays."""
        if self._own and self._text() == self._own:
            self._erase()

    def forget_left_over(self) -> None:
        """Erases one that was kept only until leaving and stands as it did when this one first looked.

        Its window was closed, so nobody left; another program that is still open writes it again.
        """
        if self._is_left_over():
            self._erase()

    def _is_left_over(self) -> bool:
        try:
            text = self._text()
            found = self._parsed(text) if (text,) == self._first else None
        except Problems:
            return False
        return found is not None and found.interview.keeping == "until_i_leave"

    def _erase(self) -> None:
        self._clear_away()
        missing = suppress(FileNotFoundError, NotADirectoryError)
        with self._in_plain_words("this file cannot be erased"), missing:
            self._file.unlink()
            _settle(self._file.parent)

    def _clear_away(self) -> None:
        """Clears away what saves that broke off left behind; what a running program is writing stays."""
        with suppress(OSError):
            for left in self._file.parent.glob(_new_of(self._file, "*").name):
                if not _is_being_written(left):
                    left.unlink(missing_ok=True)

    def _read(self) -> _Whole | None:
        return self._parsed(self._text())

    def _text(self) -> str | None:
        """What stands in the file; None where there is none."""
        if not self._is_there():
            return None
        problems: list[Problem] = []
        source = read_file(self._file, problems)
        if source is None:
            raise Problems(problems)
        return source.text

    def _parsed(self, text: str | None) -> _Whole | None:
        if text is None:
            return None
        try:
            head = _Head.model_validate_json(text)
            if head.version > VERSION:
                raise self._problem("a newer version of this program wrote this", NEWER)
            return _Whole.model_validate_json(text)
        except ValidationError as error:
            raise self._problem("this is no unfinished interview, or it is damaged") from error

    def _is_there(self) -> bool:
        with self._in_plain_words("this file cannot be read"):
            try:
                mode = self._file.stat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                return False
        if not stat.S_ISREG(mode):
            raise self._problem("a file is asked here, and something else is in its place")
        return True

    def _write(self, text: str) -> None:
        private_place(self._new, new=True)
        there = os.open(self._new, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(there, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        self._new.replace(self._file)
        _settle(self._file.parent)

    def _problem(self, what: str, help_line: str = PUT_RIGHT) -> Problems:
        return Problems([Problem(Code.CANNOT_READ, what, Span(Source(self.place, "")), help=help_line)])

    @contextmanager
    def _in_plain_words(self, what: str) -> Iterator[None]:
        try:
            yield
        except Problems as problems:
            if not isinstance(problems.__cause__, OSError):
                raise
            raise self._problem(f"{what}: {problems.__cause__.strerror}", "") from problems
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise self._problem(f"{what}: {why}", "") from error


def _new_of(file: Path, process: int | str) -> Path:
    """Where one process writes what is to take the place of the file."""
    return file.with_name(f"{file.name}.{process}.new")


def _is_being_written(new: Path) -> bool:
    """Whether another process that runs put it there. One that can't be looked at is taken to run."""
    number = new.name.split(".")[-2]
    if not number.isdecimal() or int(number) == os.getpid():
        return not number.isdecimal()
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _settle(folder: Path) -> None:
    """Sees to it that a name stays changed, also where the computer stops at once. Some disks can't."""
    with suppress(OSError):
        there = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(there)
        finally:
            os.close(there)
