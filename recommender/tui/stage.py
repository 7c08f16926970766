"""What every screen may ask of the program around it.

The first screen is painted before an interview is loaded, so what that is made of is only named here.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.binding import Binding

if TYPE_CHECKING:
    from pathlib import Path

    from recommender.interview.controller import Interview
    from recommender.keeping.as_you_go import AsYouGo
    from recommender.keeping.keeper import Keeper
    from recommender.model.rule import RuleBook
    from recommender.problem import Problems


class Stage(Protocol):
    """The running program, as its screens see it."""

    book: "RuleBook"
    interview: "Interview"
    keeper: "Keeper"
    shows_rules: bool
    """Whether the rules stand beside the questions: for a clinician from the beginning."""

    as_you_go: "AsYouGo"
    rules_folder: "Path"
    leaving: bool
    """Whether somebody has said that they leave: nothing is worked out any more."""

    choosing: bool
    """Whether it is still open who answers, because nothing on the command line said so."""

    def announces(self, part: str) -> bool:
        """Whether a part is still to be announced before its first question."""

    def announced(self, part: str) -> None:
        """Notes that a part was announced, which is done once."""

    async def show(self) -> None:
        """Shows what the interview has to show now, and returns when it is there.

        Awaiting it keeps typing ahead in order: the next key waits until its screen has come.
        """

    async def new_rules(self, book: "RuleBook") -> tuple[str, ...]:
        """Goes on with other rules at the same place; gives what the answers that fell out were about.

        Shows no other screen.
        """

    def resume(self) -> str:
        """Goes on with what was begun; gives what of it the rules cannot use any more. Raises `Problems`."""

    def kept(self) -> None:
        """Keeps the interview as it is now, where somebody chose that."""

    def say(self, text: str, heading: str = "") -> None:
        """Says something over whatever is shown, until it is read."""

    def say_not_kept(self, problems: "Problems") -> None:
        """Says why the answers are not kept now, and that all goes on."""

    def say_refused(self, name: str, problems: "Problems") -> None:
        """Says what the disk refused, by the name of the text, and that all goes on."""

    def leave_now(self) -> None:
        """Blanks the screen and ends the program."""


@runtime_checkable
class EditsRules(Protocol):
    """A page on which rules are edited, which says itself when they have changed."""

    edits_rules: bool

    def rules_changed(self, dropped: Sequence[str], *, in_use: bool) -> None:
        """Says whether the rules that were just changed are in use, and which answers they no longer know."""


def press(keys: str, action: str) -> Binding:
    """A key that works wherever the focus is, in the order of typing."""
    return Binding(keys, action, show=False, priority=True)
