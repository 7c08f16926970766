"""What works wherever something is asked: a pause, and taking the last change back."""

from typing import ClassVar

from textual.binding import BindingType

from recommender.tui.screens.page import Page
from recommender.tui.screens.pause import PauseScreen
from recommender.tui.stage import press


class AskingPage(Page):
    """A page of the interview itself."""

    BINDINGS: ClassVar[list[BindingType]] = [press("p", "pause"), press("u", "undo")]

    async def action_pause(self) -> None:
        """A still page over what is asked."""
        await self.app.push_screen(PauseScreen(self.stage))

    @property
    def undoes(self) -> bool:
        """Whether there is a change that can be taken back from here."""
        return self.stage.interview.can_undo

    async def action_undo(self) -> None:
        """Takes the last change back, and shows where it was made."""
        if self.undoes:
            self.stage.interview.undo()
            await self.stage.show()
