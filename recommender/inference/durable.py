"""The one door to durable_rules, and the little of it that is trusted.

One wide fact of whole numbers, chains of comparisons behind a guard, few chains in a ruleset, no host,
no threads, no timers. `Program` knows nothing of rules or people: it says which chains hold.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

import durable_rules_engine as durable

from recommender.inference.keys import GUARD, WARMING, Between, Bounds, Keys

CHAINS_IN_A_RULESET = 60
KEYS_IN_A_FACT = 200
BEGINS_LOOKED_AT = 3
"""Of more, one nearly always may hold, and looking takes longer than asserting."""

FACT = f'{{"id":"p","{GUARD}":1'
NOTHING_MATCHED = 1
DIGITS = 9
NUMBER = itemgetter(slice(2, 2 + DIGITS))
"""The number of a chain in what the engine says when it holds."""

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

    def __init__(self, chains: Sequence[Sequence[Between]], keys: Keys) -> None:
        self._lock = threading.Lock()
        self._shards: list[_Shard] = []
        self._closed = False
        self._keys = keys
        ordered = _ordered(chains)
        try:
            for numbers in _sharded(ordered):
                self._shards.append(self._shard({number: ordered[number] for number in numbers}))
        except BaseException:
            self.close()
            raise

    def holding(self, bounds: Mapping[str, Bounds], written: Mapping[str, str]) -> list[int]:
        """The numbers of the chains that may hold within these bounds. Raises `EngineFault` or `Closed`.

        `written` is how the keys write the bounds.
        """
        held: list[int] = []
        with self._lock:
            if self._closed:
                raise Closed("the program was closed")
            for shard in self._shards:
                if not shard.begins or _begins(shard.begins, bounds):
                    held += self._drained(shard.handle, f"{FACT}{''.join(shard.pick(written))}}}")
        return held

    def close(self) -> None:
        """Frees the rulesets; the program cannot be used afterwards."""
        with self._lock:
            self._closed = True
            shards, self._shards = self._shards, []
            for shard in shards:
                durable.delete_state(shard.handle, "0")
                durable.delete_ruleset(shard.handle)

    def _shard(self, chains: Mapping[int, Sequence[Between]]) -> _Shard:
        variables = sorted({variable for chain in chains.values() for variable, _, _ in chain})
        begins = {chain[0] if chain else None for chain in chains.values()}
        known = tuple(begin for begin in begins if begin is not None)
        looked_at = len(begins) == len(known) <= BEGINS_LOOKED_AT
        return _Shard(self._built(chains), _picking(variables), known if looked_at else ())

    def _built(self, chains: Mapping[int, Sequence[Between]]) -> int:
        rules: dict[str, object] = {"-1": {"all": [{"m": {WARMING: 1}}]}}
        for number, chain in chains.items():
            tests = [test for between in chain for test in self._keys.tests(between)]
            rules[f"{number:0{DIGITS}}"] = {"all": [{"m": {"$and": [{GUARD: 1}, *tests]}}]}
        handle: int = durable.create_ruleset("s", _encode(rules))
        self._warm(handle)
        return handle

    def _warm(self, handle: int) -> None:
        """Makes the one state there is and lets it fire once: a state that never fired cannot be freed."""
        code, offset = durable.assert_fact(handle, f'{{"id":"w","{WARMING}":1}}')
        if code != 0:
            raise EngineFault(f"warming up returned {code}")
        durable.start_action_for_state(handle, offset)
        durable.complete_and_start_action(handle, offset)
        durable.retract_fact(handle, '{"id":"w"}')

    def _drained(self, handle: int, fact: str) -> list[int]:
        try:
            return self._drain(handle, fact)
        except EngineFault:
            raise
        except Exception as error:
            raise EngineFault(f"the engine stopped: {error}") from error

    def _drain(self, handle: int, fact: str) -> list[int]:
        """The chains that hold for a fact, which is gone from the engine afterwards whatever happens."""
        code, offset = durable.assert_fact(handle, fact)
        if code == NOTHING_MATCHED:
            return []
        if code != 0:
            raise EngineFault(f"a fact was answered with {code}")
        try:
            started = durable.start_action_for_state(handle, offset)
            first = started[1] if started else None
            following = iter(partial(durable.complete_and_start_action, handle, offset), None)
            messages = [first, *following] if first else []
        finally:
            durable.retract_fact(handle, '{"id":"p"}')
        return list(map(int, map(NUMBER, messages)))


def _picking(variables: Sequence[str]) -> Callable[[Mapping[str, str]], Iterable[str]]:
    """Several values of a mapping at once."""
    if len(variables) > 1:
        return itemgetter(*variables)
    return lambda written: [written[variable] for variable in variables]


def _begins(begins: Iterable[Between], bounds: Mapping[str, Bounds]) -> bool:
    """Whether a chain that begins with one of these may hold."""
    for variable, low, high in begins:
        least, most = bounds[variable]
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
