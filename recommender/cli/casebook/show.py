"""`recommender casebook show`: the last recommendation of a case as it was given, and its log."""

from pathlib import Path

from recommender.casebook import read_code
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import note, opened
from recommender.cli.casebook.pages import show_as_dict, show_page
from recommender.cli.exits import ExitCode
from recommender.cli.output import look, write, write_json


def run(arguments: Arguments, file: Path) -> int:
    """The last recommendation as it was given, then the log, and the weeks as the last check-in left them."""
    with opened(file, by=arguments.role) as casebook:
        case = casebook.case(read_code(arguments.code))
        note(casebook, case.code, "shown")
    if arguments.format == "json":
        write_json(show_as_dict(case))
    else:
        write(show_page(case, look()))
    return ExitCode.DONE
