"""What a change has changed, over the new result."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from recommender.explanation.after_all import after_all
from recommender.explanation.line import Line
from recommender.interview.view import OutcomeView
from recommender.model.recommendation import Recommendation
from recommender.tui.screens.adjust_page import AdjustPage
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.difference_view import DifferenceView

NO_DIFFERENCE = {"done": "no_difference", "taken_out": "taken_out_no_difference"}


class AdjustDoneScreen(AdjustPage):
    """Enter goes on to the result; `u` takes the change back."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter,b,escape", "close"), press("u", "undo")]
    keys = (("Enter", "result"), ("u", "undo"), ("h", "support"), ("↑↓", "read"))

    def __init__(self, stage: Stage, lines: tuple[Line, ...], what: str) -> None:
        super().__init__(stage)
        self.lines = lines or (Line(self.texts("adjust", NO_DIFFERENCE[what])),)
        self.heading = self.texts("adjust", what)
        self.difference = DifferenceView()

    def content(self) -> Iterator[Widget]:
        """What came, went or is otherwise."""
        yield said(self.heading, "title")
        yield self.difference

    def on_mount(self) -> None:
        """The arrows read on."""
        self.difference.tell(self.lines)
        self.set_focus(self.difference)

    async def action_close(self) -> None:
        """Goes on to the result."""
        await self.app.pop_screen()

    async def action_undo(self) -> None:
        """Takes the change back, and shows the result as it was."""
        self.stage.interview.undo()
        await self.app.pop_screen()
        await self.stage.show()


async def show_change(page: AdjustPage, before: Recommendation, what: str) -> None:
    """Puts the new result beneath, and over it what has changed. Where there is none to trust, just that."""
    app, stage, view = page.app, page.stage, page.stage.interview.view
    with app.batch_update():
        await app.pop_screen()
        await stage.show()
        if isinstance(view, OutcomeView):
            lines = after_all(before, view.recommendation, stage.book)
            await app.push_screen(AdjustDoneScreen(stage, lines, what))
