"""What was begun here: going on with it, or erasing it."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.problem import Problems
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press


class BegunScreen(Page):
    """Enter goes on at the same question, `e` erases once it was said what that means, `b` leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("e", "erase"),
        press("b,escape", "close"),
    ]
    keys = (("Enter", "next"), ("b", "back"), ("e", "erase"), ("h", "support"))

    def __init__(self, stage: Stage, begun: str) -> None:
        super().__init__(stage)
        self.begun = begun
        self.warning = said("", "error")

    def content(self) -> Iterator[Widget]:
        """What there is, and what can be done about it."""
        yield said(self.words("keys", "resume"), "title")
        with VerticalScroll(classes="reading"):
            yield said(self.begun, "paragraph")
            path = self.stage.as_you_go.unfinished.place
            yield said(self.words("unfinished", "where", path=path), "paragraph")
            yield said(self.words("unfinished", "takes_its_place"), "paragraph")
        yield self.warning

    async def action_go_on(self) -> None:
        """Goes on where it was left."""
        try:
            lost = self.stage.resume()
        except Problems as problems:
            await self.app.pop_screen()
            await self.stage.show()
            self.stage.say_refused("refused", problems)
            return
        await self.app.pop_screen()
        await self.stage.show()
        if lost:
            self.stage.say(lost)

    async def action_erase(self) -> None:
        """Says that it would be gone; erases it the second time, and says so."""
        if not self.warning.has_class("-said"):
            self.warning.update(self.words("unfinished", "erase_once"))
            self.warning.add_class("-said")
            return
        refused = self.stage.as_you_go.erase_begun()
        await self.app.pop_screen()
        if refused is not None:
            self.stage.say_refused("not_erased", refused)
        else:
            await self.stage.show()
            self.stage.say(self.words("unfinished", "erased"))

    async def action_close(self) -> None:
        """Leaves it as it is."""
        await self.app.pop_screen()
