"""One sitting's way to the casebook. Nothing is looked for, and nothing made, before somebody asks for it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from recommender.casebook import (
    Casebook,
    Frozen,
    Intake,
    NoSuchCase,
    frozen,
    intake_of,
    open_casebook,
    read_code,
)
from recommender.casebook.records import Case
from recommender.export.over_time import BLOCKS, Look
from recommender.export.text import as_text
from recommender.loading import Profile
from recommender.loading.files import shown
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.recommend import WEEKS


def moment() -> str:
    """Now, as the casebook writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")


@dataclass(frozen=True, slots=True)
class Opened:
    """A case, and whether the audit could take in that it was opened."""

    case: Case
    noted: bool


class Keeper:
    """Keeps what came out in one sitting under one code, once for each result, and opens what was kept."""

    def __init__(self, file: Path, look: Look = BLOCKS, now: Callable[[], str] = moment) -> None:
        self.look = look
        """The signs that what was kept is drawn with."""
        self.file = file
        """The casebook, whether it is there or not."""
        self._now = now
        self._kept: tuple[Intake, Frozen] | None = None
        self.code = ""
        """Under which this sitting keeps; empty as long as it has kept nothing."""
        self.used = False
        """Whether anything was kept, or opened."""

    @property
    def place(self) -> str:
        """The file, as a person would type it."""
        return shown(self.file)

    def holds(self, profile: Profile, given: Recommendation, book: RuleBook, note: str = "") -> bool:
        """Whether just this was kept last."""
        return self._kept == _to_keep(profile, given, book, note)

    def keep(self, profile: Profile, given: Recommendation, book: RuleBook, note: str = "") -> str:
        """The code of what is kept now: a new case, or in the same sitting a later version of it.

        Raises `Problems` where the file or the disk refuses; nothing is kept then.
        """
        wanted = _to_keep(profile, given, book, note)
        if self._kept != wanted:
            with open_casebook(self.file, new=True) as casebook:
                self.code = self._put(casebook, *wanted)
            self._kept, self.used = wanted, True
        return self.code

    def open(self, typed: str) -> Opened:
        """What is kept under a code, and a note of that. Raises `NoSuchCase` or `Problems`."""
        with open_casebook(self.file) as casebook:
            opened = casebook.case(read_code(typed))
            noted = _noted(casebook, opened.code, self._now())
        self.used = True
        return Opened(opened, noted)

    def _put(self, casebook: Casebook, intake: Intake, given: Frozen) -> str:
        if self.code:
            try:
                casebook.add_version(self.code, intake, given, self._now())
            except NoSuchCase:  # deleted since, from elsewhere
                pass
            else:
                return self.code
        return casebook.add(intake, given, self._now(), secrets.choice)


def plainly(problems: Problems) -> str:
    """What the file or the disk refuses, in sentences."""
    said = (f"{problem.span.source.name}: {problem.what}. {problem.help}" for problem in problems.problems)
    return " ".join(sentence.strip() for sentence in said)


def _to_keep(profile: Profile, given: Recommendation, book: RuleBook, note: str) -> tuple[Intake, Frozen]:
    return intake_of(profile, note), frozen(given, WEEKS, as_text(given, book))


def _noted(casebook: Casebook, code: str, at: str) -> bool:
    """Looking is possible where writing is not."""
    try:
        casebook.note(code, "shown", at)
    except Problems:
        return False
    return True
