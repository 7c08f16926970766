"""Which mistakes only follow from another one: a name is unknown because its own file has mistakes."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from recommender.problem import QUOTES, Code, Problem
from recommender.source import Source

NAMING = ("vocabulary.yaml", "log.yaml", "activities.yaml", "sources.yaml", "wording.yaml", "questions.yaml")
"""Files whose keys are names that rules use."""

ABOUT_NAMES = (Code.UNKNOWN_FACT, Code.UNKNOWN_ANSWER, Code.UNKNOWN_NAME)


def first_causes(problems: Iterable[Problem], known: Iterable[Problem] = ()) -> list[Problem]:
    """These problems without those that would go away with another one of them, or of those known."""
    every = list(problems)
    mistaken = {problem.span.source for problem in (*every, *known) if _names(problem.span.source)}
    return [problem for problem in every if not any(_follows(problem, source) for source in mistaken)]


def _names(source: Source) -> bool:
    return PurePath(source.name).name in NAMING


def _follows(problem: Problem, source: Source) -> bool:
    """Whether what is unknown stands as a key in a file with mistakes, even if that cannot be read."""
    if problem.code not in ABOUT_NAMES or problem.span.source.name == source.name:
        return False
    if not source.text:
        return True
    word = problem.span.marked.strip(QUOTES)
    return re.search(rf"(?:^|[{{,]) *[\"']?{re.escape(word)}[\"']? *:", source.text, re.MULTILINE) is not None
