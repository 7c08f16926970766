"""A page that does what takes a moment beside the screen, which goes on to answer meanwhile."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from textual.message import Message

from recommender.tui.screens.page import Page

Then: TypeAlias = Callable[[], Awaitable[None]]
"""What comes next. It may show another page."""

Job: TypeAlias = Callable[[], Then]
"""What takes a moment, and gives what comes next. It runs beside the screen, and shows nothing itself."""


class BusyPage(Page):
    """One job at a time. Whoever reads something else when it is done comes back to the page first."""

    class Worked(Message):
        """It is done, and this comes next."""

        def __init__(self, then: Then) -> None:
            super().__init__()
            self.then = then

    busy = False
    """Whether a job is being done, or what came of it is still to be shown."""
    _next: Then | None = None

    def beside(self, job: Job) -> None:
        """Begins a job in a thread of its own; a fault in it is one of the program."""
        self.busy = True
        self.run_worker(lambda: self.post_message(self.Worked(job())), thread=True)

    def on_busy_page_worked(self, message: Worked) -> None:
        """Takes in what comes next."""
        self._next = message.then
        self._go_on()

    def on_screen_resume(self) -> None:
        """Goes on, where that waited for somebody to come back."""
        self._go_on()

    def _go_on(self) -> None:
        if self._next is not None:
            # Not awaited here: a page cannot wait for its own end.
            self.app.call_next(self._show_next)

    async def _show_next(self) -> None:
        """Only while the page is the one that is shown, and so never once somebody left."""
        if self._next is not None and self.is_active:
            then, self._next, self.busy = self._next, None, False
            await then()
