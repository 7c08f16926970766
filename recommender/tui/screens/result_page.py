"""What the screens of a result share: its texts, and a line that says what was done."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.widget import Widget

from recommender.model.texts import Phrases
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage
from recommender.tui.widgets.key_line import KeyLine


class ResultPage(Page):
    """A screen of the result, or one that opens over it."""

    over: ClassVar[bool] = False
    """Whether it opens over the result and gives way to it again."""

    item_keys: Sequence[tuple[str, str]] = ()
    """Keys for what is highlighted, in a line of their own where there is room."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.told = said("", "told")

    @property
    def result(self) -> Phrases:
        """The texts of the result."""
        return self.stage.book.texts.result

    def of_voice(self, *path: str, **filled: object) -> str:
        """A text of the result in the voice of who answers, where it has two."""
        return self.result.voiced(self.stage.interview.role, *path, **filled)

    def tell(self, text: str) -> None:
        """Says what was done, above the keys; an empty text takes that away."""
        self.told.update(text)
        self.told.set_class(bool(text), "-said")

    def compose(self) -> Iterator[Widget]:
        """What the page holds, and below it what was done and the keys."""
        yield from self.content()
        yield self.told
        leave, every = ("F12", self.words("keys", "leave")), ("F1", self.words("keys", "keys"))
        if self.item_keys:
            first, *others = self._hints(self.item_keys)
            yield KeyLine((first, *others[:-1]), others[-1]).add_class("item-keys")
            few = (first, self._hints(self.keys)[0], *others, *self._hints(self.keys)[1:])
            yield KeyLine(few, leave, every).add_class("few-keys")
        yield KeyLine(self._hints(self.keys), leave, every).set_class(bool(self.item_keys), "more-keys")

    def _hints(self, keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [
            (key, (self.result if self.result.has("keys", word) else self.words)("keys", word))
            for key, word in keys
        ]

    async def lead_back(self, fact: str) -> None:
        """Goes to the question of an answer; going on from there leads to what comes out then."""
        await self.back_to_result()
        self.stage.interview.change(fact)
        await self.stage.show()

    async def back_to_result(self) -> None:
        """Closes whatever stands over the result."""
        while isinstance(screen := self.app.screen, ResultPage) and screen.over:
            await self.app.pop_screen()

    async def action_close(self) -> None:
        """Goes back to where one was."""
        await self.app.pop_screen()
