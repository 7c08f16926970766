"""Asked before an interview that is kept takes the place of another one."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.tui.screens.page import Page, said
from recommender.tui.screens.ways import once_kept_as_wanted
from recommender.tui.stage import Stage, press


class ReplaceScreen(Page):
    """Enter begins in the place of the other one, `n` begins and keeps nothing, `b` goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("n", "keep_that"),
        press("b,escape", "close"),
    ]
    keys = (("Enter", "start"), ("n", "keep_that"), ("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, begun: str) -> None:
        super().__init__(stage)
        self.begun = begun

    def content(self) -> Iterator[Widget]:
        """What is there, and what can be done about it."""
        yield said(self.words("unfinished", "replace_title"), "title")
        with VerticalScroll(classes="reading"):
            yield said(self.words("unfinished", "replace_ways"), "paragraph")
            yield said(self.begun, "paragraph")

    async def action_go_on(self) -> None:
        """Begins, and puts this in the place of the other one."""
        await self.app.pop_screen()
        await once_kept_as_wanted(self.app, self.stage, self._begin_instead)

    async def action_keep_that(self) -> None:
        """Begins, and keeps nothing of it."""
        self.stage.as_you_go.choose("nothing")  # nothing of this one stands there, so nothing is erased
        await self.app.pop_screen()
        await self._begin()

    async def action_close(self) -> None:
        """Goes back to the welcome."""
        await self.app.pop_screen()

    async def _begin_instead(self) -> None:
        self.stage.as_you_go.agree()
        await self._begin()

    async def _begin(self) -> None:
        self.stage.interview.begin()
        await self.stage.show()
