"""What becomes of a rule while an answer is missing, in words for its author."""

from collections.abc import Iterator

from recommender.loading.checks import can_be_unknown, rests_on_guarded
from recommender.model.condition import Asked
from recommender.model.directive import Derive, Refer, restricts
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.reasons.names import Names
from recommender.workshop.showing.week_words import names_of

IF_UNKNOWN = {
    "refer": "if_unknown: refer. While it is open whether this holds, it refers all the same.",
    "ask": "if_unknown: ask. While it is open whether this holds, the questions it reads are asked.",
    "ignore": "if_unknown: ignore. While it is open whether this holds, it asks for no answer.",
}
DEFINITE = "It asks only whether there is an answer, so it is never open."
STATE = "The state it derives is then open as well."
REFERS = "It refers only where this holds for sure."
WAITS = "{what} until it holds for sure."
RESTRICTS = "It restricts, so it acts as well while one of these is open and could make it hold: {names}."
NOT_GUARDED = "While one of these is missing, that line counts as not holding: {names}."
NEVER_OPEN = (
    "It restricts, and nothing it reads is marked safety or careful: a missing answer counts as not holding."
)
UNLESS_SURE = "“unless” lifts a restriction only where it holds for sure."
UNLESS_MAY = "Where “unless” may hold, what it gives waits as well."


def missing(rule: Rule, book: RuleBook) -> tuple[str, ...]:
    """What it does then, sentence by sentence."""
    return tuple(_sentences(rule, book))


def _sentences(rule: Rule, book: RuleBook) -> Iterator[str]:
    conditions = [rule.when, *([rule.unless] if rule.unless else [])]
    if not any(can_be_unknown(condition) for condition in conditions):
        yield DEFINITE
        return
    bodies = [directive.body for directive in rule.then]
    refers = any(isinstance(body, Refer) for body in bodies)
    if rule.stratum is Stratum.SCREENING and (refers or rule.if_unknown != "refer"):
        yield IF_UNKNOWN[rule.if_unknown]
    if refers and rule.if_unknown != "refer":
        yield REFERS
    taking = [body for body in bodies if restricts(body) and not isinstance(body, Refer)]
    giving = [body for body in bodies if not restricts(body) and not isinstance(body, Derive)]
    if taking:
        yield from _restricting(rule, book)
    if any(isinstance(body, Derive) for body in bodies):
        yield STATE
    if giving:
        yield WAITS.format(what="Everything else it does waits" if taking else "What it does waits")
    if rule.unless and can_be_unknown(rule.unless):
        yield from [UNLESS_SURE] if taking else []
        yield from (
            [UNLESS_MAY] if giving and rests_on_guarded(rule.unless, _part(rule, book).vocabulary) else []
        )


def _restricting(rule: Rule, book: RuleBook) -> Iterator[str]:
    vocabulary, names = _part(rule, book).vocabulary, names_of(rule, book)
    lines = [line for line in rule.when.every_line() if not isinstance(line.test, Asked)]
    read = dict.fromkeys(line.fact for line in lines)
    guarded = [name for name in read if vocabulary[name].guarded or vocabulary[name].derived]
    others = [name for name in read if name not in guarded]
    yield RESTRICTS.format(names=_named(guarded, names)) if guarded else NEVER_OPEN
    if guarded and others:
        yield NOT_GUARDED.format(names=_named(others, names))


def _named(facts: list[str], names: Names) -> str:
    return names.joined((names.quoted(names.fact(name)) for name in facts), "or")


def _part(rule: Rule, book: RuleBook) -> RuleBook:
    """The book that a rule belongs to: what it reads stands in that vocabulary."""
    return book.review if rule.stratum is Stratum.REVIEW and book.review else book
