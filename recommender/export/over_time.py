"""Week by week as a picture of text, with a line of words above each part of it. No escape bytes."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pydantic import TypeAdapter, ValidationError

from recommender.model.course import Course, CourseWeek
from recommender.model.recommendation import Json, as_json
from recommender.reasons.page import INDENT, WIDTH, printable

Part: TypeAlias = Literal["minutes", "ceiling", "settling", "before", "after"]

ROWS = 4
"""Lines that the minutes are drawn on."""

WIDEST = 3
"""Columns for a week, where there is room."""

EDGE = 3
"""Columns of the line between the labels and the weeks."""

UNKNOWN, NONE = "?", "-"


@dataclass(frozen=True, slots=True)
class Look:
    """The signs of a picture. `steps` fill a line from nothing to all of it."""

    steps: str
    mark: str
    planned: str
    edge: str


BLOCKS = Look(" ▁▂▃▄▅▆▇█", "●", "·", "│")
ASCII = Look(" #", "o", ".", "|")


@dataclass(frozen=True, slots=True)
class Band:
    """One part of the picture: the line of words, and the labels of its levels, from the easiest up.

    The minutes have no levels: they are bars.
    """

    of: Part
    said: str
    levels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the signs mean, the head of the axis, and what is said where the first weeks find no room."""

    weeks: str
    cut: str
    minutes: str
    planned: str
    unknown: str
    none: str


@dataclass(frozen=True, slots=True)
class OverTime:
    """A course with every word that is needed to draw it, so that no rulebook is asked again."""

    course: Course
    heading: str
    intro: str
    bands: tuple[Band, ...]
    signs: Signs

    def as_json(self) -> Json:
        """What a casebook keeps; `read_again` makes it into this again."""
        return as_json(self)


def read_again(value: object) -> OverTime | None:
    """What `as_json` wrote; None for anything else, such as what an earlier version kept."""
    try:
        return TypeAdapter(OverTime).validate_python(value)
    except ValidationError:
        return None


"""The name that it had before, for those who still call it so."""


def value_of(week: CourseWeek, part: Part) -> str | None:
    """Which level a week has; None where it has none, or where nobody said."""
    match part:
        case "ceiling":
            return week.ceiling
        case "settling":
            return week.settling
        case "before":
            return week.before
        case "after":
            return week.after
        case "minutes":
            return None


def over_time_text(what: OverTime, look: Look = BLOCKS, width: int = WIDTH) -> str:
    """The picture under its heading, from 30 columns on; an empty text where there is no week yet."""
    if not what.course.weeks:
        return ""
    return "\n".join([printable(what.heading), *_Picture.of(what, look, width).lines()])


