"""How soon the program is there: its first paint beside that of a minimal Textual application.

    python tests/bench/first_paint.py [ROUNDS]

All of them take turns in one run, each in a terminal of its own, so that a busy computer slows all alike.
What counts is the ratio: at most 1.5 is aimed for. Not a test: no test looks at a clock.
"""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

from recommender.loading.glimpse import glimpse
from recommender.loading.home import shipped_rules

ROOT = Path(__file__).parents[2]
ROUNDS, PATIENCE = 11, 60.0
AIM = 1.5

MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("A minimal application")

Minimal().run()
"""

BARE = "import textual.app, textual.widgets; print('here')"
TEXTS = shipped_rules() / "interview.yaml"
PROGRAM = [sys.executable, "-m", "recommender"]
CASES: Mapping[str, tuple[Sequence[str], str]] = {
    "minimal application, first paint": ([sys.executable, "-c", MINIMAL], "A minimal application"),
    "recommender, first paint": (PROGRAM, glimpse(TEXTS, "welcome", "title")),
    "recommender, ready to start": (PROGRAM, glimpse(TEXTS, "role", "self")),
    "bare import of Textual": ([sys.executable, "-c", BARE], "here"),
    "python alone": ([sys.executable, "-c", "print('here')"], "here"),
    "recommender --help": ([*PROGRAM, "--help"], "usage:"),
}
PAIRS = (
    ("recommender, first paint", "minimal application, first paint"),
    ("recommender, ready to start", "minimal application, first paint"),
    ("recommender, first paint", "bare import of Textual"),
    ("recommender --help", "python alone"),
)


def main(rounds: int) -> None:
    """Prints a small table, and the ratios."""
    print(f"{rounds} rounds in turns; milliseconds until the words stand on the screen")
    show(measured(rounds))


def measured(rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each round until the words of each case were there."""
    found: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(rounds + 1):
        for name, (command, words) in CASES.items():
            found[name].append(1000 * until_seen(command, words.encode()))
    return {name: times[1:] for name, times in found.items()}  # the first round fills the caches


def show(found: Mapping[str, Sequence[float]]) -> None:
    """Prints the times, and the ratios that count."""
    for name, times in found.items():
        print(f"{name:<34} {min(times):6.0f} least {median(times):6.0f} median")
    for one, other in PAIRS:
        least, middle = (f(found[one]) / f(found[other]) for f in (min, median))
        print(f"{one} : {other} = {least:.2f} of the least, {middle:.2f} of the medians")
    print(f"aimed for: a first paint of at most {AIM} of the minimal application's")


def until_seen(command: Sequence[str], words: bytes) -> float:
    """Seconds from the start of a program in a terminal of 80 by 24 until it has written the words."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    looks = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    known = {**os.environ, **looks, "RECOMMENDER_CASEBOOK": str(ROOT / ".venv" / "no-casebook")}
    begun = time.perf_counter()
    program = subprocess.Popen(
        command, cwd=ROOT, env=known, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    written = b""
    try:
        with suppress(OSError):  # the terminal is closed once the program has ended
            while words not in written and select.select([ours], [], [], PATIENCE)[0]:
                written += os.read(ours, 65536)
        taken = time.perf_counter() - begun
    finally:
        program.kill()
        program.wait()
        os.close(ours)
    if words not in written:
        raise SystemExit(f"{command} did not write “{words.decode()}”")
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
