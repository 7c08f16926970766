"""What `recommender rules diff` says of the edits themselves: rules, words, laws and check-ins."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from recommender.model.rule import Rule
from recommender.model.scale import Stratum
from recommender.reasons.page import INDENT, items, section, wrapped
from recommender.workshop.comparing.edits import EditedRule, Edits, Names, condition_lines, directive_lines

SHOWN = 6
"""How many are shown of a list of names; laws are all named."""

OTHERS = {
    "laws": "Invariants",
    "vocabulary": "Vocabulary",
    "activities": "Activities",
    "numbers": "Numbers of the plan",
    "texts": "Texts",
    "others": "Also",
}


def laws_gone(edits: Edits) -> str:
    """That laws are gone, a few by name; empty where none is. All names stand among the edits."""
    gone = edits.laws.removed
    if not gone:
        return ""
    head = "A law is gone" if len(gone) == 1 else f"{len(gone)} laws are gone"
    names = f": {', '.join(gone)}" if len(gone) <= SHOWN else ""
    return f"{head} from invariants.yaml, so `recommender rules verify` proves less{names}."


def check_ins(edits: Edits) -> str:
    """The rules of check-ins that went or changed; empty where none did."""
    return section("Rules of check-ins that were removed or changed", *_check_ins(edits))


def _check_ins(edits: Edits) -> Iterator[str]:
    for found in edits.check_ins:
        name = f"“{found.rule.title}” ({found.rule.id}, {found.rule.purpose})"
        if found.one is None:
            yield items([f"Gone: {name}"])
        else:
            yield from _changed(found.one, f"Changed: {name}: {', '.join(found.keys)}")
    weighty = [f"“{one.rule.title}”" for one in edits.weighty_check_ins]
    if weighty:
        one = "this one is" if len(weighty) == 1 else "these are"
        what = f"Check-ins are not compared person by person: {one} to be looked at: {', '.join(weighty)}."
        yield wrapped(what)


def edited(edits: Edits) -> Iterator[str]:
    """Everything else that was edited, as blocks of a section."""
    told = {found.rule.id for found in edits.check_ins}
    for way, rules in (("New", edits.added), ("Gone", edits.removed)):
        yield items(f"{way}: {_rule(rule)}" for rule in rules if rule.id not in told)
    for one in edits.changed:
        if one.after.id not in told:
            yield from _changed(one, f"Changed: {_rule(one.after)}: {', '.join(one.keys)}")
    for key, label in OTHERS.items():
        names: Names = getattr(edits, key)
        if names.any:
            shown = None if key == "laws" else SHOWN
            yield items([f"{label}: {'; '.join(_counted(names, shown))}"])


def _changed(one: EditedRule, head: str) -> Iterator[str]:
    yield items([head])
    yield from (wrapped(line, INDENT * 2, INDENT) for line in _lines(one))


def _rule(rule: Rule) -> str:
    where = "check-ins" if rule.stratum is Stratum.REVIEW else rule.stratum
    return f"{rule.id} ({where}, {rule.purpose}), “{rule.title}”"


def _lines(one: EditedRule) -> Iterator[str]:
    """The lines that went and came, side by side, of the keys that decide what the rule does."""
    for key, before, after in sides(one):
        went, came = (
            [line for line in before if line not in after],
            [line for line in after if line not in before],
        )
        if key in one.keys:
            for was, now in zip_longest(went, came, fillvalue=""):
                yield from [f"{key}, so far: {was}"] if was else []
                yield from [f"{key}, now: {now}"] if now else []


def sides(one: EditedRule) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """The lines of each key that decides what a rule does: as they were, and as they are."""
    before, after = one.before, one.after
    yield "when", condition_lines(before.when), condition_lines(after.when)
    yield "unless", condition_lines(before.unless), condition_lines(after.unless)
    yield "then", directive_lines(before), directive_lines(after)
    yield "purpose", (before.purpose,), (after.purpose,)
    yield "if_unknown", (before.if_unknown,), (after.if_unknown,)


def _counted(names: Names, shown: int | None) -> Iterator[str]:
    for way, found in (("new", names.added), ("gone", names.removed), ("changed", names.changed)):
        if found:
            first = found[:shown]
            more = f" and {len(found) - len(first)} more" if len(found) > len(first) else ""
            yield f"{way}: {', '.join(first)}{more}"
