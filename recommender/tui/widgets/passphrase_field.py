"""A field for a passphrase."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class PassphraseField(Input, inherit_bindings=False):
    """Shows a dot for each letter, unless somebody wants to see them. Nothing can be copied out of it.

    Of the keys that fields have, only those that move and erase work here.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_left", show=False),
        Binding("right", "cursor_right", show=False),
        Binding("home", "home", show=False),
        Binding("end", "end", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("delete", "delete_right", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(password=True, select_on_focus=False, compact=True)
        self.cursor_blink = False
