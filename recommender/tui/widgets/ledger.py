"""Rows under headings, from which one can be opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with a name of its own, and what stands beside it; a heading has no name."""

    name: str
    text: str
    beside: str = ""


class Ledger(OptionList):
    """Headings can be read and not opened."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__(*(_option(entry) for entry in entries), compact=True, markup=False)

    def go_to(self, name: str) -> None:
        """Highlights the row with that name, where there is one."""
        names = [option.id for option in self.options]
        if name in names:
            self.highlighted = names.index(name)


def _option(entry: Entry) -> Option:
    if not entry.name:
        return Option(entry.text, disabled=True)
    line = Table.grid(expand=True, padding=(0, 1, 0, 0))
    line.add_column(width=1)
    line.add_column(ratio=1)
    if entry.beside:
        line.add_column(ratio=1)
    line.add_row("", *(Text(text) for text in (entry.text, entry.beside) if text))
    return Option(line, id=entry.name)
