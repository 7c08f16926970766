"""Cards as lines of a width: one of them stands open, the others are folded, and a large one has a frame."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from recommender.export.cards import Card, Chapter
from recommender.export.over_time import ASCII, BLOCKS, Look
from recommender.export.plan_picture import PlanPicture
from recommender.reasons.page import DASH, printable

Tone = Literal["", "head", "muted"]

FRAMES = {BLOCKS.edge: "╭─╮│╰╯", ASCII.edge: "+-+|++"}
MARKS = {BLOCKS.edge: "▌ ", ASCII.edge: "> "}
"""Before every line of the card that stands open."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `card` is the place of the card that it belongs to, -1 for none."""

    text: str
    tone: Tone = ""
    card: int = -1


@dataclass(frozen=True, slots=True)
class Board:
    """What there is to lay out, and how it is drawn."""

    chapter: Chapter
    picture: PlanPicture | None
    look: Look

    def lines(self, at: int, width: int) -> list[Line]:
        """All lines, with the card at that place open."""
        found = [Line(part) for text in self.chapter.above for part in (*_wrapped(text, width), "")][:-1]
        for place, card in enumerate(self.chapter.cards):
            if found and (place in (at, at + 1) or card.large):
                found.append(Line(""))
            found += (
                Line(line.text, line.tone, place) for line in self._card(card, width, is_open=place == at)
            )
        return [*found, Line("")] if found and self.chapter.page else found

    def _card(self, card: Card, width: int, *, is_open: bool) -> Iterator[Line]:
        mark = MARKS[self.look.edge]
        if card.large:
            yield from self._framed(card, width, is_open=is_open)
            return
        lead = mark if is_open else " " * len(mark)
        for line in self._open(card, width - len(mark)) if is_open else _folded(card, width - len(mark)):
            yield Line(f"{lead}{line.text}".rstrip(), line.tone)

    def _open(self, card: Card, width: int) -> Iterator[Line]:
        yield from (Line(text, "head") for text in _wrapped(card.head, width))
        yield from (Line(text) for text in _wrapped(card.lead, width))
        for text in card.lines:
            yield from (Line(part) for part in _wrapped(text, width))
        if self.picture is not None and card.drawn:
            yield Line("")
            yield from (Line(text[:width]) for text in self.picture.lines(card.drawn, self.look, width))

    def _framed(self, card: Card, width: int, *, is_open: bool) -> Iterator[Line]:
        left, flat, right, side, low_left, low_right = tuple(FRAMES[self.look.edge])
        inner = width - 4
        body = [*(Line(text, "head") for text in _wrapped(card.head, inner)), Line("")]
        body += (Line(text, "head") for text in _wrapped(card.lead, inner))
        for text in card.lines:
            body += (Line(part) for part in _wrapped(text, inner) or [""])
        yield Line(f"{left}{flat * (width - 2)}{right}", "" if is_open else "muted")
        for line in body:
            yield Line(f"{side} {line.text.ljust(inner)} {side}", line.tone)
        yield Line(f"{low_left}{flat * (width - 2)}{low_right}", "" if is_open else "muted")


def _folded(card: Card, width: int) -> Iterator[Line]:
    """The card in a line or two."""
    text = printable(card.brief or card.head)
    if card.drawn:
        text = card.head
    yield from (Line(part) for part in textwrap.wrap(text, width, max_lines=2, placeholder=" …"))


def _wrapped(text: str, width: int) -> list[str]:
    """One paragraph, or one item of a list."""
    hanging = " " * len(DASH) if text.startswith(DASH) else ""
    return textwrap.wrap(printable(text), max(width, 8), subsequent_indent=hanging, break_on_hyphens=False)


def tops(lines: Iterable[Line]) -> dict[int, range]:
    """On which lines each card stands."""
    found: dict[int, range] = {}
    for at, line in enumerate(lines):
        if line.card >= 0:
            found[line.card] = range(found.get(line.card, range(at, at)).start, at + 1)
    return found
