"""What `rules test` and `rules coverage` print, as lines for an author and as JSON for a program."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from recommender.cli.rules.everybody import Everybody
from recommender.model.recommendation import Json
from recommender.reasons.page import items, page, printable, section, wrapped
from recommender.verification.coverage import LineCovered, RuleCovered, per_mille
from recommender.verification.examples import Tried
from recommender.workshop.mutation.score import Score
from recommender.workshop.trying import Report

WHAT_COUNTS = (
    "A line counts where it was decided both ways: once it held and the rule fired, and once it did not hold "
    "and that alone kept the rule from firing (for a line of “unless”, the other way round)."
)


def report_page(report: Report, people: Everybody, score: Score | None) -> str:
    """One line each, then what nothing would notice, and the rules that fire for nobody."""
    lines = [_examples(report), _profiles(report, people), *_coverage(report.covered), *_mutation(score)]
    unheard = [str(one.rule.id) for one in report.unheard_of] if people.people else []
    sections = [
        "\n".join(wrapped(line, "") for line in lines),
        section(f"Fires for none of these people ({len(unheard)}):", items(unheard)),
    ]
    if score is not None and score.unnoticed:
        sections += [f"Altered once, and nothing would notice ({len(score.unnoticed)}):", *_unnoticed(score)]
    return page(sections)


def coverage_page(covered: Sequence[RuleCovered]) -> str:
    """Each rule with lines that were not decided both ways, those with most of them first, and the count."""
    wanting = [one for one in _worst_first(covered) if one.uncovered]
    return page(
        [*map(_wanting, wanting), "\n".join(wrapped(line, "") for line in [*_coverage(covered), WHAT_COUNTS])]
    )


def report_as_dict(report: Report, people: Everybody, score: Score | None) -> dict[str, Json]:
    """The same facts for a program."""
    failing = [one for one in report.tried if not one.holds]
    missing = [one for one in report.people if one.problems]
    return {
        "rules": report.rules,
        "examples": len(report.tried),
        "holding": len(report.tried) - len(failing),
        "failing": [_failing(one) for one in failing],
        "profiles": {
            "folder": people.folder,
            "people": len(report.people),
            "as_expected": len(report.people) - len(missing),
            "otherwise": [one.somebody.name for one in missing],
            "left_out": people.left_out,
        },
        "coverage": _counts(report.covered),
        "mutation": _score(score) if score is not None else None,
    }


def coverage_as_dict(covered: Sequence[RuleCovered]) -> dict[str, Json]:
    """Every rule, the one with most lines that were not decided both ways first."""
    return {**_counts(covered), "by_rule": [_rule(one) for one in _worst_first(covered)]}


def _examples(report: Report) -> str:
    holding = sum(one.holds for one in report.tried)
    return f"examples: {holding} of {len(report.tried)} hold, of {report.rules} rules"


def _profiles(report: Report, people: Everybody) -> str:
    expected = sum(not one.problems for one in report.people)
    line = f"profiles: {expected} of {len(report.people)} come out as expected"
    if people.left_out:
        line += f"; {people.left_out} that came along speak of something that these rules do not know"
    return line


def _coverage(covered: Sequence[RuleCovered]) -> Iterator[str]:
    counts = _counted(covered)
    yield (
        f"coverage: {counts['fire']} of {counts['rules']} rules fire, "
        f"{counts['fire_for_somebody']} of them for somebody; "
        f"{counts['lines_covered']} of {counts['lines']} lines were decided both ways, "
        f"{_percent(per_mille(counts['lines_covered'], counts['lines']))}"
    )


def _mutation(score: Score | None) -> Iterator[str]:
    if score is None:
        return
    invariants = f", {score.noticed_by('invariant')} by invariants" if score.proved else ""
    yield (
        f"mutation: {len(score.fates)} alterations of one rule each: "
        f"{score.noticed_by('example')} noticed by examples, {score.noticed_by('profile')} by profiles"
        f"{invariants}, {score.noticed_by('')} by nothing; {_percent(score.per_mille)} noticed"
    )


def _unnoticed(score: Score) -> Iterator[str]:
    for rule, found in groupby(score.unnoticed, key=lambda mutant: mutant.rule.id):
        yield section(rule, items(mutant.what for mutant in found))


def _wanting(one: RuleCovered) -> str:
    covered = len(one.lines) - len(one.uncovered)
    counted = (
        f"fires for {one.people or 'nobody'}; {covered} of {len(one.lines)} lines were decided both ways"
    )
    lines = items(f"{line} ({_what_lacks(line)})" for line in one.uncovered)
    return "\n".join([printable(f"{one.rule.span}: {one.rule.id}"), wrapped(counted), lines])


def _what_lacks(line: LineCovered) -> str:
    if line.held:
        return "never decided by not holding"
    return "never decided by holding" if line.not_held else "never decided"


def _worst_first(covered: Sequence[RuleCovered]) -> list[RuleCovered]:
    return sorted(covered, key=lambda one: (one.covered, -len(one.uncovered), one.rule.span.order))


def _percent(thousandth: int) -> str:
    return f"{thousandth // 10}.{thousandth % 10} %"


def _counted(covered: Sequence[RuleCovered]) -> dict[str, int]:
    lines = [line for one in covered for line in one.lines]
    return {
        "rules": len(covered),
        "fire": sum(one.covered for one in covered),
        "fire_for_somebody": sum(one.people > 0 for one in covered),
        "lines": len(lines),
        "lines_covered": sum(line.covered for line in lines),
    }


def _counts(covered: Sequence[RuleCovered]) -> dict[str, Json]:
    return {**_counted(covered)}


def _rule(one: RuleCovered) -> Json:
    return {
        "rule": one.rule.id,
        "place": str(one.rule.span),
        "fires_in_an_example": one.by_example,
        "people": one.people,
        "lines": [
            {"part": line.part, "line": str(line.line), "held": line.held, "did_not_hold": line.not_held}
            for line in one.lines
        ],
    }


def _failing(one: Tried) -> Json:
    return {
        "rule": one.rule.id,
        "place": str(one.example.span),
        "expected": one.example.expected,
        "found": one.found,
    }


def _score(score: Score) -> Json:
    return {
        "mutants": len(score.fates),
        "by_examples": score.noticed_by("example"),
        "by_profiles": score.noticed_by("profile"),
        "by_invariants": score.noticed_by("invariant") if score.proved else None,
        "by_nothing": score.noticed_by(""),
        "percent": f"{score.per_mille // 10}.{score.per_mille % 10}",
        "unnoticed": [{"rule": mutant.rule.id, "altered": mutant.what} for mutant in score.unnoticed],
    }
