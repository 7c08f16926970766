"""The reason of a change, in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar, TypeAlias

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.interview.offers import Offers
from recommender.interview.wish import LONGEST_REASON, Wish
from recommender.problem import Problems
from recommender.tui.screens.adjust_done import show_change
from recommender.tui.screens.adjust_page import AdjustPage, hint
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.line_field import LineField

Before: TypeAlias = Callable[[Wish], Page]


class AdjustReasonScreen(AdjustPage):
    """Enter makes the change; letters type, so only Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "go_on"), press("escape", "close")]
    keys = (("Enter", "add"), ("Esc", "back"))

    def __init__(self, stage: Stage, now: Offers, wish: Wish, before: Before) -> None:
        super().__init__(stage)
        self.now, self.wish, self.before = now, wish, before
        self.field = LineField(wish.reason)

    def content(self) -> Iterator[Widget]:
        """What is asked, the field, how much room there is, and whether it may stay empty."""
        yield said(self.texts("adjust", "reason", "ask"), "title")
        yield self.field
        yield hint(self.told("adjust", "reason", "hint", most=LONGEST_REASON))
        with VerticalScroll(classes="reading", can_focus=False):
            yield self.error

    def on_mount(self) -> None:
        """What is typed goes into the field."""
        self.set_focus(self.field)

    def on_input_changed(self) -> None:
        """What was said about the words before is no longer true of these."""
        self.say("")

    @property
    def typed(self) -> Wish:
        """The change with what stands in the field."""
        return replace(self.wish, reason=self.field.value)

    def slip(self) -> str:
        """What keeps the change from being made with these words; empty where nothing does."""
        letters = len(self.field.value.strip())
        if letters > LONGEST_REASON:
            return self.texts("adjust", "reason", "too_long", most=LONGEST_REASON, count=letters)
        needed = self.stage.interview.role == "clinician" and not letters
        return self.texts("adjust", "reason_first") if needed else ""

    async def action_go_on(self) -> None:
        """Makes the change, and shows what it has changed; where it cannot be made, says why."""
        if slip := self.slip():
            self.say(slip)
            return
        try:
            self.stage.interview.adjust(self.typed.written())
        except Problems as problems:
            why = "; ".join(problem.what for problem in problems.problems)
            self.say(self.texts("adjust", "refused", why=why))
        else:
            await show_change(self, self.now.recommendation, "done")

    async def action_close(self) -> None:
        """Goes back to what was asked before; the words stay."""
        await self.app.switch_screen(self.before(self.typed))
