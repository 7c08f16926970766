"""The keys that work here, in one line."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.widget import Widget

GAP = 3


class KeyLine(Widget):
    """Keys and what they do. Where the line is short, the later ones give way; the last one never does."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}

    def __init__(self, hints: Sequence[tuple[str, str]], last: tuple[str, str]) -> None:
        super().__init__()
        self._hints = hints
        self._last = last

    def render(self) -> Text:
        """As many keys as fit, and the last one at the right end."""
        ending = self._said(*self._last)
        line = Text()
        for hint in self._hints:
            said = self._said(*hint)
            if line.cell_len + said.cell_len + ending.cell_len + 2 * GAP > self.size.width:
                break
            line += said + Text(" " * GAP)
        line.pad_right(max(0, self.size.width - line.cell_len - ending.cell_len))
        return line + ending

    def _said(self, key: str, word: str) -> Text:
        return Text.assemble((key, self.get_component_rich_style("key-line--key")), " ", word)
