"""`recommender casebook export`: everything of one case."""

from pathlib import Path

from recommender.casebook import read_code
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import note, opened
from recommender.cli.casebook.pages import case_as_dict
from recommender.cli.exits import ExitCode
from recommender.cli.output import write_json


def run(arguments: Arguments, file: Path) -> int:
    """All of it, as JSON."""
    with opened(file) as casebook:
        case = casebook.case(read_code(arguments.code))
        note(casebook, case.code, "exported")
        audit = casebook.audit(case.code)
    write_json(case_as_dict(case, audit))
    return ExitCode.DONE
