"""What a condition means. This is the specification; the engine has to agree with it on every run."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from recommender.model.condition import (
    Asked,
    Being,
    Condition,
    Counting,
    Holding,
    Lacking,
    Line,
    OneOf,
    Within,
)
from recommender.model.fact import Answer, Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Reading, States
from recommender.model.truth import Truth, all_of, any_of, opposite

Test: TypeAlias = OneOf | Within | Holding | Lacking | Counting


def evaluate(condition: Condition, facts: Facts, states: States, vocabulary: Vocabulary) -> Truth:
    """How true a condition is of a person."""

    def truth(line: Line) -> Truth:
        return line_truth(line, facts, states, vocabulary)

    lines = all_of(map(truth, condition.lines))
    if not condition.alternatives:
        return lines
    return min(lines, any_of(all_of(map(truth, alternative)) for alternative in condition.alternatives))


def line_truth(line: Line, facts: Facts, states: States, vocabulary: Vocabulary) -> Truth:
    """How true one line is of a person."""
    test = line.test
    if isinstance(test, Being):
        state = states.get(line.fact, Truth.NO)
        return state if test.holds else opposite(state)
    answer = facts.get(line.fact)
    if isinstance(test, Asked):
        return Truth.of((answer is not None) == test.answered)
    if answer is None:
        return Truth.POSSIBLE if vocabulary[line.fact].guarded else Truth.UNKNOWN
    return Truth.of(_holds(test, answer))


def read_rules(
    rules: Iterable[Rule], facts: Facts, states: States, vocabulary: Vocabulary
) -> dict[str, Reading]:
    """The reading of each of these rules."""
    return {
        rule.id: Reading(
            evaluate(rule.when, facts, states, vocabulary),
            evaluate(rule.unless, facts, states, vocabulary) if rule.unless else Truth.NO,
        )
        for rule in rules
    }


def _holds(test: Test, answer: Answer) -> bool:
    if isinstance(answer, frozenset):
        return _of_set(test, answer)
    if isinstance(test, OneOf):
        return answer in test.answers
    return isinstance(test, Within) and isinstance(answer, int) and _within(test, answer)


def _within(test: Within, number: int) -> bool:
    return any(low <= number <= high for low, high in test.ranges)


def _of_set(test: Test, members: frozenset[str]) -> bool:
    if isinstance(test, Holding):
        return bool(test.members & members)
    if isinstance(test, Lacking):
        return test.member not in members
    return isinstance(test, Counting) and test.low <= len(members) <= test.high


ReadRules: TypeAlias = Callable[[Iterable[Rule], Facts, States, Vocabulary], dict[str, Reading]]
