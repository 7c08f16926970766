"""stdout is data, stderr is talk."""

import errno
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

CLOSED = "standard output is closed"
THE_THREE = (0, 1, 2)
"""The numbers of the three streams that a process begins with."""


def write(text: str) -> None:
    """Text for stdout, at once. Raises OSError where that takes nothing, or is closed."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, CLOSED)
    _put(sys.stdout, text)


def write_json(value: Mapping[str, object]) -> None:
    """JSON for stdout: UTF-8 whatever the locale, in the order of the mapping, the same bytes each time.

    Raises as `write`.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    import json

    write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def write_bytes(data: bytes) -> None:
    """Bytes for stdout as they are: a file, for somebody who sends it on to one. Raises as `write`."""
    if not isinstance(sys.stdout, io.TextIOWrapper):
        write(data.decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


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
    """Text for stderr. Where that takes nothing, how the command ends is said by its exit code alone."""
    if sys.stderr is None:
        return
    try:
        _put(sys.stderr, harmless(text) + "\n")
    except (OSError, ValueError):
        _let_go(sys.stderr)


def harmless(text: str) -> str:
    """The text without anything that steers a terminal: messages show lines of files as they are."""
    return "\n".join(map(printable, text.splitlines()))


def hush() -> None:
    """Lets stdout go, so that nothing more is tried with it when the program ends."""
    if sys.stdout is not None:
        _let_go(sys.stdout)


def stand_in_for_closed() -> None:
    """Puts nothing where this process began without a stream, so that no file is opened in its place.

    What C prints would go into that file, such as a casebook.
    """
    for number in THE_THREE:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest number that is free


def _let_go(stream: TextIO) -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError, AttributeError):
        return


def _put(stream: TextIO, text: str) -> None:
    """A letter that the encoding lacks becomes a question mark."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    stream.write(text)
    stream.flush()
