"""How far a change goes: what there is to choose in one way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar, TypeAlias

from textual.binding import BindingType
from textual.widget import Widget

from recommender.interview.offers import Offers
from recommender.interview.wish import Way, Wish
from recommender.tui.screens.adjust_page import OfferPage, draft_of
from recommender.tui.screens.adjust_reason import AdjustReasonScreen
from recommender.tui.screens.adjust_until import AdjustUntilScreen
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press

Beginning: TypeAlias = Callable[[Stage], Page]


class AdjustValueScreen(OfferPage):
    """Enter goes on with what is chosen; `b` goes back to the ways."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "go_on"), press("b,escape", "close")]
    keys = (("Enter", "on"), ("b", "back"), ("h", "support"), ("↑↓", "move"))

    def __init__(self, stage: Stage, now: Offers, wish: Wish, beginning: Beginning) -> None:
        offers = now.values(wish.way)
        several = wish.way is Way.EXCLUDE
        super().__init__(stage, offers, draft_of(offers, stage, several=several, given=wish.values))
        self.now, self.wish, self.beginning = now, wish, beginning

    def content(self) -> Iterator[Widget]:
        """What is asked, what it does, and what there is to choose."""
        yield said(self.texts("adjust", "asks", self.wish.way), "title")
        yield said(self.texts("adjust", "hints", self.wish.way), "why")
        yield self.error
        yield self.choices

    async def action_go_on(self) -> None:
        """Goes on to the weeks, or where there are none to the reason."""
        if values := self.taken():
            wish = replace(self.wish, values=values)
            following = AdjustUntilScreen if wish.has_weeks else AdjustReasonScreen
            await self.app.switch_screen(following(self.stage, self.now, wish, self._again))

    async def action_close(self) -> None:
        """Goes back to the ways."""
        await self.app.switch_screen(self.beginning(self.stage))

    def _again(self, wish: Wish) -> Page:
        return AdjustValueScreen(self.stage, self.now, wish, self.beginning)
