"""stdout is data, stderr is talk."""

import io
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from recommender.reasons.page import printable

if TYPE_CHECKING:
    from recommender.export.over_time import Look

BEYOND_ASCII = "▁▂▃▄▅▆▇█●○·│─┌✓–“”’×↑↓…"
"""Signs that a page or a screen may be drawn with."""


def write(text: str) -> None:
    """Text for stdout, at once."""
    _put(sys.stdout, text)


def write_json(value: Mapping[str, object]) -> None:
    """JSON for stdout: UTF-8 whatever the locale, in the order of the mapping, the same bytes each time."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    import json

    _put(sys.stdout, json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def write_bytes(data: bytes) -> None:
    """Bytes for stdout as they are: a file, for somebody who sends it on to one."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        _put(sys.stdout, data.decode("utf-8", "replace"))


def in_ascii(environment: Mapping[str, str]) -> bool:
    """Whether everything is drawn in ASCII: where somebody asks for it, and where stdout has no other signs.

    Pictures, screens and their frames all go by this.
    """
    if environment.get("RECOMMENDER_ASCII", "") not in ("", "0"):
        return True
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        BEYOND_ASCII.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def look(environment: Mapping[str, str] = os.environ) -> "Look":
    """The signs that pictures are drawn with: blocks and dots, or ASCII."""
    from recommender.export.over_time import ASCII, BLOCKS

    return ASCII if in_ascii(environment) else BLOCKS


def talk(text: str) -> None:
    """Text for stderr."""
    _put(sys.stderr, harmless(text) + "\n")


def harmless(text: str) -> str:
    """The text without anything that steers a terminal: messages show lines of files as they are."""
    return "\n".join(map(printable, text.splitlines()))


def hush() -> None:
    """Lets stdout go, so that nothing more is tried with it when the program ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def _put(stream: TextIO | None, text: str) -> None:
    """A letter that the encoding lacks becomes a question mark; a closed stream takes nothing."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    if stream is not None:
        stream.write(text)
        stream.flush()
