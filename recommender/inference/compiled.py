"""The rules of one pass, compiled for the engine: which rule is how true for these answers."""

import threading

from recommender.inference.durable import Closed, Comparison, EngineFault, Program
from recommender.inference.encoding import READINGS, Chain, chains, encode
from recommender.model.condition import Condition
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Reading, States
from recommender.model.truth import Truth

PARTS = ("when", "unless")
LOWER, UPPER = 0, 1


class CompiledRules:
    """Reads rules with the engine. A fault throws the program away; the next person gets a new one."""

    def __init__(self, rules: tuple[Rule, ...], vocabulary: Vocabulary) -> None:
        read = {name for rule in rules for name in rule.reads()}
        self._vocabulary = Vocabulary({name: vocabulary[name] for name in vocabulary if name in read})
        self._names = tuple(rule.id for rule in rules)
        self._chains: list[list[Comparison]] = []
        self._owners: list[tuple[str, str, Truth]] = []
        self._looked_at: dict[str, tuple[Truth, str, int]] = {}
        self._lock = threading.Lock()
        for rule in rules:
            self._compile(rule.id, "when", rule.when)
            if rule.unless:
                self._compile(rule.id, "unless", rule.unless)
        self._program: Program | None = Program(self._chains)

    def read(self, facts: Facts, states: States) -> dict[str, Reading]:
        """The reading of each rule. Raises `EngineFault`."""
        held = self._held(self._fact(facts, states))
        held_by: dict[tuple[str, str], set[Truth]] = {}
        for number in held:
            rule, part, reading = self._owners[number]
            held_by.setdefault((rule, part), set()).add(reading)
        return {
            name: Reading(*(_truth(held_by.get((name, part), set())) for part in PARTS))
            for name in self._names
        }

    def _held(self, fact: dict[str, int]) -> set[int]:
        """The chains that hold. Whatever goes wrong, nothing of this person stays in the engine."""
        try:
            try:
                return self._ready().holding(fact)
            except Closed:
                return self._ready().holding(fact)
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
                self._program = Program(self._chains)
            return self._program

    def _fact(self, facts: Facts, states: States) -> dict[str, int]:
        """The bounds that some comparison looks at; a bound that is not there fails every comparison."""
        bounds = encode(facts, states, self._vocabulary)
        return {
            key: bounds[reading][variable][side]
            for key, (reading, variable, side) in self._looked_at.items()
            if variable in bounds[reading]
        }

    def _compile(self, rule: str, part: str, condition: Condition) -> None:
        for chain in chains(condition, self._vocabulary):
            for reading in READINGS:
                self._chains.append(self._comparisons(chain, reading))
                self._owners.append((rule, part, reading))

    def _comparisons(self, chain: Chain, reading: Truth) -> list[Comparison]:
        found: list[Comparison] = []
        for interval in chain:
            if interval.low > 0:
                found.append((self._bound(reading, interval.variable, UPPER), "$gte", interval.low))
            found.append((self._bound(reading, interval.variable, LOWER), "$lte", interval.high))
        return found

    def _bound(self, reading: Truth, variable: str, side: int) -> str:
        key = f"{reading.value}{'<>'[side]}{variable}"
        self._looked_at[key] = (reading, variable, side)
        return key


def _truth(held: set[Truth]) -> Truth:
    """What holds for sure also holds possibly: anything else is a fault of the engine."""
    truth = max(held, default=Truth.NO)
    if len(held) != truth.value:
        raise EngineFault("the engine's readings of one rule contradict each other")
    return truth
