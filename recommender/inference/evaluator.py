"""What a condition means. This is the specification; the engine has to agree with it on every run."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from recommender.inference.readings import READINGS
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
from recommender.model.fact import Answer, Fact, Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Reading, States
from recommender.model.truth import NO, POSSIBLE, SURE, UNKNOWN, Truth, all_of, any_of, opposite

Sort = TypeVar("Sort", str, int, frozenset[str])


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
        state = states.get(line.fact, NO)
        return state if test.holds else opposite(state)
    answer = facts.known.get(line.fact)
    if isinstance(test, Asked):
        return Truth.of((answer is not None) == test.answered)
    if answer is None:
        return without_answer(vocabulary[line.fact])
    return SURE if HOLDS[type(test)](test, answer) else NO


def without_answer(fact: Fact) -> Truth:
    """How true a line is about a fact that has no answer."""
    return POSSIBLE if fact.guarded else UNKNOWN


def read_rules(
    rules: Iterable[Rule], facts: Facts, states: States, vocabulary: Vocabulary
) -> dict[str, Reading]:
    """The reading of each of these rules."""
    return {
        rule.id: READINGS[evaluate(rule.when, facts, states, vocabulary)][
            evaluate(rule.unless, facts, states, vocabulary) if rule.unless else NO
        ]
        for rule in rules
    }


def _one_of(test: OneOf, answer: Answer) -> bool:
    return _sort(answer, str) in test.answers


def _within(test: Within, answer: Answer) -> bool:
    number = _sort(answer, int)
    return any(low <= number <= high for low, high in test.ranges)


def _holding(test: Holding, answer: Answer) -> bool:
    return not test.members.isdisjoint(_sort(answer, frozenset))


def _lacking(test: Lacking, answer: Answer) -> bool:
    return test.member not in _sort(answer, frozenset)


def _counting(test: Counting, answer: Answer) -> bool:
    return test.low <= len(_sort(answer, frozenset)) <= test.high


def _sort(answer: Answer, sort: type[Sort]) -> Sort:
    """An answer of the sort that a test is about: of another one, nothing can be said."""
    if not isinstance(answer, sort):
        raise TypeError("an answer is of another sort than its fact")
    return answer


HOLDS: Mapping[type, Callable[..., bool]] = {
    OneOf: _one_of,
    Within: _within,
    Holding: _holding,
    Lacking: _lacking,
    Counting: _counting,
}
"""What each test asks of an answer that is there."""

ReadRules: TypeAlias = Callable[[Iterable[Rule], Facts, States, Vocabulary], dict[str, Reading]]
