"""One rule as a page for its author, and as JSON for a program."""

from collections.abc import Iterator

from recommender.cli.rules.everybody import Everybody
from recommender.model.recommendation import Json, as_json
from recommender.model.rule import Example, Origin, Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.reasons.names import Names
from recommender.reasons.page import DASH, INDENT, items, page, section, wrapped
from recommender.workshop.partial_words import mark
from recommender.workshop.showing.rule_words import Clause
from recommender.workshop.showing.shown import Fires, Link, Quarrel, Shown
from recommender.workshop.showing.week_words import names_of

NOTHING_ANSWERED = "while nothing is answered"
THEN = "then"
EITHER = "at least one of these"


def shown_page(shown: Shown, book: RuleBook, people: Everybody) -> str:
    """Everything about a rule on pages of 78 columns."""
    return page(_sections(shown, names_of(shown.rule, book), people, book))


def _sections(shown: Shown, names: Names, people: Everybody, book: RuleBook) -> Iterator[str]:
    rule = shown.rule
    origins = names.book.origins
    yield "\n".join([wrapped(rule.title, ""), wrapped(_what_it_is(rule, book), "")])
    yield "\n".join(_sentence(shown))
    yield section("Why, as the person reads it", wrapped(rule.because))
    yield (
        section("Why, where an answer is missing", wrapped(rule.because_unknown))
        if rule.because_unknown
        else ""
    )
    evidence = names.outcomes("names", "evidence", rule.evidence)
    yield section(
        f"What it rests on ({evidence})", items(_source(name, origins[name]) for name in rule.sources)
    )
    yield section("While an answer is missing", items(shown.missing))
    yield section("Its examples", items(_example(example, names) for example in rule.examples))
    yield section(_among(people), *_fires(shown))
    yield section("What it wins and loses against", items(_quarrel(one, names) for one in shown.quarrels))
    yield section(
        "What reads the state it derives", items(_link(one, names, "nothing") for one in shown.read_by)
    )
    yield section("The states it reads", items(_link(one, names, "no rule") for one in shown.rests_on))


def _what_it_is(rule: Rule, book: RuleBook) -> str:
    marked = mark(rule, book)
    where = f"{rule.span}, {marked}" if marked else str(rule.span)
    return f"{rule.id} ({rule.stratum}, {rule.purpose}), {where}"


def _sentence(shown: Shown) -> Iterator[str]:
    """The sentence, its parts one below the other."""
    said = shown.sentence
    yield _clause("When", said.when)
    if said.unless:
        yield _clause("unless", said.unless)
    yield _clause(THEN, Clause(said.then))


def _clause(lead: str, clause: Clause) -> str:
    """One line alone stands beside its word; several stand below it."""
    if len(clause.lines) == 1 and not clause.ways:
        return wrapped(f"{lead} {clause.lines[0]}", INDENT, INDENT)
    below = INDENT * (3 if clause.lines else 2)
    either = [wrapped(f"{DASH}{EITHER}:", INDENT * 2, INDENT)] if clause.lines and clause.ways else []
    ways = items((" and ".join(way) for way in clause.ways), below)
    together = (
        "" if lead == THEN else " all of these hold" if clause.lines else " at least one of these holds"
    )
    blocks = [f"{INDENT}{lead}{together}:", items(clause.lines, INDENT * 2), *either, ways]
    return "\n".join(block for block in blocks if block)


def _source(name: str, origin: Origin) -> str:
    article = f"article {origin.article}" if origin.article else ""
    where = origin.cite or ", ".join(filter(None, [article, origin.section]))
    return f"{name}: {origin.says}" + (f" ({where})" if where else "")


def _example(example: Example, names: Names) -> str:
    facts = {name: example.facts.said(name) for name in (*example.facts.known, *example.facts.withheld)}
    given = f"with {names.all_given(facts)}" if facts else NOTHING_ANSWERED
    return f"{example.expected}, {given}"


