"""All answers, before the result."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from recommender.interview.view import CheckView
from recommender.tui.screens.asking import AskingPage
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.ledger import Entry, Ledger


class CheckScreen(AskingPage):
    """Enter changes the answer that is highlighted and comes back here; `g` goes on to the result."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("g", "conclude"),
        press("enter", "change"),
        press("b", "back"),
        press("up", "move('cursor_up')"),
        press("down", "move('cursor_down')"),
        press("m", "further"),
    ]
    keys = (
        ("g", "result"),
        ("Enter", "change"),
        ("b", "back"),
        ("h", "support"),
        ("u", "undo"),
        ("p", "pause"),
    )

    def __init__(self, stage: Stage, view: CheckView) -> None:
        super().__init__(stage)
        self.view = view
        self.ledger = Ledger(
            entry
            for title, rows in view.sections
            for entry in (Entry("", title), *(Entry(row.fact, row.label, row.said) for row in rows))
        )

    @property
    def undoes(self) -> bool:
        """What was changed at the result is undone there, where it can be seen."""
        return self.stage.interview.undoes_here

    def content(self) -> Iterator[Widget]:
        """The answers by part; only they scroll."""
        yield said(self.view.title, "title")
        yield said(self.view.intro, "intro")
        yield said(self.view.more, "how")
        yield self.ledger

    def on_option_list_option_selected(self) -> None:
        """A click on a row changes it. The program does so, since a page cannot wait for its own end."""
        self.app.call_next(self.action_change)

    def action_move(self, how: str) -> None:
        """Moves to another row."""
        if how == "cursor_up":
            self.ledger.action_cursor_up()
        else:
            self.ledger.action_cursor_down()

    async def action_change(self) -> None:
        """Goes to the question of the row."""
        if self.ledger.chosen:
            self.stage.interview.change(self.ledger.chosen)
            await self.stage.show()

    async def action_further(self) -> None:
        """Goes on with what is still open, where anything is."""
        if self.view.further:
            self.stage.interview.ask_further()
            await self.stage.show()

    async def action_conclude(self) -> None:
        """Goes on to the result."""
        self.stage.interview.conclude()
        await self.stage.show()
