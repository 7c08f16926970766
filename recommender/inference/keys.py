"""How what is known of a person is written for the engine: short keys, and the bounds of each variable."""

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import TypeAlias

GUARD = "$k"
WARMING = "$w"
Between: TypeAlias = tuple[str, int, int | None]
"""A variable lies from one number to another; without a second one, there is no upper end."""

Bounds: TypeAlias = tuple[int, int]
"""What is known of a variable: the least that it may be, and the most."""

WIDEST: Bounds = (0, 1_000_000)
"""The bounds of a variable of which nothing is known: far inside what the engine compares exactly."""

USUAL = ((0, 1), WIDEST, *((number, number) for number in range(10)))


class Keys:
    """Short keys for some variables, and how their bounds are written in a fact.

    The engine tells keys apart by a 32-bit hash. Programs that are told of the same person share them.
    """

    def __init__(self, chains: Iterable[Iterable[Between]]) -> None:
        self._hashes: set[int] = {_hash(name) for name in ("id", "sid", GUARD, WARMING)}
        self._names_to_come = (f"a{number}" for number in count())
        self._uppers: dict[str, tuple[str, int]] = {}
        self._lowers: dict[str, tuple[str, int]] = {}
        variables: dict[str, None] = {}
        for variable, low, high in (between for chain in chains for between in chain):
            variables[variable] = None
            if low > 0:
                self._note(self._uppers, variable, low, min)
            if high is not None:
                self._note(self._lowers, variable, high, max)
        self._spelled = {name: _Spelled(self._lowers.get(name), self._uppers.get(name)) for name in variables}

    def tests(self, between: Between) -> list[dict[str, dict[str, int]]]:
        """The upper bound reaches the lower end, and the lower bound does not pass the upper end."""
        variable, low, high = between
        tests = [{"$gte": {self._uppers[variable][0]: low}}] if low > 0 else []
        return tests if high is None else [*tests, {"$lte": {self._lowers[variable][0]: high}}]

    def words(self, bounds: Mapping[str, Bounds]) -> dict[str, str]:
        """How the bounds of some variables are written, by variable."""
        return {variable: self.word(variable, each) for variable, each in bounds.items()}

    def word(self, variable: str, bounds: Bounds) -> str:
        """How the bounds of one variable are written."""
        return self._spelled[variable][bounds]

    def _note(
        self, known: dict[str, tuple[str, int]], variable: str, end: int, further: Callable[[int, int], int]
    ) -> None:
        """A key for a bound of this variable, and the end with which the most contented chain is content."""
        name, before = known.get(variable) or (self._new(), end)
        known[variable] = name, further(before, end)

    def _new(self) -> str:
        name = next(name for name in self._names_to_come if _hash(name) not in self._hashes)
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
