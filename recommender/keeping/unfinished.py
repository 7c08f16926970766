"""An interview that is not finished, in a file beside the casebook: kept as one goes, opened later.

Where the casebook is locked, what was answered is closed as well: keeping it asks for no passphrase, and
opening it does. Before that, the day, the role and what leaving does to it can be read, and nothing of the
answers, not even how many there are. What lies open beside a casebook that was locked meanwhile is closed by
whoever looks at it next, and overwritten.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from recommender.casebook.envelope import NoKey, NotOpened, closed, opened
from recommender.casebook.locking import ask_for_cipher, was_locked
from recommender.casebook.place import FILE
from recommender.interview.controller import Interview
from recommender.interview.place import WELCOME, Bookmark
from recommender.keeping.bookmark import Keeping, Page, page_of, read_again
from recommender.keeping.moment import moment
from recommender.keeping.small_file import SmallFile
from recommender.model.adjustment import Role
from recommender.problem import Problems
from recommender.recommend import Recommender

NAME = f"{FILE}.unfinished.json"
"""Begins as the casebook does, so that the casebook's folder still holds nothing but what is its own."""

VERSION = 2
NEWER = "It was left as it is. A newer version of the program can read it."
NO_KEY = "answers cannot be kept here, because the key that closes them is not beside the locked casebook"
GIVE = "It is there again once the casebook was opened with its passphrase."
ANOTHERS = "this was closed beside another casebook, or it is damaged"
WHAT: Literal["an unfinished interview"] = "an unfinished interview"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class _Head(_Line):
    model_config = ConfigDict(extra="ignore")

    what: Literal["an unfinished interview"]
    version: int


class _Open(_Line):
    """One that anybody can read who can open the file."""

    what: Literal["an unfinished interview"] = WHAT
    version: Literal[1] = 1
    saved: str
    interview: Page


class _Closed(_Line):
    """One that only who opens the casebook can read."""

    what: Literal["an unfinished interview"] = WHAT
    version: Literal[2] = 2
    saved: str
    role: Role
    keeping: Literal["as_you_go", "until_i_leave"]
    closed: str


_Whole: TypeAlias = _Open | _Closed


@dataclass(frozen=True, slots=True)
class Begun:
    """What may be said of an unfinished interview before it is opened: nothing that was answered.

    Of one that is closed, `answers` is None.
    """

    day: str
    role: Role
    answers: int | None
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


def _no_keys() -> tuple[str, ...]:
    return ()


