"""What stands on the screen while the interview opens."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from recommender.tui.widgets.key_line import KeyLine


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """The few words that are there before all others. Each may be empty: then nothing stands in its place."""

    title: str = ""
    opening: str = ""
    leave: str = ""


class OpeningScreen(Screen[None]):
    """Still, and true: what this is, that it is opening, and how to leave."""

    class Painted(Message):
        """The words are on the screen."""

    def __init__(self, words: OpeningWords) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> Iterator[Widget]:
        """The title where it stays, and the way out at the bottom."""
        yield Static(self._words.title, classes="title", markup=False)
        yield Static(self._words.opening, classes="reading hint", markup=False)
        yield KeyLine([], ("F12", self._words.leave))

    def on_mount(self) -> None:
        """Says when all of it is painted."""
        self.call_after_refresh(self.post_message, self.Painted())
