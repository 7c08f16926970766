"""One sitting's way to the casebook. Nothing is looked for, and nothing made, before somebody asks for it."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from recommender.casebook import (
    Casebook,
    Frozen,
    Intake,
    NoSuchCase,
    Passphrase,
    Unsuited,
    WrongPassphrase,
    can_lock,
    frozen,
    intake_of,
    is_locked,
    open_casebook,
    read_code,
)
from recommender.casebook.passphrase import not_opened
from recommender.casebook.records import Case, Stamp
from recommender.export.over_time import BLOCKS, Look
from recommender.export.text import as_text
from recommender.interview.controller import Interview
from recommender.keeping.locking import lock
from recommender.keeping.moment import moment
from recommender.loading import Profile
from recommender.loading.files import shown
from recommender.model.adjustment import Role
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.recommend import WEEKS


@dataclass(frozen=True, slots=True)
class Opened:
    """A case, whether the audit could take in that it was opened, and whether both are as they were kept."""

    case: Case
    noted: bool
    holds: bool = True


class Keeper:
    """Keeps what came out in one sitting under one code, once for each result, and opens what was kept.

    The passphrase of a locked casebook is asked for once in a sitting. It stays in here; nothing shows it.
    """

    def __init__(self, file: Path, look: Look = BLOCKS, now: Callable[[], str] = moment) -> None:
        self.look = look
        """The signs that what was kept is drawn with."""
        self.file = file
        """The casebook, whether it is there or not."""
        self._now = now
        self._kept: tuple[Intake, Frozen] | None = None
        self._passphrase: Passphrase | None = None
        self.code = ""
        """Under which this sitting keeps; empty as long as it has kept nothing."""
        self.used = False
        """Whether anything was kept, or opened."""

    @property
    def place(self) -> str:
        """The file, as a person would type it."""
        return shown(self.file)

    @property
    def exists(self) -> bool:
        """Whether there is a casebook."""
        try:
            return self.file.exists()
        except (OSError, ValueError):
            return False

    @property
    def locked(self) -> bool:
        """Whether the casebook on the disk is locked."""
        return is_locked(self.file)

    @property
    def asks(self) -> bool:
        """Whether a passphrase is to be given before anything can be kept or opened."""
        return self._passphrase is None and self.locked

    @property
    def can_lock(self) -> bool:
        """Whether what locks and unlocks is installed."""
        return can_lock()

    def give(self, typed: str) -> bool:
        """Takes a passphrase for the rest of the sitting, if it opens the casebook; whether it does.

        Raises `Problems` for whatever else the file or the disk refuses.
        """
        try:
            with open_casebook(self.file, passphrase=_passphrase(self.file, typed)) as opened:
                opened.keys()
        except WrongPassphrase:
            return False
        self._passphrase = Passphrase(typed)
        return True

    def lock(self, typed: str, by: Role | None = None) -> None:
        """Locks the casebook with a new passphrase, which is given with that; where there is none, makes one.

        `by` is for the audit: who does it, and None for whoever did the last. Raises `Problems`, also for a
        passphrase that is too short.
        """
        chosen = Passphrase.chosen(typed)
        lock(self.file, chosen, Stamp(self._now(), by))
        self._passphrase = chosen

    def keys(self) -> tuple[str, ...]:
        """What opens an unfinished interview beside a locked casebook. Raises `Problems`, as `Locked`."""
        with self._casebook() as casebook:
            return casebook.keys()

    def holds(self, profile: Profile, given: Recommendation, book: RuleBook, note: str = "") -> bool:
        """Whether just this was kept last."""
        return self._kept == _to_keep(profile, given, book, note)

    def keep(self, profile: Profile, given: Recommendation, book: RuleBook, note: str = "") -> str:
        """The code of what is kept now: a new case, or in the same sitting a later version of it.

        Raises `Problems` where the file or the disk refuses; nothing is kept then.
        """
        wanted = _to_keep(profile, given, book, note)
        if self._kept != wanted:
            with self._casebook(new=True) as casebook:
                self.code = self._put(casebook, *wanted)
            self._kept, self.used = wanted, True
        return self.code

    def open(self, typed: str, by: Role | None = None) -> Opened:
        """What is kept under a code, and a note of that. Raises `NoSuchCase` or `Problems`.

        `by` is for the audit: who opens it, and None for whoever gave the last answers of the case.
        """
        with self._casebook() as casebook:
            casebook.by = by
            case = casebook.case(read_code(typed))
            opened = Opened(
                case, holds=_holds(casebook, case.code), noted=_noted(casebook, case.code, self._now())
            )
        self.used = True
        return opened

    @contextmanager
    def _casebook(self, *, new: bool = False) -> Iterator[Casebook]:
        """The casebook, with what was given; that is forgotten where another passphrase took its place."""
        try:
            with open_casebook(self.file, new=new, passphrase=self._passphrase) as casebook:
                yield casebook
        except WrongPassphrase:
            self._passphrase = None
            raise

    def _put(self, casebook: Casebook, intake: Intake, given: Frozen) -> str:
        if self.code:
            try:
                casebook.add_version(self.code, intake, given, self._now())
            except NoSuchCase:  # deleted since, from elsewhere
                pass
            else:
                return self.code
        return casebook.add(intake, given, self._now(), secrets.choice)


def _passphrase(file: Path, typed: str) -> Passphrase:
    """What was typed; what no passphrase can be is as wrong as any other one."""
    try:
        return Passphrase(typed)
    except Problems as problems:
        raise not_opened(shown(file)) from problems


def plainly(problems: Problems) -> str:
    """What the file or the disk refuses, in sentences; or why something can be no passphrase."""
    if isinstance(problems, Unsuited):
        return " ".join(str(problems).split())
    said = (f"{problem.span.source.name}: {problem.what}. {problem.help}" for problem in problems.problems)
    return " ".join(sentence.strip() for sentence in said)


def _to_keep(profile: Profile, given: Recommendation, book: RuleBook, note: str) -> tuple[Intake, Frozen]:
    return intake_of(profile, note), frozen(given, WEEKS, as_text(given, book))


def who(interview: Interview, *, choosing: bool) -> Role | None:
    """Who works with the casebook, for the audit; None while it is still open whether that is a clinician.

    `choosing` says that nobody named a role when the program was started.
    """
    is_open = choosing and interview.role_is_open and interview.role == "self"
    return None if is_open else interview.role


def _holds(casebook: Casebook, code: str) -> bool:
    """Whether nothing else changed the audit or the case; what cannot be read of them does not hold."""
    try:
        return casebook.holds(code)
    except Problems:
        return False


def _noted(casebook: Casebook, code: str, at: str) -> bool:
    """Looking is possible where writing is not."""
    try:
        casebook.note(code, "shown", at)
    except Problems:
        return False
    return True
