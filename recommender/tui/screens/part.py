"""What comes next, before it is asked: a part of the interview, which can be left out."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.interview.view import QuestionView
from recommender.tui.screens.asking import AskingPage
from recommender.tui.screens.finish import FinishScreen
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press


class PartScreen(AskingPage):
    """Enter goes to its first question, `s` leaves the part out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("s,minus", "skip"),
        press("b", "back"),
        press("c", "finish"),
    ]
    keys = (("Enter", "next"), ("s", "skip"), ("b", "back"), ("h", "support"), ("c", "check"), ("p", "pause"))

    def __init__(self, stage: Stage, view: QuestionView) -> None:
        super().__init__(stage)
        self.view = view

    def content(self) -> Iterator[Widget]:
        """What the part is about, how much is asked, and that it can be left out."""
        count = self.view.part_open
        yield said(self.words("part", "next", title=self.view.part_title), "title")
        with VerticalScroll(classes="reading"):
            yield said(self.view.part_intro, "paragraph")
            yield said(self.words("part", "count_one" if count == 1 else "count", count=count), "paragraph")
            yield said(self.words("part", "ways"), "invitation")

    async def action_go_on(self) -> None:
        """Goes to the first question of the part."""
        self.stage.announced(self.view.part)
        await self.stage.show()

    async def action_skip(self) -> None:
        """Leaves the part out; it can be come back to from the answers."""
        self.stage.interview.skip_part()
        await self.stage.show()

    async def action_finish(self) -> None:
        """Says what finishing early means, and offers it."""
        await self.app.push_screen(FinishScreen(self.stage))
