"""Notices that rules were changed elsewhere, and whether they can take the place of those in use."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from recommender.loading.rulebook import as_written
from recommender.model.rule import RuleBook
from recommender.problem import Problem
from recommender.workshop.checking import Checking, check


@dataclass(frozen=True, slots=True)
class News:
    """The files have changed: to another rulebook, or to mistakes, with which the last good one stays."""

    book: RuleBook | None
    mistakes: tuple[Problem, ...] = ()


class Watch:
    """Looks at a folder of rules whenever it is asked to. Looking costs little while nothing changes."""

    def __init__(self, folder: Path, book: RuleBook, checking: Checking | None = None) -> None:
        self.folder = folder
        self._checking = checking
        self._running = book
        self._digest = book.digest
        self._stamps: tuple[object, ...] | None = None

    @classmethod
    def from_now(cls, folder: Path, book: RuleBook) -> Self:
        """One that takes the files for what the rulebook in use was read from."""
        watch = cls(folder, book)
        watch._stamps = tuple(as_written(folder))
        return watch

    @property
    def changed(self) -> bool:
        """Whether any file has changed since the last look, or there was none yet."""
        return tuple(as_written(self.folder)) != self._stamps

    def look(self) -> News | None:
        """What is new since the last look; None where no file changed, or none that is read."""
        stamps = tuple(as_written(self.folder))
        if stamps == self._stamps:
            return None
        checked = (self._checking or check)(self.folder, {}, self._running)
        if stamps != tuple(as_written(self.folder)):
            return None  # somebody is still writing: the next look tells
        self._stamps = stamps
        return self._news(checked.book, checked.mistakes)

    def _news(self, book: RuleBook | None, mistakes: tuple[Problem, ...]) -> News | None:
        if book is not None and book.digest == self._digest:
            return None
        self._digest = book.digest if book else ""
        return News(book, mistakes)
