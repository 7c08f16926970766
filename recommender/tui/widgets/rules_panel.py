"""The rules so far, beside a question."""

from textual.containers import VerticalScroll
from textual.widgets import Static

from recommender.tui.widgets.prose import Prose


class RulesPanel(VerticalScroll):
    """Stands empty until the question is on the screen, so that no answer waits for it."""

    can_focus = False

    def __init__(self, heading: str) -> None:
        super().__init__(Static(heading, classes="how", markup=False))

    async def tell(self, text: str) -> None:
        """Shows the rules as they stand now."""
        await self.query(Prose).remove()
        await self.mount(Prose(text))
