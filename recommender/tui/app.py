"""The program around the screens: it shows what the interview has to show, and leaves when asked to."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from recommender.tui.frame import Frame
from recommender.tui.looks import Looks
from recommender.tui.stage import EditsRules, press

if TYPE_CHECKING:
    from recommender.interview.controller import Interview
    from recommender.keeping.as_you_go import AsYouGo
    from recommender.keeping.keeper import Keeper
    from recommender.model.rule import RuleBook
    from recommender.problem import Problems
    from recommender.recommend import Recommender
    from recommender.tui.sitting import Sitting
    from recommender.workshop.watch import News, Watch

PLAIN_LOOKS = Looks()
PAGE = 2
"""So many screens there are where nothing stands over the page: Textual's own, and the page."""


class InterviewApp(Frame):
    """Everything a person sees, from the welcome to the outcome. The interview itself is the controller's."""

    BINDINGS: ClassVar[list[BindingType]] = [press("h", "support"), press("f1", "keys")]
    interview: "Interview"
    book: "RuleBook"
    keeper: "Keeper"
    as_you_go: "AsYouGo"
    choosing: bool
    rules_folder: Path
    watching: "Watch | None" = None
    recommenders: "list[Recommender]"
    """Every one that was in use: something may still be working with an earlier one, so all end together."""
    _news: "News | None" = None
    shows_rules: bool

    def __init__(
        self, interview: "Interview", book: "RuleBook", keeper: "Keeper", looks: Looks = PLAIN_LOOKS
    ) -> None:
        from recommender.tui.sitting import Sitting  # noqa: PLC0415 - after the first paint

        super().__init__(looks)
        self.take(Sitting.of(interview, book, keeper))

    def take(self, sitting: "Sitting") -> None:
        """What this sitting is about."""
        self.interview, self.book, self.keeper = sitting.interview, sitting.book, sitting.keeper
        self.as_you_go, self.choosing = sitting.as_you_go, sitting.choosing
        self.rules_folder, self.watching = sitting.folder, sitting.watch()
        self.shows_rules = self.interview.role == "clinician"
        self.recommenders, self._news = [sitting.interview.recommender], None
        self._announced: set[str] = set()

    def announces(self, part: str) -> bool:
        """Whether a part is still to be announced before its first question."""
        return part not in self._announced

    def announced(self, part: str) -> None:
        """Notes that a part was announced."""
        self._announced.add(part)

    async def on_mount(self) -> None:
        """The first screen is there before the first key is read."""
        await self.push_screen(self.first_screen())
        self.watch_rules()

    def watch_rules(self) -> None:
        """From here on, changes of the rules are noticed; before they are loaded, nothing is."""
        if self.watching is None:
            return
        from recommender.tui.rules_in_use import EVERY, keep_looking  # noqa: PLC0415 - after the first paint

        keep_looking(self, self.watching, self.rules_changed)
        self.set_interval(EVERY, self.settle_news)

    def first_screen(self) -> Screen[None]:
        """What stands there at first."""
        return self._page()

    async def show(self) -> None:
        """Shows what the interview has to show now, in one stroke, and keeps it where somebody chose that.

        What stands open over its page, such as rules that are being edited, stays.
        """
        if len(self.screen_stack) <= PAGE:
            with self.batch_update():
                await self.switch_screen(self._page())
        self.kept()

    def resume(self) -> str:
        """Goes on with what was begun; gives what of it the rules cannot use any more. Raises `Problems`."""
        from recommender.keeping.begun_words import lost_said  # noqa: PLC0415 - after the first paint

        found = self.as_you_go.resume(self.interview.recommender)
        self.interview = found.interview
        self.shows_rules = self.interview.role == "clinician"
        return lost_said(found, self.book)

    async def new_rules(self, book: "RuleBook") -> tuple[str, ...]:
        """Goes on with other rules at the same place; gives what the answers that fell out were about."""
        from recommender.tui.sitting import under  # noqa: PLC0415 - after the first paint

        self.interview, dropped = under(book, self.interview, self.book)
        self.recommenders.append(self.interview.recommender)
        self.book = book
        return dropped

    async def rules_changed(self, news: "News") -> None:
        """Takes good rules into use; with broken ones, the last good ones stay.

        Where rules are edited it is said at once. Elsewhere it waits until nothing is half done.
        """
        editors = [screen for screen in self.screen_stack if isinstance(screen, EditsRules)]
        if not editors:
            self._news = news
            await self.settle_news()
            return
        dropped = await self.new_rules(news.book) if news.book is not None else ()
        for editor in editors:
            editor.rules_changed(dropped, in_use=news.book is not None)

    async def settle_news(self) -> None:
        """Takes in what is new about the rules; only a clinician is told, and never over anything else."""
        if self._news is None or len(self.screen_stack) > PAGE or _half_given(self.screen):
            return
        news, self._news = self._news, None
        dropped = await self.new_rules(news.book) if news.book is not None else ()
        if news.book is not None:
            await self.show()
        if self.interview.role == "clinician":
            words = self.book.texts.interview
            lost = words("unfinished", "lost", labels="; ".join(dropped)) if dropped else ""
            told = words("rules", "old_ones" if news.book is None else "new_ones")
            self.say(f"{told} {lost}".strip(), words("rules", "title"))

    def say(self, text: str, heading: str = "") -> None:
        """Says something over whatever is shown, until it is read."""
        from recommender.tui.pages import TextScreen  # noqa: PLC0415 - after the first paint

        about = heading or self.book.texts.interview("unfinished", "about")
        self.push_screen(TextScreen(self, about, text))

    def kept(self) -> None:
        """Keeps the interview as it is now, where somebody chose that; a refusal is said once."""
        if (refused := self.as_you_go.after_change(self.interview)) is not None:
            self.say_not_kept(refused)

    def say_not_kept(self, problems: "Problems") -> None:
        """Says why the answers are not kept now, and that all goes on."""
        from recommender.keeping.begun_words import not_kept_said  # noqa: PLC0415 - after the first paint

        self.say(not_kept_said(problems, self.book))

    def say_refused(self, name: str, problems: "Problems") -> None:
        """Says what the disk refused, and that all goes on."""
        from recommender.keeping.keeper import plainly  # noqa: PLC0415 - after the first paint

        self.say(self.book.texts.interview("unfinished", name, why=plainly(problems)))

    def leave_now(self) -> None:
        """Blanks the screen first; then erases what was to stay only until somebody leaves."""
        super().leave_now()
        if hasattr(self, "as_you_go"):  # nothing is there before all is loaded
            self.as_you_go.left()

    def action_support(self) -> None:
        """Opens the contacts over whatever is shown."""
        from recommender.tui.pages import SupportScreen  # noqa: PLC0415 - after the first paint

        if not isinstance(self.screen, SupportScreen):
            self.push_screen(SupportScreen(self))

    def action_keys(self) -> None:
        """Opens the page of all keys over whatever is shown."""
        from recommender.tui.pages import KeysScreen  # noqa: PLC0415 - after the first paint

        if not isinstance(self.screen, KeysScreen):
            self.push_screen(KeysScreen(self, self.screen))

    def _fatal_error(self) -> None:
        """A fault of the program. Its own report would print answers, so a plain word stands in for it."""
        self.panic(Text(self.book.texts.interview("failure", "text")))

    def _page(self) -> Screen[None]:
        from recommender.tui.pages import page_of  # noqa: PLC0415 - after the first paint

        return page_of(self)


def _half_given(screen: Screen[object]) -> bool:
    """Whether something was chosen or typed there that is not an answer yet."""
    return isinstance(screen.focused, Input) or bool(
        getattr(getattr(screen, "draft", None), "touched", False)
    )
