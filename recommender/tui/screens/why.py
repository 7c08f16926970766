"""Why a part of the result is there: the rules behind it, and the answers behind those."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.model.recommendation import Recommendation
from recommender.tui.parts import why_part
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.prose import Prose


class WhyScreen(Page):
    """Opens over the result, and gives way to it again."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter,b,escape", "close")]
    keys = (("↑↓", "read"), ("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, recommendation: Recommendation, part: str) -> None:
        super().__init__(stage)
        self.heading, self.explanation = why_part(part, recommendation, stage.book)

    def content(self) -> Iterator[Widget]:
        """The explanation."""
        yield said(self.heading, "title")
        with VerticalScroll(classes="reading"):
            yield Prose(self.explanation)

    async def action_close(self) -> None:
        """Goes back to the result."""
        await self.app.pop_screen()
