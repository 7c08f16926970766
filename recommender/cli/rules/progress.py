"""How far long work has come, on stderr and only where that is a terminal."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
WIDTH = 30


def watched(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items one by one, with a bar that says how many of them are done; it is gone at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    shown = -1
    for number, item in enumerate(items):
        if (done := number * 100 // len(items)) != shown:
            shown = done
            _draw(f"{what} {'#' * (done * WIDTH // 100):.<{WIDTH}} {done} %")
        yield item
    _draw("")


def _draw(line: str) -> None:
    sys.stderr.write(f"\r\x1b[K{line}")
    sys.stderr.flush()
