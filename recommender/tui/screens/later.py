"""What was kept, opened later: what was decided, the weeks so far as a picture, and what comes next."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.keeping.later import Later
from recommender.tui.screens.page import Page, said
from recommender.tui.screens.text import TextScreen
from recommender.tui.screens.today import TodayScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.picture import Picture
from recommender.tui.widgets.prose import Prose


class LaterScreen(Page):
    """Everything to read on one page; the page as it was given and the question about today open over it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("t", "today"),
        press("r", "read"),
        press("b,escape", "close"),
    ]

    def __init__(self, stage: Stage, seen: Later) -> None:
        super().__init__(stage)
        self.seen = seen
        self.came_with = stage.interview.region
        stage.interview.region = seen.region
        today = (("t", "today"),) if seen.asks else ()
        self.keys = (*today, ("r", "page"), ("b", "back"), ("h", "support"), ("↑↓", "read"))

    def content(self) -> Iterator[Widget]:
        """The code, and below it what there is to read."""
        yield said(self.words("later", "title", code=self.seen.code), "title")
        with VerticalScroll(classes="reading"):
            yield Prose(self.seen.before)
            if self.seen.picture is not None:
                yield Picture(self.seen.picture, self.stage.keeper.look)
            yield Prose(self.seen.after)

    async def action_today(self) -> None:
        """Asks how somebody is right now, where there is a session to ask about."""
        if self.seen.asks:
            await self.app.push_screen(TodayScreen(self.stage, self.seen))

    async def action_read(self) -> None:
        """Shows the page as it was given."""
        await self.app.push_screen(TextScreen(self.stage, self.words("later", "page"), self.seen.given))

    async def action_close(self) -> None:
        """Goes back to the welcome."""
        self.stage.interview.region = self.came_with
        await self.app.pop_screen()
