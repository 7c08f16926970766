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
        self._entries = tuple(entries)
        super().__init__(*map(_option, self._entries), compact=True, markup=False)

    @property
    def chosen(self) -> str:
        """The name of the row that is highlighted; empty where there is none."""
        return "" if self.highlighted is None else self._entries[self.highlighted].name


def _option(entry: Entry) -> Option:
    if not entry.name:
        return Option(Text(entry.text), disabled=True)
    line = Table.grid(expand=True, padding=(0, 1, 0, 0))
    line.add_column(width=1)
    line.add_column(ratio=1)
    if entry.beside:
        line.add_column(ratio=1)
    line.add_row("", *(Text(text) for text in (entry.text, entry.beside) if text))
    return Option(line)
