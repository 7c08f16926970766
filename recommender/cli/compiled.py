"""Methods of dataclasses that are compiled once, and not at each start of the program.

For each dataclass Python writes the text of its methods and compiles it, every time: of the time that a
recommendation takes from its start, that was a fifth. Here it is kept beside the compiled modules, under the
same conditions, and by the text itself, so that it never is that of another one. Whoever can write there can
write to those modules too.
"""

import atexit
import dataclasses
import marshal
import os
import sys
from binascii import crc32
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import TypeAlias

MOST = 3_000
"""Texts that are kept; a process that used some of more than these keeps its own alone."""

HEAD = len(f"01234567 {sys.version}".encode())
Codes: TypeAlias = dict[str, CodeType]


def keep_compiled() -> None:
    """From here on, takes what dataclasses compile from the file, which what was new goes into at the end."""
    place = __spec__.cached if __spec__ else None
    if place is None:
        return
    file = Path(place).with_suffix(".methods")
    known = _read(file)
    asked: Codes = {}

    def run(text: str, names: dict[str, object], made: Mapping[str, object]) -> None:
        code = asked[text] = known.get(text) or compile(text, "<string>", "exec", dont_inherit=True)
        exec(code, names, made)  # noqa: S102 - as dataclasses do it, for which this stands in

    vars(dataclasses)["exec"] = run
    atexit.register(_keep, file, known, asked)


def _read(file: Path) -> Codes:
    """What was kept by this very Python; nothing where that is not to be had whole."""
    with suppress(OSError):
        data = file.read_bytes()
        if data[:HEAD] == _head(data[HEAD:]):
            codes: Codes = marshal.loads(data[HEAD:])  # noqa: S302 - as a compiled module is read
            return codes
    return {}


def _head(data: bytes) -> bytes:
    """What stands before it: of damaged data, Python would not say that it is, but may crash."""
    return f"{crc32(data):08x} {sys.version}".encode()


def _keep(file: Path, known: Codes, asked: Codes) -> None:
    if sys.dont_write_bytecode or asked.keys() <= known.keys():
        return
    kept = asked if len(known) > MOST else known | asked
    half = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            data = marshal.dumps(kept)
            half.write_bytes(_head(data) + data)
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)
