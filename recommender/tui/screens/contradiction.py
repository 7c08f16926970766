"""Answers that contradict each other: one can be changed, or all stay as they are."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.interview.view import ContradictionView
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.asking import AskingPage
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.finish import FinishScreen
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press


class ContradictionScreen(ChoosingPage, AskingPage):
    """Enter goes the way that was chosen. With none chosen, and by `-`, the answers stay as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("b", "back"),
        press("c", "finish"),
        press("minus", "leave"),
        press("pageup", "read(-1)"),
        press("pagedown", "read(1)"),
    ]
    keys = (("Enter", "next"), ("b", "back"), ("h", "support"), ("PgDn", "read"))

    def __init__(self, stage: Stage, view: ContradictionView) -> None:
        ways = (*view.changes, view.leave)
        super().__init__(stage, Draft([Row(way.key, way.value, way.label) for way in ways]))
        self.view = view
        self.error = said("", "error")
        self.reading = VerticalScroll(
            said(view.because, "paragraph"),
            said(view.ways_on, "paragraph"),
            classes="reading",
            can_focus=False,
        )

    def content(self) -> Iterator[Widget]:
        """What differs, and below it what can be done."""
        yield said(self.view.title, "title")
        yield self.reading
        yield self.error
        yield self.choices

    def on_key(self, event: events.Key) -> None:
        """Answers a letter that does nothing, so that nobody wonders."""
        if event.is_printable:
            self._say(self.words("errors", "not_a_key"))

    def chosen(self, row: Row) -> None:
        """Shows the choice."""
        super().chosen(row)
        self._say("")

    def no_such_choice(self) -> None:
        """Says which digits there are."""
        self._say(self.words("plain", "not_on_the_list", low=self.draft.lowest, high=self.draft.highest))

    def action_read(self, pages: int) -> None:
        """Scrolls what differs."""
        self.reading.scroll_relative(y=pages * self.reading.size.height, animate=False)

    def action_finish(self) -> None:
        """Says what finishing early means, and offers it."""
        self.app.push_screen(FinishScreen(self.stage))

    async def action_leave(self) -> None:
        """Goes on with the answers as they are."""
        self.stage.interview.leave_as_it_is()
        await self.stage.show()

    async def action_go_on(self) -> None:
        """Goes to the question that was chosen, or on."""
        if isinstance(self.draft.answer, str) and self.draft.answer != self.view.leave.value:
            self.stage.interview.change(self.draft.answer)
            await self.stage.show()
        else:
            await self.action_leave()

    def _say(self, error: str) -> None:
        """Says what would work, in amber words."""
        self.error.update(error)
        self.error.set_class(bool(error), "-said")
