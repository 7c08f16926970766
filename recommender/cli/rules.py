"""`recommender rules`: what an author asks of a rulebook."""

import os
from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import harmless, talk, write, write_json
from recommender.cli.rule_pages import (
    claim_as_dict,
    claims_page,
    problem_as_dict,
    rule_as_dict,
    rules_page,
    tried_as_dict,
)
from recommender.loading import load_rulebook
from recommender.loading.places import places
from recommender.loading.rulebook import default_rules
from recommender.loading.said import said
from recommender.model.scale import Stratum
from recommender.problem import Problem, Problems
from recommender.verification.claims import claims, homeless
from recommender.verification.examples import tried_examples
from recommender.workshop.checking import findings as findings_of

Findings = tuple[Problem, ...]


def run(arguments: Arguments) -> int:
    """Does what was asked of the rules, and gives the exit code."""
    folder = arguments.rules or default_rules()
    as_json = arguments.format == "json"
    match arguments.action:
        case "check":
            return _check(folder, as_json=as_json)
        case "test":
            return _test(folder, as_json=as_json)
        case "edit":
            from recommender.cli import rules_edit

            return rules_edit.run(arguments, folder, os.environ)
        case _ if arguments.claims:
            return _list_claims(folder, as_json=as_json)
        case _:
            return _list(folder, as_json=as_json)


def _check(folder: Path, *, as_json: bool) -> int:
    """Every mistake; where there is none, every finding."""
    try:
        book = load_rulebook(folder)
    except Problems as problems:
        _write_check(0, problems.problems, as_json=as_json)
        return ExitCode.UNUSABLE
    findings = findings_of(book, folder).all
    _write_check(len(book.every_rule), findings, as_json=as_json)
    return _code(findings)


def _write_check(count: int, problems: Findings, *, as_json: bool) -> None:
    if as_json:
        write_json({"rules": count, "problems": _as_dicts(problems)})
    else:
        write(_messages(problems) if problems else f"{count} rules, no mistakes\n")


def _test(folder: Path, *, as_json: bool) -> int:
    """Runs every example. A rule without one of its kinds of examples is not even loaded."""
    book = load_rulebook(folder)
    tried = tried_examples(book)
    failing = tuple(one.problem for one in tried if not one.holds)
    if as_json:
        write_json({**tried_as_dict(tried, book), "problems": _as_dicts(failing)})
    elif failing:
        write(_messages(failing))
    else:
        held = f"{len(tried)} examples of {len(book.every_rule)} rules hold"
        write(f"{held}; every rule has all its kinds of examples.\n")
    return _code(failing)


def _list(folder: Path, *, as_json: bool) -> int:
    """One entry for each rule, in the order in which the strata run."""
    book = load_rulebook(folder)
    rules = [rule for part in book.parts for stratum in Stratum for rule in part.of(stratum)]
    if as_json:
        write_json({"rules": [rule_as_dict(rule) for rule in rules]})
    else:
        write(rules_page(rules))
    return ExitCode.DONE


def _list_claims(folder: Path, *, as_json: bool) -> int:
    """The table of claims; beside it, what has no home and which homes name nothing."""
    book, texts = load_rulebook(folder), said(folder)
    rows = claims(book, texts)
    findings = homeless(book, texts, places(folder))
    if as_json:
        write_json({"claims": [claim_as_dict(row) for row in rows], "problems": _as_dicts(findings)})
    else:
        write(claims_page(rows))
        if findings:
            talk(str(Problems(findings)))
    return _code(findings)


def _messages(problems: Findings) -> str:
    return f"{harmless(str(Problems(problems)))}\n"


def _as_dicts(problems: Findings) -> list[object]:
    return [problem_as_dict(problem) for problem in Problems(problems).problems]


def _code(findings: Findings) -> int:
    return ExitCode.FINDINGS if findings else ExitCode.DONE
