"""A field that leaves nearly all keys to the page."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class BareField(Input, inherit_bindings=False):
    """Of the keys that fields have, only those that move and erase work here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_left", show=False),
        Binding("right", "cursor_right", show=False),
        Binding("home", "home", show=False),
        Binding("end", "end", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("ctrl+u", "delete_left_all", show=False),
    ]

    def __init__(self, *, password: bool = False, max_length: int = 0) -> None:
        super().__init__(password=password, max_length=max_length, select_on_focus=False, compact=True)
        self.cursor_blink = False
