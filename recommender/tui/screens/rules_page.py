"""How the page of the rules is laid out, and what it tells while somebody types."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from recommender.loading.files import shown
from recommender.model.texts import Phrases
from recommender.tui.screens.page import Page, said
from recommender.tui.screens.rules_lines import file_lines, problem_lines
from recommender.tui.stage import Stage
from recommender.tui.widgets.key_line import KeyLine
from recommender.tui.widgets.rule_lists import Lines
from recommender.workshop.checking import Checked, Found
from recommender.workshop.desk import Desk, Place
from recommender.workshop.effect import Effect
from recommender.workshop.effect_words import effect_text
from recommender.workshop.looking import Standing, looked_at

LIST_KEYS = (("Enter", "open"), ("Tab", "other"), ("b", "back"), ("F8", "next"), ("h", "support"))
TEXT_KEYS = (("Ctrl+S", "save"), ("Esc", "files"), ("F8", "next"), ("F4", "problems"), ("F3", "support"))


class RulesPage(Page):
    """The files, the text of one, what is wrong, and what the edit changes for the person on screen."""

    PAUSE: ClassVar[float] = 0.3
    """Seconds without a letter before the texts are read."""

    class News(Message):
        """Something that a reading of the texts came to; the change for the person comes in words."""

        def __init__(self, reading: int, told: Checked | Found | str) -> None:
            super().__init__()
            self.reading, self.told = reading, told

    edits_rules = True
    """Tells the program that this page says itself when the rules have changed."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.desk = Desk(stage.rules_folder, stage.book)
        self.files: Lines[str] = Lines("rules-files")
        self.problems: Lines[Place] = Lines("rules-problems")
        self.changes = said("", "rules-changes-text")
        self.effect = VerticalScroll(self.changes, classes="rules-changes")
        self.field = Vertical(said(self.texts("files", "none"), "hint"), classes="rules-text")
        self.status, self.notice = said("", "rules-status"), said("", "error")
        self.checked: Checked | None = None
        self.found: Found | None = None
        self._reading = 0
        self._pause: Timer | None = None

    @property
    def texts(self) -> Phrases:
        """The words for authors."""
        return self.stage.book.texts.authoring

    def compose(self) -> Iterator[Widget]:
        """The files beside the text, and below them the mistakes beside the changes."""
        folder = shown(self.desk.folder)
        yield said(self.texts("place", title=self.texts("title"), folder=folder), "progress")
        yield self.status
        yield self.notice
        with Horizontal(classes="rules-above"):
            yield self.files
            yield self.field
        with Horizontal(classes="rules-below"):
            yield self.problems
            with Vertical(classes="rules-effect"):
                yield said(self.texts("effect", "title"), "how")
                yield self.effect
        yield self._key_line(LIST_KEYS, "rules-list-keys")
        yield self._key_line(TEXT_KEYS, "rules-text-keys")

    def read_soon(self) -> None:
        """Reads the texts once nobody has typed for a moment."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(self.PAUSE, self.read_now)

    def read_now(self) -> None:
        """Reads the texts beside the keyboard; what an earlier reading still finds is dropped."""
        self._reading += 1
        standing = Standing(self.desk.texts(), self.stage.book, self.stage.interview.profile)
        read = partial(self._read, self._reading, standing, self.texts)
        self.run_worker(read, thread=True, exclusive=True, group="read", exit_on_error=False)

    def _read(self, reading: int, standing: Standing, texts: Phrases) -> None:
        worker = get_current_worker()
        for told in looked_at(self.desk, standing, lambda: not worker.is_cancelled):
            said = effect_text(told, texts) if isinstance(told, Effect) else told
            self.post_message(self.News(reading, said))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault while the rules are read is told, and takes no unsaved text with it."""
        if event.state is WorkerState.ERROR:
            self.tell(self.texts("status", "fault"))

    def on_rules_page_news(self, news: News) -> None:
        """Shows what a reading came to, unless there is a later one."""
        if news.reading != self._reading:
            return
        match news.told:
            case Checked() as checked:
                self.checked, self.found = checked, None
                self.changes.update(self._without_effect(checked))
            case str() as effect:
                self.changes.update(effect)
            case Found() as found:
                self.found = found
        self.show_lists()

    def show_lists(self) -> None:
        """Shows the files and what is wrong in them."""
        wrong = [self.desk.place(problem).name for problem in self.checked.mistakes] if self.checked else []
        self.files.tell(file_lines(self.desk, self.texts, wrong))
        self.problems.tell(problem_lines(self.desk, self.texts, self.checked, self.found))

    def tell(self, status: str) -> None:
        """One line about what was just done."""
        self.status.update(status)
        self.status.set_class(bool(status), "-said")

    def _without_effect(self, checked: Checked) -> str:
        standing = Standing({}, self.stage.book, self.stage.interview.profile)
        if not standing.somebody:
            return self.texts("effect", "nobody")
        return self.texts("effect", "mistakes" if checked.book is None else "unedited")

    def _key_line(self, keys: tuple[tuple[str, str], ...], classes: str) -> Widget:
        hints = [(key, self.texts("keys", word)) for key, word in keys]
        line = KeyLine(hints, ("F12", self.words("keys", "leave")), ("F1", self.words("keys", "keys")))
        line.add_class(classes)
        return line
