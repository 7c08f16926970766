"""The strata in their order: each is read twice, by the engine and by the evaluator, and both must agree."""

from collections.abc import Callable, Iterable
from typing import Self

from recommender.inference import evaluator
from recommender.inference.compiled import CompiledRules
from recommender.inference.conclusions import Conclusions, reinterpret
from recommender.inference.durable import EngineFault
from recommender.inference.meanings import Meanings
from recommender.model.directive import Derive, Directive, Refer
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Firing, Reading, States, Trace
from recommender.model.truth import Truth

__all__ = ["Disagreement", "EngineFault", "Inference"]


class Disagreement(Exception):
    """Engine and evaluator read a rule differently, so neither is believed."""

    def __init__(self, rules: Iterable[str]) -> None:
        self.rules = tuple(sorted(rules))
        super().__init__(f"the engine and the evaluator differ about: {', '.join(self.rules)}")


class Inference:
    """The rules of one rulebook, compiled once. Serves any number of people and keeps nothing of them."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._passes = tuple(_Pass(rules, book.vocabulary) for rules in passes(book))

    def run(self, given: Facts) -> Trace:
        """What the rules conclude about a person. Raises `Disagreement` or `EngineFault`."""
        run = _Run(self._book.vocabulary, given)
        for one in self._passes:
            if one.stratum in (Stratum.STATES, Stratum.PRESCRIPTION) and run.referred:
                break
            try:
                run.read(one)
            except Disagreement:
                one.compiled.close()
                raise
        return run.trace()

    def close(self) -> None:
        """Frees what the engine holds."""
        for one in self._passes:
            one.compiled.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Pass:
    """Rules that read only what earlier passes derived, prepared for any number of people."""

    def __init__(self, rules: tuple[Rule, ...], vocabulary: Vocabulary) -> None:
        self.stratum = rules[0].stratum
        self.meanings = Meanings(rules, vocabulary)
        self.compiled = CompiledRules(rules, vocabulary)
        self.conclusions = Conclusions(rules, vocabulary)


class _Run:
    """One person on the way through the strata."""

    def __init__(self, vocabulary: Vocabulary, given: Facts) -> None:
        self._vocabulary = vocabulary
        self._given = given
        self._facts = given
        self._states: dict[str, Truth] = {}
        self._readings: dict[str, Reading] = {}
        self._firings: list[Firing] = []
        self.referred = False

    def read(self, one: _Pass) -> None:
        readings = agreed(one.meanings, one.compiled.read, self._facts, self._states, self._vocabulary)
        firings = one.conclusions.firings(readings, self._facts, self._states)
        self._readings |= readings
        self._firings += firings
        for state, truth in one.conclusions.states(readings).items():
            self._states[state] = max(truth, self._states.get(state, Truth.NO))
        if one.stratum is Stratum.CONTRADICTIONS:
            self._facts = reinterpret(self._facts, firings, self._vocabulary)
        if one.stratum is Stratum.SCREENING:
            self.referred = any(isinstance(item.body, Refer) for found in firings for item in found.concluded)

    def trace(self) -> Trace:
        return Trace(self._given, self._facts, self._readings, self._states, tuple(self._firings))


def agreed(
    rules: Iterable[Rule],
    engine: Callable[[Facts, States], dict[str, Reading]],
    facts: Facts,
    states: States,
    vocabulary: Vocabulary,
) -> dict[str, Reading]:
    """The readings of both, which are the same. Raises `Disagreement` where they are not."""
    by_engine = engine(facts, states)
    by_evaluator = read_rules(rules, facts, states, vocabulary)
    if by_engine != by_evaluator:
        raise Disagreement(rule.id for rule in rules if by_engine.get(rule.id) != by_evaluator.get(rule.id))
    return by_evaluator


def read_rules(
    rules: Iterable[Rule], facts: Facts, states: States, vocabulary: Vocabulary
) -> dict[str, Reading]:
    """The reading of each of these rules by the evaluator, from meanings that were prepared."""
    if isinstance(rules, Meanings):
        return rules.read(facts, states)
    return evaluator.read_rules(rules, facts, states, vocabulary)


def passes(book: RuleBook) -> list[tuple[Rule, ...]]:
    """The strata, with the states in layers so that each reads only what is already derived."""
    found = [book.of(Stratum.CONTRADICTIONS), book.of(Stratum.SCREENING)]
    found += _layers(book.of(Stratum.STATES), book.vocabulary)
    found += [book.of(Stratum.PRESCRIPTION), book.of(Stratum.REVIEW)]
    return [rules for rules in found if rules]


def _layers(rules: tuple[Rule, ...], vocabulary: Vocabulary) -> list[tuple[Rule, ...]]:
    waiting, layers = list(rules), []
    while waiting:
        underived = {_derived(directive) for rule in waiting for directive in rule.then}
        ready = [
            rule
            for rule in waiting
            if not underived & {name for name in rule.reads() if vocabulary[name].derived}
        ]
        if not ready:
            raise ValueError("states that depend on themselves are refused when the rules are loaded")
        layers.append(tuple(ready))
        waiting = [rule for rule in waiting if rule not in ready]
    return layers


def _derived(directive: Directive) -> str:
    return directive.body.state if isinstance(directive.body, Derive) else ""
