"""The cards of a chapter, of which one stands open. It scrolls, and it knows no keys of its own."""

from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from recommender.export.cards import Card, Chapter
from recommender.export.over_time import Look
from recommender.export.plan_picture import PlanPicture
from recommender.tui.laid_out import Board, Line, tops
from recommender.tui.widgets.prose import Prose

STYLES = {"": "", "head": "bold", "muted": "$text-muted"}
STEP = 2
"""Lines that an arrow scrolls where a card is taller than its window."""


class Cards(Widget):
    """The lines of all cards."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board, self.at = board, 0

    def lines(self, width: int) -> list[Line]:
        """The lines at that width."""
        return self.board.lines(self.at, width) if width else []

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines at that width."""
        del container, viewport
        return len(self.lines(width))

    def render(self) -> Content:
        """The cards, with headings in bold."""
        said = [Content.styled(line.text, STYLES[line.tone]) for line in self.lines(self.size.width)]
        return Content("\n").join(said)


class Deck(VerticalScroll):
    """Shows one chapter. The card that stands open is the one that keys speak of."""

    class Opened(Message):
        """Another card stands open."""

    def __init__(self, chapters: tuple[Chapter, ...], picture: PlanPicture | None, look: Look) -> None:
        self._chapters, self._picture, self._look = chapters, picture, look
        self._cards = Cards(Board(chapters[0], picture, look))
        self._pages = {at: Prose(chapter.page) for at, chapter in enumerate(chapters) if chapter.page}
        super().__init__(self._cards, *self._pages.values(), classes="reading")
        self.turn_to(0)

    @property
    def card(self) -> Card | None:
        """The card that stands open; None where there are only words to read."""
        cards = self._cards.board.chapter.cards
        return cards[self._cards.at] if cards else None

    @property
    def at(self) -> int:
        """The place of the card that stands open."""
        return self._cards.at

    def turn_to(self, chapter: int, card: int = 0) -> None:
        """Shows a chapter from its beginning, or from one of its cards on."""
        self._cards.board = Board(self._chapters[chapter], self._picture, self._look)
        for place, page in self._pages.items():
            page.display = place == chapter
        self._open(min(card, max(0, len(self._chapters[chapter].cards) - 1)))

    def move(self, by: int) -> None:
        """Reads on in the card that stands open, and from its end opens the next one."""
        here = self._range(self._cards.at)
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        cut = here.stop > bottom if by > 0 else here.start < top
        following = self._cards.at + by
        if cut or not 0 <= following < len(self._cards.board.chapter.cards):
            self.scroll_relative(y=by * STEP, animate=False)
        else:
            self._open(following)

    def on_click(self, event: Click) -> None:
        """A click on a card opens it."""
        offset = event.get_content_offset(self._cards)
        lines = self._cards.lines(self._cards.size.width)
        if offset is not None and offset.y < len(lines) and lines[offset.y].card >= 0:
            self._open(lines[offset.y].card)

    def on_resize(self, event: Resize) -> None:
        """The card stays in view where the window changes."""
        del event
        self.call_after_refresh(self._into_view)

    def _open(self, place: int) -> None:
        self._cards.at = place
        self._cards.refresh(layout=True)
        self.call_after_refresh(self._into_view)
        self.post_message(self.Opened())

    def _range(self, place: int) -> range:
        return tops(self._cards.lines(self._cards.size.width)).get(place, range(0))

    def _into_view(self) -> None:
        """Scrolls as little as shows the open card; its beginning, where it is taller than the window."""
        here, top, height = self._range(self._cards.at), self.scroll_offset.y, self.size.height
        if self._cards.at == 0:
            self.scroll_to(y=0, animate=False)
        elif here.start < top or len(here) >= height:
            self.scroll_to(y=here.start, animate=False)
        elif here.stop > top + height:
            self.scroll_to(y=here.stop - height, animate=False)
