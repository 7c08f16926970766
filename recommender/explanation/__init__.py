"""Why a part of a recommendation is there, why something else is not, and what other answers would change."""

from recommender.explanation.answers import why, why_not
from recommender.explanation.changes import read_changes, thought_otherwise, typed
from recommender.explanation.comparing import difference
from recommender.explanation.difference import Difference
from recommender.explanation.difference_json import difference_dict
from recommender.explanation.difference_words import difference_text
from recommender.explanation.otherwise import Otherwise, what_would_change
from recommender.explanation.otherwise_words import otherwise_dict, otherwise_text
from recommender.explanation.parts import UnknownPart, read_part
from recommender.explanation.values import Explanation
from recommender.explanation.wording import as_dict, as_text

__all__ = [
    "Difference",
    "Explanation",
    "Otherwise",
    "UnknownPart",
    "as_dict",
    "as_text",
    "difference",
    "difference_dict",
    "difference_text",
    "otherwise_dict",
    "otherwise_text",
    "read_changes",
    "read_part",
    "thought_otherwise",
    "typed",
    "what_would_change",
    "why",
    "why_not",
]
