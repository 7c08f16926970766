"""The one door to durable_rules, and the little of it that is trusted.

One wide fact of whole numbers, chains of comparisons behind a guard, few chains in a ruleset, no host,
no threads, no timers. `Program` knows nothing of rules or people: it says which chains hold.
"""

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import durable_rules_engine as durable

CHAINS_IN_A_RULESET = 60
KEYS_IN_A_FACT = 200
GUARD = "$k"
WARMING = "$w"
NOTHING_MATCHED = 1
Comparison: TypeAlias = tuple[str, str, int]
"""A key of the fact, `$gte` or `$lte`, and a number."""

_encode = json.JSONEncoder(separators=(",", ":")).encode


class EngineFault(Exception):
    """The engine did something that it never does on the trusted fragment; its answer is not used."""


class Closed(EngineFault):
    """The program was closed by somebody else in the meantime; a new one answers as well."""


@dataclass(frozen=True, slots=True)
class _Shard:
    handle: int
    keys: frozenset[str]


class Program:
    """Compiled chains. `holding` may be called from several threads; `close` frees what C holds."""

    def __init__(self, chains: Sequence[Sequence[Comparison]]) -> None:
        self._lock = threading.Lock()
        self._shards: list[_Shard] = []
        self._closed = False
        self._names = _Names()
        try:
            for numbers in _sharded(chains):
                self._shards.append(self._build({number: chains[number] for number in numbers}))
        except BaseException:
            self.close()
            raise

    def holding(self, fact: Mapping[str, int]) -> set[int]:
        """The numbers of the chains that hold for this fact. Raises `EngineFault` or `Closed`."""
        held: set[int] = set()
        with self._lock:
            if self._closed:
                raise Closed("the program was closed")
            for shard in self._shards:
                self._run(shard, fact, held)
        return held

    def close(self) -> None:
        """Frees the rulesets; the program cannot be used afterwards."""
        with self._lock:
            self._closed = True
            shards, self._shards = self._shards, []
            for shard in shards:
                durable.delete_state(shard.handle, "0")
                durable.delete_ruleset(shard.handle)

    def _build(self, chains: Mapping[int, Sequence[Comparison]]) -> _Shard:
        rules: dict[str, object] = {"-1": {"all": [{"m": {WARMING: 1}}]}}
        for number, chain in chains.items():
            tests = [{operator: {self._names[key]: value}} for key, operator, value in chain]
            rules[str(number)] = {"all": [{"m": {"$and": [{GUARD: 1}, *tests]}}]}
        handle = durable.create_ruleset("s", _encode(rules))
        keys = frozenset(key for chain in chains.values() for key, _, _ in chain)
        self._warm(handle)
        return _Shard(handle, keys)

    def _warm(self, handle: int) -> None:
        """Makes the one state there is and lets it fire once: a state that never fired cannot be freed."""
        code, offset = durable.assert_fact(handle, f'{{"id":"w","{WARMING}":1}}')
        if code != 0:
            raise EngineFault(f"warming up returned {code}")
        durable.start_action_for_state(handle, offset)
        durable.complete_and_start_action(handle, offset)
        durable.retract_fact(handle, '{"id":"w"}')

    def _run(self, shard: _Shard, fact: Mapping[str, int], held: set[int]) -> None:
        body = {self._names[key]: fact[key] for key in shard.keys if key in fact}
        try:
            self._drain(shard.handle, _encode({"id": "p", GUARD: 1, **body}), held)
        except Exception as error:
            raise EngineFault(f"the engine stopped: {error}") from error

    def _drain(self, handle: int, fact: str, held: set[int]) -> None:
        code, offset = durable.assert_fact(handle, fact)
        if code == NOTHING_MATCHED:
            return
        if code != 0:
            raise EngineFault(f"a fact was answered with {code}")
        try:
            started = durable.start_action_for_state(handle, offset)
            message = started[1] if started else None
            while message is not None:
                held.add(_chain_of(message))
                message = durable.complete_and_start_action(handle, offset)
        finally:
            durable.retract_fact(handle, '{"id":"p"}')


class _Names:
    """Short keys for the engine, which tells keys apart by a 32-bit hash only."""

    def __init__(self) -> None:
        self._short: dict[str, str] = {}
        self._hashes: set[int] = {_hash(name) for name in ("id", "sid", GUARD, WARMING)}

    def __getitem__(self, key: str) -> str:
        if key not in self._short:
            name = f"a{len(self._short)}"
            if _hash(name) in self._hashes:
                raise EngineFault(f"two keys cannot be told apart by the engine: {name}")
            self._hashes.add(_hash(name))
            self._short[key] = name
        return self._short[key]


def _hash(name: str) -> int:
    """FNV-1a in 32 bits, as the engine computes it."""
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def _chain_of(message: str) -> int:
    return int(message[2 : message.index('"', 2)])


def _sharded(chains: Sequence[Sequence[Comparison]]) -> Iterable[list[int]]:
    """Numbers of chains in groups that stay under both ceilings of the engine."""
    group: list[int] = []
    keys: set[str] = set()
    for number, chain in enumerate(chains):
        needed = {key for key, _, _ in chain}
        if group and (len(group) == CHAINS_IN_A_RULESET or len(keys | needed) > KEYS_IN_A_FACT):
            yield group
            group, keys = [], set()
        group.append(number)
        keys |= needed
    if group:
        yield group
