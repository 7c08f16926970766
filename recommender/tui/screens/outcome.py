"""What came out: a programme, or light movement, in chapters of cards, and what can be asked about each."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import OptionList

from recommender.export.chapters import chapters
from recommender.export.instead import instead
from recommender.export.plan_picture import PlanPicture
from recommender.export.text import as_text
from recommender.interview.view import OutcomeView
from recommender.keeping.keeper import plainly
from recommender.problem import Problems
from recommender.reasons.names import Names
from recommender.tui.parts import in_short
from recommender.tui.screens.change import ChangeScreen
from recommender.tui.screens.others import OthersScreen
from recommender.tui.screens.page import said
from recommender.tui.screens.result_keys import BESIDE, ResultKeys
from recommender.tui.screens.result_page import ResultPage
from recommender.tui.screens.text import TextScreen
from recommender.tui.screens.why import WhyScreen
from recommender.tui.stage import Stage, press
from recommender.tui.widgets.contents import Contents
from recommender.tui.widgets.deck import Deck

# Keys and what they do; below it, what is said of them, the most important first.
BINDINGS: list[BindingType] = [
    press("up", "move(-1)"),
    press("down", "move(1)"),
    press("pageup", "page(-1)"),
    press("pagedown", "page(1)"),
    press("tab,shift+tab", "other"),
    press("left", "list"),
    press("right", "cards"),
    *(press(str(digit), f"week({digit})") for digit in range(1, 10)),
    press("enter", "enter"),
    press("w", "why"),
    press("n", "others"),
    press("d", "would_change"),
    press("l", "leave_out"),
    press("r", "read"),
    press("u", "undo"),
    press("b", "back"),
    *BESIDE,
]
ITEM_KEYS = (("w", "why"), ("l", "rather_not"), ("n", "not_others"), ("d", "would_change"))
KEYS = (
    ("Tab", "list"),
    ("i", "what_if"),
    ("a", "adjust"),
    ("k", "keep"),
    ("x", "save"),
    ("b", "back"),
    ("h", "support"),
    ("r", "whole"),
    ("u", "undo"),
    ("o", "note"),
)


class OutcomeScreen(ResultPage, ResultKeys):
    """A list of chapters and the cards of one; in a narrow window one of the two."""

    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    keys, item_keys = KEYS, ITEM_KEYS

    def __init__(self, stage: Stage, view: OutcomeView) -> None:
        super().__init__(stage)
        self.recommendation = view.recommendation
        aside = stage.interview.set_aside_activities
        self.chapters = chapters(view.recommendation, stage.book, aside)
        names = Names.of(view.recommendation, stage.book)
        programme = view.recommendation.programme
        picture = PlanPicture.of(programme, names) if programme else None
        self.contents = Contents(self.chapters)
        self.deck = Deck(self.chapters, picture, stage.keeper.look)
        self.because = said("", "because")
        self.shown = 0

    @property
    def part(self) -> str:
        """What can be asked about the card that stands open; empty where nothing can."""
        return self.deck.card.part if self.deck.card is not None else ""

    def content(self) -> Iterator[Widget]:
        """The list, the cards, and in a line why the open card is there."""
        with Horizontal(classes="outcome"):
            with Vertical(classes="contents"):
                yield said(self.result("chapters", "title"), "how")
                yield self.contents
            yield self.deck
        yield self.because

    def on_mount(self) -> None:
        """The first session comes first, ready for the arrows."""
        self.set_focus(self.deck)

    def on_deck_opened(self) -> None:
        """Says in a line why that card is there."""
        self.because.update(in_short(self.part, self.recommendation, self.stage.book))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Whatever moves the list turns to the chapter."""
        self.turn_to(event.option_index)

    def on_option_list_option_selected(self) -> None:
        """A click on a chapter goes to its cards."""
        self.action_cards()

    def turn_to(self, chapter: int, card: int = 0) -> None:
        """Shows a chapter, unless it is shown already."""
        if chapter != self.shown:
            self.shown = chapter
            self.contents.highlighted = chapter
            self.deck.turn_to(chapter, card)
            self.tell("")

    def action_move(self, by: int) -> None:
        """Moves in the list, or in the cards."""
        if self.focused is self.contents:
            self.turn_to(max(0, min(self.shown + by, len(self.chapters) - 1)))
        else:
            self.deck.move(by)

    def action_page(self, by: int) -> None:
        """Scrolls the cards by a page."""
        self.deck.scroll_relative(y=by * max(1, self.deck.size.height - 1), animate=False)

    def action_other(self) -> None:
        """Goes from the list to the cards, and back."""
        if self.focused is self.contents:
            self.action_cards()
        else:
            self.action_list()

    def action_list(self) -> None:
        """Goes to the list."""
        self.add_class("-at-list")
        self.set_focus(self.contents)

    def action_cards(self) -> None:
        """Goes to the cards."""
        self.remove_class("-at-list")
        self.set_focus(self.deck)

    def action_week(self, number: int) -> None:
        """Turns to a week by its number."""
        title = self.result("card", "week", week=number)
        found = [place for place, chapter in enumerate(self.chapters) if chapter.title == title]
        if found:
            self.turn_to(found[0])

    async def action_enter(self) -> None:
        """From the list it goes to the cards, and from a card to its question, or to why it is there."""
        card = self.deck.card
        if self.focused is self.contents:
            self.action_cards()
        elif card is not None and card.fact:
            await self.lead_back(card.fact)
        else:
            await self.action_why()

    async def action_why(self) -> None:
        """Says why the part is there that stands open."""
        if self._can_be_asked():
            await self.app.push_screen(WhyScreen(self.stage, self.recommendation, self.part))

    async def action_would_change(self) -> None:
        """Looks for what would change the part that stands open."""
        if self._can_be_asked():
            await self.app.push_screen(ChangeScreen(self.stage, self.part))

    async def action_others(self) -> None:
        """Says why the others are not there."""
        await self.app.push_screen(OthersScreen(self.stage, self.recommendation))

    async def action_read(self) -> None:
        """Shows the whole page."""
        heading, *lines = as_text(self.recommendation, self.stage.book).split("\n")
        await self.app.push_screen(TextScreen(self.stage, heading, "\n".join(lines)))

    async def action_leave_out(self) -> None:
        """Leaves the movement of the open card out, or brings it back where it was left out."""
        activity = self.deck.card.activity if self.deck.card is not None else ""
        interview = self.stage.interview
        if not activity:
            self.tell(self.result("without", "not_a_movement"))
            return
        is_back = activity in interview.set_aside_activities
        try:
            (interview.bring_back if is_back else interview.leave_out)(activity)
        except Problems as problems:
            self.tell(self.result("without", "refused", why=plainly(problems)))
            return
        await self._show_anew(activity, is_back=is_back)

    async def action_undo(self) -> None:
        """Takes the last change back."""
        if not self.stage.interview.undoes_here:
            self.tell(self.result("without", "nothing_to_undo"))
            return
        self.stage.interview.undo()
        await self.stage.show()
        if isinstance(screen := self.app.screen, OutcomeScreen):
            screen.tell(self.result("without", "undone"))

    async def _show_anew(self, activity: str, *, is_back: bool) -> None:
        """Shows the new plan where this one stood, and says what came in the place of a movement."""
        await self.stage.show()
        if not isinstance(screen := self.app.screen, OutcomeScreen):
            return
        screen.stay_at(self.chapters[self.shown].title, self.deck.at)
        if is_back:
            name = self.stage.book.activities[activity].name
            screen.tell(self.result("without", "brought_back", activity=name))
        else:
            screen.tell(instead(activity, self.recommendation, screen.recommendation, self.stage.book))

    def stay_at(self, title: str, card: int) -> None:
        """Turns to the chapter of that title, where there is one."""
        found = [place for place, chapter in enumerate(self.chapters) if chapter.title == title]
        if found:
            self.turn_to(found[0], card)

    def _can_be_asked(self) -> bool:
        if not self.part:
            self.tell(self.result("tree", "nothing"))
        return bool(self.part)
