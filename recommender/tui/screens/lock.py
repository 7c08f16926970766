"""A passphrase for the casebook, typed twice; said before that: what it means to lose it."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.casebook.passphrase import SHORTEST
from recommender.keeping.keeper import who
from recommender.tui.screens.busy import Job
from recommender.tui.screens.page import said
from recommender.tui.screens.passphrase import PassphrasePage
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.passphrase_field import PassphraseField


class LockScreen(PassphrasePage):
    """Enter goes from the first field to the second, and from there locks. Esc goes back without."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("tab,shift+tab,up,down", "other"),
        press("pageup", "read(-1)"),
        press("pagedown", "read(1)"),
    ]
    keys = (("Enter", "lock"), ("Esc", "back"), ("F4", "show"), ("F3", "support"))
    section = "lock"

    def __init__(self, stage: Stage, job: Job) -> None:
        super().__init__(stage, job)
        self.again = PassphraseField()
        self.reading = VerticalScroll(classes="about", can_focus=False)

    @property
    def fields(self) -> tuple[PassphraseField, ...]:
        """Where something is typed."""
        return (self.first, self.again)

    @property
    def refused(self) -> str:
        """It may be locked all the same: by somebody else, or with something beside it left open."""
        return "is_locked" if self.stage.keeper.locked else "refused"

    def content(self) -> Iterator[Widget]:
        """What a lost one means, the fields, and a word where it does not lock."""
        yield said(self.words("lock", "title"), "title")
        with self.reading:
            yield said(self.words("lock", "lost"), "paragraph")
            yield said(self.words("lock", "how", shortest=SHORTEST), "paragraph")
            if self.stage.keeper.exists:
                yield said(self.words("lock", "all"), "paragraph")
        yield said(self.words("lock", "first"), "question")
        yield self.first
        yield said(self.words("lock", "again"), "question")
        yield self.again
        with VerticalScroll(classes="reading", can_focus=False):
            yield self.progress
            yield self.error

    def slip(self) -> str:
        """Nothing is typed so far, or little."""
        short = len(self.first.value) < SHORTEST
        return super().slip() or (self.words("lock", "short", shortest=SHORTEST) if short else "")

    def action_read(self, pages: int) -> None:
        """Scrolls the text."""
        self.reading.scroll_relative(y=pages * self.reading.size.height, animate=False)

    def action_other(self) -> None:
        """Moves between the two fields."""
        if not self.busy:
            self.set_focus(self.again if self.focused is self.first else self.first)

    def action_go_on(self) -> None:
        """Goes to the second field; from there, locks where the two are the same."""
        if self.busy:
            return
        if slip := self.slip():
            self.set_focus(self.first)
            self.tell(slip)
        elif self.focused is self.first:
            self.set_focus(self.again)
            self.tell("")
        elif self.again.value != self.first.value:
            self.tell(self.words("lock", "unlike"))
        else:
            self.try_it()

    def take(self, typed: str) -> bool:
        """Locks the casebook that is there, or makes one that is locked."""
        self.stage.keeper.lock(typed, who(self.stage.interview, choosing=self.stage.choosing))
        return True
