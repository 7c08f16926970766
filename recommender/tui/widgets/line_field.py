"""A field for one line of words."""

from textual.widgets import Input


class LineField(Input):
    """Letters type here. However much is typed or pasted, none of it is cut off."""

    def __init__(self, value: str = "") -> None:
        super().__init__(value, select_on_focus=False, compact=True)
        self.cursor_blink = False
