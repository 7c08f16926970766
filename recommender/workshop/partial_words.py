"""How a folder that holds only what differs is told of, so that no rule changes unseen."""

from collections.abc import Iterator

from recommender.model.recommendation import Json
from recommender.model.rule import Partial, Rule, RuleBook


def rules_counted(book: RuleBook) -> str:
    """How many rules there are; of a partial folder also how many are its own, and what else is.

    As “213 rules: 210 of those shipped, 2 in their place (one, other), 1 added (third)”.
    """
    rules = "1 rule" if len(book.every_rule) == 1 else f"{len(book.every_rule)} rules"
    return f"{rules}: {', '.join(_parts(book, book.partial))}" if book.partial else rules


def mark(rule: Rule, book: RuleBook) -> str:
    """What is told beside a rule of a partial folder; empty for one that comes from below it."""
    for override in book.overrides:
        if override.id == rule.id:
            return f"in the place of {override.below}"
    return "added" if book.partial and rule.id in book.partial.added else ""


def partial_as_dict(book: RuleBook) -> Json:
    """The same for a program; None where the folder is a whole one. `over` is None for the shipped rules."""
    if book.partial is None:
        return None
    return {
        "over": book.partial.over or None,
        "in_their_place": [
            {"id": one.id, "place": str(one.span), "below": str(one.below)} for one in book.overrides
        ],
        "added": [*book.partial.added],
        "files": [*book.partial.files],
    }


def _parts(book: RuleBook, partial: Partial) -> Iterator[str]:
    own = len(partial.overrides) + len(partial.added)
    whose = f"of those in {partial.over}" if partial.over else "of those shipped"
    yield f"{len(book.every_rule) - own if own else 'all'} {whose}"
    if partial.overrides:
        yield f"{len(partial.overrides)} in their place ({', '.join(one.id for one in partial.overrides)})"
    if partial.added:
        yield f"{len(partial.added)} added ({', '.join(partial.added)})"
    if partial.files:
        yield f"and {', '.join(partial.files)} read instead of theirs"
