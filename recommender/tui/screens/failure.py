"""No result: a plain word about it, and the contacts."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.interview.view import FailureView
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press


class FailureScreen(Page):
    """The program does not trust its own result, so there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [press("b", "back")]
    keys = (("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, view: FailureView) -> None:
        super().__init__(stage)
        self.view = view

    def content(self) -> Iterator[Widget]:
        """What happened, and whom to turn to."""
        yield said(self.words("outcome", "title"), "title")
        with VerticalScroll(classes="reading"):
            yield said(self.view.text, "paragraph")
            yield said(self.view.contacts_intro, "paragraph")
            for contact in self.view.contacts:
                yield said(contact, "paragraph")
