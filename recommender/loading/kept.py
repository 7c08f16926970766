"""The shipped rulebook as it was loaded before, kept as Python keeps compiled modules, and where it does.

It is believed only while each of its files and of those of the program stands as it stood. Whoever can write
there can write the program itself. Rules of somebody's own are read at each start, and nobody's home is
written to: nothing tells who used the program, or when.
"""

import io
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pydantic

from recommender.loading.files import shown
from recommender.loading.home import shipped_rules
from recommender.loading.uncollected import uncollected
from recommender.loading.yaml_tree import PARSER
from recommender.model.rule import RuleBook
from recommender.model.scale import Stratum

VARIABLE = "RECOMMENDER_CACHE"
OFF = "off"
CHECKSUM = 32
PROGRAM = Path(__file__).parent.parent
READERS = (PROGRAM, PROGRAM / "loading", PROGRAM / "model")
"""The modules by which a rulebook is what it is."""


def shipped_rulebook(environment: Mapping[str, str] = os.environ) -> RuleBook:
    """The rulebook that came with the program. Raises `Problems` where somebody broke it."""
    place = None if environment.get(VARIABLE) == OFF else _place()
    return _loaded(shipped_rules()) if place is None else kept_in(place, shipped_rules())


def kept_in(place: Path, rules: Path) -> RuleBook:
    """The rulebook in a folder, as it is kept in that place; otherwise it is loaded, and kept there."""
    mark = _mark(rules)
    book = _taken(place, mark)
    if book is None:
        book = _loaded(rules)
        if not sys.dont_write_bytecode and _mark(rules) == mark:
            _put(place, mark, book)
    return book


def _place() -> Path | None:
    """A file beside the compiled form of this very module; none where there is no such form."""
    return Path(__spec__.cached).with_suffix(".rules") if __spec__ and __spec__.cached else None


def _loaded(rules: Path) -> RuleBook:
    from recommender.loading.rulebook import load_rulebook  # noqa: PLC0415 - what is kept needs none of it

    return load_rulebook(rules)


def _mark(rules: Path) -> bytes:
    """What changes whenever a file changes that the rulebook comes from, or what reads it."""
    whole = sha256(f"{sys.version} {pydantic.VERSION} {PARSER} {shown(rules)}".encode())
    for folder in (*READERS, rules, *(rules / stratum for stratum in Stratum)):
        for name, *seen in sorted(_files(folder)):
            whole.update(f"{folder}\0{name}\0{seen}\n".encode(errors="surrogateescape"))
    return whole.digest()


def _files(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if entry.name.endswith((".py", ".yaml")):
                seen = entry.stat()
                yield entry.name, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size


def _taken(place: Path, mark: bytes) -> RuleBook | None:
    """The rulebook that is kept there under that mark; None where there is none that is whole."""
    with suppress(Exception):  # whatever is wrong with it, the files are there to be read
        data = place.read_bytes()
        if data[:CHECKSUM] == _checksum(mark, data[CHECKSUM:]):
            with uncollected():
                book = pickle.loads(data[CHECKSUM:])  # noqa: S301 - as a compiled module is read
            return book if isinstance(book, RuleBook) else None
    return None


def _put(place: Path, mark: bytes, book: RuleBook) -> None:
    half = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            data = _packed(book)
            half.write_bytes(_checksum(mark, data) + data)
            half.replace(place)
        finally:
            half.unlink(missing_ok=True)


def _checksum(mark: bytes, data: bytes) -> bytes:
    return sha256(mark + data).digest()


def _packed(book: RuleBook) -> bytes:
    data = io.BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(book)
    return data.getvalue()


class _Pickler(pickle.Pickler):
    """Writes a record as the call that makes it: read back a third faster than with Python's own way."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - as the library has it
        if isinstance(value, type) or not is_dataclass(value):
            return NotImplemented
        given = fields(value)
        if hasattr(value, "__post_init__") or not all(one.init and not one.kw_only for one in given):
            return NotImplemented
        return type(value), tuple(getattr(value, one.name) for one in given)
