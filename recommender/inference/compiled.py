"""The rules of one pass, compiled for the engine: which rule is how true for these answers."""

import threading
from collections.abc import Iterable

from recommender.inference.durable import Between, Bounds, Closed, Program
from recommender.inference.encoding import TOP, Chain, Doubts, Encoder, chains
from recommender.inference.readings import NOT_LIFTED, READINGS
from recommender.model.condition import Condition
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Reading, States
from recommender.model.truth import Truth

WHEN, UNLESS = 0, 1


class CompiledRules:
    """Reads rules with the engine. A fault throws the program away; the next person gets a new one."""

    def __init__(self, rules: Iterable[Rule], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._chains: list[Chain] = []
        self._owners: list[tuple[str, int, frozenset[str]]] = []
        self._nothing: dict[str, Reading] = {}
        self._lock = threading.Lock()
        for rule in rules:
            self._nothing[rule.id] = NOT_LIFTED[Truth.NO]
            self._compile(rule.id, WHEN, rule.when)
            if rule.unless:
                self._compile(rule.id, UNLESS, rule.unless)
        self._encoder = Encoder(self._chains, vocabulary)
        self._program: Program | None = self._compiled()

    def read(self, facts: Facts, states: States) -> dict[str, Reading]:
        """The reading of each rule. Raises `EngineFault`."""
        bounds, doubts = self._encoder.encode(facts, states)
        whens: dict[str, Truth] = {}
        lifts: dict[str, Truth] = {}
        unsure, sure, no = frozenset(doubts), Truth.SURE, Truth.NO
        for number in self._held(bounds):
            rule, part, rests_on = self._owners[number]
            truth = sure if rests_on.isdisjoint(unsure) else _least(rests_on, doubts)
            truths = lifts if part else whens
            if truth > truths.get(rule, no):
                truths[rule] = truth
        readings = self._nothing | {rule: NOT_LIFTED[when] for rule, when in whens.items()}
        for rule, lifted in lifts.items():
            readings[rule] = READINGS[readings[rule].when][lifted]
        return readings

    def _held(self, bounds: dict[str, Bounds]) -> set[int]:
        """The chains that may hold. Whatever goes wrong, nothing of this person stays in the engine."""
        try:
            try:
                return self._ready().holding(bounds)
            except Closed:
                return self._ready().holding(bounds)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Frees what the engine holds."""
        with self._lock:
            program, self._program = self._program, None
        if program is not None:
            program.close()

    def _ready(self) -> Program:
        with self._lock:
            if self._program is None:
                self._program = self._compiled()
            return self._program

    def _compiled(self) -> Program:
        return Program([[_between(*one) for one in _plain(chain)] for chain in self._chains])

    def _compile(self, rule: str, part: int, condition: Condition) -> None:
        for chain in chains(condition, self._vocabulary):
            self._chains.append(chain)
            rests_on = frozenset(interval.rests_on for interval in chain if interval.rests_on)
            self._owners.append((rule, part, rests_on))


def _plain(chain: Chain) -> Iterable[tuple[str, int, int]]:
    return ((interval.variable, interval.low, interval.high) for interval in chain)


def _between(variable: str, low: int, high: int) -> Between:
    return variable, low, None if high == TOP else high


def _least(rests_on: frozenset[str], doubts: Doubts) -> Truth:
    """How true a chain is that may hold: as true as the least that it rests on."""
    return min([doubts[key] for key in rests_on if key in doubts])
