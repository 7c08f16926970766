"""What came out as a file: the forms that it may be written in, and the writing, whole or not at all."""

import errno
import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from recommender.export.handout_html import as_html
from recommender.export.handout_markdown import as_markdown
from recommender.export.text import as_text
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook

Written: TypeAlias = Callable[[Recommendation, RuleBook], str | bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a recommendation, and how the name of its file ends."""

    suffix: str
    write: Written


def as_json(recommendation: Recommendation, book: RuleBook) -> str:
    """The JSON of the contract, as `recommend --format json` writes it."""
    del book  # every form is asked in the same way
    return recommendation.as_json(indent=True).decode() + "\n"


def as_pdf(recommendation: Recommendation, book: RuleBook) -> bytes:
    """The handout as a PDF; what writes it is loaded only now."""
    from recommender.export import handout_pdf  # noqa: PLC0415 - it is large, and few ask for it

    return handout_pdf.as_pdf(recommendation, book)


FORMS: dict[str, Form] = {
    "text": Form(".txt", as_text),
    "json": Form(".json", as_json),
    "markdown": Form(".md", as_markdown),
    "html": Form(".html", as_html),
    "pdf": Form(".pdf", as_pdf),
}
"""By the name that `--format` has for it. A form that is added here can be chosen everywhere."""


class Refusal(StrEnum):
    """What keeps a file from being written; the words for it stand with the other words."""

    EMPTY = "empty"
    NO_FOLDER = "no_folder"
    IS_FOLDER = "is_folder"
    NOT_A_FILE = "not_a_file"
    NO_ACCESS = "no_access"
    FULL = "full"
    NAME = "name"
    OTHER = "other"


class NotSaved(Exception):
    """Nothing was written, and what was there is as it was."""

    def __init__(self, refusal: Refusal, folder: Path, why: str = "") -> None:
        super().__init__(f"{refusal}: {folder}")
        self.refusal = refusal
        self.folder = folder
        self.why = why


class AlreadyThere(Exception):
    """There is a file of that name."""


REFUSED = {
    errno.ENOENT: Refusal.NO_FOLDER,
    errno.ENOTDIR: Refusal.NO_FOLDER,
    errno.EISDIR: Refusal.IS_FOLDER,
    errno.EACCES: Refusal.NO_ACCESS,
    errno.EPERM: Refusal.NO_ACCESS,
    errno.EROFS: Refusal.NO_ACCESS,
    errno.ENOSPC: Refusal.FULL,
    errno.EDQUOT: Refusal.FULL,
    errno.EFBIG: Refusal.FULL,
    errno.ENAMETOOLONG: Refusal.NAME,
    errno.ELOOP: Refusal.NAME,
}


def save_file(typed: str, written: str | bytes, *, over: bool = False) -> Path:
    """Puts what was written into the file that somebody typed, for its owner alone, and says where that is.

    Raises `AlreadyThere` unless it may go `over` what is there, and `NotSaved` where it cannot be written.
    """
    try:
        target = _target(typed)
        if target.exists() and not over:
            raise AlreadyThere
        _put(target, as_bytes(written), over=over)
    except (ValueError, RuntimeError) as error:  # a name with a NUL, a home that nobody has, a loop of links
        raise NotSaved(Refusal.NAME, here()) from error
    except OSError as error:
        refusal = REFUSED.get(error.errno or 0, Refusal.OTHER)
        raise NotSaved(refusal, _folder(typed), error.strerror or "") from error
    return target


def as_bytes(written: str | bytes) -> bytes:
    """What a file holds of it: UTF-8, whatever the computer is set to."""
    return written if isinstance(written, bytes) else written.encode("utf-8", "replace")


def _target(typed: str) -> Path:
    """The file that is meant, at the end of any links. Raises `NotSaved` where it can be none."""
    name = typed.strip()
    if not name:
        raise NotSaved(Refusal.EMPTY, here())
    target = Path(name).expanduser().resolve()
    if target.is_dir() or name.endswith(("/", os.sep)):
        raise NotSaved(Refusal.IS_FOLDER if target.is_dir() else Refusal.NO_FOLDER, target)
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise NotSaved(Refusal.NOT_A_FILE, target.parent)
    return target


def here() -> Path:
    """The folder that a name alone goes into; a dot where it has gone meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


def from_home(path: Path) -> str:
    """A path as its owner would type it: from the home folder on, where it lies in there."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is none
    below = path != home and path.is_relative_to(home)
    return f"~/{path.relative_to(home)}" if below else "~" if path == home else str(path)


def _folder(typed: str) -> Path:
    return (here() / Path(typed.strip()).expanduser()).parent


def _put(target: Path, data: bytes, *, over: bool) -> None:
    """Lays the whole file beside the one that is meant, for its owner alone, then gives it the name."""
    number, beside = tempfile.mkstemp(prefix=".", suffix="~", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(number)
        if over:
            Path(beside).replace(target)
        else:
            _give_a_free_name(Path(beside), target)
    finally:
        Path(beside).unlink(missing_ok=True)


def _give_a_free_name(beside: Path, target: Path) -> None:
    """As a second name of the file, which goes over nothing that was made meanwhile."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise AlreadyThere from None
    except OSError:  # a disk that has no links
        beside.replace(target)
