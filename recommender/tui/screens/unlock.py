"""The passphrase of a casebook that is locked, asked for once in a sitting."""

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.tui.screens.busy import BusyPage, Job
from recommender.tui.screens.page import said
from recommender.tui.screens.passphrase import PassphrasePage


async def once_open(page: BusyPage, job: Job) -> None:
    """Does something with the casebook; where it is locked still, its passphrase is asked for first.

    A locked casebook takes a moment each time, so what is done with it is done beside the screen.
    """
    keeper = page.stage.keeper
    if page.busy:
        return
    if keeper.asks:
        await page.app.push_screen(UnlockScreen(page.stage, job))
    elif keeper.locked:
        page.beside(job)
    else:
        await job()()


class UnlockScreen(PassphrasePage):
    """Enter tries what is typed, as often as somebody likes. Nothing is counted, and nothing is erased."""

    keys = (("Enter", "open"), ("Esc", "back"), ("F4", "show"), ("F3", "support"))
    section = "unlock"

    def content(self) -> Iterator[Widget]:
        """What is asked for, the field, and a word where it does not open."""
        yield said(self.words("unlock", "title"), "title")
        yield said(self.words("unlock", "ask"), "question")
        yield self.first
        yield said(self.words("unlock", "hint"), "hint")
        with VerticalScroll(classes="reading", can_focus=False):
            yield self.progress
            yield self.error

    def action_go_on(self) -> None:
        """Tries it."""
        if self.busy:
            return
        if slip := self.slip():
            self.tell(slip)
        else:
            self.try_it()

    def take(self, typed: str) -> bool:
        """Whether it opens with that."""
        return self.stage.keeper.give(typed)
