"""The one door to durable_rules, and the little of it that is trusted.

One wide fact of whole numbers, chains of comparisons behind a guard, few chains in a ruleset, no host,
no threads, no timers. `Program` knows nothing of rules or people: it says which chains hold.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeAlias

import durable_rules_engine as durable

CHAINS_IN_A_RULESET = 60
KEYS_IN_A_FACT = 200
GUARD = "$k"
WARMING = "$w"
FACT = f'{{"id":"p","{GUARD}":1'
NOTHING_MATCHED = 1
DIGITS = 9
AFTER = 2 + DIGITS
Between: TypeAlias = tuple[str, int, int | None]
"""A variable lies from one number to another; without a second one, there is no upper end."""

Bounds: TypeAlias = tuple[int, int]
"""What is known of a variable: the least that it may be, and the most."""

WIDEST: Bounds = (0, 1_000_000)
"""The bounds of a variable of which nothing is known: far inside what the engine compares exactly."""

USUAL = ((0, 1), WIDEST, *((number, number) for number in range(10)))

_encode = json.JSONEncoder(separators=(",", ":")).encode


class EngineFault(Exception):
    """The engine did something that it never does on the trusted fragment; its answer is not used."""


class Closed(EngineFault):
    """The program was closed by somebody else in the meantime; a new one answers as well."""


@dataclass(frozen=True, slots=True)
class _Shard:
    """A ruleset: its handle, how its variables are picked, and what one of its chains has to begin with.

    Where `begins` is empty, every fact is asserted.
    """

    handle: int
    pick: Callable[[Mapping[str, str]], Iterable[str]]
    begins: tuple[Between, ...]


class Program:
    """Compiled chains. `holding` may be called from several threads; `close` frees what C holds."""

    def __init__(self, chains: Sequence[Sequence[Between]]) -> None:
        self._lock = threading.Lock()
        self._shards: list[_Shard] = []
        self._closed = False
        self._names = _Names()
        ordered = _ordered(chains)
        try:
            for numbers in _sharded(ordered):
                self._shards.append(self._build({number: ordered[number] for number in numbers}))
        except BaseException:
            self.close()
            raise
        self._written = tuple(self._names.spelled())

    def holding(self, fact: Mapping[str, Bounds]) -> set[int]:
        """The numbers of the chains that may hold within these bounds. Raises `EngineFault` or `Closed`."""
        held: set[int] = set()
        written = {variable: spelled[fact[variable]] for variable, spelled in self._written}
        with self._lock:
            if self._closed:
                raise Closed("the program was closed")
            for shard in self._shards:
                if not shard.begins or _begins(shard.begins, fact):
                    self._run(shard, written, held)
        return held

    def close(self) -> None:
        """Frees the rulesets; the program cannot be used afterwards."""
        with self._lock:
            self._closed = True
            shards, self._shards = self._shards, []
            for shard in shards:
                durable.delete_state(shard.handle, "0")
                durable.delete_ruleset(shard.handle)

    def _build(self, chains: Mapping[int, Sequence[Between]]) -> _Shard:
        rules: dict[str, object] = {"-1": {"all": [{"m": {WARMING: 1}}]}}
        for number, chain in chains.items():
            tests = [test for between in chain for test in self._tests(between)]
            rules[f"{number:0{DIGITS}}"] = {"all": [{"m": {"$and": [{GUARD: 1}, *tests]}}]}
        handle = durable.create_ruleset("s", _encode(rules))
        self._warm(handle)
        variables = sorted({variable for chain in chains.values() for variable, _, _ in chain})
        begins = {chain[0] if chain else None for chain in chains.values()}
        known = tuple(begin for begin in begins if begin is not None)
        return _Shard(handle, _picking(variables), known if len(known) == len(begins) else ())

    def _tests(self, between: Between) -> list[dict[str, dict[str, int]]]:
        """The upper bound reaches the lower end, and the lower bound does not pass the upper end."""
        variable, low, high = between
        tests = [{"$gte": {self._names.upper(variable, low): low}}] if low > 0 else []
        return tests if high is None else [*tests, {"$lte": {self._names.lower(variable, high): high}}]

    def _warm(self, handle: int) -> None:
        """Makes the one state there is and lets it fire once: a state that never fired cannot be freed."""
        code, offset = durable.assert_fact(handle, f'{{"id":"w","{WARMING}":1}}')
        if code != 0:
            raise EngineFault(f"warming up returned {code}")
        durable.start_action_for_state(handle, offset)
        durable.complete_and_start_action(handle, offset)
        durable.retract_fact(handle, '{"id":"w"}')

    def _run(self, shard: _Shard, written: Mapping[str, str], held: set[int]) -> None:
        try:
            self._drain(shard.handle, f"{FACT}{''.join(shard.pick(written))}}}", held)
        except Exception as error:
            raise EngineFault(f"the engine stopped: {error}") from error

    def _drain(self, handle: int, fact: str, held: set[int]) -> None:
        code, offset = durable.assert_fact(handle, fact)
        if code == NOTHING_MATCHED:
            return
        if code != 0:
            raise EngineFault(f"a fact was answered with {code}")
        try:
            following = durable.complete_and_start_action
            started = durable.start_action_for_state(handle, offset)
            message = started[1] if started else None
            while message is not None:
                held.add(int(message[2:AFTER]))
                message = following(handle, offset)
        finally:
            durable.retract_fact(handle, '{"id":"p"}')


class _Names:
    """Short keys for the engine, which tells keys apart by a 32-bit hash, and what they are compared with."""

    def __init__(self) -> None:
        self._hashes: set[int] = {_hash(name) for name in ("id", "sid", GUARD, WARMING)}
        self._uppers: dict[str, tuple[str, int]] = {}
        self._lowers: dict[str, tuple[str, int]] = {}

    def upper(self, variable: str, least: int) -> str:
        """The key of the upper bound of a variable, of which a chain asks that it is at least so much."""
        name, known = self._uppers.get(variable) or (self._new(), least)
        self._uppers[variable] = name, min(known, least)
        return name

    def lower(self, variable: str, most: int) -> str:
        """The key of its lower bound, of which a chain asks that it is at most so much."""
        name, known = self._lowers.get(variable) or (self._new(), most)
        self._lowers[variable] = name, max(known, most)
        return name

    def spelled(self) -> Iterator[tuple[str, "_Spelled"]]:
        """Each variable, and how its bounds are written in a fact."""
        for variable in dict.fromkeys((*self._uppers, *self._lowers)):
            yield variable, _Spelled(self._lowers.get(variable), self._uppers.get(variable))

    def _new(self) -> str:
        name = f"a{len(self._uppers) + len(self._lowers)}"
        if _hash(name) in self._hashes:
            raise EngineFault(f"two keys cannot be told apart by the engine: {name}")
        self._hashes.add(_hash(name))
        return name


class _Spelled(dict[Bounds, str]):
    """How the bounds of a variable are written in a fact; unusual ones are not kept.

    A bound with which no chain is content is left out: a comparison with what is not there fails as well.
    """

    def __init__(self, lower: tuple[str, int] | None, upper: tuple[str, int] | None) -> None:
        self._lower, self._upper = lower, upper
        self.update({bounds: self[bounds] for bounds in USUAL})

    def __missing__(self, bounds: Bounds) -> str:
        low, high = bounds
        written = ""
        if self._lower and low <= self._lower[1]:
            written = f',"{self._lower[0]}":{low}'
        if self._upper and high >= self._upper[1]:
            written += f',"{self._upper[0]}":{high}'
        return written


def _hash(name: str) -> int:
    """FNV-1a in 32 bits, as the engine computes it."""
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def _picking(variables: Sequence[str]) -> Callable[[Mapping[str, str]], Iterable[str]]:
    """Several values of a mapping at once."""
    if len(variables) > 1:
        return itemgetter(*variables)
    return lambda written: [written[variable] for variable in variables]


def _begins(begins: Iterable[Between], fact: Mapping[str, Bounds]) -> bool:
    """Whether a chain that begins with one of these may hold."""
    for variable, low, high in begins:
        least, most = fact[variable]
        if most >= low and (high is None or least <= high):
            return True
    return False


def _ordered(chains: Sequence[Sequence[Between]]) -> dict[int, tuple[Between, ...]]:
    """The chains by their numbers, each without what is always so, and beginning with what most others share.

    Chains that begin alike stand together, so that a ruleset can be left out for a person of whom none holds.
    """
    tested = [[between for between in chain if between[1] > 0 or between[2] is not None] for chain in chains]
    shared = Counter(between for chain in tested for between in chain)
    put = {
        number: tuple(sorted(chain, key=lambda between: (-shared[between], str(between))))
        for number, chain in enumerate(tested)
    }
    return dict(sorted(put.items(), key=lambda item: (str(item[1][:1]), item[0])))


def _sharded(chains: Mapping[int, Sequence[Between]]) -> Iterable[list[int]]:
    """Numbers of chains in groups that stay under both ceilings of the engine."""
    group: list[int] = []
    keys: set[str] = set()
    for number, chain in chains.items():
        needed = {variable for variable, _, _ in chain}
        if 2 * len(needed) > KEYS_IN_A_FACT:
            raise EngineFault(f"a chain looks at {2 * len(needed)} keys, and {KEYS_IN_A_FACT} are trusted")
        if group and (len(group) == CHAINS_IN_A_RULESET or 2 * len(keys | needed) > KEYS_IN_A_FACT):
            yield group
            group, keys = [], set()
        group.append(number)
        keys |= needed
    if group:
        yield group
