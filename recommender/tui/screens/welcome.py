"""The first screen: what this is and is not, where answers stay, and how to leave."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.interview.view import Welcome
from recommender.tui.screens.code import CodeScreen
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press


class WelcomeScreen(Page):
    """Nothing is asked before somebody starts."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "go_on"), press("o", "open")]
    keys = (("Enter", "start"), ("o", "open"), ("h", "support"))

    def __init__(self, stage: Stage, view: Welcome) -> None:
        super().__init__(stage)
        self.view = view

    def content(self) -> Iterator[Widget]:
        """The title, and everything that is good to know first."""
        yield said(self.view.title, "title")
        with VerticalScroll(classes="reading"):
            for paragraph in self.view.paragraphs:
                yield said(paragraph, "paragraph")
            yield said(self.view.start, "invitation")
            yield said(self.words("welcome", "open"), "hint")

    async def action_open(self) -> None:
        """Asks for the code of what was kept, also where nothing was."""
        await self.app.push_screen(CodeScreen(self.stage))

    async def action_go_on(self) -> None:
        """Goes on to the first question."""
        self.stage.interview.begin()
        await self.stage.show()
