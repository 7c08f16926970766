"""Changing something about what came out: what was changed so far, and the ways to change more."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from recommender.interview.offers import CLEARANCE_FACT, Offer, offers_now
from recommender.interview.wish import Way, Wish
from recommender.tui.screens.adjust_done import show_change
from recommender.tui.screens.adjust_page import OfferPage, draft_of
from recommender.tui.screens.adjust_value import AdjustValueScreen
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press

OUT = "out "
"""Before the place of an adjustment, among the ways."""


class AdjustScreen(OfferPage):
    """Enter takes out what was changed, or goes on with a way to change something."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "go_on"), press("b,escape", "close")]
    keys = (("Enter", "on"), ("b", "back"), ("h", "support"), ("↑↓", "move"))

    def __init__(self, stage: Stage) -> None:
        self.now = offers_now(stage.interview, stage.book)
        take_out = stage.book.texts.result
        changed = tuple(
            Offer(f"{OUT}{place}", take_out("adjust", "take_out", what=what))
            for place, what in enumerate(self.now.in_force())
        )
        offers = (*changed, *self.now.ways())
        super().__init__(stage, offers, draft_of(offers, stage))

    def content(self) -> Iterator[Widget]:
        """What this is, how much was changed, and what there is to choose."""
        count = len(self.now.given)
        yield said(self.told("adjust", "title"), "title")
        yield said(self.told("adjust", "intro"), "intro")
        yield said(self.texts("adjust", {0: "none", 1: "some_one"}.get(count, "some"), count=count), "how")
        yield self.error
        yield self.choices

    async def action_go_on(self) -> None:
        """Goes the way that was chosen."""
        for chosen in self.taken():
            if chosen.startswith(OUT):
                await self._take_out(int(chosen.removeprefix(OUT)))
            elif chosen == Way.CLEARANCE:
                await self._record()
            else:
                wish = Wish(Way(chosen))
                await self.app.switch_screen(AdjustValueScreen(self.stage, self.now, wish, AdjustScreen))

    async def action_close(self) -> None:
        """Goes back to the result."""
        await self.app.pop_screen()

    async def _take_out(self, place: int) -> None:
        self.stage.interview.withdraw(place)
        await show_change(self, self.now.recommendation, "taken_out")

    async def _record(self) -> None:
        """Goes to the question that holds what was agreed."""
        self.stage.interview.change(CLEARANCE_FACT)
        await self.app.pop_screen()
        await self.stage.show()
