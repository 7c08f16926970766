"""The chapters of a result, as a list to choose from."""

from collections.abc import Iterable

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from recommender.export.cards import Chapter

GAP = "  "


class Contents(OptionList):
    """One line a chapter, with a word or two beside it."""

    def __init__(self, chapters: Iterable[Chapter]) -> None:
        super().__init__(*map(_option, chapters), compact=True, markup=False)
        self.highlighted = 0


def _option(chapter: Chapter) -> Option:
    beside = f"{GAP}{chapter.beside}" if chapter.beside else ""
    return Option(Text(f" {chapter.title}{beside}", no_wrap=True, overflow="ellipsis"))
