"""Files into sources: the one place of loading that touches the disk."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from recommender.problem import Problem, unreadable
from recommender.source import Source

LARGEST = 2_000_000


def read_file(path: Path, problems: list[Problem]) -> Source | None:
    """The text of a file; None, with a plain mistake, where there is none to be read."""
    name = shown(path)
    if path.is_dir():
        problems.append(unreadable(name, "this is a folder, and a file is asked here"))
        return None
    try:
        if path.stat().st_size > LARGEST:
            problems.append(unreadable(name, f"the file is larger than {LARGEST // 1_000_000} MB"))
            return None
        return Source(name, path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        problems.append(unreadable(name, "there is no such file"))
    except UnicodeDecodeError:
        problems.append(unreadable(name, "the file is not text in UTF-8"))
    except (OSError, ValueError) as error:
        problems.append(
            unreadable(name, f"the file cannot be read: {getattr(error, 'strerror', None) or error}")
        )
    return None


def shown(path: Path) -> str:
    """A path as a person would type it: relative to where they are, if it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def digest(folder: Path, sources: Iterable[Source]) -> str:
    """A fingerprint of these texts that does not depend on where the folder lies."""
    whole = hashlib.sha256()
    for source in sources:
        name = os.path.relpath(source.name, shown(folder))
        for part in (name, source.text):
            data = part.encode()
            whole.update(len(data).to_bytes(8, "big") + data)
    return f"sha256:{whole.hexdigest()}"
