"""Answers about health that somebody is about to keep: whether it is really so is asked once."""

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.explanation.thoughts import Thoughts, row_of
from recommender.reasons.names import Names
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import said
from recommender.tui.screens.what_if_page import WhatIfPage
from recommender.tui.stage import Stage, press

YES, NO = "yes", "no"


class WhatIfHealthScreen(WhatIfPage, ChoosingPage):
    """Nothing is chosen beforehand, and with nothing chosen the answers stay as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "go_on"), press("escape,b", "close")]
    keys = (("Enter", "next"), ("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, thoughts: Thoughts, keep: Callable[[], Awaitable[None]]) -> None:
        voice = "_clinician" if stage.interview.role == "clinician" else ""
        labels = {
            YES: stage.book.texts.what_if("health", YES),
            NO: stage.book.texts.what_if("health", f"{NO}{voice}"),
        }
        super().__init__(stage, Draft([Row(str(at), *way) for at, way in enumerate(labels.items(), 1)]))
        names = Names(stage.book)
        self.rows = [row_of(thoughts, name, names) for name in thoughts.about_health(stage.book)]
        self.keep = keep

    def content(self) -> Iterator[Widget]:
        """What would change, and below it the two ways on."""
        yield said(self.told("health", "title"), "title")
        with VerticalScroll(classes="reading", can_focus=False):
            for row in self.rows:
                change = self.told("health", "change", label=row.label, old=row.said, new=row.instead)
                yield said(change, "paragraph")
        yield said(self.told("health", "ask"), "ask")
        yield self.choices

    async def action_go_on(self) -> None:
        """Keeps the answers where that was chosen; goes back in every other case."""
        await self.app.pop_screen()
        if self.draft.answer == YES:
            await self.keep()

    async def action_close(self) -> None:
        """Goes back to what is thought."""
        await self.app.pop_screen()
