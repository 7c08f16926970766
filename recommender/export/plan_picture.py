"""The weeks of a programme as a picture of text: minutes, effort and sessions. No escape bytes.

What is drawn is said in words as well. A week beyond a gate is drawn hollow, and lighter weeks are marked.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recommender.export.cards import Card, Drawn
from recommender.export.over_time import ASCII, BLOCKS, EDGE, Look
from recommender.model.programme import Programme, Week
from recommender.model.scale import Effort
from recommender.reasons.names import Names
from recommender.reasons.page import printable
from recommender.reasons.runs import runs

ROWS = 4
"""Lines that the minutes are drawn on."""

WIDEST = 4
"""Columns for a week, where there is room."""

SIGNS = ("weeks", "planned", "preview", "lighter", "cut")

HOLLOW = {BLOCKS.mark: ("░", "○"), ASCII.mark: (":", ".")}
"""For a week that is a preview: what its bar is made of, and its mark."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands beside a picture."""

    weeks: str
    planned: str
    preview: str
    lighter: str
    cut: str


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """The weeks with every word that is needed to draw them."""

    weeks: tuple[Week, ...]
    efforts: dict[Effort, str]
    signs: Signs

    @classmethod
    def of(cls, programme: Programme, names: Names) -> "PlanPicture":
        """The picture of a programme."""
        words = names.book.texts.result
        signs = {name: words("picture", name) for name in SIGNS}
        return cls(programme.weeks, {effort: names.effort(effort) for effort in Effort}, Signs(**signs))

    def lines(self, drawn: Drawn, look: Look, width: int) -> list[str]:
        """One part of the picture with its axis and what the signs mean; if not all weeks fit, the first."""
        return list(_Drawing.of(self, look, width).lines(drawn))


def picture_cards(programme: Programme, names: Names) -> tuple[Card, ...]:
    """A card for minutes, effort and sessions, each with words for it; no minutes where these are hidden."""
    words = names.book.texts.result
    told: dict[Drawn, str] = {
        "minutes": "" if "minutes" in names.hidden else _minutes(programme.weeks, names),
        "intensity": _efforts(programme.weeks, names),
        "sessions": _sessions(programme.weeks, names),
    }
    return tuple(
        Card(words("picture", "heads", drawn), lead=said, brief=said, part=drawn, drawn=drawn)
        for drawn, said in told.items()
        if said
    )


def _minutes(weeks: Sequence[Week], names: Names) -> str:
    most = max(weeks, key=lambda week: week.minutes)
    easier = [week.number for week in weeks if week.easier]
    words = names.book.texts.result
    first, last = weeks[0].minutes, weeks[-1].minutes
    said = words("picture", "minutes", first=first, most=most.minutes, week=most.number, last=last)
    lighter = words("picture", "lighter_weeks", weeks=_weeks(easier, names)) if easier else ""
    return f"{said} {lighter}".strip()


def _efforts(weeks: Sequence[Week], names: Names) -> str:
    found: dict[Effort, list[int]] = {}
    for week in weeks:
        found.setdefault(_hardest(week), []).append(week.number)
    words = names.book.texts.result
    said = (
        words("picture", "effort", effort=names.effort(effort), weeks=_weeks(numbers, names))
        for effort, numbers in found.items()
    )
    whole = "; ".join(said)
    return f"{whole[:1].upper()}{whole[1:]}."


def _sessions(weeks: Sequence[Week], names: Names) -> str:
    counts = [len(week.sessions) for week in weeks]
    form = "same" if min(counts) == max(counts) else "between"
    return names.book.texts.result("picture", f"sessions_{form}", low=min(counts), high=max(counts))


def _weeks(numbers: Sequence[int], names: Names) -> str:
    words = names.book.texts.result
    spans = [
        words("picture", "span", first=first, last=rest[-1]) if rest else str(first)
        for first, *rest in runs(numbers)
    ]
    return words("picture", "week" if len(numbers) == 1 else "several_weeks", weeks=names.joined(spans))


