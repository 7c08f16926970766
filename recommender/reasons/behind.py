"""The answers behind a rule that fired, through the states that it rests on."""

from collections.abc import Iterator

from recommender.inference.evaluator import line_truth
from recommender.model.condition import Being, Condition, Line
from recommender.model.directive import Derive
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import STATE_WORDS, Trace
from recommender.model.truth import Truth, all_of
from recommender.reasons.names import Said


def answers_behind(rule: Rule, trace: Trace, book: RuleBook) -> dict[str, Said]:
    """The answers that make the condition of a rule hold, or leave it open; states give way to theirs."""
    found: dict[str, Said] = {}
    for line in bearing(rule.when, rule, trace, book):
        if not isinstance(line.test, Being):
            found.setdefault(line.fact, trace.facts_of(rule).said(line.fact))
        elif not line.test.holds:
            found.setdefault(line.fact, STATE_WORDS.get(trace.states.get(line.fact, Truth.NO), "not known"))
        else:
            for deriving in derived_by(line.fact, book):
                if trace.readings[deriving.id].truth >= trace.states[line.fact]:
                    found = answers_behind(deriving, trace, book) | found
    return found


def bearing(condition: Condition, rule: Rule, trace: Trace, book: RuleBook) -> Iterator[Line]:
    """The lines that bear a condition: all that stand alone, and those of the truest alternatives."""
    yield from condition.lines
    truths = [
        all_of(truth_of(line, rule, trace, book) for line in alternative)
        for alternative in condition.alternatives
    ]
    for alternative, truth in zip(condition.alternatives, truths, strict=True):
        if truth is max(truths):
            yield from alternative


def truth_of(line: Line, rule: Rule, trace: Trace, book: RuleBook) -> Truth:
    """How true a line of a rule is of this person."""
    return line_truth(line, trace.facts_of(rule), trace.states, book.vocabulary)


def derived_by(state: str, book: RuleBook) -> tuple[Rule, ...]:
    """The rules that derive a state."""
    return tuple(
        rule
        for rule in book.of(Stratum.STATES)
        for directive in rule.then
        if isinstance(directive.body, Derive) and directive.body.state == state
    )
