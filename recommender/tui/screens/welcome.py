"""The first screen: what this is and is not, who answers, what is kept, and how to leave."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from recommender.interview.beginnings import beginnings
from recommender.interview.view import Welcome
from recommender.keeping.begun_words import begun_said, keeping_said
from recommender.keeping.bookmark import Keeping
from recommender.keeping.keeper import plainly
from recommender.keeping.ways import ways_of
from recommender.problem import Problems
from recommender.tui.draft import Draft, Row
from recommender.tui.screens.begun import BegunScreen
from recommender.tui.screens.choosing import ReadingPage
from recommender.tui.screens.code import CodeScreen
from recommender.tui.screens.lock import LockScreen
from recommender.tui.screens.page import said
from recommender.tui.screens.replace import ReplaceScreen
from recommender.tui.screens.ways import once_kept_as_wanted
from recommender.tui.stage import Stage, press


class WelcomeScreen(ReadingPage):
    """Nothing is asked before somebody starts, and nothing is kept unless somebody chooses it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        press("enter", "go_on"),
        press("o", "open"),
        press("r", "resume"),
        press("k", "keep('as_you_go')"),
        press("l", "keep('until_i_leave')"),
        press("n", "keep('nothing')"),
        press("w", "lock"),
    ]

    def __init__(self, stage: Stage, view: Welcome) -> None:
        self.ways = beginnings(stage.interview, stage.book, choosing=stage.choosing)
        rows = [Row(str(at), way.label, way.label) for at, way in enumerate(self.ways, 1)]
        now = (stage.interview.role, stage.interview.short)
        chosen = next((way.label for way in self.ways if (way.role, way.short) == now), None)
        super().__init__(stage, Draft(rows, chosen))
        self.view = view
        self.begun, self.broken = self._begun()
        self.can_lock = bool(ways_of(stage.keeper, stage.interview.role))
        resume = (("r", "resume"),) if self.begun else ()
        keep = () if self.broken else (("k", "keep"),)
        self.keys = (("Enter", "start"), *resume, *keep, ("h", "support"), ("o", "open"))
        self.keeping = said(self._keeping(), "how")
        self.in_short = said(self._keeping(short=True), "in-short")

    def content(self) -> Iterator[Widget]:
        """The title, everything that is good to know first, and what can be chosen."""
        yield said(self.view.title, "title")
        with self.reading:
            if self.broken:
                yield said(self.broken, "paragraph")
            for paragraph in self.view.paragraphs:
                yield said(paragraph, "paragraph")
            yield said(self.words("welcome", "keep"), "paragraph")
            if self.can_lock:
                yield said(self.words("welcome", "lock"), "paragraph")
            yield said(self.view.start, "invitation")
            yield said(self.words("welcome", "open"), "hint")
        if self.begun:
            yield said(self.begun, "invitation")
        yield self.keeping
        yield self.in_short
        if self.ways:
            yield self.choices

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """With nothing begun there is nothing to go on with."""
        if action == "lock":
            return self.can_lock
        return bool(self.begun) if action == "resume" else super().check_action(action, parameters)

    def chosen(self, row: Row) -> None:
        """Takes a way to begin; the page then speaks in its voice."""
        super().chosen(row)
        before = self.stage.interview.role
        next(way for way in self.ways if way.label == row.value).take(self.stage.interview)
        if self.stage.interview.role != before:
            self.stage.shows_rules = self.stage.interview.role == "clinician"
            self.app.call_next(self.stage.show)

    async def action_keep(self, keeping: Keeping) -> None:
        """Sets what becomes of the answers, which can be set otherwise for as long as nothing was asked."""
        refused = self.stage.as_you_go.choose(keeping)
        self.keeping.update(self._keeping())
        self.in_short.update(self._keeping(short=True))
        if refused is not None and keeping == "nothing":
            self.stage.say_refused("not_erased", refused)
        elif refused is not None:
            self.stage.say_not_kept(refused)

    async def action_lock(self) -> None:
        """Asks for a passphrase under which everything is kept from then on."""
        await self.app.push_screen(LockScreen(self.stage, lambda: self._locked))

    async def action_resume(self) -> None:
        """Says what was begun here, and offers to go on with it."""
        if self.begun:
            await self.app.push_screen(BegunScreen(self.stage, self.begun))

    async def action_open(self) -> None:
        """Asks for the code of what was kept, also where nothing was."""
        await self.app.push_screen(CodeScreen(self.stage))

    async def action_go_on(self) -> None:
        """Goes on to the first question; asks first where another interview would be gone by that."""
        if self.stage.as_you_go.replaces():
            await self.app.push_screen(ReplaceScreen(self.stage, self.begun))
        else:
            await once_kept_as_wanted(self.app, self.stage, self._begin)

    async def _begin(self) -> None:
        self.stage.interview.begin()
        await self.stage.show()

    async def _locked(self) -> None:
        await self.stage.show()
        self.stage.say(self.words("lock", "done"))

    def _begun(self) -> tuple[str, str]:
        """What can be said of an interview that was begun here, or else why it cannot be opened."""
        try:
            begun = self.stage.as_you_go.unfinished.begun()
        except Problems as problems:
            return "", self.words("unfinished", "refused", why=plainly(problems))
        return ("" if begun is None else begun_said(begun, self.stage.book)), ""

    def _keeping(self, *, short: bool = False) -> str:
        """What becomes of the answers now, and the keys that set it otherwise."""
        if self.broken:
            return self.words("unfinished", "cannot")
        going, beside = self.stage.as_you_go, bool(self.begun)
        now = keeping_said(going, self.stage.book, beside=beside, short=short)
        return f"{now} {self.words('unfinished', 'keys')}"
