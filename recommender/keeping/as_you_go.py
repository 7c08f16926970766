"""What becomes of the answers while they are given: what somebody chose about that, carried out."""

from recommender.interview.controller import Interview
from recommender.interview.place import WELCOME, Bookmark
from recommender.keeping.bookmark import Keeping
from recommender.keeping.unfinished import Resumed, Unfinished
from recommender.loading.profile import Profile
from recommender.problem import Problems
from recommender.recommend import Recommender


class AsYouGo:
    """Keeps one interview as it goes, where somebody chose that. A disk that refuses never interrupts it.

    Where a method gives `Problems`, that is to be said; the answers go on in memory.
    """

    def __init__(self, unfinished: Unfinished, keeping: Keeping = "nothing") -> None:
        self.unfinished = unfinished
        self.keeping = keeping
        self._kept: Bookmark | None = None
        self._done: tuple[Profile, str] | None = None
        self._told = False

    @property
    def holds(self) -> bool:
        """Whether something of this interview stands in the file now."""
        return self._kept is not None

    def choose(self, keeping: Keeping) -> Problems | None:
        """Sets what becomes of the answers from now on; with "nothing", what was kept so far is erased."""
        self.keeping = keeping
        return self._erased() if keeping == "nothing" else None

    def resume(self, recommender: Recommender) -> Resumed:
        """Goes on with what was begun, and keeps it as was chosen then. Raises `Problems`."""
        resumed = self.unfinished.resume(recommender)
        self.keeping, self._kept = resumed.keeping, resumed.interview.bookmark
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
        """Keeps the interview as it is now, if anything changed; a refusal is given the first time only."""
        now = interview.bookmark
        if self.keeping == "nothing" or now.place.at == WELCOME:
            return None
        if now == self._kept or self._done == (interview.profile, interview.note):
            return None
        try:
            self.unfinished.save(now, self.keeping)
        except Problems as problems:
            told, self._told = self._told, True
            return None if told else problems
        self._kept, self._done = now, None
        return None

    def finished(self, interview: Interview) -> Problems | None:
        """What came out is in the casebook now, so there is nothing to go on with until an answer changes."""
        self._done = (interview.profile, interview.note)
        return self._erased()

    def left(self) -> Problems | None:
        """Somebody leaves: it stays, or is erased, as was chosen."""
        return self._erased() if self.keeping == "until_i_leave" else None

    def _erased(self) -> Problems | None:
        """Erases what this interview put there, and nothing that another one did."""
        return None if self._kept is None else self.erase_begun()
