"""A row for lists: a sign, and cells beside each other, each wrapped within its own column."""

import textwrap
from itertools import zip_longest

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

GAP = " "


class SignedRow(Visual):
    """Laid out once for each width: many of them are there at once, and tables of Rich's take long."""

    def __init__(self, sign: str, *cells: str) -> None:
        self._sign, self._cells = sign, cells
        self._laid, self._width = Content(), 0

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All the room there is."""
        del rules
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The number of lines at that width."""
        del rules
        return self._at(width).plain.count("\n") + 1

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines at that width."""
        return self._at(width).render_strips(width, height, style, options)

    def _at(self, width: int) -> Content:
        if width != self._width:
            self._laid, self._width = Content(self._lines(width)), width
        return self._laid

    def _lines(self, width: int) -> str:
        """The sign before the first line, and the cells of each line filled up to their column."""
        column = max(1, (width - 2) // max(1, len(self._cells)) - len(GAP))
        wrapped = [textwrap.wrap(cell, column, break_on_hyphens=False) for cell in self._cells]
        rows = zip_longest(*wrapped, fillvalue="") if any(wrapped) else [("",)]
        lines = [GAP.join(cell.ljust(column) for cell in row) for row in rows]
        signs = [self._sign, *[""] * len(lines)]
        return "\n".join(f"{sign:<1}{GAP}{line}".rstrip() for sign, line in zip(signs, lines, strict=False))
