"""Runs the examples that every rule carries."""

from collections.abc import Iterator

from recommender.inference.conclusions import state_truths
from recommender.inference.evaluator import evaluate, read_rules
from recommender.model.fact import Facts
from recommender.model.rule import Example, Outcome, Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Reading, States
from recommender.model.truth import Truth
from recommender.problem import Code, Problem

OUTCOMES: dict[Truth, Outcome] = {
    Truth.SURE: "fires",
    Truth.POSSIBLE: "cannot tell",
    Truth.UNKNOWN: "cannot tell",
    Truth.NO: "silent",
}


def failing_examples(book: RuleBook) -> tuple[Problem, ...]:
    """One problem for each example that does not come out as its author says."""
    return tuple(_failing(book))


def _failing(book: RuleBook) -> Iterator[Problem]:
    for rule in book.rules:
        for example in rule.examples:
            found = outcome_of(rule, example, book)
            if found != example.expected:
                what = f"this example says “{example.expected}”, and with these answers it is “{found}”"
                yield Problem(Code.EXAMPLE_DIFFERS, what, example.span, f"rule “{rule.title}”")


def outcome_of(rule: Rule, example: Example, book: RuleBook) -> Outcome:
    """What the condition of a rule comes to for the answers of an example."""
    states = states_of(example.facts, book)
    when = evaluate(rule.when, example.facts, states, book.vocabulary)
    lifted = evaluate(rule.unless, example.facts, states, book.vocabulary) if rule.unless else Truth.NO
    return OUTCOMES[Reading(when, lifted).truth]


def states_of(facts: Facts, book: RuleBook) -> States:
    """The states that the rules derive from these facts alone; each round settles one layer more."""
    rules = book.of(Stratum.STATES)
    states: dict[str, Truth] = {}
    for _ in book.vocabulary.states():
        states = state_truths(rules, read_rules(rules, facts, states, book.vocabulary))
    return states
