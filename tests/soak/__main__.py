"""`make soak`: everything that takes long, and at the end what was found.

SOAK_MINUTES is how long texts are fuzzed, RECOMMENDATIONS how many are given in one process, and YEARS how
many people keep a log for a year. SOAK_SEED draws other people and other texts.
"""

import os
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # the people and rulebooks that tests share

import work  # noqa: E402 - found by the line above
from apart_tasks import Task, done  # noqa: E402
from found import Found  # noqa: E402
from year_people import SEED  # noqa: E402

MINUTES = float(os.environ.get("SOAK_MINUTES", "8"))
RECOMMENDATIONS = int(os.environ.get("RECOMMENDATIONS", "100000"))
YEARS = int(os.environ.get("YEARS", "500"))
NUMBER = int(os.environ.get("SOAK_SEED", "1"))
STRETCH = 10
SLICE = 30.0
"""Seconds that a process fuzzes before another one goes on."""

LINE_EVERY = 60.0
RANDOM_BOOKS = 25
"""So many rulebooks of random rules for each minute."""

EXPLORED = 150
"""So many texts that look like YAML for each minute."""


def tasks() -> list[Task]:
    """Everything there is to do, the longest first."""
    walk = int(MINUTES * 60 / 8)
    slices = max(1, round((MINUTES * 60 - walk) / SLICE))
    fuzzing = [
        Task(f"{what}, part {part}", work.fuzz, (SLICE, NUMBER * 1_000 + part, what))
        for part, what in zip(range(slices), cycle(work.KINDS), strict=False)
    ]
    people = [
        Task(f"years from {first}", work.years, (SEED, range(first, min(first + STRETCH, YEARS))), 900)
        for first in range(0, YEARS, STRETCH)
    ]
    return [
        Task("recommendations", work.recommend, (RECOMMENDATIONS, NUMBER)),
        Task("threads and rulebooks", work.threads_and_rulebooks, (150, 300, NUMBER), 300),
        Task("the YAML walk", work.walk_yaml, (walk,), 120 + walk),
        Task("texts that look like YAML", work.explore, (int(MINUTES * EXPLORED), NUMBER), 900),
        Task("rulebooks of random rules", work.rulebooks, (int(MINUTES * RANDOM_BOOKS), NUMBER)),
        *fuzzing,
        *people,
    ]


class Progress:
    """How far it is: on a terminal in one line that changes, elsewhere now and then in a line of its own."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._told = self._began

    def __call__(self, said: str) -> None:
        now = time.monotonic()
        line = f"{(now - self._began) / 60:5.1f} min  {said}"
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
        elif now - self._told > LINE_EVERY:
            self._told = now
            sys.stderr.write(f"{line}\n")


def main() -> int:
    """Does it all; 0 where nothing was found that is never to be found, else 1."""
    whole, progress = Found(), Progress()
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for found in done(tasks(), Path(scratch), progress):
                whole.add(found)
    except KeyboardInterrupt:
        whole.skipped.append("whatever was not done yet, when Ctrl+C ended it")
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    print("\n".join(whole.lines()))
    print(f"minutes: {(time.monotonic() - began) / 60:.1f}")
    return 0 if whole.good else 1


if __name__ == "__main__":
    sys.exit(main())
