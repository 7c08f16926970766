"""A question to an author, over the files: about edits that would otherwise be lost."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.tui.draft import Draft, Row
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.key_line import KeyLine

Answered = Callable[[str], Awaitable[None]]


class AskScreen(ChoosingPage):
    """Asks once. Enter takes the line that is marked: at first the one that loses nothing, as `b` does."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "go_on"), press("b,escape", "close")]

    def __init__(self, stage: Stage, about: str, ways: Sequence[str], text: str, answered: Answered) -> None:
        self.texts = stage.book.texts.authoring
        rows = [Row(str(at), way, self.texts(about, way)) for at, way in enumerate(ways, 1)]
        super().__init__(stage, Draft(rows, ways[0]))
        self.about, self.text, self.answered = about, text, answered

    def compose(self) -> Iterator[Widget]:
        """The question, the ways on, and the keys."""
        yield said(self.texts(self.about, "title"), "title")
        with VerticalScroll(classes="rules-asked", can_focus=False):
            yield said(self.text)
        yield self.choices
        hints = [("1-9", "choose"), ("Enter", "go"), ("b", "back"), ("h", "support")]
        yield KeyLine(
            [(key, self.texts("keys", word)) for key, word in hints],
            ("F12", self.words("keys", "leave")),
            ("F1", self.words("keys", "keys")),
        )

    async def action_go_on(self) -> None:
        """Goes the way that is marked."""
        await self.app.pop_screen()
        await self.answered(str(self.draft.answer))

    async def action_close(self) -> None:
        """Goes back to the edits."""
        await self.app.pop_screen()
