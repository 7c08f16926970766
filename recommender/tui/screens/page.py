"""What all screens share: the words, and the line of keys at the bottom."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from recommender.model.texts import Phrases
from recommender.tui.stage import Stage
from recommender.tui.widgets.key_line import KeyLine

STYLES = Path(__file__).parents[1] / "styles"
SHORT = ("next", "start", "stay", "result", "keys", "leave")
"""The words beside keys that have a shorter form for a narrow window."""


class Page(Screen[None]):
    """A screen of the program. What is asked stands outside whatever scrolls on it."""

    # Read with the first page: what is painted before it needs the base alone.
    CSS_PATH: ClassVar = sorted(STYLES.glob("*.tcss"))

    keys: Sequence[tuple[str, str]] = ()
    """The keys that work here, each with the name of its words in `interview.yaml`."""

    needs_all_keys = False
    """Whether they take a second line where one has no room for all of them, as letters type here."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage

    @property
    def words(self) -> Phrases:
        """The texts of the interview."""
        return self.stage.book.texts.interview

    def voiced(self, *path: str, **filled: object) -> str:
        """A text in the voice of who answers, where it has two."""
        return self.words.voiced(self.stage.interview.role, *path, **filled)

    def compose(self) -> Iterator[Widget]:
        """What the page holds, and the keys below it."""
        yield from self.content()
        hints = [(key, self.called(word)) for key, word in self.keys]
        leave, every = ("F12", self.called("leave")), ("F1", self.called("keys"))
        yield KeyLine(hints, leave, every, whole=self.needs_all_keys)

    def called(self, word: str) -> str:
        """The words beside a key."""
        return self.words("keys", word)

    def on_mount(self) -> None:
        """Gives the lines of keys the words for a narrow window."""
        short = {self.words("keys", word): self.words("keys_short", word) for word in SHORT}
        for line in self.query(KeyLine):
            line.short = short

    def content(self) -> Iterator[Widget]:
        """What the page holds."""
        yield from ()

    async def action_back(self) -> None:
        """Goes to what was shown before; the answers stay."""
        self.stage.interview.back()
        await self.stage.show()


def said(text: str, classes: str = "") -> Static:
    """Words as they stand, with nothing in them read as markup."""
    return Static(text, classes=classes, markup=False)
