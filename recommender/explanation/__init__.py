"""Why a part of a recommendation is there, and why something else is not: values first, words after."""

from recommender.explanation.answers import why, why_not
from recommender.explanation.parts import UnknownPart, read_part
from recommender.explanation.values import Explanation
from recommender.explanation.wording import as_dict, as_text

__all__ = ["Explanation", "UnknownPart", "as_dict", "as_text", "read_part", "why", "why_not"]
