"""Somebody is to look first: contacts, what holds until then, the reasons, and two ways on."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.export.text import as_text
from recommender.interview.view import OutcomeView
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.asking import AskingPage
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import said
from recommender.tui.screens.result_keys import BESIDE, ResultKeys
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.prose import Prose

LEAVE = ""
"""Stands for leaving, among the questions that can be answered anew."""


class ReferralScreen(ChoosingPage, ResultKeys, AskingPage):
    """The questions have ended. An answer can be changed, or one can leave; nothing is chosen beforehand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("b", "back"),
        *BESIDE,
        press("up", "read(-1)"),
        press("down", "read(1)"),
        press("pageup", "read(-8)"),
        press("pagedown", "read(8)"),
    ]
    keys = (
        ("Enter", "next"),
        ("↑↓", "read"),
        ("b", "back"),
        ("h", "support"),
        ("k", "keep"),
        ("x", "save"),
        ("a", "adjust"),
    )

    def __init__(self, stage: Stage, view: OutcomeView) -> None:
        questions, words = stage.book.texts.questions.questions, stage.book.texts.interview
        offers = [(fact, words("referral", "change", label=questions[fact].label)) for fact in view.change]
        ways = [*offers, (LEAVE, words("referral", "leave"))]
        super().__init__(stage, Draft([Row(str(at), *way) for at, way in enumerate(ways, 1)]))
        self.recommendation = view.recommendation
        self.reading = VerticalScroll(
            Prose(as_text(view.recommendation, stage.book)), classes="reading", can_focus=False
        )

    def content(self) -> Iterator[Widget]:
        """The text, and below it what can be done from here."""
        yield self.reading
        yield said(self.words("referral", "offer_change"), "how")
        yield self.choices

    def action_read(self, lines: int) -> None:
        """Scrolls the text."""
        self.reading.scroll_relative(y=lines, animate=False)

    async def action_go_on(self) -> None:
        """Goes the way that was chosen; with none chosen, everything stays."""
        if self.draft.answer == LEAVE:
            self.stage.leave_now()
        elif isinstance(self.draft.answer, str):
            self.stage.interview.change(self.draft.answer)
            await self.stage.show()