def _hardest(week: Week) -> Effort:
    return Effort.highest(*(session.intensity for session in week.sessions))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One picture in one width: `cell` columns a week."""

    picture: PlanPicture
    look: Look
    width: int
    gutter: int
    cell: int
    weeks: tuple[Week, ...]

    @classmethod
    def of(cls, picture: PlanPicture, look: Look, width: int) -> "_Drawing":
        signs, weeks = picture.signs, picture.weeks
        labels = [*picture.efforts.values(), signs.weeks, signs.lighter, str(_top(weeks))]
        gutter = max(map(len, labels))
        room = max(1, width - gutter - EDGE)
        cell = max(2, min(WIDEST, room // len(weeks)))
        return cls(picture, look, width, gutter, cell, weeks[: max(1, room // cell)])

    def lines(self, drawn: Drawn) -> Iterator[str]:
        match drawn:
            case "minutes":
                yield from self._bars()
            case "intensity":
                yield from self._levels()
            case "sessions":
                yield self._line("", "", (str(len(week.sessions)) for week in self.weeks))
            case "":
                return
        yield self._axis()
        if any(week.easier for week in self.weeks):
            marks = (self.look.mark if week.easier else "" for week in self.weeks)
            yield self._line(self.picture.signs.lighter, "", marks)
        if drawn != "sessions":
            yield from self._legend(drawn)
        if len(self.weeks) < len(self.picture.weeks):
            said = self.picture.signs.cut.format(count=len(self.weeks))
            yield from textwrap.wrap(said, max(self.width, 8))

    def _axis(self) -> str:
        """The numbers of the weeks: of each, or of every fifth where they would touch."""
        step = 1 if self.cell > len(str(self.weeks[-1].number)) else 5
        numbers = (
            str(week.number) if week.number == 1 or week.number % step == 0 else "" for week in self.weeks
        )
        return self._line(self.picture.signs.weeks, "", numbers)

    def _bars(self) -> Iterator[str]:
        top = _top(self.weeks)
        for row in reversed(range(ROWS)):
            cells = (self._bar(week, row, top) * (self.cell - 1) for week in self.weeks)
            yield self._line(str(top) if row == ROWS - 1 else "", self.look.edge, cells)

    def _bar(self, week: Week, row: int, top: int) -> str:
        steps = len(self.look.steps) - 1
        filled = max(1, round(week.minutes * ROWS * steps / top)) - row * steps
        if week.provisional:
            return HOLLOW[self.look.mark][0] if 2 * filled >= steps or (not row and filled) else " "
        return self.look.steps[max(0, min(filled, steps))]

    def _levels(self) -> Iterator[str]:
        hardest = max((_hardest(week) for week in self.picture.weeks), key=lambda effort: effort.rank)
        for effort in reversed(Effort):
            if effort.at_most(hardest):
                marks = (self._mark(week) if _hardest(week) is effort else "" for week in self.weeks)
                yield self._line(self.picture.efforts[effort], self.look.edge, marks)

    def _mark(self, week: Week) -> str:
        return HOLLOW[self.look.mark][1] if week.provisional else self.look.mark

    def _legend(self, drawn: Drawn) -> Iterator[str]:
        if not any(week.provisional for week in self.weeks):
            return
        full, hollow = self.look.steps[-1], HOLLOW[self.look.mark][0]
        if drawn == "intensity":
            full, hollow = self.look.mark, HOLLOW[self.look.mark][1]
        signs = self.picture.signs
        said = f"{full} {signs.planned}, {hollow} {signs.preview}"
        yield from textwrap.wrap(said, max(self.width, 8), break_on_hyphens=False)

    def _line(self, label: str, edge: str, cells: Iterable[str]) -> str:
        drawn = "".join(cell.ljust(self.cell) for cell in cells)
        return f"{printable(label):>{self.gutter}} {edge or ' '} {drawn}".rstrip()


def _top(weeks: Iterable[Week]) -> int:
    return max(1, *(week.minutes for week in weeks))