class Unfinished:
    """The one unfinished interview that there may be. Every method raises `Problems` where the file refuses.

    A file that is damaged, a stranger's, or of a newer version is never touched.
    """

    def __init__(
        self, file: Path, now: Callable[[], str] = moment, keys: Callable[[], Sequence[str]] = _no_keys
    ) -> None:
        self._file = SmallFile(file)
        self._casebook = file.with_name(FILE)
        self._keys = keys
        self._now = now
        self._first: tuple[str | None] | None = None
        self._own = ""
        self._is_ours = False

    @classmethod
    def beside(
        cls, casebook: Path, now: Callable[[], str] = moment, keys: Callable[[], Sequence[str]] = _no_keys
    ) -> Self:
        """The one beside a casebook; `keys` gives what opens it where the casebook is locked, or raises."""
        return cls(casebook.with_name(NAME), now, keys)

    @property
    def place(self) -> str:
        """The file, as a person would type it."""
        return self._file.place

    def begun(self) -> Begun | None:
        """What there is to go on with. What a save that broke off left behind is cleared away."""
        self._file.clear_away()
        with suppress(Problems):
            self.follow()
        text = self._file.text()
        if self._first is None:
            self._first = (text,)
        match self._parsed(text):
            case None:
                return None
            case _Closed(saved=saved, role=role, keeping=keeping):
                return Begun(saved[:10], role, None, keeping)
            case _Open(saved=saved, interview=page):
                return Begun(saved[:10], page.role, len(page.answers), page.keeping)

    def save(self, bookmark: Bookmark, keeping: Literal["as_you_go", "until_i_leave"] = "as_you_go") -> None:
        """Keeps all of it or, where that can't be, leaves what was kept before as it was."""
        if not self._is_ours:
            self._read()
            self._is_ours = True
        whole = self._as_the_casebook(_Open(saved=self._now(), interview=page_of(bookmark, keeping)))
        if isinstance(whole, _Closed):
            with suppress(Problems):
                self.follow()  # what lies there open is not only replaced, but overwritten
        text = _written(whole)
        self._file.put(text)
        self._own = text

    def resume(self, recommender: Recommender) -> Resumed:
        """The interview, at the same question. Raises `Locked`, too."""
        text = self._file.text()
        if (found := self._parsed(text)) is None:
            raise self._file.problem("there is no such file", "")
        page = self._opened(found).interview
        self._own = text or ""
        again = read_again(page, recommender.book)
        interview = Interview.resumed(recommender, again.bookmark)
        if again.bookmark.place.at == WELCOME:
            interview.begin()
        return Resumed(interview, again.lost, again.changes_lost, page.keeping)

    def follow(self) -> bool:
        """Leaves it as open as the casebook is, or as closed, where that was locked or unlocked since.

        False where the open one could not be overwritten.
        """
        found = self._read()
        if isinstance(found, _Open) and was_locked(self._casebook):
            return self._file.put(_written(self._as_the_casebook(found)), erases=True)
        if isinstance(found, _Closed) and not was_locked(self._casebook):
            self._file.put(_written(self._opened(found)))
        return True

    def forget(self) -> None:
        """Erases it, whoever kept it; nothing happens where there is none."""
        self._read()
        self._file.erase()

    def forget_own(self) -> None:
        """Erases it as this one kept or opened it. What another program put in its place since stays."""
        if self._own and self._is_own():
            self._file.erase()

    def forget_left_over(self) -> None:
        """Erases one that was kept only until leaving and stands as it did when this one first looked.

        Its window was closed, so nobody left; another program that is still open writes it again.
        """
        if self._is_left_over():
            self._file.erase()

    def _is_own(self) -> bool:
        """Whether it says what this one kept, also where it was closed or opened up since."""
        if (text := self._file.text()) == self._own:
            return True
        own, found = self._parsed(self._own), self._parsed(text)
        if own is None or found is None or type(own) is type(found):
            return False
        with suppress(Problems):
            return self._opened(own) == self._opened(found)
        return False

    def _is_left_over(self) -> bool:
        try:
            text = self._file.text()
            found = self._parsed(text) if (text,) == self._first else None
        except Problems:
            return False
        return found is not None and _keeping(found) == "until_i_leave"

    def _read(self) -> _Whole | None:
        return self._parsed(self._file.text())

    def _parsed(self, text: str | None) -> _Whole | None:
        if text is None:
            return None
        try:
            head = _Head.model_validate_json(text)
            if head.version > VERSION:
                raise self._file.problem("a newer version of this program wrote this", NEWER)
            return (_Closed if head.version == VERSION else _Open).model_validate_json(text)
        except ValidationError as error:
            raise self._file.problem("this is no unfinished interview, or it is damaged") from error

    def _as_the_casebook(self, whole: _Open) -> _Whole:
        """As open as the casebook is, or as closed."""
        if not was_locked(self._casebook):
            return whole
        ask_for_cipher(self._casebook)
        page = whole.interview
        try:
            text = closed(page.model_dump_json(), self._casebook)
        except NoKey as error:
            raise self._file.problem(NO_KEY, GIVE) from error
        return _Closed(saved=whole.saved, role=page.role, keeping=page.keeping, closed=text)

    def _opened(self, found: _Whole) -> _Open:
        if isinstance(found, _Open):
            return found
        ask_for_cipher(self._casebook)
        try:
            page = Page.model_validate_json(opened(found.closed, self._keys()))
        except (NotOpened, ValidationError) as error:
            raise self._file.problem(ANOTHERS) from error
        return _Open(saved=found.saved, interview=page)


def _written(whole: _Whole) -> str:
    return whole.model_dump_json(indent=1)


def _keeping(found: _Whole) -> Keeping:
    return found.keeping if isinstance(found, _Closed) else found.interview.keeping
