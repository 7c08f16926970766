"""Many rules read at once: `evaluator` says how true a line is, and here is only "every" and "any".

Each way in which a condition may hold has a byte for how true it is, and all of them are one large number.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TypeAlias

from recommender.inference.evaluator import HOLDS, line_truth
from recommender.inference.readings import CODES, Layout
from recommender.model.condition import Asked, Condition, Line, Test
from recommender.model.fact import Answer, Fact, Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import States
from recommender.model.truth import NO, SURE, Truth

Way: TypeAlias = tuple[Line, ...]
"""Lines of which every one has to hold."""

Row: TypeAlias = int
"""What one answer leaves of all ways."""


END = b"\0"
"""The nought at the end of a layout."""


class Meanings:
    """Rules in groups, of which each reads only states that earlier ones derive, for any number of people."""

    def __init__(self, groups: Iterable[tuple[Sequence[Rule], Layout]], vocabulary: Vocabulary) -> None:
        self.groups: list[Group] = []
        ways: list[Way] = []
        for rules, layout in groups:
            self.groups.append(Group(rules, layout, vocabulary, len(ways)))
            ways += self.groups[-1].ways
        rows = _Rows(ways, vocabulary)
        self._everything, self._listed, self._open = rows.everything, rows.listed(), rows.open()

    def left(self, facts: Facts) -> Row:
        """How true each way of all groups is, as far as facts decide it."""
        left, answer_to = self._everything, facts.known.get
        for name, rows in self._listed:
            left &= rows[answer_to(name)]
        for one in self._open:
            left &= one.row(answer_to(one.name))
        return left


class Group:
    """Some rules: the first way of each `when` and each `unless`, and then all the others."""

    def __init__(self, rules: Sequence[Rule], layout: Layout, vocabulary: Vocabulary, start: int) -> None:
        self.layout = layout
        whens = [_ways(rule.when) for rule in rules]
        every = whens + [_ways(rule.unless) for rule in rules if rule.unless]
        others = [(place, way) for place, ways in enumerate(every) for way in ways[1:]]
        self.ways = [ways[0] for ways in every] + [way for _, way in others]
        self._others = tuple(place for place, _ in others)
        rows = _Rows(self.ways, vocabulary)
        self._before, self._everything, self._states = 8 * start, rows.everything, rows.states()

    def read(self, left: Row, states: States) -> bytes:
        """How true each `when` is, and each `unless`, in codes."""
        own = left >> self._before & self._everything
        for name, rows in self._states:
            own &= rows[states.get(name, NO)]
        codes = own.to_bytes(len(self.ways), "little")
        first = len(self.ways) - len(self._others)
        found, others = bytearray(codes[:first] + END), codes[first:]
        for place, code in compress(zip(self._others, others, strict=True), others):
            found[place] |= code
        return bytes(found)


@dataclass(frozen=True, slots=True)
class _Open:
    """A fact of which the answers cannot be listed: its tests are made one by one."""

    name: str
    missing: Row
    there: Row
    tests: tuple[tuple[Callable[..., bool], Test, Row], ...]

    def row(self, answer: Answer | None) -> Row:
        """What this answer leaves of all ways."""
        if answer is None:
            return self.missing
        left = self.there
        for holds, test, otherwise in self.tests:
            if not holds(test, answer):
                left &= otherwise
        return left


class _Rows:
    """What each answer and each state leaves of some ways, as the evaluator reads their lines."""

    def __init__(self, ways: Sequence[Way], vocabulary: Vocabulary) -> None:
        self.size = len(ways)
        self.everything: Row = self._row((), lambda _: SURE)
        self._vocabulary = vocabulary
        self._lines: dict[str, list[tuple[int, Line]]] = {}
        for place, way in enumerate(ways):
            for line in way:
                self._lines.setdefault(line.fact, []).append((place, line))

    def listed(self) -> list[tuple[str, dict[Answer | None, Row]]]:
        """The facts of which every answer can be listed."""
        return [(name, self._by_answer(name, fact)) for name, fact in self._facts("choice")]

    def states(self) -> list[tuple[str, tuple[Row, ...]]]:
        """The states, which rules derive."""
        return [
            (name, tuple(self._of(name, Facts(), {name: truth}) for truth in Truth))
            for name, _ in self._facts("state")
        ]

    def open(self) -> list[_Open]:
        """The facts of which the answers cannot be listed."""
        return [self._opened(name) for name, _ in self._facts("number", "set")]

    def _facts(self, *kinds: str) -> list[tuple[str, Fact]]:
        read = ((name, self._vocabulary[name]) for name in self._lines)
        return [(name, fact) for name, fact in read if fact.kind in kinds]

    def _by_answer(self, name: str, fact: Fact) -> dict[Answer | None, Row]:
        rows: dict[Answer | None, Row] = {None: self._of(name, Facts(), {})}
        for answer in fact.answers:
            rows[answer] = self._of(name, Facts({name: answer}), {})
        return rows

    def _opened(self, name: str) -> _Open:
        lines = self._lines[name]
        there = self._row(lines, lambda line: Truth.of(line.test != Asked(answered=False)))
        tests: dict[Test, list[tuple[int, Line]]] = {}
        for place, line in lines:
            if type(line.test) in HOLDS:
                tests.setdefault(line.test, []).append((place, line))
        made = tuple((HOLDS[type(test)], test, self._row(each, lambda _: NO)) for test, each in tests.items())
        return _Open(name, self._of(name, Facts(), {}), there, made)

    def _of(self, name: str, facts: Facts, states: States) -> Row:
        return self._row(self._lines[name], lambda line: line_truth(line, facts, states, self._vocabulary))

    def _row(self, lines: Iterable[tuple[int, Line]], truth: Callable[[Line], Truth]) -> Row:
        row = bytearray([CODES[SURE]]) * self.size
        for place, line in lines:
            row[place] &= CODES[truth(line)]
        return int.from_bytes(row, "little")


def _ways(condition: Condition) -> list[Way]:
    """The lines with each of the alternatives."""
    return [condition.lines + way for way in condition.alternatives] or [condition.lines]
