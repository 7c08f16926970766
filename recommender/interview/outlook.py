"""How true a rule may still become while some questions are open."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommender.inference.evaluator import line_truth
from recommender.model.condition import Being, Condition, Line
from recommender.model.fact import Answer, Facts, Missing, Vocabulary
from recommender.model.rule import Rule
from recommender.model.truth import Truth, any_of, opposite, unless


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most true that something can become, whatever the open answers are."""

    low: Truth
    high: Truth

    @property
    def open(self) -> bool:
        """Whether an answer can still make a difference."""
        return self.low < self.high

    def crosses(self, level: Truth) -> bool:
        """Whether it depends on open answers if this level is reached."""
        return self.low < level <= self.high


RANGES = tuple(tuple(Range(low, high) for high in Truth) for low in Truth)
"""Every one there is, by its two ends: an interview asks for thousands."""

ANYTHING = RANGES[Truth.NO][Truth.SURE]
NEVER = RANGES[Truth.NO][Truth.NO]


class Outlook:
    """The rules as they stand for one person, of whom some questions are `pending`."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        deriving: Mapping[str, Sequence[Rule]],
        facts: Facts,
        pending: Collection[str],
    ) -> None:
        self._vocabulary = vocabulary
        self._deriving = deriving
        self._facts = facts
        self._pending = pending
        self._states: dict[str, Range] = {}

    def standing(self, name: str) -> Answer | Missing | None:
        """The answer to a question, or why there is none; None for as long as it is pending."""
        return None if name in self._pending else self._facts.known.get(name, self._facts.why_missing(name))

    def state(self, name: str) -> Range:
        """A derived state: as true as the truest of the rules that derive it."""
        if name not in self._states:
            self._states[name] = _any(self.rule(rule) for rule in self._deriving[name])
        return self._states[name]

    def rule(self, rule: Rule) -> Range:
        """A rule as a whole: when, unless lifted."""
        when = self.when(rule)
        if when.high is Truth.NO:
            return NEVER
        lifted = self.lifted(rule)
        return RANGES[unless(when.low, lifted.high)][unless(when.high, lifted.low)]

    def when(self, rule: Rule) -> Range:
        """The condition under which a rule holds."""
        return self._condition(rule.when)

    def lifted(self, rule: Rule) -> Range:
        """The condition that lifts a rule."""
        return self._condition(rule.unless) if rule.unless else NEVER

    def open_facts(self, rule: Rule) -> Iterator[str]:
        """The facts and states on which it still depends how true a rule becomes."""
        for condition in (rule.when, rule.unless):
            if condition and self._condition(condition).open:
                yield from self._open(condition.lines)
                yield from self._open_alternatives(condition)

    def _open(self, lines: Iterable[Line]) -> Iterator[str]:
        return (line.fact for line in lines if self._line(line).open)

    def _open_alternatives(self, condition: Condition) -> Iterator[str]:
        """Of "any of" nothing counts that cannot become truer than the best of the others already is."""
        ranges = [self._all(lines) for lines in condition.alternatives]
        reached = any_of(one.low for one in ranges)
        for lines, one in zip(condition.alternatives, ranges, strict=True):
            if one.high > reached:
                yield from self._open(lines)

    def _condition(self, condition: Condition) -> Range:
        lines = self._all(condition.lines)
        if not condition.alternatives or lines.high is Truth.NO:
            return lines
        some = _any(self._all(alternative) for alternative in condition.alternatives)
        return RANGES[min(lines.low, some.low)][min(lines.high, some.high)]

    def _all(self, lines: Iterable[Line]) -> Range:
        low = high = Truth.SURE
        for line in lines:
            one = self._line(line)
            low, high = min(low, one.low), min(high, one.high)
            if high is Truth.NO:
                break
        return RANGES[low][high]

    def _line(self, line: Line) -> Range:
        if isinstance(line.test, Being):
            state = self.state(line.fact)
            return state if line.test.holds else RANGES[opposite(state.high)][opposite(state.low)]
        if line.fact in self._pending:
            return ANYTHING
        truth = line_truth(line, self._facts, {}, self._vocabulary)
        return RANGES[truth][truth]


def _any(ranges: Iterable[Range]) -> Range:
    found = list(ranges)
    return RANGES[any_of(one.low for one in found)][any_of(one.high for one in found)]
