"""A note for the casebook."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from recommender.interview.noting import MOST_LETTERS
from recommender.tui.screens.adjust_page import AdjustPage
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press


class NoteField(TextArea):
    """Lines of plain words."""

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False


class NoteScreen(AdjustPage):
    """Ctrl+S takes the note in; Esc goes back without, once it was said that something would be lost."""

    BINDINGS: ClassVar[list[BindingType]] = [press("ctrl+s", "keep"), press("escape", "close")]
    keys = (("Ctrl+S", "take_in"), ("Esc", "back"))

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.field = NoteField(stage.interview.note)
        self.room = said("", "hint")
        self.warned_of = ""

    def content(self) -> Iterator[Widget]:
        """What becomes of a note, the field, and how much room there is."""
        yield said(self.texts("note", "title"), "title")
        yield said(self.told("note", "what"), "paragraph")
        yield self.error
        yield self.field
        yield self.room

    def on_mount(self) -> None:
        """What is typed goes into the field, after what stands there."""
        self.set_focus(self.field)
        self.field.move_cursor(self.field.document.end)
        self._tell_room()

    def on_text_area_changed(self) -> None:
        """Says how much room there is; what was said about the words before is no longer true of these."""
        self._tell_room()
        self.say("")

    async def action_keep(self) -> None:
        """Takes the note in, where it has room."""
        note = self.field.text.strip()
        if len(note) > MOST_LETTERS:
            self.say(self.texts("note", "too_long", count=len(note), most=MOST_LETTERS))
            return
        self.stage.interview.note = note
        await self.app.pop_screen()
        self.stage.kept()

    async def action_close(self) -> None:
        """Goes back; where something new was written, only the second time."""
        written = self.field.text
        if written.strip() == self.stage.interview.note or written == self.warned_of:
            await self.app.pop_screen()
            return
        self.warned_of = written
        self.say(self.texts("note", "unsaved"))

    def _tell_room(self) -> None:
        count = len(self.field.text.strip())
        self.room.update(self.texts("note", "room", count=count, most=MOST_LETTERS))
