"""How mistakes and findings are written: as messages for an author, or as JSON for a program."""

from recommender.cli.exits import ExitCode
from recommender.cli.output import harmless
from recommender.cli.rules.pages import problem_as_dict
from recommender.problem import Problem, Problems

Findings = tuple[Problem, ...]


def messages(problems: Findings) -> str:
    """All of them as a person reads them, in the order of their places."""
    return f"{harmless(str(Problems(problems)))}\n"


def as_dicts(problems: Findings) -> list[object]:
    """All of them as a program reads them, in the order of their places."""
    return [problem_as_dict(problem) for problem in Problems(problems).problems]


def code(findings: Findings) -> int:
    """The exit code for a rulebook that can be used."""
    return ExitCode.FINDINGS if findings else ExitCode.DONE
