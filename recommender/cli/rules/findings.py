"""How mistakes and findings are written: as messages for an author, or as JSON for a program."""

from recommender.cli.exits import ExitCode
from recommender.cli.output import harmless
from recommender.model.recommendation import Json
from recommender.problem import Code, Problem, Problems

Findings = tuple[Problem, ...]

NOT_IN_USE = (
    "What this means: while anything is wrong, none of these rules are used for anybody.\n"
    "                 A running interview stays with the last good rules, and says so."
)
IN_USE = "What this means: the rules load, and they are used as they stand."
MEANING: dict[Code, str] = {
    Code.EXAMPLE_DIFFERS: "Where an example comes out otherwise, it or its rule is not what was meant.",
    Code.UNHEARD: "Where no rule refers, somebody who says so is given a programme all the same.",
    Code.LANGUAGE: "Where a text goes against a guard, that is what people are told.",
    Code.HOMELESS: "Where a claim has no home, nothing was made of it.",
    Code.NOT_USED_YET_USED: "Where a claim is said not to be used, its reason is out of date.",
    Code.EXPECTED_OTHERWISE: "Where a profile comes out otherwise, its person is given something else.",
    Code.REFUTED: "Where a law fails, the people shown are held back less than it says.",
    Code.DEAD: "Where a rule is true of nobody, it does nothing, or acts only where an answer is missing.",
    Code.SHADOWED: "Where a rule is shadowed, nobody would notice it gone.",
    Code.RULES_DISAGREE: "Where two rules disagree, the one whose id comes first in the alphabet is used.",
    Code.GAP: "Where there is a gap, somebody is left with nothing, or with a gate that never opens.",
    Code.UNKNOWN_NAME: "Where a name leads nowhere, nothing stands behind what it is to back.",
}
"""What each kind of finding comes to while nobody puts it right."""


def message(problem: Problem) -> str:
    """One of them as a person reads it, and where there is more about its kind."""
    return harmless(f"{problem}\n  More: recommender rules check --explain {problem.code}") + "\n"


def messages(problems: Findings, rules: str = "") -> str:
    """The findings of a rulebook that loads as a person reads them, in the order of their places.

    `rules` says how many rules there are, for the last line.
    """
    ordered = Problems(problems).problems
    count = "1 finding" if len(ordered) == 1 else f"{len(ordered)} findings"
    last = f"{count} in {rules}." if rules else f"{count}."
    return "\n".join([*map(message, ordered), meaning(ordered), "", last]) + "\n"


def mistakes(problems: Findings, counted: str = "") -> str:
    """The mistakes of a rulebook that does not load; `counted` goes on from how many there are."""
    ordered = Problems(problems).problems
    count = "1 mistake" if len(ordered) == 1 else f"{len(ordered)} mistakes"
    return "\n".join([*map(message, ordered), NOT_IN_USE, "", f"{count}{counted}."]) + "\n"


def meaning(findings: Findings) -> str:
    """What findings come to, one line for each kind of them."""
    kinds = dict.fromkeys(finding.code for finding in findings)
    lines = [f"                 {MEANING[kind]}" for kind in kinds if kind in MEANING]
    return "\n".join([IN_USE, *lines])


def as_dicts(problems: Findings) -> list[object]:
    """All of them as a program reads them, in the order of their places."""
    return [as_dict(problem) for problem in Problems(problems).problems]


def as_dict(problem: Problem) -> Json:
    """A mistake or a finding, with its place."""
    return {
        "code": str(problem.code),
        "file": problem.span.source.name,
        "line": problem.span.line,
        "column": problem.span.column,
        "width": problem.span.width,
        "what": problem.what,
        "about": problem.about,
        "allowed": list(problem.allowed),
        "suggestion": problem.suggestion,
        "corrected": problem.corrected,
        "certain": problem.certain,
        "help": problem.help,
    }


def code(findings: Findings) -> int:
    """The exit code for a rulebook that can be used."""
    return ExitCode.FINDINGS if findings else ExitCode.DONE
