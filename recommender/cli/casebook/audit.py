"""`recommender casebook audit`: what was done, when, and in which role, and whether that still holds."""

from pathlib import Path

from recommender.casebook import NoSuchCase, read_code
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import opened
from recommender.cli.casebook.pages import audit_page, checked_as_dict
from recommender.cli.exits import ExitCode
from recommender.cli.output import write, write_json


def run(arguments: Arguments, file: Path) -> int:
    """The lines about one case, deleted or not, or about all of them; all of them are checked either way."""
    code = read_code(arguments.code)
    with opened(file) as casebook:
        checked = casebook.checked(arguments.link)
    lines = [line for line in checked.lines if code in ("", line.code)]
    if code and not lines and not any(flaw.code == code for flaw in checked.flaws):
        raise NoSuchCase(f"nothing was ever kept under “{code}” in this casebook")
    if arguments.format == "json":
        write_json(checked_as_dict(checked, lines))
    else:
        write(audit_page(lines, checked))
    return ExitCode.FINDINGS if checked.flaws else ExitCode.DONE
