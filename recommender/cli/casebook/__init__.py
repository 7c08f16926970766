"""`recommender casebook`: what a person chose to keep, and what becomes of it, one file for each action."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk

Action: TypeAlias = Callable[[Arguments, Path], int]

FILES = {"check-in": "check_in", "import": "import_", "list": "listing"}
"""Actions whose file has another name."""


def run(arguments: Arguments, environment: Mapping[str, str]) -> int:
    """Does what was asked of the casebook, and gives the exit code. Only what is asked for is loaded."""
    from recommender.casebook import NoSuchCase, casebook_file

    name = FILES.get(arguments.action, arguments.action)
    action: Action = import_module(f"recommender.cli.casebook.{name}").run
    try:
        return action(arguments, casebook_file(environment))
    except NoSuchCase as unknown:
        talk(f"recommender casebook: {unknown}")
        return ExitCode.UNUSABLE
