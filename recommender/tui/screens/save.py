"""Saving what came out as a file: in which form, where, and then where it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from recommender.export.files import FORMS, AlreadyThere, NotSaved, from_home, here, save_file
from recommender.interview.offers import Offer
from recommender.model.recommendation import Recommendation
from recommender.tui.screens.adjust_page import AdjustPage, OfferPage, draft_of, hint
from recommender.tui.screens.page import said
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.line_field import LineField


class SaveScreen(OfferPage):
    """Says who can read a file, and asks how it might be written. A page is marked at first."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "go_on"), press("b,escape", "close")]
    keys = (("Enter", "on"), ("b", "back"), ("h", "support"), ("↑↓", "move"))

    def __init__(
        self, stage: Stage, recommendation: Recommendation, form: str = "text", typed: str = ""
    ) -> None:
        texts = stage.book.texts.result
        offers = tuple(Offer(name, texts("save", "formats", name)) for name in FORMS)
        super().__init__(stage, offers, draft_of(offers, stage, given=(form,)))
        self.recommendation, self.typed = recommendation, typed

    def content(self) -> Iterator[Widget]:
        """What is saved, who can read it, and the forms."""
        yield said(self.texts("save", "title"), "title")
        yield said(self.told("save", "what"), "paragraph")
        yield said(self.texts("save", "ask_format"), "ask")
        yield self.error
        yield self.choices

    async def action_go_on(self) -> None:
        """Goes on to the name of the file."""
        for form in self.taken():
            await self.app.switch_screen(SavePathScreen(self.stage, self.recommendation, form, self.typed))

    async def action_close(self) -> None:
        """Goes back to the result."""
        await self.app.pop_screen()


class SavePathScreen(AdjustPage):
    """Enter saves. A file that is there is replaced only by a second Enter on the same name."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter", "save"), press("escape", "close")]
    keys = (("Enter", "save"), ("Esc", "back"))

    def __init__(self, stage: Stage, recommendation: Recommendation, form: str, typed: str) -> None:
        super().__init__(stage)
        self.recommendation, self.form = recommendation, form
        self.offered = f"{self.texts('save', 'name')}{FORMS[form].suffix}"
        self.field = LineField(typed or self.offered)
        self.asked_over = ""

    def content(self) -> Iterator[Widget]:
        """The field, the folder that a name alone goes into, and what keeps it from being written."""
        yield said(self.texts("save", "ask_path"), "title")
        yield self.field
        yield hint(self.texts("save", "hint", folder=from_home(here())))
        with VerticalScroll(classes="reading", can_focus=False):
            yield self.error

    def on_mount(self) -> None:
        """What is typed goes into the field."""
        self.set_focus(self.field)

    async def action_save(self) -> None:
        """Saves it, and shows where it is; what was typed stays where that is not possible."""
        typed, form = self.field.value, FORMS[self.form]
        written = form.write(self.recommendation, self.stage.book)
        try:
            path = save_file(typed, written, over=typed == self.asked_over)
        except AlreadyThere:
            self.asked_over = typed
            self.say(self.texts("save", "exists"))
        except NotSaved as refused:
            folder = from_home(refused.folder)
            self.say(self.texts("save", "refused", refused.refusal, folder=folder, why=refused.why))
        else:
            await self.app.switch_screen(SavedScreen(self.stage, path))

    async def action_close(self) -> None:
        """Goes back to the forms; a name of one's own stays."""
        typed = "" if self.field.value == self.offered else self.field.value
        await self.app.switch_screen(SaveScreen(self.stage, self.recommendation, self.form, typed))


class SavedScreen(AdjustPage):
    """Where the file is. Every way on leads back to the result."""

    BINDINGS: ClassVar[list[BindingType]] = [press("enter,b,escape", "close")]
    keys = (("Enter", "back"), ("h", "support"))

    def __init__(self, stage: Stage, path: Path) -> None:
        super().__init__(stage)
        self.path = path

    def content(self) -> Iterator[Widget]:
        """The place of the file, and that it stays."""
        yield said(self.texts("save", "done"), "title")
        yield said(self.texts("save", "where", path=from_home(self.path)), "code")
        with VerticalScroll(classes="reading", can_focus=False):
            yield said(self.texts("save", "later"), "paragraph")

    async def action_close(self) -> None:
        """Goes back to the result."""
        await self.app.pop_screen()
