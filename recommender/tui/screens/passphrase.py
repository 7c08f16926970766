"""What the pages share on which a passphrase is typed."""

from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from recommender.keeping.keeper import plainly
from recommender.problem import Problems
from recommender.tui.screens.busy import BusyPage, Job, Then
from recommender.tui.screens.page import said
from recommender.tui.screens.support import SupportScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.passphrase_field import PassphraseField


class PassphrasePage(BusyPage):
    """Letters type here. What is typed is tried beside the screen, and is gone with the page.

    While it is tried, people to contact and the way out are there all the same.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("escape", "close"),
        press("f4", "show"),
        press("f3", "contacts"),
    ]
    needs_all_keys = True
    section = ""
    """Where its texts stand."""

    def __init__(self, stage: Stage, job: Job) -> None:
        super().__init__(stage)
        self.job = job
        self.error, self.progress = said("", "error"), said("", "how")
        self.progress.display = False
        self.first = PassphraseField()

    @property
    def fields(self) -> tuple[PassphraseField, ...]:
        """Where something is typed."""
        return (self.first,)

    def on_mount(self) -> None:
        """What is typed goes into the field."""
        self.set_focus(self.first)

    def on_unmount(self) -> None:
        """Nothing that was typed outlives the page."""
        for field in self.fields:
            field.value = ""

    def tell(self, text: str) -> None:
        """Says what would work; what was typed stays."""
        self.error.update(text)
        self.error.set_class(bool(text), "-said")
        self.set_class(bool(text), "-told")

    @property
    def refused(self) -> str:
        """The name of what is said where the file or the disk refused."""
        return "refused"

    def slip(self) -> str:
        """What keeps what was typed from being tried; empty where nothing does."""
        return "" if self.first.value else self.words(self.section, "nothing")

    def take(self, typed: str) -> bool:
        """Does it, beside the screen; whether it went well. Raises `Problems`."""
        raise NotImplementedError

    def try_it(self) -> None:
        """Tries what was typed. It takes a moment, so that whoever guesses is slow."""
        self.tell("")
        self.progress.update(self.words(self.section, "working"))
        self.progress.display = True
        for field in self.fields:
            field.disabled = True
        self.beside(partial(self._tried, self.first.value))

    async def action_contacts(self) -> None:
        """Opens the contacts: the letter that does so elsewhere is one that is typed here."""
        await self.app.push_screen(SupportScreen(self.stage))

    def action_show(self) -> None:
        """Shows what is typed, or hides it again."""
        for field in self.fields:
            field.password = not field.password

    async def action_close(self) -> None:
        """Goes back; nothing has changed."""
        if not self.busy:
            await self.app.pop_screen()

    def _tried(self, typed: str) -> Then:
        try:
            if not self.take(typed):
                return partial(self._again, self.words(self.section, "wrong"), wrong=True)
        except Problems as problems:
            return partial(self._again, self.words(self.section, self.refused, why=plainly(problems)))
        return partial(self._done, self.job())

    async def _again(self, text: str, *, wrong: bool = False) -> None:
        """Another try. Dots cannot be put right: a wrong passphrase that is hidden is typed anew."""
        self.progress.display = False
        for field in self.fields:
            field.disabled = False
            if wrong and field.password:
                field.value = ""
        self.set_focus(self.fields[-1])
        self.tell(text)

    async def _done(self, then: Then) -> None:
        with self.app.batch_update():
            await self.app.pop_screen()
            await then()
