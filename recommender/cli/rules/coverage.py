"""`recommender rules coverage`: the lines of conditions that no example and no profile decides both ways."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import rulebook_in
from recommender.cli.results import Refusal
from recommender.cli.rules.everybody import everybody
from recommender.cli.rules.tried_pages import coverage_as_dict, coverage_page
from recommender.verification.coverage import coverage
from recommender.workshop.trying import runs_of


def run(arguments: Arguments, folder: Path) -> int:
    """The rules with such lines, those with most of them first. It is a number and never a failure."""
    book = rulebook_in(folder)
    try:
        people = everybody(book, arguments.profiles)
    except Refusal as refusal:
        talk(str(refusal))
        return ExitCode.REFUSED
    covered = coverage(book, runs_of(people.people, book))
    if arguments.format == "json":
        write_json(coverage_as_dict(covered))
    else:
        write(coverage_page(covered))
    return ExitCode.DONE
