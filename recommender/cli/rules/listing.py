"""`recommender rules list`: every rule, or every claim of the articles."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.rules.findings import as_dicts, code
from recommender.cli.rules.pages import claim_as_dict, claims_page, rule_as_dict, rules_page
from recommender.loading import load_rulebook
from recommender.loading.places import places
from recommender.loading.said import said
from recommender.model.scale import Stratum
from recommender.problem import Problems
from recommender.verification.claims import claims, homeless


def run(arguments: Arguments, folder: Path) -> int:
    """The rules; with `--claims` what became of each claim."""
    as_json = arguments.format == "json"
    return _claims(folder, as_json=as_json) if arguments.claims else _rules(folder, as_json=as_json)


def _rules(folder: Path, *, as_json: bool) -> int:
    """One entry for each rule, in the order in which the strata run."""
    book = load_rulebook(folder)
    rules = [rule for part in book.parts for stratum in Stratum for rule in part.of(stratum)]
    if as_json:
        write_json({"rules": [rule_as_dict(rule) for rule in rules]})
    else:
        write(rules_page(rules))
    return ExitCode.DONE


def _claims(folder: Path, *, as_json: bool) -> int:
    """The table of claims; beside it, what has no home and which homes name nothing."""
    book, texts = load_rulebook(folder), said(folder)
    rows = claims(book, texts)
    findings = homeless(book, texts, places(folder))
    if as_json:
        write_json({"claims": [claim_as_dict(row) for row in rows], "problems": as_dicts(findings)})
    else:
        write(claims_page(rows))
        if findings:
            talk(str(Problems(findings)))
    return code(findings)
