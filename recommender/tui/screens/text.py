"""A page to read, over another screen."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.prose import Prose


class TextScreen(Page):
    """Shows a text that is laid out already, and gives way again."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter,b,escape", "close")]
    keys = (("↑↓", "read"), ("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, heading: str, text: str) -> None:
        super().__init__(stage)
        self.heading, self.text = heading, text

    def content(self) -> Iterator[Widget]:
        """The text under its heading."""
        yield said(self.heading, "title")
        with VerticalScroll(classes="reading"):
            yield Prose(self.text)

    async def action_close(self) -> None:
        """Goes back to where one was."""
        await self.app.pop_screen()
