"""What a rulebook comes from, as a mark: the same mark, the same rulebook."""

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pydantic

from recommender.loading.files import LARGEST, shown
from recommender.loading.home import shipped_rules
from recommender.loading.layers import layers, same_folder
from recommender.loading.yaml_tree import PARSER
from recommender.model.scale import Stratum

PROGRAM = Path(__file__).parent.parent
READERS = ("loading", "inference", "model", ".")
"""Where in the program it stands what a rulebook comes to, and whether the engine takes it."""

STRATA = frozenset(map(str, Stratum))


class Mark(NamedTuple):
    """A digest of all that a rulebook comes from, and when each of its files was last written to."""

    digest: str
    times: tuple[int, ...]


def mark_of(rules: Path) -> Mark | None:
    """The mark of a folder as it is now; None where it cannot be read, or does not even begin to be rules.

    The digest is made of every byte of the rules and of those that they lie over or are held against, of the
    names that messages give them, and of the Python, the libraries and the program that read them.
    """
    look = _Look()
    try:
        look.at_program()
        look.at_rules(rules)
    except (OSError, ValueError, RuntimeError, MemoryError):
        return None
    return Mark(look.whole.hexdigest(), tuple(look.times))


class _Look:
    def __init__(self) -> None:
        self.whole = sha256()
        self.times: list[int] = []

    def at_program(self) -> None:
        self._add(f"{sys.version} {pydantic.VERSION} {PARSER}".encode())
        for folder in READERS:
            for file in _entries(PROGRAM / folder):
                if file.name.endswith(".py"):
                    seen = file.stat()
                    self._add(f"{file.path} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns}".encode())

    def at_rules(self, rules: Path) -> None:
        """Raises `ValueError` for what is no file, or too large. Other mistakes are told by loading."""
        folders = layers(rules, []).folders
        is_shipped = any(same_folder(folder, shipped_rules()) for folder in folders)
        for folder in folders if is_shipped else (*folders, shipped_rules()):
            self._add(shown(folder).encode())
            for entry in _within(folder):
                self._at(entry)

    def _at(self, entry: "os.DirEntry[str]") -> None:
        """The name, where a link leads to, and of a file of rules its bytes."""
        is_folder = entry.is_dir()
        self._add(f"{entry.name}{'/' if is_folder else ''}".encode())
        if entry.is_symlink():
            self._add(shown(Path(entry.path)).encode())
        if entry.name.endswith(".yaml") and not is_folder:
            seen = entry.stat()
            if not entry.is_file() or seen.st_size > LARGEST:
                raise ValueError
            self.times.append(seen.st_ctime_ns)
            self._add(Path(entry.path).read_bytes())

    def _add(self, part: bytes) -> None:
        self.whole.update(len(part).to_bytes(8, "big"))
        self.whole.update(part)


def _within(folder: Path) -> Iterator["os.DirEntry[str]"]:
    for entry in _entries(folder):
        yield entry
        if entry.name in STRATA and entry.is_dir():
            yield from _entries(Path(entry.path))


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    """What lies in a folder, by name, but for what is there for tools alone."""
    found = (entry for entry in os.scandir(folder) if not entry.name.startswith("."))
    return sorted(found, key=lambda entry: entry.name)
