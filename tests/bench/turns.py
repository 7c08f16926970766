"""Taking turns: pieces of work that are measured in one run, one after the other and again."""

import gc
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time
from typing import TypeAlias

Rounds: TypeAlias = list[float]


def taking_turns(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Rounds]:
    """Seconds of processor time for each, in every round. What else the computer does counts little."""
    found: dict[str, Rounds] = {name: [] for name in work}
    for _ in range(rounds):
        for name, do in work.items():
            gc.collect()
            start = process_time()
            do()
            found[name].append(process_time() - start)
    return found


def ratio(ours: Rounds, theirs: Rounds) -> float:
    """How many times as long theirs takes: the median of the rounds, each beside its neighbour."""
    return median(their / our for our, their in zip(ours, theirs, strict=True))


def tell(words: str) -> None:
    """Progress, for whoever waits."""
    print(words, file=sys.stderr, flush=True)
