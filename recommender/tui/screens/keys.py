"""All keys that work on a screen, each with what it does."""

import re
from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from recommender.model.texts import Phrases
from recommender.tui.screens.choosing import ChoosingPage
from recommender.tui.screens.page import Page, said
from recommender.tui.stage import Stage, press

SPELT = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "minus": "-",
    "plus": "+",
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
ARROWS = ("up", "down", "left", "right")
DIGITS = "0123456789"
FUNCTION_KEY = re.compile(r"f\d+")


def name_of(screen: type) -> str:
    """The name of a screen, as far as a text about its keys is its own."""
    return screen.__name__.removesuffix("Screen").lower()


def text_of(binding: Binding, screen: str, words: Phrases, kind: str = "") -> str:
    """What a key does on a screen; an empty text for a key that nothing is said about.

    `kind` is what can be chosen or typed there: some keys do something else by it.
    """
    action, _, about = binding.action.partition("(")
    action = action.rpartition(".")[2]
    kind = "page" if action == "move" and "page" in about else kind
    names = (f"{screen}_{action}", f"{action}_{kind}", action)
    return next((words("all_keys", name) for name in names if words.has("all_keys", name)), "")


def kind_of(screen: Screen[object]) -> str:
    """Whether a number is typed on a screen, or only one line can be chosen."""
    if getattr(screen, "field", None) is not None:
        return "number"
    return "one" if isinstance(screen, ChoosingPage) and not screen.draft.several else ""


def keys_on(screen: Screen[object], words: Phrases) -> dict[str, list[str]]:
    """By what they do, the keys that work now: those of the screen first, then those of the whole program."""
    found: dict[str, list[str]] = {}
    active, kind = screen.active_bindings.values(), kind_of(screen)
    for one in sorted(active, key=lambda one: one.node is screen.app):
        if one.enabled and (does := text_of(one.binding, name_of(type(screen)), words, kind)):
            found.setdefault(does, []).append(one.binding.key)
    return found


def spelt(keys: list[str]) -> str:
    """Keys as they stand on a keyboard; a row of digits as its first and its last."""
    digits = [key for key in keys if key in DIGITS]
    shown = [SPELT.get(key, _spelt(key)) for key in sorted(keys, key=_held) if key not in digits]
    if len(digits) > 2:  # noqa: PLR2004 - from three on it is a row
        digits = [f"{min(digits)}–{max(digits)}"]
    return ", ".join([*digits, *shown])


def _held(key: str) -> bool:
    """Whether it takes two fingers; such keys come last."""
    return "+" in key


def _spelt(key: str) -> str:
    *held, last = key.split("+")
    letter = held and len(last) == 1
    name = last.upper() if letter or FUNCTION_KEY.fullmatch(last) else _named(last)
    return "+".join([*(part.capitalize() for part in held), name])


def _named(key: str) -> str:
    """A key by its name; an arrow too, beside another key."""
    if key in ARROWS:
        return key.capitalize()
    return SPELT.get(key, key.capitalize() if len(key) > 1 else key)


class KeysScreen(Page):
    """Stands over the screen that it speaks of."""

    BINDINGS: ClassVar[list[BindingType]] = [press("b,escape,enter", "close")]
    keys = (("b", "back"), ("h", "support"), ("↑↓", "read"))

    def __init__(self, stage: Stage, beneath: Screen[object]) -> None:
        super().__init__(stage)
        self._rows = keys_on(beneath, stage.book.texts.interview)
        self.reading = VerticalScroll(classes="reading all-keys")

    def content(self) -> Iterator[Widget]:
        """Each key with what it does."""
        yield said(self.words("all_keys", "title"), "title")
        with self.reading:
            for does, keys in self._rows.items():
                yield said(spelt(keys), "key")
                yield said(does, "does")

    def on_mount(self) -> None:
        """The arrows read on."""
        self.set_focus(self.reading)

    async def action_close(self) -> None:
        """Goes back to the screen beneath."""
        await self.app.pop_screen()
