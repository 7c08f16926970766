"""The rules of one pass, compiled for the engine: which rule is how true for these answers."""

import threading
from collections.abc import Mapping

from recommender.inference.durable import Comparison, EngineFault, Program
from recommender.inference.encoding import READINGS, Chain, chains, encode
from recommender.model.condition import Condition
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Reading, States
from recommender.model.truth import Truth


class CompiledRules:
    """Reads rules with the engine. A fault throws the program away; the next person gets a new one."""

    def __init__(self, rules: tuple[Rule, ...], vocabulary: Vocabulary) -> None:
        read = {name for rule in rules for name in rule.reads()}
        self._vocabulary = Vocabulary({name: vocabulary[name] for name in vocabulary if name in read})
        self._names = tuple(rule.id for rule in rules)
        self._chains: list[list[Comparison]] = []
        self._owners: list[tuple[str, str, Truth]] = []
        self._lock = threading.Lock()
        for rule in rules:
            self._compile(rule.id, "when", rule.when)
            if rule.unless:
                self._compile(rule.id, "unless", rule.unless)
        self._program: Program | None = Program(self._chains)

    def read(self, facts: Facts, states: States) -> dict[str, Reading]:
        """The reading of each rule. Raises `EngineFault`."""
        program = self._ready()
        try:
            held = program.holding(_fact(encode(facts, states, self._vocabulary)))
        except EngineFault:
            self.close()
            raise
        held_by: dict[tuple[str, str], set[Truth]] = {}
        for number in held:
            rule, part, reading = self._owners[number]
            held_by.setdefault((rule, part), set()).add(reading)
        return {
            name: Reading(*(_truth(held_by.get((name, part), set())) for part in PARTS))
            for name in self._names
        }

    def close(self) -> None:
        """Frees what the engine holds."""
        with self._lock:
            program, self._program = self._program, None
        if program is not None:
            program.close()

    def _ready(self) -> Program:
        with self._lock:
            if self._program is None:
                self._program = Program(self._chains)
            return self._program

    def _compile(self, rule: str, part: str, condition: Condition) -> None:
        for chain in chains(condition, self._vocabulary):
            for reading in READINGS:
                self._chains.append(_comparisons(chain, reading))
                self._owners.append((rule, part, reading))


PARTS = ("when", "unless")


def _comparisons(chain: Chain, reading: Truth) -> list[Comparison]:
    found: list[Comparison] = []
    for interval in chain:
        if interval.low > 0:
            found.append((_upper(reading, interval.variable), "$gte", interval.low))
        found.append((_lower(reading, interval.variable), "$lte", interval.high))
    return found


def _fact(bounds: Mapping[Truth, Mapping[str, tuple[int, int]]]) -> dict[str, int]:
    fact: dict[str, int] = {}
    for reading, variables in bounds.items():
        for variable, (low, high) in variables.items():
            fact[_lower(reading, variable)] = low
            fact[_upper(reading, variable)] = high
    return fact


def _lower(reading: Truth, variable: str) -> str:
    return f"{reading.value}<{variable}"


def _upper(reading: Truth, variable: str) -> str:
    return f"{reading.value}>{variable}"


def _truth(held: set[Truth]) -> Truth:
    """What holds for sure also holds possibly: anything else is a fault of the engine."""
    truth = max(held, default=Truth.NO)
    if len(held) != truth.value:
        raise EngineFault("the engine's readings of one rule contradict each other")
    return truth
