"""Lines to choose from, with a mark before each that is chosen."""

from typing import Literal

from rich.table import Table
from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from recommender.tui.draft import Draft, Row

MARKS = {(False, False): "○", (False, True): "●", (True, False): "[ ]", (True, True): "[x]"}
"""By whether a line is one of several, and whether it is chosen."""


class Choices(OptionList, inherit_bindings=False):
    """Shows a draft. It knows no keys of its own: the screen moves it, which keeps the order of typing."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._marks = [draft.chosen(row) for row in draft.rows]
        super().__init__(*(Option(self._line(row)) for row in draft.rows), compact=True, markup=False)
        self.highlighted = self._marks.index(True) if any(self._marks) else None

    @property
    def row(self) -> Row | None:
        """The line that is highlighted."""
        return None if self.highlighted is None else self._draft.rows[self.highlighted]

    def go_to(self, row: Row) -> None:
        """Sets the marks anew, highlights a line and brings it into view."""
        self.remark()
        self.highlighted = self._draft.rows.index(row)

    def move(self, direction: Literal["up", "down", "page_up", "page_down"]) -> None:
        """Highlights another line; a page only scrolls, so that looking on never changes an answer."""
        match direction:
            case "up":
                self.action_cursor_up()
            case "down":
                self.action_cursor_down()
            case "page_up":
                self.scroll_page_up(animate=False)
            case "page_down":
                self.scroll_page_down(animate=False)

    def remark(self) -> None:
        """Sets the marks anew."""
        for at, row in enumerate(self._draft.rows):
            if self._draft.chosen(row) != self._marks[at]:
                self._marks[at] = not self._marks[at]
                self.replace_option_prompt_at_index(at, self._line(row))

    def _line(self, row: Row) -> Table:
        line = Table.grid(padding=(0, 1, 0, 0))
        line.add_column(justify="right", width=2)
        line.add_column(width=3 if self._draft.several else 1)
        line.add_column()
        line.add_row(*map(Text, (row.key, MARKS[row.several, self._draft.chosen(row)], row.label)))
        return line
