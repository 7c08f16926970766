"""From how true a rule is to which of its directives act."""

from collections.abc import Iterable

from recommender.inference.evaluator import line_truth
from recommender.model.condition import Asked, Line
from recommender.model.directive import Contradiction, Derive, Directive, Refer, restricts
from recommender.model.fact import Answer, Facts, Missing, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Firing, Reading, Readings, States
from recommender.model.truth import Truth, any_of

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
    concluded = tuple(directive for directive in rule.then if acts(directive, rule, reading))
    if not concluded:
        return None
    unsure = reading.truth is not Truth.SURE and reading.when is not Truth.SURE
    on_unknown = unsure or _rests_on_missing(rule, facts, states, vocabulary)
    return Firing(rule, reading, concluded, on_unknown, said(rule, facts, states))


def _rests_on_missing(rule: Rule, facts: Facts, states: States, vocabulary: Vocabulary) -> bool:
    """Whether the rule holds only through a line that asks whether a guarded answer is missing."""

    def missing(lines: tuple[Line, ...]) -> bool:
        asked = (line for line in lines if isinstance(line.test, Asked) and not line.test.answered)
        return any(vocabulary[line.fact].guarded and facts.get(line.fact) is None for line in asked)

    def holds(lines: tuple[Line, ...]) -> bool:
        return all(line_truth(line, facts, states, vocabulary) is Truth.SURE for line in lines)

    if missing(rule.when.lines):
        return True
    holding = [group for group in rule.when.alternatives if holds(group)]
    return bool(holding) and all(missing(group) for group in holding)


def said(rule: Rule, facts: Facts, states: States) -> dict[str, str | int | list[str]]:
    """What the rule looked at, in words: answers, why there is none, and states."""
    return {
        name: STATE_WORDS.get(states[name], "not known") if name in states else facts.said(name)
        for name in rule.reads()
    }


def state_truths(rules: Iterable[Rule], readings: Readings) -> dict[str, Truth]:
    """How true each state is that these rules derive: as true as the truest of them."""
    found: dict[str, list[Truth]] = {}
    for rule in rules:
        for directive in rule.then:
            if isinstance(directive.body, Derive):
                found.setdefault(directive.body.state, []).append(readings[rule.id].truth)
    return {state: any_of(truths) for state, truths in found.items()}


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
