"""One process and very many people: nothing stays of them, in memory or in threads; none meets another."""

import gc
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from found import Found
from people import Person, somebody

from recommender.inference import Disagreement, EngineFault
from recommender.model.rule import RuleBook
from recommender.recommend import Recommender

WARM = 1_000
"""So many people warm the process up, and of fewer people half of them."""

THREADS = 6
PAGE = os.sysconf("SC_PAGE_SIZE")
WRITTEN_DOWN = 10
Told = Callable[[int], object]


def megabytes() -> float:
    """The memory that this process holds now, in MB; at most so far, where the system does not tell more."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def threads() -> int:
    """How many threads there are, those of C among them where the system tells of them."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def threads_left(before: int) -> int:
    """How many threads there are more than before. One that ended may still be there for a moment."""
    for _ in range(50):
        if threads() <= before:
            break
        time.sleep(0.1)
    return threads() - before


def recommend_to_many(book: RuleBook, many: int, seed: int, told: Told) -> Found:
    """So many people, one after the other, in a process of its own; the first of them only warm it up."""
    found, random, before = Found(), Random(seed), threads()
    with Recommender(book) as recommender:
        warm, began = min(WARM, many // 2), 0.0
        for number in range(many + warm):
            if number == warm:
                gc.collect()
                began = megabytes()
            _recommend(recommender, somebody(random), number, found)
            told(number)
        gc.collect()
        found.growth[f"{many:,} recommendations"] = megabytes() - began
    found.counts["recommendations in one process"] = many + warm
    found.breaches += _left(before)
    return found


def _left(before: int) -> list[str]:
    left = threads_left(before)
    return [f"threads that are left: {left}"] if left > 0 else []


def _recommend(recommender: Recommender, person: Person, number: int, found: Found) -> None:
    try:
        weeks = 1 + number % 8
        result = recommender.recommend(person.answers, person.role, person.adjustments, weeks)
    except (Disagreement, EngineFault) as difference:
        found.disagreements.append(f"{difference}: {person}")
    else:
        found.counts[f"  {result.outcome}"] += 1
        if number % WRITTEN_DOWN == 0:
            json.dumps(result.as_dict())


def recommend_from_threads(book: RuleBook, many: int, seed: int) -> Found:
    """The same people from several threads at once, and from one."""
    found, random, before = Found(), Random(seed), threads()
    people = [somebody(random) for _ in range(many)]
    with Recommender(book) as recommender:

        def written(person: Person) -> str:
            return json.dumps(
                recommender.recommend(person.answers, person.role, person.adjustments, 2).as_dict()
            )

        alone = list(map(written, people))
        with ThreadPoolExecutor(THREADS) as pool:
            together = list(pool.map(written, people * 2))
    other = sum(one != two for one, two in zip(alone * 2, together, strict=True))
    found.counts["recommendations from several threads at once"] = len(together)
    if other:
        found.breaches.append(f"{other} recommendations are others where {THREADS} threads ask")
    found.breaches += _left(before)
    return found


def open_and_close(book: RuleBook, many: int) -> Found:
    """A rulebook compiled, asked and freed again and again."""
    found = Found()
    began = 0.0
    for number in range(many + many // 5):
        if number == many // 5:
            gc.collect()
            began = megabytes()
        with Recommender(book) as recommender:
            recommender.recommend({})
    gc.collect()
    found.growth[f"{many:,} rulebooks opened and closed"] = megabytes() - began
    found.counts["rulebooks opened and closed"] = many + many // 5
    return found
