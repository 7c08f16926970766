"""`recommender rules test`: examples, people, coverage, and which altered rules they would notice."""

from functools import partial
from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import rulebook_in
from recommender.cli.results import Refusal
from recommender.cli.rules.everybody import everybody
from recommender.cli.rules.findings import as_dicts, code, messages
from recommender.cli.rules.progress import watched
from recommender.cli.rules.tried_pages import report_as_dict, report_page
from recommender.workshop.trying import score, tried


def run(arguments: Arguments, folder: Path) -> int:
    """Tries everything. Only an example or an expectation that does not hold is a finding."""
    book = rulebook_in(folder)
    try:
        people = everybody(book, arguments.profiles)
    except Refusal as refusal:
        talk(str(refusal))
        return ExitCode.REFUSED
    report = tried(book, people.people)
    bar = partial(watched, what="altered rules")
    scored = None if arguments.quick else score(book, people.people, watched=bar)
    if arguments.format == "json":
        whole = report_as_dict(report, people, scored)
        write_json({**whole, "problems": as_dicts(report.problems)})
    else:
        failing = f"{messages(report.problems)}\n" if report.problems else ""
        write(failing + report_page(report, people, scored))
    return code(report.problems)
