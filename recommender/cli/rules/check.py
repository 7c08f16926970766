"""`recommender rules check`: every mistake; where there is none, every finding."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import write, write_json
from recommender.cli.rules.findings import Findings, as_dicts, code, messages
from recommender.loading import load_rulebook
from recommender.problem import Problems
from recommender.workshop.checking import findings as findings_of


def run(arguments: Arguments, folder: Path) -> int:
    """Every mistake; where there is none, every finding."""
    as_json = arguments.format == "json"
    try:
        book = load_rulebook(folder)
    except Problems as problems:
        _write(0, problems.problems, as_json=as_json)
        return ExitCode.UNUSABLE
    findings = findings_of(book, folder).all
    _write(len(book.every_rule), findings, as_json=as_json)
    return code(findings)


def _write(count: int, problems: Findings, *, as_json: bool) -> None:
    if as_json:
        write_json({"rules": count, "problems": as_dicts(problems)})
    else:
        write(messages(problems) if problems else f"{count} rules, no mistakes\n")
