"""The rules so far, beside a question."""

from textual.containers import VerticalScroll
from textual.widgets import Static

from recommender.tui.widgets.prose import Prose


class RulesPanel(VerticalScroll):
    """Stands empty until the question is on the screen, so that no answer waits for it.

    The focus stays with the answers: the screen scrolls it.
    """

    can_focus = False

    def __init__(self, heading: str, keys: str) -> None:
        super().__init__(
            Static(heading, classes="how", markup=False), Static(keys, classes="hint", markup=False)
        )

    async def tell(self, text: str) -> None:
        """Shows the rules as they stand now."""
        await self.query(Prose).remove()
        await self.mount(Prose(text))

    def turn(self, pages: int) -> None:
        """Scrolls by pages; the last line of one stays in sight on the next."""
        height = max(1, self.scrollable_content_region.height - 1)
        self.scroll_relative(y=pages * height, animate=False)
