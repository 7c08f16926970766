"""What was begun here: going on with it, or erasing it."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.problem import Problems
from recommender.tui.screens.busy import BusyPage, Then
from recommender.tui.screens.page import said
from recommender.tui.screens.unlock import once_open
from recommender.tui.stage import Stage, press


class BegunScreen(BusyPage):
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
            form = "where_locked" if self.stage.keeper.locked else "where"
            yield said(self.words("unfinished", form, path=path), "paragraph")
            yield said(self.words("unfinished", "takes_its_place"), "paragraph")
        yield self.warning

    async def action_go_on(self) -> None:
        """Goes on where it was left; beside a locked casebook, its passphrase is asked for first."""
        await once_open(self, self._resume)

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
        if not self.busy:
            await self.app.pop_screen()

    def _resume(self) -> Then:
        try:
            return partial(self._show, self.stage.resume())
        except Problems as problems:
            return partial(self._say_refused, problems)

    async def _say_refused(self, problems: Problems) -> None:
        await self.app.pop_screen()
        await self.stage.show()
        self.stage.say_refused("refused", problems)

    async def _show(self, lost: str) -> None:
        await self.app.pop_screen()
        await self.stage.show()
        if lost:
            self.stage.say(lost)
