"""From how true a rule is to which of its directives act."""

from collections.abc import Iterable, Iterator

from recommender.inference.evaluator import line_truth
from recommender.model.condition import Asked, Line
from recommender.model.directive import Contradiction, Derive, Directive, Refer, restricts
from recommender.model.fact import Answer, Facts, Missing, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Firing, Reading, Readings, States
from recommender.model.truth import NO, POSSIBLE, SURE, UNKNOWN, Truth


def acts(directive: Directive, rule: Rule, reading: Reading) -> bool:
    """Whether a directive acts: restrictions, and a hold, when possible; everything else only when sure."""
    if isinstance(directive.body, Refer):
        sure = reading.when is SURE and reading.lifted is not SURE
        return sure or (rule.if_unknown == "refer" and reading.truth >= UNKNOWN)
    if restricts(directive.body):
        return reading.truth >= POSSIBLE
    return reading.truth is SURE


def firing(
    rule: Rule, reading: Reading, facts: Facts, states: States, vocabulary: Vocabulary
) -> Firing | None:
    """The firing of a rule; None where none of its directives acts."""
    found = fired(rule, reading, resting=False)
    if found is None or found.on_unknown or not rests_on_missing(rule, facts, states, vocabulary):
        return found
    return fired(rule, reading, resting=True)


def fired(rule: Rule, reading: Reading, *, resting: bool) -> Firing | None:
    """The same, where it is known whether the rule rests on a missing answer that it asks for."""
    acting = tuple(directive for directive in rule.then if acts(directive, rule, reading))
    if reading.when is NO or not acting:
        return None
    unsure = reading.truth is not SURE and reading.when is not SURE
    return Firing(rule, reading, acting, unsure or resting)


def asks_for_missing(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line asks whether a guarded answer is missing."""
    return isinstance(line.test, Asked) and not line.test.answered and vocabulary[line.fact].guarded


def rests_on_missing(rule: Rule, facts: Facts, states: States, vocabulary: Vocabulary) -> bool:
    """Whether the rule holds only through a line that asks whether a guarded answer is missing."""

    def missing(lines: tuple[Line, ...]) -> bool:
        return any(asks_for_missing(line, vocabulary) and facts.get(line.fact) is None for line in lines)

    def holds(lines: tuple[Line, ...]) -> bool:
        return all(line_truth(line, facts, states, vocabulary) is SURE for line in lines)

    if missing(rule.when.lines):
        return True
    holding = [group for group in rule.when.alternatives if holds(group)]
    return bool(holding) and all(missing(group) for group in holding)


def state_truths(rules: Iterable[Rule], readings: Readings) -> dict[str, Truth]:
    """How true each state is that these rules derive: as true as the truest of them."""
    return _truest(derives(rules), readings)


def derives(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Each state that is derived, with the rule that does."""
    for rule in rules:
        for directive in rule.then:
            if isinstance(directive.body, Derive):
                yield directive.body.state, rule.id


def _truest(derives: Iterable[tuple[str, str]], readings: Readings) -> dict[str, Truth]:
    found: dict[str, Truth] = {}
    for state, rule in derives:
        found[state] = max(readings[rule].truth, found.get(state, NO))
    return found


def reinterpret(facts: Facts, firings: Iterable[Firing], vocabulary: Vocabulary) -> Facts:
    """The facts as contradictory answers are read until somebody settles them."""
    proposals: dict[str, list[Answer | Missing]] = {}
    for found in firings:
        for directive in found.concluded:
            if isinstance(directive.body, Contradiction):
                for name, reading in directive.body.read_as.items():
                    proposals.setdefault(name, []).append(typed(reading, vocabulary[name].kind))
    read = {name: _safer(name, answers, vocabulary) for name, answers in proposals.items()}
    return facts.rewritten(read) if read else facts


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
