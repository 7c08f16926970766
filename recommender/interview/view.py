"""What there is to show: plain values that a screen, a prompt or a test can read."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from recommender.model.fact import Answer, Missing
from recommender.model.recommendation import Recommendation

AskedAs = Literal["one", "several", "number"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: the digits that choose it, what it stands for, and its words."""

    key: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first screen: what this is and is not, where answers stay, how long it takes, how to leave."""

    title: str
    paragraphs: tuple[str, ...]
    start: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question. `given` is the answer so far, which is still there after going back.

    `part_intro` stands at the first question of a part; `part_open` counts what is open in it, with this one.
    """

    fact: str
    number: int
    progress: str
    part: str
    part_title: str
    part_intro: str
    part_open: int
    ask: str
    why: str
    asked_as: AskedAs
    options: tuple[Option, ...]
    low: int
    high: int
    hint: str
    unit: str
    given: Answer | Missing | None
    none_label: str
    unknown_label: str
    decline_label: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One answer, restated; choosing the row goes back to its question."""

    fact: str
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """Questions that one answer can settle together: each row with what that answer says of it.

    Where something else was said already, the rows show that, and the one way on leads through the questions.
    """

    title: str
    intro: str
    rows: tuple[CheckRow, ...]
    ways: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """All answers before the result, by part."""

    title: str
    intro: str
    sections: tuple[tuple[str, tuple[CheckRow, ...]], ...]
    further: int = 0
    """How many questions could still be gone on with, which `more` puts into words."""
    more: str = ""

    def rows(self) -> tuple[CheckRow, ...]:
        """Every row, in the order shown."""
        return tuple(row for _, rows in self.sections for row in rows)


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Answers that do not go together: each can be changed, or all can stay as they are."""

    rule: str
    title: str
    because: str
    ways_on: str
    changes: tuple[Option, ...]
    leave: Option


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What came out. After a referral, `change` holds the questions behind it, which can be answered anew."""

    recommendation: Recommendation
    change: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FailureView:
    """No result is given because the program does not trust its own; contacts are shown all the same."""

    text: str
    contacts_intro: str
    contacts: tuple[str, ...]


View: TypeAlias = (
    Welcome | BlockView | QuestionView | ContradictionView | CheckView | OutcomeView | FailureView
)
