"""A field for a code."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

LONGEST = 40
"""Letters, with any gaps between them."""


class CodeField(Input, inherit_bindings=False):
    """Takes letters and digits. Of the keys that fields have, only those that move and erase work here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_left", show=False),
        Binding("right", "cursor_right", show=False),
        Binding("home", "home", show=False),
        Binding("end", "end", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("delete", "delete_right", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(max_length=LONGEST, select_on_focus=False, compact=True)
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is a letter here, and nothing else: no code has a “b”, nor a question mark."""
        return key not in ("b", "question_mark") and super().check_consume_key(key, character)

    def restricted(self) -> None:
        """No bell where more was pasted than fits."""
