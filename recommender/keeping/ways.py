"""How something can be kept here: with a passphrase or without one, and which of them is offered first."""

from typing import Literal, TypeAlias

from recommender.keeping.keeper import Keeper
from recommender.model.adjustment import Role
from recommender.model.texts import Phrases

Way: TypeAlias = Literal["locked", "open"]


def ways_of(keeper: Keeper, role: Role) -> tuple[Way, ...]:
    """The ways there are to choose from, what is offered first in front; none where nothing is to be chosen.

    A clinician who keeps something for the first time is offered the lock first. Elsewhere it is an option.
    """
    if keeper.locked or not keeper.can_lock:
        return ()
    return ("locked", "open") if role == "clinician" and not keeper.exists else ("open", "locked")


def lock_comes_first(keeper: Keeper, role: Role) -> bool:
    """Whether the lock is offered before anything is kept."""
    return ways_of(keeper, role)[:1] == ("locked",)


def who_reads_it(keeper: Keeper, role: Role, words: Phrases) -> tuple[str, ...]:
    """Who can read what is kept; where the lock comes first, also what a lost passphrase means."""
    if keeper.locked:
        return (words("keep", "who_locked"),)
    if lock_comes_first(keeper, role):
        return (words("keep", "who_first"), words("lock", "lost"))
    return (words("keep", "who"),)
