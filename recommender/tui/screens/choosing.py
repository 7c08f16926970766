"""A page on which lines are chosen by digits, or by arrows and space."""

from time import monotonic
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList

from recommender.tui.draft import Draft, Row
from recommender.tui.screens.page import Page
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.choices import Choices

Direction = Literal["up", "down", "page_up", "page_down"]


class ChoosingPage(Page):
    """Choosing only marks. What comes of it is for Enter, and for the pages built on this one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("space", "choose"),
        press("up", "move('up')"),
        press("down", "move('down')"),
        press("pageup", "move('page_up')"),
        press("pagedown", "move('page_down')"),
        *(press(str(digit), f"digit({digit})") for digit in range(10)),
    ]

    def __init__(self, stage: Stage, draft: Draft) -> None:
        super().__init__(stage)
        self.draft = draft
        self.choices = Choices(draft)

    def on_mount(self) -> None:
        """Puts the focus where answers are given."""
        self.set_focus(self.place())

    def place(self) -> Widget:
        """Where answers are given."""
        return self.choices

    def choose(self, row: Row) -> None:
        """Marks a line, or takes its mark away."""
        self.draft.choose(row)
        self.chosen(row)

    def chosen(self, row: Row) -> None:
        """Shows that a line was chosen."""
        self.choices.go_to(row)

    def no_such_choice(self) -> None:
        """Answers a digit that stands for nothing here."""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses, as a digit does."""
        self.choose(self.draft.rows[event.option_index])

    def action_digit(self, digit: int) -> None:
        """Chooses by number."""
        row = self.draft.digit(digit, monotonic())
        if row is None:
            self.no_such_choice()
        else:
            self.chosen(row)

    def action_move(self, direction: Direction) -> None:
        """Moves to another line; where only one can be chosen, it then is."""
        self.choices.move(direction)
        if self.choices.row is not None and not self.draft.several:
            self.choose(self.choices.row)

    def action_choose(self) -> None:
        """Chooses the line that is highlighted, or takes it out again."""
        if self.choices.row is not None:
            self.choose(self.choices.row)


class ReadingPage(ChoosingPage):
    """A text to read, and below it perhaps something to choose; where nothing is, the arrows read on."""

    BINDINGS: ClassVar[list[BindingType]] = [press("pageup", "read(-1)"), press("pagedown", "read(1)")]

    def __init__(self, stage: Stage, draft: Draft) -> None:
        super().__init__(stage, draft)
        self.reading = VerticalScroll(classes="reading", can_focus=not draft.rows)

    def place(self) -> Widget:
        """What there is to choose, or else the text."""
        return self.choices if self.draft.rows else self.reading

    def action_read(self, pages: int) -> None:
        """Scrolls the text."""
        self.reading.scroll_relative(y=pages * self.reading.size.height, animate=False)

    def action_move(self, direction: Direction) -> None:
        """Moves to another line, or reads on where there is none."""
        if self.draft.rows:
            super().action_move(direction)
        else:
            self.reading.scroll_relative(y=-1 if direction == "up" else 1, animate=False)
