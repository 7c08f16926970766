"""`recommender rules`: what an author asks of a rulebook, one file for each of it."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from recommender.cli.arguments import Arguments
from recommender.loading.home import default_rules

Action: TypeAlias = Callable[[Arguments, Path], int]

FILES = {"test": "examples", "list": "listing"}
"""Actions whose file has another name: `test` is for pytest, and `list` is a word of Python's."""


def run(arguments: Arguments) -> int:
    """Does what was asked of the rules, and gives the exit code. Only what is asked for is loaded."""
    name = FILES.get(arguments.action, arguments.action)
    action: Action = import_module(f"recommender.cli.rules.{name}").run
    return action(arguments, arguments.rules or default_rules())
