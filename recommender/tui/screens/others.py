"""Why not the others: what is not there, by what keeps it out for now."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from recommender.explanation.absent import absent
from recommender.model.recommendation import Recommendation
from recommender.tui.screens.change import ChangeScreen
from recommender.tui.screens.page import said
from recommender.tui.screens.result_page import ResultPage
from recommender.tui.screens.why import WhyScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.ledger import Entry, Ledger


class OthersScreen(ResultPage):
    """Enter says why something is not there; `d` looks for what would bring it in."""

    over = True
    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter,w,n", "why_not"),
        press("d", "would_change"),
        press("b,escape", "close"),
    ]
    keys = (
        ("Enter", "why"),
        ("d", "would_change"),
        ("b", "back"),
        ("h", "support"),
        ("↑↓", "look"),
    )

    def __init__(self, stage: Stage, recommendation: Recommendation) -> None:
        super().__init__(stage)
        self.recommendation = recommendation
        self.groups = absent(recommendation, stage.book)
        self.ledger = Ledger(
            entry
            for group in self.groups
            for entry in (Entry("", group.heading), *(Entry(*part) for part in group.parts.items()))
        )

    def content(self) -> Iterator[Widget]:
        """Everything that is not there, under what keeps it out."""
        yield said(self.result("others", "title"), "title")
        yield said(self.result("others", "lead" if self.groups else "there"), "intro")
        yield self.ledger

    def on_mount(self) -> None:
        """The list has the focus."""
        self.set_focus(self.ledger)

    async def on_option_list_option_selected(self) -> None:
        """A click says why not."""
        await self.action_why_not()

    async def action_why_not(self) -> None:
        """Says why something is not there."""
        if part := self.ledger.chosen:
            await self.app.push_screen(WhyScreen(self.stage, self.recommendation, part, "why_not"))

    async def action_would_change(self) -> None:
        """Looks for what would bring it in."""
        if part := self.ledger.chosen:
            await self.app.push_screen(ChangeScreen(self.stage, part))
