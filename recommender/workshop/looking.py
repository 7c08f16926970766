"""All that is told to an author while they type, the most wanted first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from recommender.loading.profile import Profile
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.workshop.checking import Checked, Found, Going
from recommender.workshop.desk import Desk
from recommender.workshop.effect import Effect, effect


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand at one moment: unsaved texts, the rules in use, and whose answers are on screen."""

    unsaved: Mapping[Path, str]
    in_use: RuleBook
    profile: Profile

    @property
    def somebody(self) -> bool:
        """Whether anything was answered, so that there is somebody for whom an edit can change something."""
        return bool(self.profile.facts.known)


Told: TypeAlias = Checked | Effect | Found


def looked_at(desk: Desk, standing: Standing, going: Going) -> Iterator[Told]:
    """The mistakes; without any, what the edit does to the person, then everything else there is to find.

    It ends early where `going` says that nobody waits for it any more.
    """
    checked = desk.check(standing.unsaved)
    yield checked
    book = checked.book
    if book is None or not going():
        return
    if standing.somebody and book.digest != standing.in_use.digest:
        yield effect(standing.profile, standing.in_use, book)
    try:
        found = desk.find(book, standing.unsaved, going)
    except Problems as problems:  # a file went away meanwhile
        yield Checked(None, problems.problems)
    else:
        if found is not None:
            yield found
