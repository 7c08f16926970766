"""The rules of one pass, compiled for the engine: which rule is how true for these answers."""

import threading
from collections.abc import Iterable, Iterator

from recommender.inference.chains import Chain, between, chains
from recommender.inference.durable import Closed, Program
from recommender.inference.encoding import Encoded, Encoder
from recommender.inference.readings import CODES, Layout
from recommender.model.fact import Vocabulary
from recommender.model.rule import Rule
from recommender.model.truth import POSSIBLE, SURE, UNKNOWN


class Chains:
    """The chains of some rules, each with the places of those whose `when` or `unless` it is one way of.

    A chain that several rules share stands there once.
    """

    def __init__(self, rules: Iterable[Rule], layout: Layout, vocabulary: Vocabulary) -> None:
        self.layout = layout
        self.places: dict[Chain, list[int]] = {}
        for rule in rules:
            for chain in chains(rule.when, vocabulary):
                self.places.setdefault(chain, []).append(layout.when[rule.id])
            for chain in chains(rule.unless, vocabulary) if rule.unless else ():
                self.places.setdefault(chain, []).append(layout.unless[rule.id])

    def __iter__(self) -> Iterator[Chain]:
        return iter(self.places)


IF_UNKNOWN, IF_POSSIBLE, IF_SURE = CODES[UNKNOWN], CODES[POSSIBLE], CODES[SURE]


class CompiledRules:
    """Reads rules with the engine. A fault throws the program away; the next person gets a new one."""

    def __init__(self, found: Chains, encoder: Encoder) -> None:
        self._chains = [[between(interval) for interval in chain] for chain in found]
        self._follows = [(encoder.bits(chain), tuple(places)) for chain, places in found.places.items()]
        self.layout = found.layout
        self._keys = encoder.keys
        self._lock = threading.Lock()
        self._program: Program | None = self._compiled()

    def read(self, person: Encoded) -> bytes:
        """How true each `when` is, and each `unless`, in codes. Raises `EngineFault`."""
        found = bytearray(self.layout.size)
        unsure, unknown = person.unsure, person.unknown
        for number in self._held(person):
            rests_on, places = self._follows[number]
            code = IF_SURE
            if rests_on & unsure:
                code = IF_UNKNOWN if rests_on & unknown else IF_POSSIBLE
            for place in places:
                found[place] |= code
        return bytes(found)

    def _held(self, person: Encoded) -> list[int]:
        """The chains that may hold. Whatever goes wrong, nothing of this person stays in the engine."""
        try:
            try:
                return self._ready().holding(person.bounds, person.written)
            except Closed:
                return self._ready().holding(person.bounds, person.written)
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
        return Program(self._chains, self._keys)
