"""Files into sources: the one place of loading that touches the disk."""

import hashlib
import stat
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, TypeAlias

from recommender.problem import Problem, unreadable
from recommender.source import Source

LARGEST = 2_000_000
NO_FILE = "this is no file of text"

Unsaved: TypeAlias = Mapping[Path, str]
"""Texts that stand in for what the disk holds, by the path at which they would be saved."""

NOTHING: Unsaved = MappingProxyType({})


def read_file(
    path: Path,
    problems: list[Problem],
    unsaved: Unsaved = NOTHING,
    *,
    if_missing: str = "",
    pipes: bool = False,
) -> Source | None:
    """The text of a file; None, with a plain mistake, where there is none to be read.

    `if_missing` is what can be done where there is no such file. `pipes` says that whatever gives a text will
    do, such as the “<(…)” of a shell. Nothing else than a file is opened otherwise: who opens a pipe that
    nobody writes to waits for ever.
    """
    name = shown(path)
    if path in unsaved:
        return text_of(name, BytesIO(unsaved[path].encode("utf-8", "surrogatepass")), problems)
    try:
        if not (pipes or _is_on_disk(path)):
            problems.append(unreadable(name, NO_FILE))
            return None
        with path.open("rb") as file:
            return text_of(name, file, problems)
    except IsADirectoryError:
        problems.append(unreadable(name, "this is a folder, and a file is asked here"))
    except FileNotFoundError:
        problems.append(unreadable(name, "there is no such file", if_missing))
    except (OSError, ValueError) as error:
        problems.append(
            unreadable(name, f"the file cannot be read: {getattr(error, 'strerror', None) or error}")
        )
    return None


def text_of(name: str, file: BinaryIO, problems: list[Problem]) -> Source | None:
    """The text of an open file, of which no more is read than a file may hold; None with a plain mistake."""
    found = file.read(LARGEST + 1)
    if len(found) > LARGEST:
        problems.append(unreadable(name, f"the file is larger than {LARGEST // 1_000_000} MB"))
        return None
    try:
        return Source(name, found.decode("utf-8"))
    except UnicodeDecodeError:
        advice = "Where an editor saves a file, it can be told to use UTF-8."
        problems.append(unreadable(name, "the file is not text in UTF-8", advice))
        return None


def yaml_files(folder: Path, problems: list[Problem], unsaved: Unsaved = NOTHING) -> list[Path]:
    """The YAML files in a folder, by name, but for those whose name begins with a dot: they are for tools.

    A folder that cannot be listed is a mistake, and never empty.
    """
    try:
        found = {*folder.iterdir(), *(path for path in unsaved if path.parent == folder)}
        return sorted(path for path in found if path.suffix == ".yaml" and not path.name.startswith("."))
    except FileNotFoundError:
        problems.append(unreadable(shown(folder), "this folder of rules is missing"))
    except OSError as error:
        problems.append(unreadable(shown(folder), f"this folder of rules cannot be read: {error.strerror}"))
    return []


def shown(path: Path) -> str:
    """A path as a person would type it: relative to where they are, if it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):  # a loop of links is a RuntimeError before Python 3.13
        return str(path)


def digest(texts: Iterable[tuple[str, str]]) -> str:
    """A fingerprint of texts, each with the name it has in its folder, wherever that folder lies."""
    whole = hashlib.sha256()
    for pair in texts:
        for part in pair:
            data = part.encode()
            whole.update(len(data).to_bytes(8, "big") + data)
    return f"sha256:{whole.hexdigest()}"


def _is_on_disk(path: Path) -> bool:
    """Whether this is a file or a folder, not a pipe, a socket or a device. Raises OSError and ValueError."""
    mode = path.stat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
