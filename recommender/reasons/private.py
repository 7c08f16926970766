"""What may be told where others read along: nothing that rests on a private answer."""

from collections.abc import Iterable, Iterator

from recommender.model.directive import Ask, Body, Contradiction, Derive, Hold, Refer
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Urgency
from recommender.model.spelling import FromAnswer, Share


def private_facts(book: RuleBook) -> frozenset[str]:
    """The facts whose answers are for the person alone."""
    return frozenset(name for name, fact in book.vocabulary.facts.items() if fact.private)


def private_rules(book: RuleBook) -> frozenset[str]:
    """The ids of all rules that look at a private answer, however far behind them it stands.

    A state that a private rule derives is private in its turn, and so is a fact that one may read otherwise.
    Of such a rule neither title, reason, note nor tension is for other eyes, also where it did not fire.
    """
    looks = {rule.id: looked_at(rule) for rule in book.rules}
    closed = private_facts(book)
    while more := _decided_by(rule for rule in book.rules if looks[rule.id] & closed) - closed:
        closed |= more
    return frozenset(name for name, looked in looks.items() if looked & closed)


def private_urgencies(book: RuleBook) -> frozenset[Urgency]:
    """The urgencies that only private answers lead to: naming one of them would give these away."""
    private = private_rules(book)
    open_ones: set[Urgency] = set()
    closed: set[Urgency] = set()
    for rule in book.rules:
        for directive in rule.then:
            if isinstance(directive.body, Refer):
                (closed if rule.id in private else open_ones).add(directive.body.urgency)
    return frozenset(closed - open_ones)


def looked_at(rule: Rule) -> frozenset[str]:
    """The facts and states that a rule reads: in its conditions, and where it takes an answer as it is."""
    return frozenset((*rule.reads(), *_taken(directive.body for directive in rule.then)))


def _decided_by(rules: Iterable[Rule]) -> frozenset[str]:
    """The states that these rules derive, and the facts that they may read otherwise than as given."""
    bodies = [directive.body for rule in rules for directive in rule.then]
    states = {body.state for body in bodies if isinstance(body, Derive)}
    return frozenset(states.union(*(body.read_as for body in bodies if isinstance(body, Contradiction))))


def _taken(bodies: Iterable[Body]) -> Iterator[str]:
    """The facts that directives name: those they compare or wait for, and answers that they take over."""
    for body in bodies:
        if isinstance(body, Contradiction):
            yield from (*body.facts, *body.read_as)
        elif isinstance(body, Hold):
            yield from body.until
        elif isinstance(body, Ask):
            yield from body.facts
        yield from (value.fact for _, value in body if isinstance(value, FromAnswer | Share))
