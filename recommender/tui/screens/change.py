"""What would change a part. It is looked for in the background, and can be left at any time."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from recommender.explanation import otherwise_text, what_would_change
from recommender.explanation.otherwise import TRIED_AT_MOST
from recommender.inference import Disagreement, EngineFault
from recommender.loading.profile import Profile
from recommender.model.recommendation import Recommendation
from recommender.reasons.page import flowed
from recommender.tui.screens.page import said
from recommender.tui.screens.result_page import ResultPage
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.prose import Prose


class Left(Exception):
    """Nobody waits any longer."""


class ChangeScreen(ResultPage):
    """Words about how far it is, then what was found. Leaving ends the search."""

    over = True
    BINDINGS: ClassVar[list[BindingType]] = [press("enter,b,escape", "close")]
    keys = (("b", "back"), ("h", "support"), ("↑↓", "read"))

    @dataclass
    class Tried(Message):
        """So many recommendations were made."""

        count: int

    @dataclass
    class Found(Message):
        """What was found, in words; without a heading where nothing was."""

        text: str
        heading: str = ""

    def __init__(self, stage: Stage, part: str) -> None:
        super().__init__(stage)
        self.part = part
        self.profile = stage.interview.profile
        self.left, self.count = Event(), 0
        self.heading = said(self.result("change", "title"), "title")
        self.progress = said("", "paragraph")
        self.reading = VerticalScroll(
            said(self.of_voice("change", "looking"), "paragraph"),
            self.progress,
            said(self.result("change", "leave"), "paragraph"),
            classes="reading",
        )

    def content(self) -> Iterator[Widget]:
        """What is being done, and in its place what came of it."""
        yield self.heading
        yield self.reading

    def on_mount(self) -> None:
        """The search begins when its words are there."""
        self.set_focus(self.reading)
        self.run_worker(self._look, thread=True, exit_on_error=False)

    def on_unmount(self) -> None:
        """The search ends with the screen."""
        self.left.set()

    def on_change_screen_tried(self, message: Tried) -> None:
        """Says how far it is."""
        self.progress.update(self._so_far(message.count))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Whatever goes wrong in the search, nobody waits for it any longer."""
        if event.state is WorkerState.ERROR:
            self.post_message(self.Found(self.result("change", "failed")))

    async def on_change_screen_found(self, message: Found) -> None:
        """Shows what was found."""
        if message.heading:
            self.heading.update(message.heading)
        await self.reading.remove_children()
        await self.reading.mount(Prose(message.text))

    def _so_far(self, count: int) -> str:
        form = "tried_one" if count == 1 else "tried"
        return self.result("change", form, count=count, most=TRIED_AT_MOST)

    def _look(self) -> None:
        """Runs beside the screen, and tells it by messages alone."""
        book = self.stage.book
        try:
            found = what_would_change(self.profile, book, self.part, self._recommend)
        except Left:
            return
        except (Disagreement, EngineFault):
            self.post_message(self.Found(self.result("change", "failed")))
        else:
            heading, *lines = otherwise_text(found, book).splitlines()
            self.post_message(self.Found(flowed("\n".join(lines)), heading))

    def _recommend(self, profile: Profile) -> Recommendation:
        if self.left.is_set() or self.stage.leaving:
            raise Left
        made = self.stage.interview.recommend(profile)
        if self.count:  # the first one is that of the answers as they are
            self.post_message(self.Tried(self.count))
        self.count += 1
        return made
