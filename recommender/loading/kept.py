"""A rulebook as it was loaded before from the very same files, for commands that use it for a person.

It is kept by its mark where it loaded without a mistake. It holds rules, and nothing of a person.
"""

import io
import os
import pickle
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from recommender.loading.marks import Mark, mark_of
from recommender.loading.shelf import put, ready, shelf, taken
from recommender.loading.uncollected import uncollected
from recommender.model.rule import RuleBook
from recommender.model.spelling import ALWAYS, Weeks

MODEL = "recommender.model"
BESIDE_IT = ("recommender.source", "datetime")
"""Where else the values of a rulebook are defined."""


class Kept(NamedTuple):
    """The place of a rulebook; without a mark, it is not to be kept."""

    rules: Path
    folder: Path
    mark: Mark | None

    def book(self) -> RuleBook | None:
        """The rulebook that is kept there; None where there is none that can be used."""
        data = taken(self.folder, self.mark.digest) if self.mark else None
        return None if data is None else _unpacked(data)

    def keep(self, book: RuleBook) -> None:
        """Keeps what the files came to, unless one of them was written to since this place was found."""
        if self.mark and ready(self.folder) and mark_of(self.rules) == self.mark:
            with suppress(Exception):  # whatever it is, the rulebook itself is there
                put(self.folder, self.mark.digest, _packed(book))


def kept(rules: Path, environment: Mapping[str, str] = os.environ) -> Kept:
    """Where the rulebook of a folder is kept, its files being as they are now."""
    folder = shelf(environment)
    return Kept(rules, folder, mark_of(rules)) if folder else Kept(rules, Path(), None)


class _Pickler(pickle.Pickler):
    """Writes a record as the call that makes it: read back a third faster than with Python's own way."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - as the library has it
        if isinstance(value, type) or not is_dataclass(value):
            return NotImplemented
        given = fields(value)
        if hasattr(value, "__post_init__") or not all(one.init and not one.kw_only for one in given):
            return NotImplemented
        return type(value), tuple(getattr(value, one.name) for one in given)


class _Unpickler(pickle.Unpickler):
    """Makes values of the model and nothing else, whatever the bytes ask for."""

    def find_class(self, module: str, name: str) -> type | Weeks:
        if module in BESIDE_IT or module.startswith(f"{MODEL}."):
            found = getattr(import_module(module), name)
            if found is ALWAYS or (isinstance(found, type) and found.__module__ == module):
                return found
        raise pickle.UnpicklingError


def _packed(book: RuleBook) -> bytes:
    data = io.BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(book)
    return data.getvalue()


def _unpacked(data: bytes) -> RuleBook | None:
    try:
        with uncollected():
            book = _Unpickler(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the files are there to be read
        return None
    return book if isinstance(book, RuleBook) else None
