"""Many rules read at once: `evaluator` says how true a line is, and here is only "every" and "any"."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeAlias

from recommender.inference.evaluator import HOLDS, line_truth, without_answer
from recommender.inference.readings import NOT_LIFTED, READINGS
from recommender.model.condition import Condition, Line, Test
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Reading, States
from recommender.model.truth import Truth

Meaning: TypeAlias = Callable[[Sequence[Truth]], Truth]
"""How true a condition is, from the truths of all lines."""

ALWAYS = -1
"""The place of what is always so."""


class Meanings:
    """Some rules with what their conditions mean, prepared for any number of people.

    A line that rules share is looked at once, and a rule whose first line does not hold is left at that.
    """

    def __init__(self, rules: Iterable[Rule], vocabulary: Vocabulary) -> None:
        self._rules = tuple(rules)
        self._vocabulary = vocabulary
        lines = {_key(line): line for rule in self._rules for line in _lines(rule)}
        of_answers = [line for line in lines.values() if type(line.test) in HOLDS]
        self._others = [line for line in lines.values() if type(line.test) not in HOLDS]
        self._of_answers = [
            (line.fact, HOLDS[type(line.test)], line.test, without_answer(vocabulary[line.fact]))
            for line in of_answers
        ]
        self._places = {_key(line): place for place, line in enumerate((*of_answers, *self._others))}
        self._nothing = {rule.id: NOT_LIFTED[Truth.NO] for rule in self._rules}
        self._below: dict[int, list[tuple[str, Meaning]]] = {}
        self._unless: list[tuple[str, Meaning]] = []
        for rule in self._rules:
            self._below.setdefault(self._first(rule.when), []).append((rule.id, self._meaning(rule.when)))
            if rule.unless:
                self._unless.append((rule.id, self._meaning(rule.unless)))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def read(self, facts: Facts, states: States) -> dict[str, Reading]:
        """The reading of each rule."""
        truths = self._truths(facts, states)
        readings = self._nothing.copy()
        for first, rules in self._below.items():
            if truths[first]:
                for name, when in rules:
                    readings[name] = NOT_LIFTED[when(truths)]
        for name, lifted in self._unless:
            readings[name] = READINGS[readings[name].when][lifted(truths)]
        return readings

    def _truths(self, facts: Facts, states: States) -> list[Truth]:
        """How true each line is, and at the end what is always so."""
        answer_to, sure, no = facts.known.get, Truth.SURE, Truth.NO
        truths = [
            without if (answer := answer_to(fact)) is None else sure if holds(test, answer) else no
            for fact, holds, test, without in self._of_answers
        ]
        truths += [line_truth(line, facts, states, self._vocabulary) for line in self._others]
        return [*truths, sure]

    def _first(self, condition: Condition) -> int:
        """The place of a line without which the condition does not hold."""
        return self._place(condition.lines[0]) if condition.lines else ALWAYS

    def _meaning(self, condition: Condition) -> Meaning:
        """The least of the lines and, where there are alternatives, of the greatest of those."""
        lines = self._least(condition.lines)
        if not condition.alternatives:
            return lines
        ways = [self._least(way) for way in condition.alternatives]
        return lambda truths: min(lines(truths), max([way(truths) for way in ways]))

    def _least(self, lines: tuple[Line, ...]) -> Meaning:
        """The truth of "every one of these"; SURE for none at all."""
        places = [self._place(line) for line in lines] or [ALWAYS]
        if len(places) == 1:
            return itemgetter(places[0])
        each = itemgetter(*places)
        return lambda truths: min(each(truths))

    def _place(self, line: Line) -> int:
        return self._places[_key(line)]


def _key(line: Line) -> tuple[str, Test]:
    """What a line asks, whatever its words."""
    return line.fact, line.test


def _lines(rule: Rule) -> Iterator[Line]:
    yield from rule.when.every_line()
    if rule.unless:
        yield from rule.unless.every_line()
