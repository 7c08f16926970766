"""What the screens of another answer share: words of their own, also beside the keys."""

from collections.abc import Iterator

from textual.widget import Widget

from recommender.model.texts import Phrases
from recommender.tui.screens.page import Page
from recommender.tui.widgets.key_line import KeyLine


class WhatIfPage(Page):
    """Its words stand in `what_if.yaml`; keys that every screen has are called as everywhere."""

    @property
    def texts(self) -> Phrases:
        """The words of another answer."""
        return self.stage.book.texts.what_if

    def told(self, *path: str, **filled: object) -> str:
        """One of these words, in the voice of who answers where it has two."""
        *above, name = path
        other = (*above, f"{name}_clinician")
        clinician = self.stage.interview.role == "clinician" and self.texts.has(*other)
        return self.texts(*(other if clinician else path), **filled)

    def compose(self) -> Iterator[Widget]:
        """What the page holds, and the keys below it."""
        yield from self.content()
        hints = [(key, self._called(word)) for key, word in self.keys]
        yield KeyLine(hints, ("F12", self._called("leave")), ("F1", self._called("keys")))

    def _called(self, word: str) -> str:
        own = self.texts.has("keys", word)
        return self.texts("keys", word) if own else self.words("keys", word)
