"""The answer while it is being chosen: what digits and marks come to, without a screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommender.interview.view import QuestionView
from recommender.model.fact import Answer, Missing

TOGETHER = 0.8
"""Seconds within which two digits count as one number."""

NONE_OF_THESE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One line to choose: the key that chooses it, what it stands for, and its words.

    `value` is a member of a set where `several` holds, and otherwise the whole answer.
    """

    key: str
    value: Answer | Missing
    label: str
    several: bool = False


class Draft:
    """What is chosen so far among some lines. Nothing is answered by it."""

    def __init__(self, rows: Sequence[Row], given: Answer | Missing | None = None) -> None:
        self.rows = tuple(rows)
        self.answer = given
        self._given = given
        numbers = [int(row.key) for row in self.rows if row.key.isdigit()]
        self.lowest, self.highest = min(numbers, default=0), max(numbers, default=0)
        self._typed, self._typed_at = 0, float("-inf")
        self._before = given

    @property
    def several(self) -> bool:
        """Whether any number of lines may be chosen."""
        return any(row.several for row in self.rows)

    @property
    def touched(self) -> bool:
        """Whether something else is chosen than what was there at first."""
        return self.answer != self._given

    def reset(self) -> None:
        """Goes back to what was there at first."""
        self.answer = self._given

    def chosen(self, row: Row) -> bool:
        """Whether a line is part of the answer."""
        if row.several:
            return isinstance(self.answer, frozenset) and row.value in self.answer
        return self.answer == row.value

    def choose(self, row: Row) -> None:
        """Chooses a line; one of several is taken out again where it was in."""
        if not row.several:
            self.answer = row.value
            return
        members = self.answer if isinstance(self.answer, frozenset) else NONE_OF_THESE
        # Taking the last one out leaves the question open: "none of these" is an answer of its own.
        self.answer = members ^ {str(row.value)} or None

    def digit(self, digit: int, at: float) -> Row | None:
        """Chooses by a digit, or by two typed within `TOGETHER` seconds; gives the line, if there is one."""
        both = self._typed * 10 + digit
        if self._typed and at - self._typed_at <= TOGETHER and both <= self.highest:
            self.answer = self._before
            number, self._typed = both, 0
        else:
            number, self._typed, self._typed_at = digit, digit, at
            self._before = self.answer
        row = next((row for row in self.rows if row.key == str(number)), None)
        if row is not None:
            self.choose(row)
        return row


def rows_of(view: QuestionView) -> tuple[Row, ...]:
    """The lines of a question: its answers, none of them, not knowing, and rather not answering."""
    several = view.asked_as == "several"
    options = [Row(option.key, option.value, option.label, several) for option in view.options]
    none = [Row("0", NONE_OF_THESE, view.none_label)] if several else []
    left_open = [
        Row("?", Missing.UNKNOWN, view.unknown_label),
        Row("-", Missing.DECLINED, view.decline_label),
    ]
    return (*options, *none, *left_open)
