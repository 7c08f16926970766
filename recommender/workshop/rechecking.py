"""Rules that are checked again after each save: what is told of them, and what it does to one person."""

from dataclasses import dataclass
from pathlib import Path

from recommender.loading.profile import Profile
from recommender.model.rule import RuleBook
from recommender.problem import Problem, Problems
from recommender.workshop.carrying import carried_over
from recommender.workshop.checking import Checking, Finder, Found
from recommender.workshop.effect import Effect, effect
from recommender.workshop.watch import News, Watch

NOTHING_FOUND = Found()


@dataclass(frozen=True, slots=True)
class Seen:
    """A rulebook with all there is to find in it, or the mistakes for which there is none.

    `effect` is what becomes of the person by it, against the rules in use before; None without either.
    """

    book: RuleBook | None
    mistakes: tuple[Problem, ...] = ()
    found: Found = NOTHING_FOUND
    effect: Effect | None = None

    @property
    def examples(self) -> tuple[int, int]:
        """How many examples hold, and how many there are."""
        every = sum(len(rule.examples) for rule in self.book.every_rule) if self.book else 0
        return every - len(self.found.examples), every


class Rechecking:
    """Looks at a folder whenever it is asked to, and tells what is new. Waiting is for others to do."""

    def __init__(
        self,
        folder: Path,
        book: RuleBook | None,
        running: RuleBook,
        profile: Profile | None,
        checking: Checking | None = None,
    ) -> None:
        """`book` is what the folder holds, or None where it is broken; `running` speaks meanwhile.

        `checking` is `check`, or does as much elsewhere.
        """
        self._folder = folder
        self._watch = Watch(folder, running, checking)
        self._in_use = book
        self._profile = profile
        self._finder = Finder()

    def first(self) -> Seen | None:
        """How things stand to begin with; None where somebody is writing at this moment."""
        return self.look() if self._in_use is None else self._seen(self._in_use)

    def look(self) -> Seen | None:
        """What is new since the last look; None where nothing has changed, or is being written still."""
        news = self._watch.look()
        return None if news is None else self._told(news)

    def _told(self, news: News) -> Seen:
        if news.book is None:
            return Seen(None, news.mistakes)
        before, self._in_use = self._in_use, news.book
        return self._seen(news.book, before)

    def _seen(self, book: RuleBook, before: RuleBook | None = None) -> Seen:
        try:
            found = self._finder.find(book, self._folder, {}) or NOTHING_FOUND
        except Problems as problems:  # a file went away meanwhile
            return Seen(None, problems.problems)
        if self._profile is None or before is None or before.digest == book.digest:
            return Seen(book, found=found)
        profile = carried_over(self._profile, before).profile
        return Seen(book, found=found, effect=effect(profile, before, book))
