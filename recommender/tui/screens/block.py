"""What screening looks at first, for one answer: everything was asked and nothing is there, or one by one."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.interview.view import BlockView
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.asking import AskingPage
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.finish import FinishScreen
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.ledger import Entry, Ledger

NONE_PRESENT = "none_present"


class BlockScreen(ChoosingPage, AskingPage):
    """Nothing is chosen beforehand, and Enter alone takes nothing for answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("b", "back"),
        press("c", "finish"),
        press("minus", "one_by_one"),
        press("pageup", "read('up')"),
        press("pagedown", "read('down')"),
    ]
    keys = (("Enter", "next"), ("PgDn", "read"), ("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, view: BlockView) -> None:
        super().__init__(stage, Draft([Row(way.key, way.value, way.label) for way in view.ways]))
        self.view = view
        self.error = said("", "error")
        self.asked = Ledger(Entry(row.fact, row.label, row.said) for row in view.rows)
        self.asked.can_focus = False

    def content(self) -> Iterator[Widget]:
        """The questions, each with what the one answer says of it, and below them the two ways on."""
        yield said(self.view.title, "title")
        yield said(self.view.intro, "intro")
        with VerticalScroll(classes="reading", can_focus=False):
            yield self.asked
        yield self.error
        yield self.choices

    def chosen(self, row: Row) -> None:
        """Shows the choice."""
        super().chosen(row)
        self._say("")

    def no_such_choice(self) -> None:
        """Says which digits there are."""
        self._say(self.words("plain", "not_on_the_list", low=self.draft.lowest, high=self.draft.highest))

    def action_read(self, where: str) -> None:
        """Scrolls the questions."""
        self.query_one(".reading").scroll_relative(y=8 if where == "down" else -8, animate=False)

    def action_finish(self) -> None:
        """Says what finishing early means, and offers it."""
        self.app.push_screen(FinishScreen(self.stage))

    async def action_one_by_one(self) -> None:
        """Goes to the first of the questions."""
        self.stage.interview.one_by_one()
        await self.stage.show()

    async def action_go_on(self) -> None:
        """Goes the way that was chosen; with none chosen, it says that one is needed to go on."""
        if self.draft.answer == NONE_PRESENT:
            self.stage.interview.none_present()
            await self.stage.show()
        elif self.draft.answer is not None:
            await self.action_one_by_one()
        else:
            self._say(self.words("block", "choose"))

    def _say(self, error: str) -> None:
        self.error.update(error)
        self.error.set_class(bool(error), "-said")
