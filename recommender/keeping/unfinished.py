"""An interview that is not finished, in a file beside the casebook: kept as one goes, opened later.

Where the casebook is locked, what was answered is closed as well: keeping it asks for no passphrase, and
opening it does. Before that, the day, the role and what leaving does to it can be read, and nothing of the
answers, not even how many there are. What lies open beside a casebook that was locked meanwhile is closed by
whoever looks at it next, and overwritten.

Two programs may have an interview open here. Each save has a mark of its own, at random, so that each of them
knows whether the last one was its own; what another one put there is replaced only once somebody agreed.
"""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import ValidationError

from recommender.casebook.envelope import NoKey, NotOpened, closed, opened
from recommender.casebook.locking import ask_for_cipher, was_locked
from recommender.casebook.place import FILE
from recommender.interview.controller import Interview
from recommender.interview.place import WELCOME, Bookmark
from recommender.keeping.begun_file import VERSION, Closed, Head, Open, Whole, keeping_of, written
from recommender.keeping.bookmark import Keeping, Page, page_of, read_again
from recommender.keeping.moment import moment
from recommender.keeping.small_file import BUSY, Changed, SmallFile
from recommender.model.adjustment import Role
from recommender.problem import Problems
from recommender.recommend import Recommender

NAME = f"{FILE}.unfinished.json"
"""Begins as the casebook does, so that the casebook's folder still holds nothing but what is its own."""

NEWER = "It was left as it is. A newer version of the program can read it."
NO_KEY = "answers cannot be kept here, because the key that closes them is not beside the locked casebook"
GIVE = "It is there again once the casebook was opened with its passphrase."
ANOTHERS = "this was closed beside another casebook, or it is damaged"
TAKEN = "another interview is being kept here now"
LOOKS = 50
"""So often it is looked again where others change the file between a look and a save."""

Done = TypeVar("Done")


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


class Taken(Problems):
    """Another interview is kept here, and nobody agreed that this one takes its place."""


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
        self._own: str | None = None
        self._makes_room: str | None = None

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
            case Closed(saved=saved, role=role, keeping=keeping):
                return Begun(saved[:10], role, None, keeping)
            case Open(saved=saved, interview=page):
                return Begun(saved[:10], page.role, len(page.answers), page.keeping)

    def save(self, bookmark: Bookmark, keeping: Literal["as_you_go", "until_i_leave"] = "as_you_go") -> None:
        """Keeps all of it or, where that can't be, leaves what was kept before as it was.

        Raises `Taken` where that is another one's, until `make_room` or until that one is gone.
        """
        page, mark = page_of(bookmark, keeping), secrets.token_hex(8)

        def put(before: str | None) -> None:
            found = self._parsed(before)
            if self._is_anothers(found):
                raise Taken(self._file.problem(TAKEN, "").problems)
            whole = self._as_the_casebook(Open(saved=self._now(), mark=mark, interview=page))
            lay_open = isinstance(found, Open) and isinstance(whole, Closed)
            self._file.put(written(whole), before, erases=lay_open)

        self._looking(put)
        self._own, self._makes_room = mark, None

    def is_own(self) -> bool:
        """Whether there is one, as this one kept or opened it."""
        found = self._read()
        return found is not None and found.mark == self._own

    def is_anothers(self) -> bool:
        """Whether there is one that is not this one's, and that nobody agreed to replace."""
        return self._is_anothers(self._read())

    def make_room(self) -> None:
        """Somebody agreed that what another program kept here is replaced by the next save."""
        found = self._read()
        self._makes_room = None if found is None else found.mark

    def resume(self, recommender: Recommender) -> Resumed:
        """The interview, at the same question. Raises `Locked`, too."""
        text = self._file.text()
        if (found := self._parsed(text)) is None:
            raise self._file.problem("there is no such file", "")
        page = self._opened(found).interview
        self._own = found.mark
        again = read_again(page, recommender.book)
        interview = Interview.resumed(recommender, again.bookmark)
        if again.bookmark.place.at == WELCOME:
            interview.begin()
        return Resumed(interview, again.lost, again.changes_lost, page.keeping)

    def follow(self) -> bool:
        """Leaves it as open as the casebook is, or as closed, where that was locked or unlocked since.

        False where the open one could not be overwritten.
        """
        return self._looking(self._follow)

    def forget(self) -> None:
        """Erases it, whoever kept it; nothing happens where there is none."""
        self._erase(lambda _: True)

    def forget_own(self) -> None:
        """Erases it as this one kept or opened it. What another program put in its place since stays."""
        self._erase(lambda found: found.mark == self._own)

    def forget_left_over(self) -> None:
        """Erases one that was kept only until leaving and stands as it did when this one first looked.

        Its window was closed, so nobody left; another program that is still open writes it again.
        """
        text = self._file.text() if self._is_left_over() else None
        if text is not None and (text,) == self._first:
            with suppress(Changed):
                self._file.erase(text)

    def _is_left_over(self) -> bool:
        try:
            text = self._file.text()
            found = self._parsed(text) if (text,) == self._first else None
        except Problems:
            return False
        return found is not None and keeping_of(found) == "until_i_leave"

    def _erase(self, wanted: Callable[[Whole], bool]) -> None:
        def erase(text: str | None) -> None:
            found = self._parsed(text)
            if text is not None and found is not None and wanted(found):
                self._file.erase(text)

        self._looking(erase)

    def _follow(self, before: str | None) -> bool:
        found = self._parsed(before)
        if isinstance(found, Open) and was_locked(self._casebook):
            return self._file.put(written(self._as_the_casebook(found)), before, erases=True)
        if isinstance(found, Closed) and not was_locked(self._casebook):
            self._file.put(written(self._opened(found)), before)
        return True

    def _looking(self, step: Callable[[str | None], Done]) -> Done:
        """Does a step with what stands there, again as long as that is something else before it is done."""
        for _ in range(LOOKS):
            with suppress(Changed):
                return step(self._file.text())
        raise self._file.problem(BUSY, "")

    def _is_anothers(self, found: Whole | None) -> bool:
        return found is not None and found.mark not in (self._own, self._makes_room)

    def _read(self) -> Whole | None:
        return self._parsed(self._file.text())

    def _parsed(self, text: str | None) -> Whole | None:
        if text is None:
            return None
        try:
            head = Head.model_validate_json(text)
            if head.version > VERSION:
                raise self._file.problem("a newer version of this program wrote this", NEWER)
            return (Closed if head.version == VERSION else Open).model_validate_json(text)
        except ValidationError as error:
            raise self._file.problem("this is no unfinished interview, or it is damaged") from error

    def _as_the_casebook(self, whole: Open) -> Whole:
        """As open as the casebook is, or as closed."""
        if not was_locked(self._casebook):
            return whole
        ask_for_cipher(self._casebook)
        page = whole.interview
        try:
            text = closed(page.model_dump_json(), self._casebook)
        except NoKey as error:
            raise self._file.problem(NO_KEY, GIVE) from error
        return Closed(saved=whole.saved, mark=whole.mark, role=page.role, keeping=page.keeping, closed=text)

    def _opened(self, found: Whole) -> Open:
        if isinstance(found, Open):
            return found
        ask_for_cipher(self._casebook)
        try:
            page = Page.model_validate_json(opened(found.closed, self._keys()))
        except (NotOpened, ValidationError) as error:
            raise self._file.problem(ANOTHERS) from error
        return Open(saved=found.saved, mark=found.mark, interview=page)