def _among(people: Everybody) -> str:
    out = f"; {people.left_out} more speak of what these rules do not know" if people.left_out else ""
    return f"For whom it fires, of the profiles in {people.folder}{out}"


def _fires(shown: Shown) -> Iterator[str]:
    fires = shown.fires
    if not fires.tried:
        weeks = shown.rule.stratum is Stratum.REVIEW
        yield wrapped("No profile says what a week of theirs came to." if weeks else "There is no profile.")
        return
    yield wrapped(_for_whom(fires))
    if fires.unanswered:
        count = len(fires.unanswered)
        yield wrapped(f"For {count} only because an answer is missing: {', '.join(fires.unanswered)}.")


def _for_whom(fires: Fires) -> str:
    if not fires.sure:
        return f"For none of {fires.tried}" + (" for sure." if fires.unanswered else ".")
    return f"For {len(fires.sure)} of {fires.tried}: {', '.join(fires.sure)}."


def _quarrel(quarrel: Quarrel, names: Names) -> str:
    does = "It wins against" if quarrel.won else "It loses against"
    abouts = "; ".join(f"{names.about(about)} for {', '.join(who)}" for about, who in quarrel.abouts.items())
    return f"{does} {names.quoted(quarrel.other.title)} ({quarrel.other.id}): {abouts}"


def _link(link: Link, names: Names, none: str) -> str:
    rules = ", ".join(rule.id for rule in link.rules) or none
    return f"{names.fact(link.state)} ({link.state}): {rules}"


def shown_as_dict(shown: Shown, book: RuleBook, people: Everybody) -> dict[str, Json]:
    """The same as the page."""
    rule, said, names = shown.rule, shown.sentence, names_of(shown.rule, book)
    return {
        "id": rule.id,
        "title": rule.title,
        "stratum": str(rule.stratum),
        "purpose": str(rule.purpose),
        "place": str(rule.span),
        "sentence": str(said),
        "when": _clause_as_dict(said.when),
        "unless": _clause_as_dict(said.unless) if said.unless else None,
        "then": list(said.then),
        "directives": [as_json(directive.written) for directive in rule.then],
        "because": rule.because,
        "because_unknown": rule.because_unknown or None,
        "evidence": rule.evidence,
        "sources": [_source_as_dict(name, book.origins[name]) for name in rule.sources],
        "if_unknown": rule.if_unknown if rule.stratum is Stratum.SCREENING else None,
        "missing": list(shown.missing),
        "examples": [_example_as_dict(example) for example in rule.examples],
        "profiles": {
            "folder": people.folder,
            "tried": shown.fires.tried,
            "left_out": people.left_out,
            "fires": list(shown.fires.sure),
            "fires_on_unknown": list(shown.fires.unanswered),
        },
        "quarrels": [_quarrel_as_dict(one, names) for one in shown.quarrels],
        "derives": [_link_as_dict(one, "read_by") for one in shown.read_by],
        "states_read": [_link_as_dict(one, "derived_by") for one in shown.rests_on],
    }


def _clause_as_dict(clause: Clause) -> Json:
    return {"lines": list(clause.lines), "any_of": [list(way) for way in clause.ways]}


def _source_as_dict(name: str, origin: Origin) -> Json:
    return {
        "id": name,
        "kind": origin.kind,
        "says": origin.says,
        "article": origin.article or None,
        "section": origin.section or None,
        "cite": origin.cite or None,
    }


def _example_as_dict(example: Example) -> Json:
    facts = {
        name: as_json(example.facts.said(name)) for name in (*example.facts.known, *example.facts.withheld)
    }
    return {"expected": example.expected, "answers": facts, "place": str(example.span)}


def _quarrel_as_dict(quarrel: Quarrel, names: Names) -> Json:
    return {
        "wins": quarrel.won,
        "other": quarrel.other.id,
        "title": quarrel.other.title,
        "about": {names.about(about): list(who) for about, who in quarrel.abouts.items()},
    }


def _link_as_dict(link: Link, what: str) -> Json:
    return {"state": link.state, what: [rule.id for rule in link.rules]}
