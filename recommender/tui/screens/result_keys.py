"""What can be done with whatever came out: thinking answers otherwise, changing, keeping, saving, a note."""

from textual.binding import BindingType

from recommender.model.recommendation import Recommendation
from recommender.tui.screens.adjust import AdjustScreen
from recommender.tui.screens.keep import keeping_of
from recommender.tui.screens.note import NoteScreen
from recommender.tui.screens.page import Page
from recommender.tui.screens.save import SaveScreen
from recommender.tui.screens.what_if import WhatIfScreen
from recommender.tui.stage import press

BESIDE: list[BindingType] = [
    press("i", "what_if"),
    press("a", "adjust"),
    press("k", "keep"),
    press("x", "save"),
    press("o", "note"),
    press("e", "edit_rules"),
]


class ResultKeys(Page):
    """A page that shows a result."""

    recommendation: Recommendation

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The files of the rules are for clinicians here; everybody has them by their own command."""
        if action == "edit_rules":
            return self.stage.interview.role == "clinician"
        return super().check_action(action, parameters)

    async def action_what_if(self) -> None:
        """Opens what other answers would change."""
        await self.app.push_screen(WhatIfScreen(self.stage, self.recommendation))

    async def action_adjust(self) -> None:
        """Opens what can be changed beside the answers."""
        await self.app.push_screen(AdjustScreen(self.stage))

    async def action_keep(self) -> None:
        """Says what keeping means, and offers it; or the code, where this is kept already."""
        await self.app.push_screen(keeping_of(self.stage, self.recommendation))

    async def action_save(self) -> None:
        """Opens saving this as a file."""
        await self.app.push_screen(SaveScreen(self.stage, self.recommendation))

    async def action_note(self) -> None:
        """Opens a note for the casebook."""
        await self.app.push_screen(NoteScreen(self.stage))

    async def action_edit_rules(self) -> None:
        """Opens the rules as files."""
        from recommender.tui.screens.rules import RulesScreen  # noqa: PLC0415 - an editor that few open

        await self.app.push_screen(RulesScreen(self.stage))
