"""A still page, on which no question can be seen."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.tui.screens.page import Page, said
from recommender.tui.stage import press


class PauseScreen(Page):
    """Nothing runs and nothing moves. Enter, or the key that opened it, leads back."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter,b,escape,p", "close")]
    keys = (("Enter", "back"), ("h", "support"))

    def content(self) -> Iterator[Widget]:
        """That there is no hurry, and some things that may be pleasant."""
        yield said(self.words("pause", "title"), "title")
        with VerticalScroll(classes="reading"):
            yield said(self.words("pause", "text"), "paragraph")
            for idea in self.words.several("pause", "ideas"):
                yield said(idea, "paragraph")

    async def action_close(self) -> None:
        """Goes back to where one was."""
        await self.app.pop_screen()
