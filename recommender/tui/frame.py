"""What surrounds every screen: colours, sizes, and a way out that blanks the screen first."""

from asyncio import Event, wait_for
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import constants, events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter

from recommender.tui.looks import Looks
from recommender.tui.plain_letters import PlainLetters
from recommender.tui.stage import press
from recommender.tui.theme import THEMES, theme_after, theme_called

BLANK = "\x1b[2J\x1b[H"
LEAVING = ("f12", "ctrl+x", "ctrl+q")
PATIENCE = 5.0
"""Seconds; a field that takes longer is not waited for."""


class Frame(App[None]):
    """Knows nothing of any interview, so that it is there before one is loaded."""

    CSS_PATH: ClassVar = Path(__file__).parent / "styles" / "base.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middle"), (112, "-wide")]  # noqa: RUF012 - as in Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-usual"), (30, "-tall")]  # noqa: RUF012 - as in Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        press(",".join(LEAVING), "leave_now"),
        press("f2", "other_colours"),
        # Not with priority: Ctrl+C first copies what is selected, such as a phone number.
        Binding("ctrl+c", "leave_now", show=False, system=True),
    ]

    def __init__(self, looks: Looks, driver_class: type[Driver] | None = None) -> None:
        _write_no_keys_down()
        super().__init__(driver_class)
        self.leaving = False
        self._letters = [PlainLetters()] if looks.ascii else []
        if not looks.moves:
            self.animation_level = "none"
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = theme_called(looks.theme).name

    async def on_event(self, event: events.Event) -> None:
        """Any key waits until the letters before it stand in their field, however quickly they come.

        Otherwise Enter, which the program takes before a field does, would use what stands there so far.
        Leaving waits for nothing.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and event.key not in LEAVING:
            await self._letters_stand()
        await super().on_event(event)

    def get_line_filters(self) -> list[LineFilter]:
        """What every line goes through on its way to the screen."""
        return [*super().get_line_filters(), *self._letters]

    async def _letters_stand(self) -> None:
        """Waits until a field has taken in what was typed; not for ever, should it be on its way out."""
        stand = Event()
        if self.screen_stack and self.focused is not None and self.focused.call_later(stand.set):
            with suppress(TimeoutError):
                await wait_for(stand.wait(), PATIENCE)

    def leave_now(self) -> None:
        """Blanks the screen before anything else: ending takes a moment, and the words are gone by then."""
        self.leaving = True
        self._begin_batch()  # never ended, so that nothing is painted again
        if self._driver is not None:
            self._driver.write(BLANK)
            self._driver.flush()
        self.exit()

    def action_leave_now(self) -> None:
        """F12, Ctrl+X and the like."""
        self.leave_now()

    def action_other_colours(self) -> None:
        """Dark, light, high contrast, and round again. Nothing remembers it after this sitting."""
        self.theme = theme_after(self.theme).name


def _write_no_keys_down() -> None:
    """Whatever the environment asks of Textual: no file of its own takes in what is typed or shown."""
    constants.LOG_FILE = None  # type: ignore[misc] # a constant for Textual's own developers
    constants.DEBUG = False  # type: ignore[misc]
    constants.SCREENSHOT_DELAY = -1  # type: ignore[misc]
