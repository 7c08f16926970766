"""Keeping what came out: first what that means, then the code."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.keeping.keeper import plainly
from recommender.model.recommendation import Recommendation
from recommender.problem import Problems
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press


def keeping_of(stage: Stage, recommendation: Recommendation) -> Page:
    """What stands over a result when it is to be kept: an offer, or the code under which it is already."""
    if stage.keeper.holds(stage.interview.profile, recommendation, stage.book, stage.interview.note):
        return KeptScreen(stage)
    return KeepScreen(stage, recommendation)


class KeepScreen(Page):
    """Enter keeps it; `b` goes back without. What is refused is told here, and may be tried again."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "keep"), press("b,escape", "close")]
    keys = (("Enter", "keep"), ("b", "back"), ("h", "support"), ("↑↓", "read"))

    def __init__(self, stage: Stage, recommendation: Recommendation) -> None:
        super().__init__(stage)
        self.recommendation = recommendation
        self.error = said("", "error")

    def content(self) -> Iterator[Widget]:
        """What is kept, where, who can read it, and how it goes again."""
        code = self.stage.keeper.code
        yield said(self.words("keep", "title_again" if code else "title"), "title")
        with VerticalScroll(classes="reading"):
            yield said(self.voiced("keep", "what"), "paragraph")
            if code:
                yield said(self.voiced("keep", "again", code=code), "paragraph")
            yield said(self.words("keep", "where", path=self.stage.keeper.place), "paragraph")
            yield said(self.words("keep", "who"), "paragraph")
            yield said(self.words("keep", "delete"), "paragraph")
        yield self.error
        yield said(self.words("keep", "ask"), "invitation")

    async def action_keep(self) -> None:
        """Keeps it, and shows the code."""
        stage = self.stage
        try:
            stage.keeper.keep(stage.interview.profile, self.recommendation, stage.book, stage.interview.note)
        except Problems as problems:
            self.error.update(self.words("keep", "refused", why=plainly(problems)))
            self.error.add_class("-said")
        else:
            await self.app.switch_screen(KeptScreen(stage))
            if (refused := stage.as_you_go.finished(stage.interview)) is not None:
                stage.say_refused("not_erased", refused)

    async def action_close(self) -> None:
        """Goes back to the result."""
        await self.app.pop_screen()


class KeptScreen(Page):
    """The code, alone. Every way on leads back to the result."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter,b,escape", "close")]
    keys = (("Enter", "back"), ("h", "support"))

    def content(self) -> Iterator[Widget]:
        """The code, and that it might be noted."""
        yield said(self.words("keep", "done"), "title")
        yield said(self.stage.keeper.code, "code")
        yield said(self.voiced("keep", "note"), "paragraph")

    async def action_close(self) -> None:
        """Goes back to the result."""
        await self.app.pop_screen()
