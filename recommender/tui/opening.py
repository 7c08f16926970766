"""The interview as it opens: painted first, loaded behind that, and nothing lost that was typed meanwhile."""

import os
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from textual import events
from textual.message import Message
from textual.screen import Screen

from recommender.tui.app import InterviewApp
from recommender.tui.driver import QuietDriver
from recommender.tui.frame import Frame
from recommender.tui.looks import Looks
from recommender.tui.screens.opening import OpeningScreen, OpeningWords

if TYPE_CHECKING:
    from recommender.tui.sitting import Sitting

Load: TypeAlias = "Callable[[], Sitting]"

DONE, REFUSED = 0, 3
AT_ONCE = ("f12", "ctrl+x", "ctrl+q", "ctrl+c", "f2")
"""Keys that wait for nothing."""


class OpeningApp(InterviewApp):
    """Paints, then loads in a thread. Keys that come before that is done wait, and act in their order."""

    class Loaded(Message):
        """All is there, or something stood in the way."""

        def __init__(self, found: "Sitting | Exception") -> None:
            super().__init__()
            self.found = found

    def __init__(self, load: Load, words: OpeningWords, looks: Looks) -> None:
        Frame.__init__(self, looks, QuietDriver)
        self._load = load
        self._words = words
        self._waiting: list[events.Key | events.Paste] = []
        self.found: Sitting | Exception | None = None
        """What loading came to; None for as long as it goes on."""

    def first_screen(self) -> Screen[None]:
        """A title, and that it is opening."""
        return OpeningScreen(self._words)

    def on_opening_screen_painted(self) -> None:
        """Loads in a thread that nobody waits for at the end."""
        Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        try:
            self.post_message(self.Loaded(self._load()))
        except Exception as error:  # noqa: BLE001 - raised again, once the screen is restored
            self.post_message(self.Loaded(error))

    async def on_opening_app_loaded(self, message: Loaded) -> None:
        """Goes on to the first page, and does what was typed; a mistake ends the program instead."""
        self.found = message.found
        if isinstance(message.found, Exception):
            self.leave_now()
            return
        self.take(message.found)
        await self.show()
        self.watch_rules()
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            await super().on_event(_as_meant(event))

    async def on_event(self, event: events.Event) -> None:
        """Lets keys wait until there is something that they can act on."""
        if self.found is None and _can_wait(event):
            self._waiting.append(event)
        else:
            await super().on_event(event)

    def _fatal_error(self) -> None:
        """Before there are answers, a fault may tell all it knows."""
        if self.found is None:
            Frame._fatal_error(self)  # noqa: SLF001 - of this very object
        else:
            super()._fatal_error()


def _can_wait(event: events.Event) -> TypeGuard[events.Key | events.Paste]:
    """Whether something was typed that needs a page to act on."""
    return isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.key not in AT_ONCE)


def _as_meant(event: events.Key | events.Paste) -> events.Key | events.Paste:
    """Enter, where it was typed before the terminal was set to single keys: it then reads as a new line."""
    if isinstance(event, events.Key) and event.key == "ctrl+j":
        return events.Key("enter", "\r")
    return event


def run(load: Load, words: OpeningWords, looks: Looks) -> int:
    """Holds the interview in the terminal and gives the exit code; what `load` raises is raised again."""
    app = OpeningApp(load, words, looks)
    app.run()
    code = REFUSED if app.return_code else DONE
    if app.found is None:
        # Somebody left while it was opening, and a thread that loads can neither be ended nor waited for.
        os._exit(code)
    if isinstance(app.found, Exception):
        raise app.found
    for recommender in app.recommenders:
        recommender.close()
    return code
