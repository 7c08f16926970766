"""What the screens of another answer share: words of their own, also beside the keys."""

from recommender.model.texts import Phrases
from recommender.tui.screens.page import Page


class WhatIfPage(Page):
    """Its words stand in `what_if.yaml`; keys that every screen has are called as everywhere."""

    @property
    def texts(self) -> Phrases:
        """The words of another answer."""
        return self.stage.book.texts.what_if

    def told(self, *path: str, **filled: object) -> str:
        """One of these words, in the voice of who answers where it has two."""
        return self.texts.voiced(self.stage.interview.role, *path, **filled)

    def called(self, word: str) -> str:
        """The words beside a key; those of every screen stand elsewhere."""
        own = self.texts.has("keys", word)
        return self.texts("keys", word) if own else super().called(word)
