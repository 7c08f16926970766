"""The files of a folder of rules, and what is wrong in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.table import Table
from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line(Generic[T]):
    """A row, what it stands for, and a word beside it; a heading stands for nothing."""

    text: str
    stands_for: T | None = None
    beside: str = ""


class Lines(OptionList, Generic[T], inherit_bindings=False):
    """Rows under headings. The screen moves it, so that keys are taken in the order of typing."""

    def __init__(self, classes: str) -> None:
        super().__init__(compact=True, markup=False, classes=classes)
        self._told: tuple[Line[T], ...] = ()

    def tell(self, lines: Iterable[Line[T]]) -> None:
        """Shows these rows; the mark stays with what it was on."""
        lines = tuple(lines)
        if lines == self._told:
            return
        chosen, place = self.chosen, self.highlighted
        self._told = lines
        self.set_options([Option(_row(line), disabled=line.stands_for is None) for line in lines])
        self.highlighted = self._at(chosen, place)

    @property
    def chosen(self) -> T | None:
        """What the row stands for that is marked."""
        return None if self.highlighted is None else self._told[self.highlighted].stands_for

    @property
    def all(self) -> tuple[T, ...]:
        """What all the rows stand for."""
        return tuple(line.stands_for for line in self._told if line.stands_for is not None)

    def choose(self, wanted: T) -> None:
        """Marks the row of something."""
        self.highlighted = self._at(wanted, self.highlighted)

    def step(self, direction: str) -> None:
        """Marks another row."""
        match direction:
            case "up":
                self.action_cursor_up()
            case "down":
                self.action_cursor_down()
            case "page_up":
                self.action_page_up()  # type: ignore[no-untyped-call]
            case _:
                self.action_page_down()  # type: ignore[no-untyped-call]

    def _at(self, wanted: T | None, otherwise: int | None) -> int | None:
        rows = [at for at, line in enumerate(self._told) if line.stands_for is not None]
        same = next((at for at in rows if self._told[at].stands_for == wanted), None)
        if same is not None or not rows:
            return same
        return min(rows, key=lambda at: abs(at - (otherwise or 0)))


def _row(line: Line[T]) -> Table | Text:
    if line.stands_for is None:
        return Text(line.text)
    row = Table.grid(expand=True, padding=(0, 1, 0, 0))
    row.add_column(width=1)
    row.add_column(ratio=1)
    row.add_column(justify="right")
    row.add_row("", Text(line.text), Text(line.beside))
    return row
