"""What every screen may ask of the program around it."""

from typing import Protocol

from textual.binding import Binding

from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.model.rule import RuleBook


class Stage(Protocol):
    """The running program, as its screens see it."""

    book: RuleBook
    interview: Interview
    keeper: Keeper
    shows_rules: bool
    """Whether the rules stand beside the questions: for a clinician from the beginning."""

    async def show(self) -> None:
        """Shows what the interview has to show now, and returns when it is there.

        Awaiting it keeps typing ahead in order: the next key waits until its screen has come.
        """

    def leave_now(self) -> None:
        """Blanks the screen and ends the program."""


def press(keys: str, action: str) -> Binding:
    """A key that works wherever the focus is, in the order of typing."""
    return Binding(keys, action, show=False, priority=True)
