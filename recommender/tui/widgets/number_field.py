"""A field for a whole number."""

from textual import events
from textual.widgets import Input
from textual.widgets.input import Selection

LONGEST = 12


class NumberField(Input):
    """Takes digits from the screen and lets every other key pass, so that letters stay keys here too."""

    def __init__(self, value: str) -> None:
        super().__init__(value, max_length=LONGEST, select_on_focus=False, compact=True)
        self.cursor_blink = False

    def on_mount(self) -> None:
        """Marks an earlier number, so that a new one takes its place."""
        self.selection = Selection(0, len(self.value))

    def write(self, digits: str) -> None:
        """Writes at the cursor, or over what is marked."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(digits)
        else:
            self.replace(digits, *self.selection)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """No key is kept from the screen."""
        del key, character
        return False

    def on_key(self, event: events.Key) -> None:
        """Only the screen writes here."""
        event.prevent_default()

    def restricted(self) -> None:
        """No bell where more was pasted than fits."""
