"""`recommender casebook list`: every case, without anything that was answered."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import opened
from recommender.cli.casebook.pages import list_as_dict, list_page
from recommender.cli.exits import ExitCode
from recommender.cli.output import write, write_json


def run(arguments: Arguments, file: Path) -> int:
    """One line for each case."""
    with opened(file) as casebook:
        cases = casebook.cases()
    if arguments.format == "json":
        write_json(list_as_dict(cases))
    else:
        write(list_page(cases))
    return ExitCode.DONE
