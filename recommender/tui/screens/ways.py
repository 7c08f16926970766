"""How answers are kept, asked before that begins where a lock comes first."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.keeping.keeper import Keeper
from recommender.keeping.ways import Way, lock_comes_first, who_reads_it
from recommender.model.texts import Phrases
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.busy import Then
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.lock import LockScreen
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press


async def once_kept_as_wanted(app: App[None], stage: Stage, then: Then) -> None:
    """Does what begins to keep answers; where a lock comes first, it is offered before that."""
    keeps = stage.as_you_go.keeping != "nothing"
    if keeps and lock_comes_first(stage.keeper, stage.interview.role):
        await app.push_screen(WaysScreen(stage, then))
    else:
        await then()


def rows_of(ways: tuple[Way, ...], keeper: Keeper, words: Phrases) -> list[Row]:
    """The ways as lines to choose."""
    named = "ways_there" if keeper.exists else "ways"
    return [Row(str(at), way, words("lock", named, way)) for at, way in enumerate(ways, 1)]


class WaysScreen(ChoosingPage):
    """Enter goes on in the way that is marked: at first the lock. `b` goes back, and nothing is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "go_on"), press("b,escape,minus", "close")]
    keys = (("Enter", "next"), ("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, then: Then) -> None:
        words = stage.book.texts.interview
        super().__init__(stage, Draft(rows_of(("locked", "open"), stage.keeper, words), "locked"))
        self.then = then

    def content(self) -> Iterator[Widget]:
        """What the ways mean, and the ways."""
        yield said(self.words("lock", "ask"), "title")
        with VerticalScroll(classes="reading", can_focus=False):
            for told in who_reads_it(self.stage.keeper, self.stage.interview.role, self.words):
                yield said(told, "paragraph")
        yield self.choices
        yield said(self.words("lock", "start"), "invitation")

    async def action_go_on(self) -> None:
        """Goes on as marked."""
        if self.draft.answer == "locked":
            await self.app.push_screen(LockScreen(self.stage, lambda: self._go_on))
        else:
            await self._go_on()

    async def action_close(self) -> None:
        """Goes back to the welcome."""
        await self.app.pop_screen()

    async def _go_on(self) -> None:
        with self.app.batch_update():
            await self.app.pop_screen()
            await self.then()
