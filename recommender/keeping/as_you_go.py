"""What becomes of the answers while they are given: what somebody chose about that, carried out."""

from contextlib import suppress
from typing import Literal

from recommender.interview.controller import Interview
from recommender.interview.place import WELCOME, Bookmark
from recommender.keeping.bookmark import Keeping
from recommender.keeping.unfinished import Resumed, Taken, Unfinished
from recommender.loading.profile import Profile
from recommender.problem import Problems
from recommender.recommend import Recommender


class AsYouGo:
    """Keeps one interview as it goes, where somebody chose that. A disk that refuses never interrupts it.

    Where a method gives `Problems`, that is to be said; the answers go on in memory. They do so, too, where
    another program keeps an interview in the place of this one: that is `Taken`.
    """

    def __init__(self, unfinished: Unfinished, keeping: Keeping = "nothing") -> None:
        self.unfinished = unfinished
        self.keeping = keeping
        self.refused = False
        """Whether the answers could not be kept when that was tried last."""
        self._kept: tuple[Bookmark, Keeping] | None = None
        self._done: tuple[Profile, str] | None = None
        self._told = self._is_taken = False

    @property
    def holds(self) -> bool:
        """Whether something of this interview stands in the file now."""
        if self._kept is None:
            return False
        try:
            return self.unfinished.is_own()
        except Problems:
            return False

    def choose(self, keeping: Keeping) -> Problems | None:
        """Sets what becomes of the answers from now on; with "nothing", what was kept so far is erased.

        Where what stands in the file is nothing that can be replaced, all stays as it was chosen before.
        """
        if keeping == "nothing":
            self.keeping, self.refused, self._is_taken = keeping, False, False
            return self._erased()
        try:
            self.unfinished.begun()
        except Problems as problems:
            return problems
        self.keeping, self._told = keeping, False
        return None if self._kept is None else self._save(self._kept[0], keeping)

    def replaces(self) -> bool:
        """Whether going on would put this in the place of another one, and nobody has agreed to that yet."""
        if self.keeping == "nothing":
            return False
        try:
            return self.unfinished.is_anothers()
        except Problems:  # it is never written over
            return False

    def agree(self) -> None:
        """Somebody wants this one in the place of the other."""
        self._kept = None
        with suppress(Problems):  # said when it is kept
            self.unfinished.make_room()

    def resume(self, recommender: Recommender) -> Resumed:
        """Goes on with what was begun, and keeps it as was chosen then. Raises `Problems`."""
        resumed = self.unfinished.resume(recommender)
        self.keeping, self._kept = resumed.keeping, (resumed.interview.bookmark, resumed.keeping)
        return resumed

    def erase_begun(self) -> Problems | None:
        """Erases what was begun, whoever began it."""
        try:
            self.unfinished.forget()
        except Problems as problems:
            return problems
        self._kept = None
        return None

    def after_change(self, interview: Interview) -> Problems | None:
        """Keeps the interview as it is now, if anything changed; a refusal is given the first time only.

        So is `Taken`, and again where this one was kept in between.
        """
        now = interview.bookmark
        if self.keeping == "nothing" or now.place.at == WELCOME:
            return None
        if (now, self.keeping) == self._kept or self._done == (interview.profile, interview.note):
            return None
        return self._save(now, self.keeping)

    def finished(self, interview: Interview) -> Problems | None:
        """What came out is in the casebook now, so there is nothing to go on with until an answer changes."""
        self._done = (interview.profile, interview.note)
        return self._erased()

    def left(self) -> Problems | None:
        """Somebody leaves: it stays, or is erased, as was chosen.

        So is another one that was to stay only until somebody leaves, and whose window was closed instead.
        """
        if self.keeping == "until_i_leave" and (problems := self._erased()) is not None:
            return problems
        try:
            if self._kept is None:
                self.unfinished.forget_left_over()
        except Problems as problems:
            return problems
        return None

    def _save(self, now: Bookmark, keeping: Literal["as_you_go", "until_i_leave"]) -> Problems | None:
        try:
            self.unfinished.save(now, keeping)
        except Taken as taken:
            told, self._is_taken, self._kept, self.refused = self._is_taken, True, None, False
            return None if told else taken
        except Problems as problems:
            told, self._told, self.refused = self._told, True, True
            return None if told else problems
        self._kept, self._done, self.refused, self._is_taken = (now, keeping), None, False, False
        return None

    def _erased(self) -> Problems | None:
        """Erases what this interview put there, and nothing that another one did."""
        if self._kept is None:
            return None
        try:
            self.unfinished.forget_own()
        except Problems as problems:
            return problems
        self._kept = None
        return None
