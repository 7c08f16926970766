"""A text field for a file of rules."""

from importlib.util import find_spec
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

COLOURS = {
    "yaml.field": ("primary", "bold"),
    "comment": ("text-muted", "italic"),
    "number": ("secondary", ""),
    "boolean": ("secondary", ""),
    "string": ("foreground", ""),
    "punctuation.delimiter": ("text-muted", ""),
    "punctuation.bracket": ("text-muted", ""),
}
"""Each kind of word with the name of its colour in the theme."""

NEVER_LETTERS = frozenset(
    {"enter", "tab", "up", "down", "pageup", "pagedown", "home", "end", "space", "backspace"}
)
"""Keys that mean something elsewhere on the page, and here what they mean in a text."""


ON_PAGE = {
    "escape": "leave",
    "ctrl+s": "save",
    "ctrl+o": "save",
    "f4": "problems",
    "f8": "next_mistake",
    "ctrl+n": "next_mistake",
    "f3": "contacts",
}
"""Keys that are for the page around the text, each with its action there."""


class YamlEditor(TextArea):
    """Letters are letters here, and what is for the page is done after all that was typed before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+tab", "outdent", show=False),
        *(Binding(key, f"screen.{action}", show=False) for key, action in ON_PAGE.items()),
    ]

    def __init__(self, name: str, text: str, *, read_only: bool) -> None:
        language = "yaml" if find_spec("tree_sitter") and find_spec("tree_sitter_yaml") else None
        super().__init__(
            text,
            language=language,
            soft_wrap=False,
            tab_behavior="indent",
            read_only=read_only,
            show_line_numbers=True,
            compact=True,
            name=name,
        )
        self.indent_width = 2
        self.cursor_blink = False

    def on_mount(self) -> None:
        """Takes the colours of the program, and follows them."""
        self._colour()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._colour())

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether a key is for the text, and not for the page around it."""
        return key in NEVER_LETTERS or key in ON_PAGE or super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        """Hands some keys to the page in their turn, so that all that was typed before is in the text."""
        action = ON_PAGE.get(event.key)
        if action is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        await self.run_action(f"screen.{action}")

    def go_to(self, line: int, column: int) -> None:
        """Moves to a place; lines and columns count from 1."""
        self.move_cursor((line - 1, column - 1), center=True)

    def action_copy(self) -> None:
        """Copies what is selected. With nothing selected it does nothing, where it would leave elsewhere."""
        if self.selected_text:
            super().action_copy()

    def action_outdent(self) -> None:
        """Takes a line two spaces back."""
        row, column = self.cursor_location
        spaces = len(self.document.get_line(row)) - len(self.document.get_line(row).lstrip(" "))
        away = min(self.indent_width, spaces)
        if away and not self.read_only:
            self.delete((row, 0), (row, away), maintain_selection_offset=False)
            self.move_cursor((row, max(0, column - away)))

    def _colour(self) -> None:
        colours = self.app.theme_variables
        styles = {
            kind: Style.parse(f"{weight} {colours[colour]}".strip())
            for kind, (colour, weight) in COLOURS.items()
        }
        self.register_theme(TextAreaTheme(self.app.theme, syntax_styles=styles))
        self.theme = self.app.theme
