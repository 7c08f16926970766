"""The keys that work here, in one line."""

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

GAP = 3
FIRST = 3

Hint: TypeAlias = tuple[str, str]
"""A key, and what it does."""


class KeyLine(Widget):
    """Keys and what they do. Where the line is short, the later ones give way; the last one never does.

    Where some give way, `all_keys` says where they are found, as far as it does not push out the first three.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}

    def __init__(self, hints: Sequence[Hint], last: Hint, all_keys: Hint | None = None) -> None:
        super().__init__()
        self._hints = tuple(hints)
        self._last = last
        self._all_keys = all_keys

    def render(self) -> Text:
        """As many keys as fit, and the last one at the right end."""
        shown, ending = in_the_room(self.size.width, self._hints, self._last, self._all_keys)
        line, end = self._joined(shown), self._joined(ending)
        line.pad_right(max(0, self.size.width - line.cell_len - end.cell_len))
        return line + end

    def _joined(self, hints: Sequence[Hint]) -> Text:
        style = self.get_component_rich_style("key-line--key")
        return Text(" " * GAP).join(Text.assemble((key, style), " ", word) for key, word in hints)


def in_the_room(
    room: int, hints: Sequence[Hint], last: Hint, all_keys: Hint | None = None
) -> tuple[Sequence[Hint], Sequence[Hint]]:
    """The keys that have room at the left, and those at the right end."""
    if all_keys is not None:
        shown = _fitting(room, hints, (all_keys, last))
        if len(shown) >= min(FIRST, len(hints)):
            return shown, (all_keys, last)
    return _fitting(room, hints, (last,)), (last,)


def _fitting(room: int, hints: Sequence[Hint], ending: Sequence[Hint]) -> Sequence[Hint]:
    counts = range(len(hints), 0, -1)
    return next((hints[:count] for count in counts if _width((*hints[:count], *ending)) <= room), ())


def _width(hints: Sequence[Hint]) -> int:
    return sum(cell_len(key) + 1 + cell_len(word) for key, word in hints) + GAP * (len(hints) - 1)
