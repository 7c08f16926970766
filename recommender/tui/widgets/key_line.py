"""The keys that work here, in one line, or in two where none of them may be missing."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

GAP, SMALL_GAP = 3, 2
FIRST = 3
SUPPORT = frozenset({"h", "F3", "?"})
"""The keys that show people and lines to contact."""

Hint: TypeAlias = tuple[str, str]
"""A key, and what it does."""

Fitted: TypeAlias = tuple[Sequence[Hint], Sequence[Hint]]
"""The keys at the left, and those at the right end."""

NO_WORDS: Mapping[str, str] = {}


class KeyLine(Widget):
    """Keys and what they do. Where the line is short, the later ones give way.

    The last one never does; before it goes the one for contacts, and before that `all_keys`, which says
    where the others are found. With `whole` none gives way as long as two lines have room for them: what a
    page does stands in the first, and what every page does in the second.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}

    short: reactive[Mapping[str, str]] = reactive(NO_WORDS)
    """Shorter words by the usual ones, for where fewer than three keys have room."""

    def __init__(
        self, hints: Sequence[Hint], last: Hint, all_keys: Hint | None = None, *, whole: bool = False
    ) -> None:
        super().__init__()
        self._whole = whole
        if whole:
            self.styles.height = "auto"
        self._hints = tuple(hints)
        self._last = last
        self._all_keys = all_keys

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line or, where that has no room for every key, two."""
        del container, viewport
        shown, ending = in_the_room(width, self._hints, self._last, self._all_keys)
        return 1 if len(shown) == len(self._hints) and self._all_keys in (None, *ending) else 2

    def render(self) -> Text:
        """As many keys as fit, and the last one at the right end."""
        if not self._whole or self.size.height == 1:
            return self._line(self._hints)
        own = [hint for hint in self._hints if hint[0] not in SUPPORT]
        first = self._joined(_fitting(self.size.width, own, (), GAP), GAP)
        return Text("\n").join((first, self._line([hint for hint in self._hints if hint not in own])))

    def _line(self, hints: Sequence[Hint]) -> Text:
        room = self.size.width
        shown, ending = in_the_room(room, hints, self._last, self._all_keys)
        gap = GAP
        if self.short and len(shown) < min(FIRST, len(hints)):
            shown, ending = self._shorter(room, hints)
            gap = SMALL_GAP
        line, end = self._joined(shown, gap), self._joined(ending, gap)
        line.pad_right(max(0, room - line.cell_len - end.cell_len))
        return line + end

    def _shorter(self, room: int, hints: Sequence[Hint]) -> Fitted:
        hints, last = [self._in_short(hint) for hint in hints], self._in_short(self._last)
        all_keys = self._in_short(self._all_keys) if self._all_keys else None
        return in_the_room(room, hints, last, all_keys, SMALL_GAP)

    def _in_short(self, hint: Hint) -> Hint:
        key, word = hint
        return key, self.short.get(word, word)

    def _joined(self, hints: Sequence[Hint], gap: int) -> Text:
        style = self.get_component_rich_style("key-line--key")
        return Text(" " * gap).join(Text.assemble((key, style), " ", word) for key, word in hints)


def in_the_room(
    room: int, hints: Sequence[Hint], last: Hint, all_keys: Hint | None = None, gap: int = GAP
) -> Fitted:
    """The keys that have room at the left, and those at the right end."""
    support = [hint for hint in hints if hint[0] in SUPPORT]
    for ending in ([all_keys, last] if all_keys else [last], [last]):
        if _width((*support, *ending), gap) <= room:
            return _fitting(room, hints, ending, gap), tuple(ending)
    return (), (last,)


def _fitting(room: int, hints: Sequence[Hint], ending: Sequence[Hint], gap: int) -> Sequence[Hint]:
    """The first keys that have room, or else the first one that has, beside the one for contacts."""
    others = [hint for hint in hints if hint[0] not in SUPPORT]
    ways = [*(others[:count] for count in range(len(others), 0, -1)), *([hint] for hint in others), []]
    shown = ([hint for hint in hints if hint in way or hint[0] in SUPPORT] for way in ways)
    return next((few for few in shown if _width((*few, *ending), gap) <= room), ())


def _width(hints: Sequence[Hint], gap: int) -> int:
    return sum(cell_len(key) + 1 + cell_len(word) for key, word in hints) + gap * (len(hints) - 1)
