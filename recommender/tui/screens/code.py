"""The code under which something was kept."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.casebook import NoSuchCase
from recommender.keeping.keeper import Opened, plainly, who
from recommender.keeping.later import later
from recommender.problem import Problems
from recommender.tui.screens.busy import BusyPage, Then
from recommender.tui.screens.later import LaterScreen
from recommender.tui.screens.page import said
from recommender.tui.screens.support import SupportScreen
from recommender.tui.screens.unlock import once_open
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.code_field import CodeField


class CodeScreen(BusyPage):
    """Asks in the same way whether anything is there or not. `b` goes back here too: no code has one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "open"),
        press("b,escape", "close"),
        press("question_mark", "contacts"),
    ]
    keys = (("Enter", "open"), ("b", "back"), ("?", "support"))

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.field = CodeField()
        self.error = said("", "error")

    def content(self) -> Iterator[Widget]:
        """What is asked for, the field, and a word where nothing is found."""
        yield said(self.words("open", "title"), "title")
        yield said(self.words("open", "ask"), "question")
        yield self.field
        yield said(self.words("open", "hint"), "hint")
        with VerticalScroll(classes="reading", can_focus=False):
            yield self.error

    def on_mount(self) -> None:
        """What is typed goes into the field."""
        self.set_focus(self.field)

    async def action_open(self) -> None:
        """Opens what is kept; a casebook that is locked is opened first."""
        await once_open(self, partial(self._look, self.field.value))

    async def action_contacts(self) -> None:
        """Opens the contacts: the letter that does so elsewhere is one that a code may have."""
        await self.app.push_screen(SupportScreen(self.stage))

    async def action_close(self) -> None:
        """Goes back to the welcome."""
        if not self.busy:
            await self.app.pop_screen()

    def _look(self, typed: str) -> Then:
        """What was typed stays where nothing is."""
        try:
            by = who(self.stage.interview, choosing=self.stage.choosing)
            opened = self.stage.keeper.open(typed, by)
        except NoSuchCase:
            return partial(self._say, self.words("open", "not_here"))
        except Problems as problems:
            return partial(self._say, self.words("open", "refused", why=plainly(problems)))
        return partial(self._show, opened)

    async def _show(self, opened: Opened) -> None:
        await self.app.switch_screen(LaterScreen(self.stage, later(opened, self.stage.book)))

    async def _say(self, error: str) -> None:
        self.error.update(error)
        self.error.add_class("-said")
