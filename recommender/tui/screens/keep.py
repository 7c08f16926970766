"""Keeping what came out: first what that means, then the code."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from recommender.keeping.keeper import plainly
from recommender.keeping.ways import ways_of, who_reads_it
from recommender.model.recommendation import Recommendation
from recommender.problem import Problems
from recommender.tui.draft import Draft
from recommender.tui.screens.busy import BusyPage, Then
from recommender.tui.screens.choosing import ReadingPage
from recommender.tui.screens.lock import LockScreen
from recommender.tui.screens.page import Page, said
from recommender.tui.screens.unlock import once_open
from recommender.tui.screens.ways import rows_of
from recommender.tui.stage import Stage, press


def keeping_of(stage: Stage, recommendation: Recommendation) -> Page:
    """What stands over a result when it is to be kept: an offer, or the code under which it is already."""
    if stage.keeper.holds(stage.interview.profile, recommendation, stage.book, stage.interview.note):
        return KeptScreen(stage)
    return KeepScreen(stage, recommendation)


class KeepScreen(BusyPage, ReadingPage):
    """Enter keeps it, in the way that is marked where there are two; `b` goes back without.

    What is refused is told here, and may be tried again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "keep"),
        press("b,escape,minus", "close"),
    ]

    def __init__(self, stage: Stage, recommendation: Recommendation) -> None:
        self.ways = ways_of(stage.keeper, stage.interview.role)
        rows = rows_of(self.ways, stage.keeper, stage.book.texts.interview)
        ReadingPage.__init__(self, stage, Draft(rows, next(iter(self.ways), None)))
        self.recommendation = recommendation
        self.error = said("", "error")
        arrows = ("↑↓", "choose" if self.ways else "read")
        self.keys = (("Enter", "keep"), ("b", "back"), ("h", "support"), arrows)

    def content(self) -> Iterator[Widget]:
        """What is kept, where, who can read it, how it goes again, and the ways to keep it."""
        keeper = self.stage.keeper
        yield said(self.words("keep", "title_again" if keeper.code else "title"), "title")
        with self.reading:
            yield said(self.voiced("keep", "what"), "paragraph")
            if keeper.code:
                yield said(self.voiced("keep", "again", code=keeper.code), "paragraph")
            yield said(self.words("keep", "where", path=keeper.place), "paragraph")
            for told in who_reads_it(keeper, self.stage.interview.role, self.words):
                yield said(told, "paragraph")
            yield said(self.words("keep", "delete"), "paragraph")
        yield self.error
        if self.ways:
            yield self.choices
        yield said(self.words("keep", "ask_way" if self.ways else "ask"), "invitation")

    async def action_keep(self) -> None:
        """Keeps it; before that, a passphrase is chosen, or the one of a locked casebook given."""
        keeper = self.stage.keeper
        if self.draft.answer == "locked" and not keeper.locked:
            await self.app.push_screen(LockScreen(self.stage, self._keep))
        else:
            await once_open(self, self._keep)

    async def action_close(self) -> None:
        """Goes back to the result."""
        if not self.busy:
            await self.app.pop_screen()

    def _keep(self) -> Then:
        stage = self.stage
        try:
            stage.keeper.keep(stage.interview.profile, self.recommendation, stage.book, stage.interview.note)
        except Problems as problems:
            return partial(self._say, self.words("keep", "refused", why=plainly(problems)))
        return self._show_code

    async def _say(self, error: str) -> None:
        self.error.update(error)
        self.error.add_class("-said")

    async def _show_code(self) -> None:
        stage = self.stage
        await self.app.switch_screen(KeptScreen(stage))
        if (refused := stage.as_you_go.finished(stage.interview)) is not None:
            stage.say_refused("not_erased", refused)


class KeptScreen(Page):
    """The code, alone. Every way on leads back to the result."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter,b,escape", "close")]
    keys = (("Enter", "back"), ("h", "support"))

    def content(self) -> Iterator[Widget]:
        """The code, and that it might be noted."""
        yield said(self.words("keep", "done"), "title")
        yield said(self.stage.keeper.code, "code")
        form = "note_locked" if self.stage.keeper.locked else "note"
        yield said(self.voiced("keep", form), "paragraph")

    async def action_close(self) -> None:
        """Goes back to the result."""
        await self.app.pop_screen()
