"""People and lines to contact, one key away from everywhere."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.tui.draft import Draft, Row
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press

PURPOSES = ("crisis", "emergency", "medical", "support")


class SupportScreen(ChoosingPage):
    """The contacts of a region, and a choice of region that takes effect at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter,b,escape", "close"),
        press("pageup", "read(-1)"),
        press("pagedown", "read(1)"),
    ]
    keys = (("b", "back"),)

    def __init__(self, stage: Stage) -> None:
        regions = stage.book.texts.contacts
        rows = [Row(str(at), name, contacts.name) for at, (name, contacts) in enumerate(regions.items(), 1)]
        super().__init__(stage, Draft(rows, stage.interview.region))
        self.came_with = stage.interview.region
        self.contacts = said(self._contacts(), "contacts")
        self.reading = VerticalScroll(self.contacts, classes="reading", can_focus=False)

    def content(self) -> Iterator[Widget]:
        """The contacts, and below them where they are for."""
        yield said(self.words("support", "title"), "title")
        yield said(self.words("support", "intro"), "intro")
        yield self.reading
        yield said(self.words("region", "ask"), "ask")
        yield self.choices

    def chosen(self, row: Row) -> None:
        """Shows the contacts of the region that was chosen."""
        super().chosen(row)
        self.stage.interview.region = str(row.value)
        self.contacts.update(self._contacts())

    def action_read(self, pages: int) -> None:
        """Scrolls the contacts."""
        self.reading.scroll_relative(y=pages * self.reading.size.height, animate=False)

    async def action_close(self) -> None:
        """Goes back to where one was; a result already shown takes on the region."""
        await self.app.pop_screen()
        if self.stage.interview.finished and self.stage.interview.region != self.came_with:
            await self.stage.show()

    def _contacts(self) -> str:
        known = self.stage.book.texts.contacts[self.stage.interview.region]
        names = self.stage.book.texts.outcomes
        return "\n".join(f"{names('names', 'contacts', name)}: {getattr(known, name)}" for name in PURPOSES)
