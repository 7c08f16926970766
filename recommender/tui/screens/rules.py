"""The rules as files, for those who write them: opening, editing, saving, and the way back."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from recommender.keeping.keeper import plainly
from recommender.problem import Problems
from recommender.tui.screens.page import Page
from recommender.tui.screens.rules_ask import AskScreen
from recommender.tui.screens.rules_page import RulesPage
from recommender.tui.screens.support import SupportScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.yaml_editor import ON_PAGE, YamlEditor
from recommender.workshop.desk import Place
from recommender.workshop.folder import Opened
from recommender.workshop.saving import ChangedElsewhere

STEPS = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}
ROOT = 2
"""Screens there are where nothing is below this one but Textual's own."""


class RulesScreen(RulesPage):
    """Enter opens a file, Escape comes back. Nothing is written but on Ctrl+S, and nothing lost unasked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(press(key, action) for key, action in ON_PAGE.items()),
        *(press(key, f"step('{step}')") for key, step in STEPS.items()),
        press("enter", "go"),
        press("tab", "other"),
        press("b", "leave"),
    ]
    EVERY: ClassVar[float] = 1.0
    """Seconds between two looks at what was changed elsewhere."""

    def __init__(self, stage: Stage, *, borrowed: bool = False) -> None:
        super().__init__(stage)
        self.borrowed = borrowed
        self.came_with = stage.book
        self.editors: dict[str, YamlEditor] = {}
        self.shown = ""

    def on_mount(self) -> None:
        """The files come first; their mistakes follow."""
        why = self.desk.locked or ("broken" if self.borrowed else "")
        self.notice.update(self.texts("locked", why) if why else "")
        self.notice.set_class(bool(why), "-said")
        self.show_lists()
        self.go_to(self.files)
        self.read_now()
        self.set_interval(self.EVERY, self.look)

    @property
    def editor(self) -> YamlEditor | None:
        """The text that is open."""
        return self.editors.get(self.shown)

    def go_to(self, pane: Widget) -> None:
        """Goes to a part of the page; where there is little room, it has all of it."""
        self.set_focus(pane)
        self._mark(pane)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click goes to a part of the page too."""
        self._mark(event.widget)

    def _mark(self, pane: Widget) -> None:
        at_text = isinstance(pane, YamlEditor)
        self.set_class(at_text, "-at-text")
        for part, name in ((self.files, "files"), (self.problems, "problems"), (self.effect, "effect")):
            self.set_class(pane is part, f"-at-{name}")

    async def open(self, name: str) -> bool:
        """Shows a file, with its edits where there are any; says so where it cannot be read."""
        try:
            text = self.desk.text(name)
        except Problems as problems:
            self.tell(self.texts("status", "gone", name=name, why=plainly(problems)))
            return False
        if name not in self.editors:
            await self._add_editor(name, text)
        self.shown = name
        for known, editor in self.editors.items():
            editor.display = known == name
        self.go_to(self.editors[name])
        return True

    async def _add_editor(self, name: str, text: str) -> None:
        await self.field.query(".hint").remove()
        closed = self.desk.closed(name)
        editor = YamlEditor(name, text, read_only=closed)
        if closed and not self.desk.locked:
            self.tell(self.texts("locked", "file"))
        if editor.text != text:
            editor.read_only = True
            self.tell(self.texts("locked", "line_ends"))
        self.editors[name] = editor
        await self.field.mount(editor)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Every letter counts at once, and is read a moment later."""
        name = event.text_area.name or ""
        self._take_in(name)
        if name in self.desk.unsaved:
            self.tell("")
        self.show_lists()
        self.read_soon()

    def _take_in(self, name: str) -> None:
        """Notes what stands in an editor; what it tells of that may still be on its way."""
        editor = self.editors.get(name)
        if editor is not None and not editor.read_only:
            self.desk.edit(name, editor.text)

    async def on_option_list_option_selected(self) -> None:
        """A click on a row does what Enter does."""
        await self.action_go()

    async def action_go(self) -> None:
        """Opens the file that is marked, or goes to the place of a mistake."""
        if self.focused is self.files and self.files.chosen:
            await self.open(self.files.chosen)
        elif self.focused is self.problems and self.problems.chosen:
            await self._go_to_place(self.problems.chosen)

    async def _go_to_place(self, place: Place) -> None:
        if place.name and await self.open(place.name):
            self.files.choose(place.name)
            self.editors[place.name].go_to(place.line, place.column)

    async def action_next_mistake(self) -> None:
        """Goes on to the next mistake after where one is, and after the last to the first."""
        here, places = self._here(), sorted(set(self.problems.all))
        if places:
            place = next((place for place in places if place > here), places[0])
            self.problems.choose(place)
            await self._go_to_place(place)

    def _here(self) -> Place:
        line, column = self.editor.cursor_location if self.editor else (0, 0)
        return Place(self.shown, line + 1, column + 1)

    def action_problems(self) -> None:
        """Goes from the text to the mistakes, and back."""
        back = self.focused is self.problems and self.editor is not None
        self.go_to(self.editor if back and self.editor else self.problems)

    def action_other(self) -> None:
        """Goes on from the files to the mistakes, to the changes, and round again."""
        panes: list[Widget] = [self.files, self.problems, self.effect]
        here = panes.index(self.focused) if self.focused in panes else 0
        self.go_to(panes[(here + 1) % len(panes)])

    def action_step(self, direction: str) -> None:
        """Moves in the part of the page where one is."""
        if self.focused is self.effect:
            lines = self.effect.size.height if direction.startswith("page") else 1
            self.effect.scroll_relative(y=-lines if direction.endswith("up") else lines, animate=False)
        else:
            (self.problems if self.focused is self.problems else self.files).step(direction)

    async def action_contacts(self) -> None:
        """Opens the contacts; among letters, the letter for it is one of them."""
        await self.app.push_screen(SupportScreen(self.stage))

    async def action_save(self) -> None:
        """Saves the text that is open."""
        self._take_in(self.shown)
        if self.shown not in self.desk.unsaved:
            self.tell(self.texts("status", "nothing_to_save"))
        else:
            await self._save(self.shown)

    async def _save(self, name: str, over: ChangedElsewhere | None = None) -> None:
        try:
            if over is None:
                self.desk.save(name)
            else:
                self.desk.save_over(name, over.now)
        except ChangedElsewhere as changed:
            await self._ask_which(name, changed)
        except Problems as problems:
            self.tell(self.texts("status", "not_saved", why=plainly(problems)))
        else:
            self.tell(self.texts("status", "saved", name=name))
            self.show_lists()
            self.read_now()

    async def _ask_which(self, name: str, changed: ChangedElsewhere) -> None:
        async def answered(way: str) -> None:
            if way == "mine":
                await self._save(name, over=changed)
            elif way == "other" and changed.now is not None:
                self._take_other(name, changed.now)

        gone = changed.now is None
        text = self.texts("elsewhere", "gone" if gone else "text", name=name)
        ways = ("stay", "mine") if gone else ("stay", "mine", "other")
        await self.app.push_screen(AskScreen(self.stage, "elsewhere", ways, text, answered))

    def _take_other(self, name: str, now: Opened) -> None:
        self.desk.take_other(name, now)
        self._show_anew(name, now.text)

    def _show_anew(self, name: str, text: str) -> None:
        editor = self.editors[name]
        place = editor.cursor_location
        editor.load_text(text)
        editor.move_cursor(place)
        self.tell(self.texts("status", "read_anew", name=name))

    def look(self) -> None:
        """Takes in what was changed elsewhere."""
        changed = self.desk.look()
        for name in changed or ():
            if name in self.editors:
                self._show_anew(name, self.desk.text(name))
        if changed is not None:
            self.show_lists()
            self.read_now()

    def rules_changed(self, dropped: Sequence[str], *, in_use: bool) -> None:
        """Says whether the rules that were just changed are in use, and which answers they no longer know."""
        if in_use and self.borrowed:
            self.notice.remove_class("-said")
        if in_use or not self.borrowed:
            lost = [self.texts("status", "dropped", names=", ".join(dropped))] if dropped else []
            self.tell(" ".join([self.words("rules", "new_ones" if in_use else "old_ones"), *lost]))
        self.borrowed = self.borrowed and not in_use
        self.read_now()

    async def action_leave(self) -> None:
        """Goes to the files, and from there to where one was; asks first where edits are unsaved."""
        self._take_in(self.shown)
        if self.focused is not self.files:
            self.go_to(self.files)
        elif self.desk.unsaved:
            text = self.texts("leave", "text", names=", ".join(self.desk.unsaved))
            await self.app.push_screen(AskScreen(self.stage, "leave", ("stay", "leave"), text, self._leaving))
        else:
            await self._leave()

    async def _leaving(self, way: str) -> None:
        if way == "leave":
            await self._leave()

    async def _leave(self) -> None:
        if len(self.app.screen_stack) <= ROOT:
            self.stage.leave_now()
            return
        await self.app.pop_screen()
        if self.stage.book is not self.came_with and isinstance(self.app.screen, Page):
            await self.stage.show()
