"""Where one is in the interview: a value, so that it can be kept, and gone back to."""

from dataclasses import dataclass

from recommender.interview.contradictions import Differing
from recommender.interview.sheet import Filled
from recommender.model.adjustment import Adjustment
from recommender.model.texts import NEUTRAL

WELCOME, BLOCK, DIFFERING, CHECK, OUTCOME = "welcome", "block", "differing", "check", "outcome"
NO_QUESTION = (WELCOME, BLOCK, DIFFERING, CHECK, OUTCOME)


@dataclass(frozen=True, slots=True)
class Aside:
    """A contradiction that is shown, and where the questions were when it came up."""

    differing: Differing
    before: str
    detour: tuple[str, ...]
    checking: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What is shown, and what going on and going back hang on.

    `left` is the question from which somebody went to the answers early; `detour` the questions of a change,
    beside those that were `open_before`; `before` is where the result was reached from, and `concluded` says
    that there is one for the answers as they are.
    """

    at: str = WELCOME
    checking: bool = False
    left: str = ""
    detour: tuple[str, ...] = ()
    open_before: frozenset[str] = frozenset()
    before: str = WELCOME
    concluded: bool = False
    aside: Aside | None = None

    @property
    def on_question(self) -> bool:
        """Whether a question is shown."""
        return self.at not in NO_QUESTION


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Everything that an interview is at one moment."""

    filled: Filled
    place: Place = Place()
    adjustments: tuple[Adjustment, ...] = ()
    region: str = NEUTRAL
    note: str = ""
