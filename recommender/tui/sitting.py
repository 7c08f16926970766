"""What one person sits down to. To load this is to load all that the first screen can do without."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from recommender.interview.controller import Interview
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.bookmark import page_of, read_again
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Unfinished
from recommender.loading.home import default_rules
from recommender.loading.profile import Profile
from recommender.model.adjustment import Role
from recommender.model.rule import RuleBook
from recommender.recommend import Recommender
from recommender.tui import pages as pages  # noqa: PLC0414 - every screen is there when the sitting begins
from recommender.workshop.watch import Watch


@dataclass(frozen=True, slots=True)
class Sitting:
    """An interview with the rules and the casebook it goes by."""

    interview: Interview
    book: RuleBook
    keeper: Keeper
    as_you_go: AsYouGo
    choosing: bool = False
    """Whether it is still open who answers."""
    folder: Path = field(default_factory=default_rules)
    """Where the rules are."""

    def watch(self) -> Watch:
        """Notices when the rules change."""
        return Watch.from_now(self.folder, self.book)

    @classmethod
    def of(cls, interview: Interview, book: RuleBook, keeper: Keeper, *, choosing: bool = False) -> Self:
        """A sitting over an interview; what is kept as it goes stands beside the casebook."""
        as_you_go = AsYouGo(Unfinished.beside(keeper.file, keys=keeper.keys))
        return cls(interview, book, keeper, as_you_go, choosing)

    @classmethod
    def opened(cls, book: RuleBook, role: Role | None, profile: Profile | None, keeper: Keeper) -> Self:
        """A sitting at its beginning. Without a role, that of the profile counts, or else one's own."""
        known = role or (profile.role if profile else "self")
        interview = Interview(Recommender(book), known, profile)
        return cls.of(interview, book, keeper, choosing=role is None and profile is None)


def under(book: RuleBook, interview: Interview, before: RuleBook) -> tuple[Interview, tuple[str, ...]]:
    """An interview at the same place under other rules, and what the answers that fell out were about.

    The rules in use before are not closed here: something may still be working with them.
    """
    again = read_again(page_of(interview.bookmark, "as_you_go"), book)
    questions = before.texts.questions.questions
    dropped = tuple(questions[name].label if name in questions else name for name in again.lost)
    changes = [read_again(page_of(change, "as_you_go"), book).bookmark for change in interview.changes]
    return Interview.resumed(Recommender(book), again.bookmark, changes), dropped
