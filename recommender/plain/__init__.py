"""The interview as numbered lines, for screen readers, pipes and plain terminals."""

from recommender.plain.lines import Lines
from recommender.plain.run import run

__all__ = ["Lines", "run"]
