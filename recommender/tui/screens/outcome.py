"""What came out: a programme, or light movement, and why each part of it is there."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from recommender.export.text import as_text
from recommender.interview.view import OutcomeView
from recommender.tui.parts import parts_of
from recommender.tui.screens.keep import keeping_of
from recommender.tui.screens.page import Page, said
from recommender.tui.screens.why import WhyScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.ledger import Ledger
from recommender.tui.widgets.prose import Prose


class OutcomeScreen(Page):
    """The text to read, and the parts of it; Enter on a part says why it is there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("tab,w", "other"),
        press("enter", "why"),
        press("b", "back"),
        press("k", "keep"),
    ]
    keys = (
        ("Tab", "parts"),
        ("k", "keep"),
        ("Enter", "why"),
        ("b", "back"),
        ("h", "support"),
        ("↑↓", "read"),
    )

    def __init__(self, stage: Stage, view: OutcomeView) -> None:
        super().__init__(stage)
        self.recommendation = view.recommendation
        self.reading = VerticalScroll(Prose(as_text(view.recommendation, stage.book)), classes="reading")
        self.parts = Ledger(parts_of(view.recommendation, stage.book))

    def content(self) -> Iterator[Widget]:
        """The text, and beside or under it the parts."""
        yield said(self.words("outcome", "title"), "title")
        with Vertical(classes="outcome"):
            yield self.reading
            with Vertical(classes="parts"):
                yield said(self.words("parts", "title"), "how")
                yield self.parts

    def on_mount(self) -> None:
        """The text comes first, ready for the arrows."""
        self.set_focus(self.reading)

    def on_option_list_option_selected(self) -> None:
        """A click on a part says why it is there."""
        self.action_why()

    async def action_keep(self) -> None:
        """Says what keeping means, and offers it; or the code, where this is kept already."""
        await self.app.push_screen(keeping_of(self.stage, self.recommendation))

    def action_other(self) -> None:
        """Goes from the text to its parts, and back."""
        at_parts = self.focused is self.parts
        self.set_class(not at_parts, "-at-parts")
        self.set_focus(self.reading if at_parts else self.parts)

    def action_why(self) -> None:
        """Says why the part is there that is highlighted; from the text it goes to the parts first."""
        if self.focused is not self.parts:
            self.action_other()
        elif self.parts.chosen:
            self.app.push_screen(WhyScreen(self.stage, self.recommendation, self.parts.chosen))
