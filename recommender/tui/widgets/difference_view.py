"""What came, went and changed: a sign before each line, which says it without any colour."""

from collections.abc import Iterable

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from recommender.explanation.line import Line
from recommender.tui.widgets.signed_row import SignedRow


class DifferenceView(OptionList):
    """Every line can be gone to, so that none is out of reach of the arrows; headings lie between them."""

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)
        self._told: tuple[Line, ...] = ()

    @property
    def line(self) -> Line | None:
        """The line that is highlighted."""
        return None if self.highlighted is None else self._told[self.highlighted]

    def tell(self, lines: Iterable[Line]) -> None:
        """Shows other lines, from the first one on."""
        self._told = tuple(lines)
        self.set_options(map(_option, self._told))
        self.highlighted = next((at for at, line in enumerate(self._told) if not line.heading), None)
        self.scroll_home(animate=False)


def _option(line: Line) -> Option:
    if line.heading:
        return Option(Text(line.text), disabled=True)
    return Option(SignedRow(line.sign, line.text))
