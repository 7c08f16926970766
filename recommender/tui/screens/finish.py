"""Finishing early: what it means, before it is done."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.tui.screens.page import Page, said
from recommender.tui.stage import press


class FinishScreen(Page):
    """Enter goes to the answers so far, and from there to the result; anything else goes on asking."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "finish"), press("b,escape", "stay")]
    keys = (("Enter", "finish_now"), ("b", "stay"), ("h", "support"))

    def content(self) -> Iterator[Widget]:
        """What finishing early may mean."""
        yield said(self.words("keys", "finish"), "title")
        with VerticalScroll(classes="reading"):
            yield said(self.words("finish_early"), "paragraph")

    async def action_finish(self) -> None:
        """Goes to the answers so far."""
        self.stage.interview.finish()
        await self.app.pop_screen()
        await self.stage.show()

    async def action_stay(self) -> None:
        """Goes back to the question."""
        await self.app.pop_screen()
