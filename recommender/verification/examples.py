"""Runs the examples that every rule carries."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.inference.conclusions import state_truths
from recommender.inference.evaluator import read_rules
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Example, Outcome, Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import States
from recommender.model.truth import Truth
from recommender.problem import Code, Problem

OUTCOMES: dict[Truth, Outcome] = {
    Truth.SURE: "fires",
    Truth.POSSIBLE: "cannot tell",
    Truth.UNKNOWN: "cannot tell",
    Truth.NO: "silent",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One example of a rule, and what the condition came to."""

    rule: Rule
    example: Example
    found: Outcome

    @property
    def holds(self) -> bool:
        """Whether it came out as its author says."""
        return self.found == self.example.expected

    @property
    def problem(self) -> Problem:
        """What is wrong where it does not hold."""
        what = f"this example says “{self.example.expected}”, and with these answers it is “{self.found}”"
        return Problem(Code.EXAMPLE_DIFFERS, what, self.example.span, f"rule “{self.rule.title}”")


def tried_examples(book: RuleBook) -> tuple[Tried, ...]:
    """Every example of every rule, in the order of the rules."""
    return tuple(
        Tried(rule, example, outcome_of(rule, example, part))
        for part in book.parts
        for rule in part.rules
        for example in rule.examples
    )


def failing_examples(book: RuleBook) -> Iterator[Problem]:
    """One problem for each example that does not come out as its author says."""
    return (tried.problem for tried in tried_examples(book) if not tried.holds)


def outcome_of(rule: Rule, example: Example, book: RuleBook) -> Outcome:
    """What the condition of a rule comes to for the answers of an example."""
    reads_states = any(book.vocabulary[name].derived for name in rule.reads())
    states = states_of(example.facts, book) if reads_states else {}
    return outcome_given(rule, example.facts, states, book.vocabulary)


def outcome_given(rule: Rule, facts: Facts, states: States, vocabulary: Vocabulary) -> Outcome:
    """What the condition of a rule comes to for these answers and the states derived from them."""
    return OUTCOMES[read_rules((rule,), facts, states, vocabulary)[rule.id].truth]


def states_of(facts: Facts, book: RuleBook) -> States:
    """The states that the rules derive from these facts alone; each round settles one layer more."""
    rules = book.of(Stratum.STATES)
    states: dict[str, Truth] = {}
    for _ in book.vocabulary.states():
        before, states = states, state_truths(rules, read_rules(rules, facts, states, book.vocabulary))
        if states == before:
            break
    return states
