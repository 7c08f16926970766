"""The strata in their order: each is read twice, by the engine and by the evaluator, and both must agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Self

from recommender.inference.compiled import Chains, CompiledRules
from recommender.inference.conclusions import reinterpret
from recommender.inference.durable import EngineFault
from recommender.inference.encoding import Encoded, Encoder
from recommender.inference.meanings import Group, Meanings, Row
from recommender.inference.prepared import Concluding
from recommender.inference.readings import Layout, LookedAt
from recommender.model.directive import Derive, Directive, Refer
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Firing, States, Trace
from recommender.model.truth import NO, Truth

__all__ = ["Disagreement", "EngineFault", "Inference"]


CONTRADICTIONS, SCREENING = Stratum.CONTRADICTIONS, Stratum.SCREENING
NOT_WHERE_REFERRED = (Stratum.STATES, Stratum.PRESCRIPTION)


class Disagreement(Exception):
    """Engine and evaluator read a rule differently, so neither is believed."""

    def __init__(self, rules: Iterable[str]) -> None:
        self.rules = tuple(sorted(rules))
        super().__init__(f"the engine and the evaluator differ about: {', '.join(self.rules)}")


class Inference:
    """The rules of one rulebook, compiled once. Serves any number of people and keeps no answer of theirs."""

    def __init__(self, book: RuleBook) -> None:
        found = [(rules, Layout(rules)) for rules in passes(book)]
        chains = [Chains(rules, layout, book.vocabulary) for rules, layout in found]
        meant = _meant(found, book.vocabulary)
        self._vocabulary = book.vocabulary
        self._encoder = Encoder([chain for each in chains for chain in each], book.vocabulary)
        self._passes = tuple(
            _Pass(
                rules[0].stratum,
                CompiledRules(each, self._encoder),
                *meaning,
                Concluding(rules, layout, book.vocabulary),
            )
            for (rules, layout), each, meaning in zip(found, chains, meant, strict=True)
        )
        where = (dict.fromkeys(layout.rules, (n, layout)) for n, (_, layout) in enumerate(found))
        self._looked_at = tuple(accumulate(where, dict.__or__))

    def run(self, given: Facts) -> Trace:
        """What the rules conclude about a person. Raises `Disagreement` or `EngineFault`."""
        run = _Run(self._encoder, self._vocabulary, given)
        looked_at: dict[str, tuple[int, Layout]] = {}
        for one, so_far in zip(self._passes, self._looked_at, strict=True):
            if run.referred and one.stratum in NOT_WHERE_REFERRED:
                break
            run.read(one)
            looked_at = so_far
        return run.trace(looked_at)

    def close(self) -> None:
        """Frees what the engine holds."""
        for one in self._passes:
            one.compiled.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class _Pass:
    """Rules that read only what earlier passes derived, prepared for any number of people."""

    stratum: Stratum
    compiled: CompiledRules
    meanings: Meanings
    group: Group
    concluding: Concluding

    def read(self, person: Encoded, left: Row, states: States) -> bytes:
        """What engine and evaluator read alike. Raises `Disagreement` where they do not, or `EngineFault`."""
        try:
            return agreed(self.compiled.read(person), self.group.read(left, states), self.group.layout)
        except Disagreement:
            self.compiled.close()
            raise


class _Run:
    """One person on the way through the strata."""

    def __init__(self, encoder: Encoder, vocabulary: Vocabulary, given: Facts) -> None:
        self._encoder = encoder
        self._vocabulary = vocabulary
        self._given = given
        self._facts = given
        self._person = encoder.encode(given)
        self._left: Row = 0
        self._left_by: Meanings | None = None
        self._states: dict[str, Truth] = {}
        self._codes: list[bytes] = []
        self._firings: list[Firing] = []
        self.referred = False

    def read(self, one: _Pass) -> None:
        if one.meanings is not self._left_by:
            self._left, self._left_by = one.meanings.left(self._facts), one.meanings
        codes = one.read(self._person, self._left, self._states)
        joined = one.concluding.joined(codes)
        firings = one.concluding.firings(joined, self._facts, self._states)
        self._codes.append(codes)
        self._firings += firings
        if found := one.concluding.states(joined):
            derived = {name: max(truth, self._states.get(name, NO)) for name, truth in found.items()}
            self._states |= derived
            self._encoder.add(derived, self._person)
        if one.stratum is CONTRADICTIONS:
            self._reinterpret(firings)
        if one.stratum is SCREENING:
            self.referred = any(isinstance(item.body, Refer) for found in firings for item in found.concluded)

    def _reinterpret(self, firings: list[Firing]) -> None:
        facts = reinterpret(self._facts, firings, self._vocabulary)
        if facts is not self._facts:
            self._encoder.correct(self._person, self._facts, facts)
            self._facts = facts

    def trace(self, looked_at: dict[str, tuple[int, Layout]]) -> Trace:
        readings = LookedAt(looked_at, self._codes)
        return Trace(self._given, self._facts, readings, self._states, tuple(self._firings))


def agreed(by_engine: bytes, by_evaluator: bytes, layout: Layout) -> bytes:
    """The codes of both, which are the same. Raises `Disagreement` where they are not."""
    if by_engine != by_evaluator:
        raise Disagreement(
            rule for rule in layout.rules if layout.codes(rule, by_engine) != layout.codes(rule, by_evaluator)
        )
    return by_evaluator


def _meant(
    found: Sequence[tuple[tuple[Rule, ...], Layout]], vocabulary: Vocabulary
) -> Iterator[tuple[Meanings, Group]]:
    """Contradictions by themselves: what comes after them reads facts that they may have settled."""
    for _, each in groupby(found, lambda one: one[0][0].stratum is CONTRADICTIONS):
        meanings = Meanings(each, vocabulary)
        yield from ((meanings, group) for group in meanings.groups)


def passes(book: RuleBook) -> list[tuple[Rule, ...]]:
    """The strata, with the states in layers so that each reads only what is already derived."""
    found = [book.of(CONTRADICTIONS), book.of(SCREENING)]
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
