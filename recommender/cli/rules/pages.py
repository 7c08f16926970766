"""What `recommender rules` prints, as lines for an author and as JSON for a program."""

from collections import Counter
from collections.abc import Iterator, Sequence

from recommender.model.recommendation import Json
from recommender.model.rule import Rule, RuleBook
from recommender.reasons.page import items, page, section, wrapped
from recommender.verification.claims import SORTS, Claim
from recommender.workshop.partial_words import mark


def rules_page(rules: Sequence[Rule], book: RuleBook) -> str:
    """One entry for each rule, as they come, and how many there are in each stratum."""
    entries = (f"{rule.id} ({_what_it_is(rule, book)}): {rule.title}" for rule in rules)
    counted = Counter(str(rule.stratum) for rule in rules)
    strata = ", ".join(f"{count} in {stratum}" for stratum, count in counted.items())
    count = "1 rule" if len(rules) == 1 else f"{len(rules)} rules"
    return page([items(entries, ""), wrapped(f"{count}: {strata}", "")])


def _what_it_is(rule: Rule, book: RuleBook) -> str:
    return ", ".join(filter(None, (rule.stratum, rule.purpose, mark(rule, book))))


def rule_as_dict(rule: Rule, book: RuleBook) -> Json:
    """A rule in a list: what it is, where it stands, and what it rests on."""
    return {
        "id": rule.id,
        "stratum": str(rule.stratum),
        "purpose": str(rule.purpose),
        "title": rule.title,
        "evidence": rule.evidence,
        "sources": list(rule.sources),
        "place": str(rule.span),
        "partial": mark(rule, book) or None,
    }


def claims_page(rows: Sequence[Claim]) -> str:
    """One section for each claim with what became of it, and a last line that counts them."""
    without = sum(not row.housed for row in rows)
    last = f"{len(rows)} claims, {without or 'none'} without a home"
    return page([*map(_claim, rows), "\n".join([wrapped(_counted(rows), ""), last])])


def _claim(row: Claim) -> str:
    where = ", ".join(text for text in (f"article {row.origin.article}", row.origin.section) if text)
    return section(f"{row.id}, {where}", wrapped(row.origin.says), items(_fates(row)))


def _fates(row: Claim) -> Iterator[str]:
    for sort, names in row.homes.items():
        if names:
            yield f"{sort}: {', '.join(names)}"
    if row.origin.home.not_used:
        yield f"not used: {row.origin.home.not_used}"
    if not row.housed:
        yield "without a home"


def _counted(rows: Sequence[Claim]) -> str:
    counted = {sort: sum(bool(row.homes[sort]) for row in rows) for sort in SORTS}
    homes = [f"{count} in {sort}" for sort, count in counted.items() if count]
    unused = sum(bool(row.origin.home.not_used) for row in rows)
    return f"{', '.join([*homes, f'{unused} not used'])}; a claim may have several homes"


def claim_as_dict(row: Claim) -> Json:
    """A claim, and the names of its homes."""
    return {
        "id": row.id,
        "article": row.origin.article,
        "section": row.origin.section,
        "says": row.origin.says,
        **{sort: list(names) for sort, names in row.homes.items()},
        "not_used": row.origin.home.not_used or None,
        "housed": row.housed,
    }