@dataclass(frozen=True, slots=True)
class _Picture:
    """One picture in one width: `cell` columns a week. Where not all weeks fit, the last of them."""

    what: OverTime
    look: Look
    width: int
    gutter: int
    cell: int
    weeks: tuple[CourseWeek, ...]

    @classmethod
    def of(cls, what: OverTime, look: Look, width: int) -> "_Picture":
        weeks = what.course.weeks
        labels = [label for band in what.bands for label in band.levels.values()]
        gutter = len(INDENT) + max(map(len, [*labels, what.signs.weeks, str(_top(weeks))]))
        room = max(1, width - gutter - EDGE)
        cell = max(1, min(WIDEST, room // len(weeks)))
        return cls(what, look, width, gutter, cell, weeks[-room:])

    def lines(self) -> Iterator[str]:
        signs = self.what.signs
        yield from self._words(self.what.intro)
        if len(self.weeks) < len(self.what.course.weeks):
            yield from self._words(signs.cut.replace("{count}", str(len(self.weeks))))
        axis = [self._axis()] if any(map(self._is_drawn, self.what.bands)) else []
        yield from axis
        for band in self.what.bands:
            yield from ("", *self._words(band.said), *self._drawn(band))
        yield from ("", *axis, *self._words(self._legend())) if axis else ()

    def _words(self, text: str) -> list[str]:
        return textwrap.wrap(
            printable(text),
            self.width,
            initial_indent=INDENT,
            subsequent_indent=INDENT,
            break_on_hyphens=False,
        )

    def _line(self, label: str, edge: str, drawn: str) -> str:
        return f"{printable(label):>{self.gutter}} {edge} {drawn}".rstrip()

    def _axis(self) -> str:
        """The numbers of the weeks: of each, or of every fifth or tenth where they would touch."""
        longest = len(str(self.weeks[-1].number))
        step = next((step for step in (1, 5) if step * self.cell > longest), 10)
        line = self._line(self.what.signs.weeks, " ", "").ljust(self.gutter + EDGE)
        start = len(line)
        for place, week in enumerate(self.weeks):
            at, number = start + place * self.cell, str(week.number)
            if (week.number == 1 or week.number % step == 0) and at + len(number) <= self.width:
                line = line.ljust(at) + number
        return line

    def _drawn(self, band: Band) -> Iterator[str]:
        """The lines of a part; none at all where nothing of it is known in any week."""
        if not self._is_drawn(band):
            return
        lines = list(self._levels(band) if band.levels else self._bars())
        signs = [_sign(week, band.of) for week in self.weeks]
        for label, cells in [*lines, ("", signs)] if any(signs) else lines:
            yield self._line(label, self.look.edge, "".join(cell.ljust(self.cell) for cell in cells))

    def _is_drawn(self, band: Band) -> bool:
        if band.of == "minutes":
            return _top(self.weeks) > 0
        return any(value_of(week, band.of) in band.levels for week in self.weeks)

    def _levels(self, band: Band) -> Iterator[tuple[str, Sequence[str]]]:
        for answer, label in reversed([*band.levels.items()]):
            yield label, [self.look.mark if value_of(week, band.of) == answer else "" for week in self.weeks]

    def _bars(self) -> Iterator[tuple[str, Sequence[str]]]:
        top = _top(self.weeks)
        for row in reversed(range(ROWS)):
            label = str(top) if row == ROWS - 1 else ""
            yield label, [self._bar(week, row, top) * max(1, self.cell - 1) for week in self.weeks]

    def _bar(self, week: CourseWeek, row: int, top: int) -> str:
        """What of a week's bar stands on a line; what was planned is seen where the bar is below it."""
        steps = len(self.look.steps) - 1
        filled = self._height(week.minutes, top) - row * steps
        if filled <= 0 and row == (self._height(week.planned, top) - 1) // steps:
            return self.look.planned
        return self.look.steps[max(0, min(filled, steps))]

    def _height(self, minutes: int | None, top: int) -> int:
        """How far minutes reach up, in steps; the least of them is seen."""
        steps = ROWS * (len(self.look.steps) - 1)
        return max(1, round(minutes * steps / top)) if minutes else 0

    def _legend(self) -> str:
        signs, drawn = self.what.signs, [band.of for band in self.what.bands if self._is_drawn(band)]
        gaps = {_sign(week, part) for week in self.weeks for part in drawn}
        bars = self.weeks if "minutes" in drawn else ()
        used = (
            (self.look.steps[-1], signs.minutes, any(week.minutes for week in bars)),
            (self.look.planned, signs.planned, any(week.planned for week in bars)),
            (UNKNOWN, signs.unknown, UNKNOWN in gaps),
            (NONE, signs.none, NONE in gaps),
        )
        return ", ".join(f"{sign} {said}" for sign, said, there in used if there)


def _top(weeks: Iterable[CourseWeek]) -> int:
    return max(max(week.minutes or 0, week.planned or 0) for week in weeks)


def _sign(week: CourseWeek, part: Part) -> str:
    """What stands in a gap: that a week had no session, or that something is not known of it."""
    known = week.all_said and week.sessions if part == "minutes" else value_of(week, part) is not None
    if known:
        return ""
    return UNKNOWN if week.sessions or part == "ceiling" else NONE
