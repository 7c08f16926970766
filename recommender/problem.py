"""What is wrong with something that a person wrote, where, and how to put it right."""

import difflib
import re
import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from recommender.source import Source, Span

SHOWN_IN_FULL = 8
NEAREST = 5
LONGEST_SHOWN = 160
LONGEST_TO_PASTE = 100
WIDTH = 110
QUOTES = "'\""
UNSEEN = ("Mn", "Me", "Cf")
"""Signs of Unicode that take no column: accents of their own, joiners, marks of byte order."""

MOST_SLIPS = 2
SHORT, LONG = 3, 5
"""In words of so many letters a slip only swaps two of them, and there is only one."""
ALIKE, ALIKE_IF_SHORT = 0.6, 0.65
"""How much of two words has to be the same, from 0 to 1, where it is no slip."""

TAB = "→"
"""How a tab is shown, which would otherwise look like spaces."""

NUMBERED = re.compile(r"([A-Za-z]+)([0-9]{1,9})")
LONG_QUOTE = re.compile(r"“([^”]{80})[^”]+”")


class Code(StrEnum):
    """A stable name for each kind of mistake."""

    BROKEN_YAML = "E101"
    DOUBLED_KEY = "E102"
    CANNOT_READ = "E103"
    EMPTY = "E104"
    UNKNOWN_KEY = "E201"
    MISSING_KEY = "E202"
    WRONG_SHAPE = "E203"
    WRONG_VALUE = "E204"
    UNKNOWN_FACT = "E301"
    UNKNOWN_ANSWER = "E302"
    WRONG_COMPARISON = "E303"
    OUT_OF_RANGE = "E304"
    DOUBLED_MEMBER = "E305"
    NOT_FOR_THIS_ROLE = "E306"
    UNKNOWN_DIRECTIVE = "E401"
    WRONG_STRATUM = "E402"
    UNKNOWN_NAME = "E403"
    DOUBLED_ID = "E404"
    CIRCLE = "E405"
    MISSING_EXAMPLE = "E406"
    UNPROTECTED = "E407"
    TOO_LARGE = "E408"
    EXAMPLE_DIFFERS = "E501"
    UNHEARD = "E502"
    LANGUAGE = "E503"
    HOMELESS = "E504"
    NOT_USED_YET_USED = "E505"
    EXPECTED_OTHERWISE = "E506"
    REFUTED = "E601"
    DEAD = "E602"
    SHADOWED = "E603"
    RULES_DISAGREE = "E604"
    GAP = "E605"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `str()` is the whole message: a line that editors can follow, then a frame.

    Where something has no lines, its name stands alone in that line, and there is no frame.

    `suggestion` is what would stand in the place of the marked words, and `rewritten` the whole line where
    more of it would change. `certain` says that nothing else is likely to have been meant. `also` is a
    second place that belongs to the mistake.
    """

    code: Code
    what: str
    span: Span
    about: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str = ""
    help: str = ""
    certain: bool = False
    rewritten: str = ""
    also: Span | None = None

    @property
    def headline(self) -> str:
        """The first line: `file:line:column: error CODE: what`, or `file: error CODE: what`."""
        what = LONG_QUOTE.sub(r"“\1…”", " ".join(self.what.split()))
        return f"{self.span}: error {self.code}: {what}"

    @property
    def corrected(self) -> str:
        """The whole line as it would be with the suggestion; empty where there is none to put there."""
        line = self.span.source.line(self.span.line)
        if self.rewritten or not self.suggestion or not line:
            return self.rewritten
        start, marked = self.span.column - 1, self.span.marked
        quote = marked[0] if marked[:1] in QUOTES and marked[:1] == marked[-1:] and len(marked) > 1 else ""
        return f"{line[:start]}{quote}{self.suggestion}{quote}{line[start + self.span.width :]}"

    def __str__(self) -> str:
        blocks = [
            self.headline,
            f"  in {self.about}" if self.about else "",
            _excerpt(self.also) if self.also else "",
            _excerpt(self.span),
            self._advice(),
        ]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _advice(self) -> str:
        wanted = self.suggestion or self.span.marked.strip(QUOTES)
        lines = [f"  Allowed: {_some(self.allowed, wanted)}"] if self.allowed else []
        if self.suggestion:
            lines.append(f"  Did you mean “{self.suggestion}”?")
        to_paste = self.corrected.rstrip()
        if to_paste and to_paste.strip() != self.suggestion and len(to_paste) <= LONGEST_TO_PASTE:
            lines += [*([] if self.suggestion else ["  Did you mean this?"]), f"          {to_paste}"]
        return "\n".join([*lines, *(_wrapped(line) for line in self.help.splitlines())])


class Problems(Exception):
    """Raised once with every mistake found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(
            sorted(set(problems), key=lambda problem: (problem.span.order, problem.code, problem.what))
        )
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.problems)
        tail = "1 mistake." if count == 1 else f"{count} mistakes."
        return "\n".join([*(str(problem) for problem in self.problems), tail])


def nearest(word: str, words: Iterable[str]) -> str:
    """The one word that `word` is most likely meant to be, or an empty text."""
    known = list(words) if word else []
    same = [other for other in known if bare(other) == bare(word)]
    slips = {other: _slips(word, other) for other in known}
    near = sorted(
        (other for other in known if slips[other] <= _slips_allowed(word, other)), key=slips.__getitem__
    )
    return next(iter(same or near or _alike(word, known)), "")


