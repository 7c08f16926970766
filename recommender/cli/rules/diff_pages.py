"""What `recommender rules diff` prints, as a page for an author and as JSON for a program."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from recommender.cli.rules.diff_found import Difference, ProfileMet, Proof
from recommender.model.rule import Rule
from recommender.reasons.names import Names as Spoken
from recommender.reasons.page import INDENT, items, page, section, wrapped
from recommender.workshop.comparing.census import Met
from recommender.workshop.comparing.contrast import Contrast, Way
from recommender.workshop.comparing.edits import EditedRule, Edits, Names, condition_lines, directive_lines
from recommender.workshop.comparing.words import in_short, lines_of
from recommender.workshop.profile_text import profile_text

SHOWN, IN_SHORT, RULES, ALIKE = 6, 4, 3, 3
"""How many are shown of a list of names, the differences of a profile, and the rules behind a limit; and how
many profiles of which the same is true have a line each."""

WAYS = {
    Way.LAXER: "laxer",
    Way.BOTH: "laxer in one thing and stricter in another",
    Way.STRICTER: "stricter",
    Way.OTHERWISE: "otherwise, within the same limits",
}
OTHERS = {
    "vocabulary": "Vocabulary",
    "activities": "Activities",
    "numbers": "Numbers of the plan",
    "texts": "Texts",
    "laws": "Invariants",
    "others": "Also",
}
MADE = "they are made so that edited rules are reached: this says in which ways, and not how often in life"
INSTALL = "pip install 'recommender[verify]'"


def same_page(rules: int) -> str:
    """The page for two folders that hold the same."""
    return f"Both folders hold the same {rules} rules and the same words, so nobody is treated differently.\n"


def page_of(found: Difference) -> str:
    """The page, the most important thing first."""
    return page(
        [
            wrapped(_verdict(found), "") if found.losing else "",
            section("What was edited", *_edited(found.edits)),
            *(_person(met, found) for met in found.shown),
            _profiles(found),
            _crowd(found),
            section("Every possible person", wrapped(_proved(found.proof, found.comparison.same_words))),
            wrapped(summary(found), ""),
        ]
    )


def _verdict(found: Difference) -> str:
    of_people = f" of {found.census.many:,} made-up people"
    return f"A safety limit is lost by {_losers(found, of_people, f' of {len(found.profiles)} profiles')}."


def _losers(found: Difference, people: str = "", profiles: str = "") -> str:
    """Who loses a limit: made-up people, profiles, or only somebody whom the solver found."""
    many, files = found.census.losing, found.losing_profiles
    who = [f"{many:,}{people or (' person' if many == 1 else ' people')}"] if many else []
    who += [f"{files}{profiles or (' profile' if files == 1 else ' profiles')}"] if files else []
    return " and ".join(who) or "a person whom the solver found"


def _edited(edits: Edits) -> Iterator[str]:
    for way, rules in (("New", edits.added), ("Gone", edits.removed)):
        yield items(f"{way}: {_rule(rule)}" for rule in rules)
    for one in edits.changed:
        yield items([f"Changed: {_rule(one.after)}: {', '.join(one.keys)}"])
        yield from (wrapped(line, INDENT * 2, INDENT) for line in _lines(one))
    for key, label in OTHERS.items():
        names: Names = getattr(edits, key)
        if names.any:
            yield items([f"{label}: {'; '.join(_counted(names))}"])


def _rule(rule: Rule) -> str:
    return f"{rule.id} ({rule.stratum}, {rule.purpose}), “{rule.title}”"


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


def _counted(names: Names) -> Iterator[str]:
    for way, found in (("new", names.added), ("gone", names.removed), ("changed", names.changed)):
        if found:
            more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            yield f"{way}: {', '.join(found[:SHOWN])}{more}"


def _person(met: Met, found: Difference) -> str:
    """Somebody as a profile that can be saved and run, with what differs for them."""
    kind = WAYS[met.contrast.way].capitalize()
    lost = ", with a safety limit lost" if met.contrast.loses else ""
    who = "a person whom the solver found" if found.named(met) else "the smallest person"
    text = "\n".join(f"{INDENT * 2}{line}" for line in profile_text(met.profile).splitlines())
    return section(f"{kind}{lost}: {who}", items(_differs(met.contrast)), wrapped("As a profile:"), text)


def _differs(contrast: Contrast) -> Iterator[str]:
    yield from map(str, lines_of(contrast))
    rules = contrast.lost_rules
    if rules:
        spoken = Spoken(contrast.before.book)
        others = [f"{len(rules) - RULES} others"] if len(rules) > RULES else []
        yield f"so far limited by {spoken.joined([*map(spoken.title, rules[:RULES]), *others])}"


def _profiles(found: Difference) -> str:
    head = f"Profiles: {_of(len(found.differing), len(found.profiles))} are treated differently"
    lines = list(_told(found.differing))
    dropped = dict.fromkeys(name for one in found.profiles for name in one.dropped)
    if dropped:
        lines.append(f"known to one rulebook alone, and left out for the other: {', '.join(dropped)}")
    if found.unfit:
        lines.append(f"profiles with answers that neither rulebook knows, left out: {found.unfit}")
    return section(head, items(lines) if lines else "")


def _told(profiles: Sequence[ProfileMet]) -> Iterator[str]:
    """What differs for each profile; many of which the same is true in one line."""
    alike: dict[str, list[str]] = {}
    for one in profiles:
        if one.contrast:
            alike.setdefault(in_short(one.contrast, IN_SHORT), []).append(one.name)
    for what, names in alike.items():
        if len(names) > ALIKE:
            yield f"{len(names)} profiles: {what}: {', '.join(names)}"
        else:
            yield from (f"{name}: {what}" for name in names)


def _crowd(found: Difference) -> str:
    census = found.census
    counted = [f"{WAYS[way]}: {many:,}" for way, many in census.counts.items() if many]
    head = f"Made-up people: {_of(census.differing, census.many)} are treated differently (seed {found.seed})"
    lost = [f"a safety limit is lost: {census.losing:,}"] if census.losing else []
    return section(head, items([*lost, *counted, MADE]) if counted else "")


def _proved(proof: Proof, same_words: bool) -> str:  # noqa: FBT001 - what was asked of the solver
    match proof.state:
        case "words":
            return (
                "Nothing but words and grounds differs, so nobody is treated differently before a check-in."
            )
        case "proved":
            also = "; nobody is treated laxer at all" if proof.none_laxer else ""
            also += "; nobody is treated stricter" if proof.none_stricter else ""
            whom = "every possible person" if same_words else "every possible answer to what both ask"
            return f"Proved for {whom}: nobody loses a safety limit{also}."
        case "refuted":
            return "Refuted: the solver found somebody who loses a safety limit."
        case "undecided":
            return f"Undecided, so nothing is claimed: {proof.why}."
        case "differs":
            return "Not told: the solver names somebody for whom no lost limit shows here."
        case "missing":
            return f"Not proved: the solver is not installed. It comes with {INSTALL}"


def summary(found: Difference) -> str:
    """Everything in one line."""
    census, ways = found.census, found.census.counts
    parts = [f"{ways.get(Way.LAXER, 0):,} laxer", f"{ways.get(Way.STRICTER, 0):,} stricter"]
    parts += [f"{ways[Way.BOTH]:,} both"] if ways.get(Way.BOTH) else []
    parts += [f"{ways.get(Way.OTHERWISE, 0):,} otherwise"]
    people = f"{_of(census.differing, census.many)} people are treated differently: {', '.join(parts)}"
    profiles = f"{_of(len(found.differing), len(found.profiles))} profiles"
    return f"{people}; {profiles}; {_lost(found)}{_at_check_ins(found.edits)}"


def _lost(found: Difference) -> str:
    if found.losing:
        return f"a safety limit is lost by {_losers(found)}"
    proved = found.proof.state in ("proved", "words")
    whom = "everybody" if found.comparison.same_words else "all that both ask"
    return f"0 lose a safety limit ({f'proved for {whom}' if proved else 'not proved'})"


def _at_check_ins(edits: Edits) -> str:
    many = len(edits.at_check_ins)
    if not many:
        return ""
    what = "1 rule of check-ins was" if many == 1 else f"{many} rules of check-ins were"
    return f"; {what} edited, and is not compared" if many == 1 else f"; {what} edited, and are not compared"


def _of(many: int, all_of: int) -> str:
    return f"{many:,} of {all_of:,}"
