"""The shipped rulebook as it was loaded before, kept as Python keeps compiled modules, and where it does.

It is believed only while each of its files and of those of the program stands as it stood. Whoever can write
there can write the program itself. Rules of somebody's own are read at each start, and nobody's home is
written to: it tells no more of whoever uses the program than compiled modules do.
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
from recommender.source import Source

VARIABLE = "RECOMMENDER_CACHE"
OFF = ("off", "no", "false", "0")
HALF = ".half"
COMPILED = "__pycache__"
CHECKSUM = 32
PROGRAM = Path(__file__).parent.parent
READERS = (PROGRAM, PROGRAM / "loading", PROGRAM / "model")
"""The modules by which a rulebook is what it is."""


def shipped_rulebook(environment: Mapping[str, str] = os.environ) -> RuleBook:
    """The rulebook that came with the program. Raises `Problems` where somebody broke it."""
    place = None if environment.get(VARIABLE, "").casefold() in OFF else _place()
    return _loaded(shipped_rules()) if place is None else kept_in(place, shipped_rules())


def kept_in(place: Path, rules: Path) -> RuleBook:
    """The rulebook in a folder, as it is kept in that place; otherwise it is loaded, and kept there."""
    mark = _mark(rules)
    book = _taken(place, rules, mark)
    if book is None:
        book = _loaded(rules)
        if not sys.dont_write_bytecode and _mark(rules) == mark:
            _put(place, rules, mark, book)
    return book


def _place() -> Path | None:
    """A file beside the compiled form of this very module; none where there is no such form."""
    return Path(__spec__.cached).with_suffix(".rules") if __spec__ and __spec__.cached else None


def _loaded(rules: Path) -> RuleBook:
    from recommender.loading.rulebook import load_rulebook  # noqa: PLC0415 - what is kept needs none of it

    return load_rulebook(rules)


def _mark(rules: Path) -> bytes:
    """What changes whenever a file changes that the rulebook comes from, or what reads it."""
    whole = sha256(f"{sys.version} {pydantic.VERSION} {PARSER}".encode())
    for folder in (*READERS, *sorted(Path(folder) for folder, _, _ in os.walk(rules))):
        whole.update("\n".join(sorted(_standing(folder))).encode(errors="surrogateescape"))
    return whole.digest()


def _standing(folder: Path) -> Iterator[str]:
    """Every name in a folder, what sort of thing has it, and when that was last written to."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if entry.name != COMPILED:
                seen = entry.stat()
                times = seen.st_mtime_ns, seen.st_ctime_ns
                yield f"{entry.path} {seen.st_mode} {times} {seen.st_size}"


def _taken(place: Path, rules: Path, mark: bytes) -> RuleBook | None:
    """The rulebook that is kept there under that mark; None where there is none that is whole."""
    with suppress(Exception):  # whatever is wrong with it, the files are there to be read
        data = place.read_bytes()
        if data[:CHECKSUM] == _checksum(mark, data[CHECKSUM:]):
            with uncollected():
                book = _Unpickler(data[CHECKSUM:], rules).load()
            return book if isinstance(book, RuleBook) else None
    return None


def _put(place: Path, rules: Path, mark: bytes, book: RuleBook) -> None:
    """Keeps it whole or not at all: what two processes wrote into one half does not fit its checksum."""
    half = place.with_suffix(HALF)
    with suppress(OSError, KeyError):
        data = io.BytesIO()
        _Pickler(data, rules).dump(book)
        try:
            half.write_bytes(_checksum(mark, data.getvalue()) + data.getvalue())
            half.replace(place)
        finally:
            half.unlink(missing_ok=True)


def _checksum(mark: bytes, data: bytes) -> bytes:
    return sha256(mark + data).digest()


class _Pickler(pickle.Pickler):
    """Writes a record as the call that makes it: read back a third faster than with Python's own way.

    Files are named from the folder of rules on: what they are called goes by where somebody is. Raises
    `KeyError` where a rulebook comes from elsewhere.
    """

    def __init__(self, data: io.BytesIO, rules: Path) -> None:
        super().__init__(data, pickle.HIGHEST_PROTOCOL)
        self._names = {shown(path): str(path.relative_to(rules)) for path in rules.rglob("*.yaml")}
        self._sources: dict[Source, tuple[str, str]] = {}

    def persistent_id(self, value: object) -> tuple[str, str] | None:
        """A text by its name and what stands in it, which is written once."""
        if not isinstance(value, Source):
            return None
        if value not in self._sources:
            self._sources[value] = self._names[value.name], value.text
        return self._sources[value]

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - as the library has it
        if isinstance(value, type) or not is_dataclass(value):
            return NotImplemented
        given = fields(value)
        if hasattr(value, "__post_init__") or not all(one.init and not one.kw_only for one in given):
            return NotImplemented
        return type(value), tuple(getattr(value, one.name) for one in given)


class _Unpickler(pickle.Unpickler):
    """Gives files the names that they have from here."""

    def __init__(self, data: bytes, rules: Path) -> None:
        super().__init__(io.BytesIO(data))
        self._rules = rules
        self._sources: dict[tuple[str, str], Source] = {}

    def persistent_load(self, known: tuple[str, str]) -> Source:
        """The text of that name, made once."""
        if known not in self._sources:
            self._sources[known] = Source(shown(self._rules / known[0]), known[1])
        return self._sources[known]
