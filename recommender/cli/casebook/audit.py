"""`recommender casebook audit`: what was done, when, and in which role."""

from pathlib import Path

from recommender.casebook import NoSuchCase, read_code
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import opened
from recommender.cli.casebook.pages import audit_as_dict, audit_page
from recommender.cli.exits import ExitCode
from recommender.cli.output import write, write_json


def run(arguments: Arguments, file: Path) -> int:
    """The lines about one case, deleted or not, or about all of them."""
    code = read_code(arguments.code)
    with opened(file) as casebook:
        lines = casebook.audit(code)
    if code and not lines:
        raise NoSuchCase(f"nothing was ever kept under “{code}” in this casebook")
    if arguments.format == "json":
        write_json(audit_as_dict(lines))
    else:
        write(audit_page(lines))
    return ExitCode.DONE