def slipped(word: str, words: Iterable[str], most: int = MOST_SLIPS) -> tuple[str, ...]:
    """The words of the same letters; else those that begin alike, have the same figures and the fewest slips.

    What is put before a word can turn it round: “unsafe” is no slip for “safe”.
    """
    known, figures = tuple(words), re.findall(r"\d+", word)
    if same := tuple(other for other in known if bare(other) == bare(word)):
        return same
    alike = (other for other in known if word[:1] == other[:1] and re.findall(r"\d+", other) == figures)
    slips = {other: _slips(word, other) for other in alike}
    near = {other: count for other, count in slips.items() if count <= min(most, _slips_allowed(word, other))}
    return tuple(other for other, count in near.items() if count == min(near.values()))


def only_one_near(word: str, words: Iterable[str]) -> bool:
    """Whether one of the words alone can have been meant: by its letters, or by a slip or two in them.

    A figure is never taken for a slip: names such as N26 and N28 differ by nothing else.
    """
    known = set(words)
    same = [other for other in known if bare(other) == bare(word)]
    if same:
        return len(same) == 1
    near = sorted((_slips(word, other), other) for other in known)
    likely_ones = [other for slips, other in near if slips <= _slips_allowed(word, other)]
    alone = len(likely_ones) == 1 or (len(likely_ones) > 1 and near[0][0] == 1 < near[1][0])
    return alone and re.findall(r"\d+", likely_ones[0]) == re.findall(r"\d+", word)


def same_number(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Of names such as N26, those with the same letters and number: N5 is N05, and never a slip for N35.

    For a name of another kind all of them.
    """
    known = tuple(names)
    letters_and_number = _numbered(name)
    return tuple(other for other in known if letters_and_number in (None, _numbered(other)))


def likely(problem: Problem, word: str, words: Iterable[str] | None = None) -> Problem:
    """The problem with the word that was probably meant, of these or of those allowed."""
    known = tuple(problem.allowed if words is None else words)
    near = nearest(word, known)
    as_written = problem.span.marked.strip(QUOTES) == word
    return replace(problem, suggestion=near, certain=bool(near) and as_written and only_one_near(word, known))


def unreadable(name: str, what: str, advice: str = "") -> Problem:
    """A mistake about a text file as a whole, which has no line to show; editors open it at its beginning."""
    return Problem(Code.CANNOT_READ, what, Span(Source(name, "")), help=advice)


def as_a_whole(name: str, what: str, advice: str = "") -> Problem:
    """A mistake about something that has no lines, such as a folder or a database: its name stands alone."""
    return Problem(Code.CANNOT_READ, what, Span(Source(name, ""), 0), help=advice)


def _numbered(name: str) -> tuple[str, int] | None:
    found = NUMBERED.fullmatch(name)
    return (found[1].casefold(), int(found[2])) if found else None


def bare(word: str) -> str:
    """The letters alone: case, spaces, dashes and underscores are easily mistaken for each other."""
    return re.sub(r"[\s_–-]+", "", word).casefold()


def _slips_allowed(word: str, other: str) -> int:
    """How many slips are likely, by the longer of both: “now” is none for “no”, “hwo” is one for “how”."""
    longest = max(len(word), len(other))
    if longest <= SHORT:
        return int(len(word) == SHORT and sorted(word) == sorted(other))
    return 1 if longest <= LONG else 2


def _alike(word: str, words: list[str]) -> list[str]:
    """The one word that looks most like it, if any: of short words only a closer one."""
    longer = [other for other in words if min(len(word), len(other)) > SHORT]
    return difflib.get_close_matches(word, longer, 1, ALIKE if len(word) > LONG else ALIKE_IF_SHORT)


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or in the wrong order."""
    if abs(len(one) - len(other)) > MOST_SLIPS:
        return max(len(one), len(other))
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            best = min(rows[-1][to] + 1, row[-1] + 1, rows[-1][to - 1] + (letter != wanted))
            if at > 1 and to > 1 and (letter, one[at - 2]) == (other[to - 2], wanted):
                best = min(best, rows[-2][to - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _wrapped(line: str) -> str:
    return textwrap.fill(
        line.strip(), WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False
    )


def _some(words: tuple[str, ...], wanted: str) -> str:
    if len(words) <= SHOWN_IN_FULL:
        return " · ".join(words)
    close = difflib.get_close_matches(wanted, words, n=NEAREST, cutoff=0) if wanted else list(words[:NEAREST])
    return " · ".join(close) + f" · … ({len(words)} in all)"


def _excerpt(span: Span) -> str:
    """The line before and the line itself, with a caret; of a very long line, the stretch around it."""
    cut = max(0, span.column - LONGEST_SHOWN // 2) if span.column > LONGEST_SHOWN else 0
    numbered = [(number, span.source.line(number)) for number in (span.line - 1, span.line)]
    shown = [
        f"  {number:>5} | {_stretch(line, cut if number == span.line else 0)}"
        for number, line in numbered
        if line is not None
    ]
    line = span.source.line(span.line)
    if not shown or line is None:
        return ""
    before, marked = line[cut : span.column - 1], span.marked[: cut + LONGEST_SHOWN - span.column + 1]
    caret = f"        | {' ' * (_cells(before) + bool(cut))}{'^' * max(1, _cells(marked))}"
    return "\n".join([*shown, caret])


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes: an emoji takes two, an accent of its own none."""
    return sum(
        0
        if unicodedata.category(letter) in UNSEEN
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def _stretch(line: str, start: int) -> str:
    """So much of a line as fits a page, with dots where something is left out."""
    stretch = line[start : start + LONGEST_SHOWN].replace("\t", TAB)
    return ("…" if start else "") + stretch + ("…" if len(line) > start + LONGEST_SHOWN else "")
