"""Single lines out of a file of texts, for a moment at which nothing else is loaded."""

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

NOT_ONE_LINE = tuple(">|&*!{[%@`#")
"""What a value begins with that is more than the words on its line."""


def glimpse(file: Path, *path: str) -> str:
    """The text under nested names, where it stands on one line; an empty text for all else.

    No mistake is told here: the file is read properly later, and then every mistake in it is.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    except (OSError, ValueError):
        return ""
    return _under([line for line in lines if line.strip() and not line.lstrip().startswith("#")], path)


def _under(lines: Sequence[str], path: Sequence[str]) -> str:
    if not lines:
        return ""
    indent, (name, *inner) = _indent(lines[0]), path
    for at, line in enumerate(lines):
        if line.startswith(f"{' ' * indent}{name}:"):
            below = list(takewhile(lambda later: _indent(later) > indent, lines[at + 1 :]))
            return _under(below, inner) if inner else _words(line.partition(":")[2], below)
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _words(written: str, below: Sequence[str]) -> str:
    value = written.strip()
    if below or not written.startswith(" ") or value.startswith(NOT_ONE_LINE) or " #" in value:
        return ""
    if value[:1] in ("'", '"'):
        inside = value[1:-1]
        return inside if value[-1] == value[0] and not {"\\", value[0]} & set(inside) else ""
    return value
