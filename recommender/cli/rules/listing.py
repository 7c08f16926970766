"""`recommender rules list`: every rule, those that somebody looks for, or every claim of the articles."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import rulebook_in
from recommender.cli.rules.findings import as_dicts, code
from recommender.cli.rules.nearest import unknown
from recommender.cli.rules.pages import claim_as_dict, claims_page, rule_as_dict, rules_page
from recommender.loading.places import places
from recommender.loading.said import said
from recommender.model.directive import BODIES
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.problem import Problems
from recommender.verification.claims import claims, homeless

NOTHING = "No rule is all of that.\n"


def run(arguments: Arguments, folder: Path) -> int:
    """The rules that are looked for; with `--claims` what became of each claim."""
    as_json = arguments.format == "json"
    return _claims(folder, as_json=as_json) if arguments.claims else _rules(arguments, folder)


def _rules(arguments: Arguments, folder: Path) -> int:
    """One entry for each rule, in the order in which the strata run."""
    book = rulebook_in(folder)
    for mistake in _mistakes(arguments, book):
        talk(f"recommender rules list: {mistake}")
        return ExitCode.UNUSABLE
    every = (rule for part in book.parts for stratum in Stratum for rule in part.of(stratum))
    rules = [rule for rule in every if _wanted(rule, arguments)]
    if arguments.format == "json":
        write_json({"rules": [rule_as_dict(rule, book) for rule in rules]})
    else:
        write(rules_page(rules, book) if rules else NOTHING)
    return ExitCode.DONE


def _mistakes(arguments: Arguments, book: RuleBook) -> Iterator[str]:
    """What is said of each word that names nothing in this rulebook."""
    facts = [name for part in book.parts for name in part.vocabulary]
    asked: Sequence[tuple[str | None, str, Sequence[str]]] = (
        (arguments.reads, "a fact or a state of the vocabulary", facts),
        (arguments.does, "a directive", [*BODIES]),
        (arguments.cites, "in sources.yaml", [*book.origins]),
    )
    for word, what, known in asked:
        if word is not None and word not in known:
            yield unknown(word, what, known)


def _wanted(rule: Rule, arguments: Arguments) -> bool:
    """Whether a rule is all that was asked for."""
    return (
        arguments.stratum in (None, rule.stratum)
        and arguments.purpose in (None, rule.purpose)
        and (arguments.reads is None or arguments.reads in rule.reads())
        and (arguments.does is None or arguments.does in {directive.verb for directive in rule.then})
        and (arguments.cites is None or arguments.cites in rule.sources)
    )


def _claims(folder: Path, *, as_json: bool) -> int:
    """The table of claims; beside it, what has no home and which homes name nothing."""
    book, texts = rulebook_in(folder), said(folder)
    rows = claims(book, texts)
    findings = homeless(book, texts, places(folder))
    if as_json:
        write_json({"claims": [claim_as_dict(row) for row in rows], "problems": as_dicts(findings)})
    else:
        write(claims_page(rows))
        if findings:
            talk(str(Problems(findings)))
    return code(findings)
