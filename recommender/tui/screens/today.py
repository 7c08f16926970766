"""The one question before a session. Nothing of its answer is kept."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from recommender.keeping.later import Later, day_page
from recommender.model.fact import Missing
from recommender.model.today import State
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import said
from recommender.tui.screens.text import TextScreen
from recommender.tui.stage import Stage, press


class TodayScreen(ChoosingPage):
    """Enter goes on with what is chosen; with nothing chosen, the question is left open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("b,escape", "close"),
        press("minus,question_mark", "leave_open"),
    ]
    keys = (("Enter", "next"), ("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, seen: Later) -> None:
        words = stage.book.texts.interview
        self.voice = "_clinician" if seen.role == "clinician" else ""
        states = [
            Row(str(at), str(state), words("today", "answers", state)) for at, state in enumerate(State, 1)
        ]
        left_open = [
            Row("?", Missing.UNKNOWN, words("choices", f"unknown{self.voice}")),
            Row("-", Missing.DECLINED, words("choices", f"decline{self.voice}")),
        ]
        super().__init__(stage, Draft([*states, *left_open]))
        self.seen = seen
        self.error = said("", "error")

    def content(self) -> Iterator[Widget]:
        """The question, why it is asked, and its answers."""
        yield said(self.words("today", f"ask{self.voice}"), "title")
        yield said(self.words("question", "why_line", why=self.words("today", "why")), "why")
        yield self.error
        yield self.choices

    def chosen(self, row: Row) -> None:
        """Shows the choice."""
        super().chosen(row)
        self.error.remove_class("-said")

    def no_such_choice(self) -> None:
        """Says which digits there are."""
        low, high = self.draft.lowest, self.draft.highest
        self.error.update(self.words("errors", "not_a_choice", low=low, high=high))
        self.error.add_class("-said")

    async def action_go_on(self) -> None:
        """Shows the version of today in the place of the question."""
        answer = self.draft.answer
        await self._show(State(answer) if isinstance(answer, str) else None)

    async def action_leave_open(self) -> None:
        """Goes on without an answer, which is fine too."""
        await self._show(None)

    async def action_close(self) -> None:
        """Goes back to what was kept."""
        await self.app.pop_screen()

    async def _show(self, state: State | None) -> None:
        text = day_page(self.seen, state, self.stage.book)
        await self.app.switch_screen(TextScreen(self.stage, self.words("later", "today"), text))
