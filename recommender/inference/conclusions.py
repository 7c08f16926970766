"""From how true a rule is to which of its directives act."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recommender.inference.evaluator import line_truth
from recommender.model.condition import Asked, Line
from recommender.model.directive import Contradiction, Derive, Directive, Refer, restricts
from recommender.model.fact import Answer, Facts, Missing, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Firing, Reading, Readings, States
from recommender.model.truth import Truth

STATE_WORDS = {Truth.SURE: "yes", Truth.NO: "no"}


def acts(directive: Directive, rule: Rule, reading: Reading) -> bool:
    """Whether a directive acts: restrictions, and a hold, when possible; everything else only when sure."""
    if isinstance(directive.body, Refer):
        sure = reading.when is Truth.SURE and reading.lifted is not Truth.SURE
        return sure or (rule.if_unknown == "refer" and reading.truth >= Truth.UNKNOWN)
    if restricts(directive.body):
        return reading.truth >= Truth.POSSIBLE
    return reading.truth is Truth.SURE


def firing(
    rule: Rule, reading: Reading, facts: Facts, states: States, vocabulary: Vocabulary
) -> Firing | None:
    """The firing of a rule; None where none of its directives acts."""
    if reading.when is Truth.NO or not (acting := _Acting.of(rule, reading)).directives:
        return None
    on_unknown = acting.unsure or _rests_on_missing(rule, facts, states, vocabulary)
    return Firing(rule, reading, acting.directives, on_unknown, said(rule, facts, states))


class Conclusions:
    """What the rules of one pass conclude, looked up once for any number of people."""

    def __init__(self, rules: Iterable[Rule], vocabulary: Vocabulary) -> None:
        self._rules = tuple(_Concluding(rule, vocabulary) for rule in rules)
        self._derives = tuple(_derives(concluding.rule for concluding in self._rules))

    def firings(self, readings: Readings, facts: Facts, states: States) -> list[Firing]:
        """The rules of which a directive acts, in their order."""
        found: list[Firing] = []
        words = _Words(facts, states)
        for concluding in self._rules:
            reading = readings[concluding.name]
            if reading.when and (acting := concluding.acting(reading)).directives:
                on_unknown = acting.unsure or concluding.rests_on_missing(facts, states)
                told = {name: words[name] for name in concluding.reads}
                found.append(Firing(concluding.rule, reading, acting.directives, on_unknown, told))
        return found

    def states(self, readings: Readings) -> dict[str, Truth]:
        """How true each state is that these rules derive."""
        return _truest(self._derives, readings)


class _Words(dict[str, str | int | list[str]]):
    """What was said about each fact and state, looked up when a first rule has looked at it."""

    def __init__(self, facts: Facts, states: States) -> None:
        self._facts, self._states = facts, states

    def __missing__(self, name: str) -> str | int | list[str]:
        self[name] = told = _said(name, self._facts, self._states)
        return told


class _Concluding:
    """One rule, with what does not depend on a person."""

    def __init__(self, rule: Rule, vocabulary: Vocabulary) -> None:
        self.rule = rule
        self.name = rule.id
        self.reads = rule.reads()
        self._by_reading: list[list[_Acting | None]] = [[None] * len(Truth) for _ in Truth]
        self._vocabulary = vocabulary
        self._asks = any(_asks_for_missing(line, vocabulary) for line in rule.when.every_line())

    def acting(self, reading: Reading) -> "_Acting":
        """What acts."""
        known = self._by_reading[reading.when][reading.lifted]
        if known is None:
            known = self._by_reading[reading.when][reading.lifted] = _Acting.of(self.rule, reading)
        return known

    def rests_on_missing(self, facts: Facts, states: States) -> bool:
        """Whether the rule holds only because a guarded answer is missing, and it asks for that."""
        return self._asks and _rests_on_missing(self.rule, facts, states, self._vocabulary)


@dataclass(frozen=True, slots=True)
class _Acting:
    """The directives of a rule that act by one reading, and whether the rule is not sure then."""

    directives: tuple[Directive, ...]
    unsure: bool

    @classmethod
    def of(cls, rule: Rule, reading: Reading) -> "_Acting":
        unsure = reading.truth is not Truth.SURE and reading.when is not Truth.SURE
        return cls(tuple(directive for directive in rule.then if acts(directive, rule, reading)), unsure)


def _asks_for_missing(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line asks whether a guarded answer is missing."""
    return isinstance(line.test, Asked) and not line.test.answered and vocabulary[line.fact].guarded


def _rests_on_missing(rule: Rule, facts: Facts, states: States, vocabulary: Vocabulary) -> bool:
    """Whether the rule holds only through a line that asks whether a guarded answer is missing."""

    def missing(lines: tuple[Line, ...]) -> bool:
        return any(_asks_for_missing(line, vocabulary) and facts.get(line.fact) is None for line in lines)

    def holds(lines: tuple[Line, ...]) -> bool:
        return all(line_truth(line, facts, states, vocabulary) is Truth.SURE for line in lines)

    if missing(rule.when.lines):
        return True
    holding = [group for group in rule.when.alternatives if holds(group)]
    return bool(holding) and all(missing(group) for group in holding)


def said(rule: Rule, facts: Facts, states: States) -> dict[str, str | int | list[str]]:
    """What the rule looked at, in words: answers, why there is none, and states."""
    return {name: _said(name, facts, states) for name in rule.reads()}


def _said(name: str, facts: Facts, states: States) -> str | int | list[str]:
    return STATE_WORDS.get(states[name], "not known") if name in states else facts.said(name)


def state_truths(rules: Iterable[Rule], readings: Readings) -> dict[str, Truth]:
    """How true each state is that these rules derive: as true as the truest of them."""
    return _truest(_derives(rules), readings)


def _derives(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Each state that is derived, with the rule that does."""
    for rule in rules:
        for directive in rule.then:
            if isinstance(directive.body, Derive):
                yield directive.body.state, rule.id


def _truest(derives: Iterable[tuple[str, str]], readings: Readings) -> dict[str, Truth]:
    found: dict[str, Truth] = {}
    for state, rule in derives:
        found[state] = max(readings[rule].truth, found.get(state, Truth.NO))
    return found


def reinterpret(facts: Facts, firings: Iterable[Firing], vocabulary: Vocabulary) -> Facts:
    """The facts as contradictory answers are read until somebody settles them."""
    proposals: dict[str, list[Answer | Missing]] = {}
    for found in firings:
        for directive in found.concluded:
            if isinstance(directive.body, Contradiction):
                for name, reading in directive.body.read_as.items():
                    proposals.setdefault(name, []).append(typed(reading, vocabulary[name].kind))
    return facts.rewritten({name: _safer(name, answers, vocabulary) for name, answers in proposals.items()})


def typed(reading: str | tuple[str, ...], kind: str) -> Answer | Missing:
    """A reading as written in a rule, as an answer; the loader has checked it."""
    if isinstance(reading, tuple):
        return frozenset(reading)
    if reading in tuple(Missing):
        return Missing(reading)
    return int(reading) if kind == "number" else reading


def _safer(name: str, answers: list[Answer | Missing], vocabulary: Vocabulary) -> Answer | Missing:
    """Two rules that read one fact differently: the lower number, or no answer at all.

    For a guarded fact no answer is never laxer than either; other choices are refused when loaded.
    """
    if all(answer == answers[0] for answer in answers):
        return answers[0]
    numbers = [answer for answer in answers if isinstance(answer, int)]
    if numbers and not vocabulary[name].guarded:
        return min(numbers)
    return Missing.UNKNOWN
