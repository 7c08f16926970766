"""The logic of a rulebook for any engine: for each rule, the formulas that say when something of it acts.

Three readings of a condition are not needed for that: what is asked of a rule is whether it is as sure as one
of its directives needs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engines.formula import (
    Atom,
    Counts,
    Formula,
    InRange,
    Known,
    OneOfThese,
    Shares,
    StateIs,
    every,
    opposite,
    some_of,
)
from recommender.inference.conclusions import typed
from recommender.inference.strata import passes
from recommender.model.condition import (
    Asked,
    Being,
    Condition,
    Counting,
    Holding,
    Lacking,
    Line,
    OneOf,
)
from recommender.model.directive import Contradiction, Derive, Directive, Refer, restricts
from recommender.model.fact import Missing, Vocabulary
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Trace
from recommender.model.truth import Truth


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule is so sure, as a formula; some of its directives then act, or a state is that true."""

    number: int
    rule: str
    degree: str
    formula: Formula
    acts: bool


@dataclass(frozen=True, slots=True)
class Pass:
    """Decisions that read only what earlier passes derived."""

    decisions: tuple[Decision, ...]
    ends_with_a_referral: bool


@dataclass(frozen=True, slots=True)
class Logic:
    """A rulebook for an engine: the passes, and what follows from a decision between them."""

    vocabulary: Vocabulary
    passes: tuple[Pass, ...]
    refers: frozenset[int]
    derives: Mapping[int, tuple[tuple[str, int], ...]]
    reads_as: Mapping[int, Mapping[str, str | int | frozenset[str] | None]]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Those of all passes; the place of each is its number."""
        return tuple(decision for one in self.passes for decision in one.decisions)


def logic_of(book: RuleBook) -> Logic:
    """The logic of a rulebook."""
    made: list[Decision] = []
    found = tuple(_pass(rules, book.vocabulary, made) for rules in passes(book))
    rules = {rule.id: rule for rule in book.rules}
    return Logic(
        book.vocabulary,
        found,
        frozenset(one.number for one in made if _refers(one, rules[one.rule])),
        {one.number: derived for one in made if (derived := _derived(one, rules[one.rule]))},
        {one.number: read for one in made if (read := _read_as(rules[one.rule], book.vocabulary))},
    )


def expected(trace: Trace, logic: Logic) -> frozenset[int]:
    """The numbers of the decisions that hold, as our own trace says."""
    held = (one for one in logic.decisions if one.rule in trace.readings)
    return frozenset(one.number for one in held if _holds(one.degree, trace, one.rule))


def _holds(degree: str, trace: Trace, rule: str) -> bool:
    reading = trace.readings[rule]
    if degree == "refer":
        return reading.when is Truth.SURE and reading.lifted is not Truth.SURE
    return reading.truth >= Truth[degree.upper()]


def _pass(rules: tuple[Rule, ...], vocabulary: Vocabulary, made: list[Decision]) -> Pass:
    start = len(made)
    for rule in rules:
        for name in _degrees_of(rule):
            acts = rule.stratum is not Stratum.STATES or name == "sure"
            made.append(Decision(len(made), rule.id, name, _formula(rule, name, vocabulary), acts))
    return Pass(tuple(made[start:]), rules[0].stratum in (Stratum.STATES, Stratum.PRESCRIPTION))


def _degrees_of(rule: Rule) -> tuple[str, ...]:
    """How sure the rule has to be for one of its directives: each degree once."""
    return tuple(dict.fromkeys(name for directive in rule.then for name in _degrees(directive, rule)))


def _degrees(directive: Directive, rule: Rule) -> tuple[str, ...]:
    if isinstance(directive.body, Refer):
        return ("unknown",) if rule.if_unknown == "refer" else ("refer",)
    if isinstance(directive.body, Derive):
        return ("sure", "possible", "unknown")
    return ("possible",) if restricts(directive.body) else ("sure",)


def _formula(rule: Rule, name: str, vocabulary: Vocabulary) -> Formula:
    """`when` as sure as that, and `unless` not so sure that it takes it away."""
    at = Truth.SURE if name == "refer" else Truth[name.upper()]
    holds = _condition(rule.when, at, vocabulary)
    if rule.unless is None:
        return holds
    lifts = Truth.POSSIBLE if name == "sure" else Truth.SURE
    return every((holds, opposite(_condition(rule.unless, lifts, vocabulary), vocabulary)))


def _condition(condition: Condition, at: Truth, vocabulary: Vocabulary) -> Formula:
    lines: tuple[Formula, ...] = tuple(_atom(line, at, vocabulary) for line in condition.lines)
    if condition.alternatives:
        ways = tuple(every(_atom(line, at, vocabulary) for line in way) for way in condition.alternatives)
        lines = (*lines, some_of(ways))
    return every(lines)


def _atom(line: Line, at: Truth, vocabulary: Vocabulary) -> Atom:  # noqa: PLR0911 - one for each kind of test
    test, fact = line.test, vocabulary[line.fact]
    missing = at is Truth.UNKNOWN or (at is Truth.POSSIBLE and fact.guarded)
    match test:
        case Being(holds=True):
            return StateIs(line.fact, tuple(range(at, Truth.SURE + 1)))
        case Being():
            return StateIs(line.fact, (0,) if at is Truth.SURE else (0, 1, 2))
        case Asked():
            return Known(line.fact, test.answered)
        case OneOf():
            return OneOfThese(line.fact, tuple(sorted(test.answers)), missing)
        case Holding():
            return Shares(line.fact, tuple(sorted(test.members)), some=True, missing=missing)
        case Lacking():
            return Shares(line.fact, (test.member,), some=False, missing=missing)
        case Counting():
            return Counts(line.fact, ((test.low, test.high),), missing)
        case _:
            return InRange(line.fact, tuple(pair for pair in test.ranges if pair[0] <= pair[1]), missing)


def _refers(decision: Decision, rule: Rule) -> bool:
    refers = any(isinstance(directive.body, Refer) for directive in rule.then)
    return refers and decision.degree in ("refer", "unknown")


def _derived(decision: Decision, rule: Rule) -> tuple[tuple[str, int], ...]:
    found = (directive.body.state for directive in rule.then if isinstance(directive.body, Derive))
    return tuple((state, int(Truth[decision.degree.upper()])) for state in found)


def _read_as(rule: Rule, vocabulary: Vocabulary) -> dict[str, str | int | frozenset[str] | None]:
    found: dict[str, str | int | frozenset[str] | None] = {}
    for directive in rule.then:
        if isinstance(directive.body, Contradiction):
            for name, reading in directive.body.read_as.items():
                read = typed(reading, vocabulary[name].kind)
                found[name] = None if isinstance(read, Missing) else read
    return found
