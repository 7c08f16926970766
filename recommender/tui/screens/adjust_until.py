"""Until which week a change holds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.interview.offers import Offers
from recommender.interview.wish import LAST_WEEK, Wish, until_week
from recommender.tui.screens.adjust_page import AdjustPage, hint
from recommender.tui.screens.adjust_reason import AdjustReasonScreen
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.number_field import NumberField

Before: TypeAlias = Callable[[Wish], Page]


class AdjustUntilScreen(AdjustPage):
    """Enter goes on with the week; an empty field stands for throughout."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("b,escape", "close"),
        press("backspace", "erase"),
        *(press(str(digit), f"digit({digit})") for digit in range(10)),
    ]
    keys = (("Enter", "on"), ("b", "back"), ("h", "support"))

    def __init__(self, stage: Stage, now: Offers, wish: Wish, before: Before) -> None:
        super().__init__(stage)
        self.now, self.wish, self.before = now, wish, before
        self.field = NumberField("" if wish.until is None else str(wish.until))

    def content(self) -> Iterator[Widget]:
        """What is asked, the field, and what leaving it empty means."""
        yield said(self.texts("adjust", "until", "ask"), "title")
        yield self.field
        yield hint(self.texts("adjust", "until", "hint"))
        with VerticalScroll(classes="reading", can_focus=False):
            yield self.error

    def on_mount(self) -> None:
        """Digits go into the field."""
        self.set_focus(self.field)

    def on_key(self, event: events.Key) -> None:
        """Answers a letter that does nothing, so that nobody wonders."""
        if event.is_printable:
            self.say(self.words("errors", "not_a_key"))

    def action_digit(self, digit: int) -> None:
        """Writes a digit."""
        self.say("")
        self.field.write(str(digit))

    def action_erase(self) -> None:
        """Takes a digit back."""
        self.field.action_delete_left()

    async def action_go_on(self) -> None:
        """Goes on to the reason."""
        try:
            wish = replace(self.wish, until=until_week(self.field.value))
        except ValueError:
            self.say(self.texts("adjust", "not_a_week", last=LAST_WEEK))
        else:
            await self.app.switch_screen(AdjustReasonScreen(self.stage, self.now, wish, self._again))

    async def action_close(self) -> None:
        """Goes back to what was chosen."""
        await self.app.switch_screen(self.before(self.wish))

    def _again(self, wish: Wish) -> Page:
        return AdjustUntilScreen(self.stage, self.now, wish, self.before)
