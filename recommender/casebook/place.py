"""Where the casebook lies, and that nobody but its owner can open it."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from recommender.loading.files import shown
from recommender.problem import Problems, as_a_whole

VARIABLE = "RECOMMENDER_CASEBOOK"
FILE = "casebook.db"
ELSEWHERE = f"{VARIABLE} can name a folder in which this account may write."
FOLDER_MODE = 0o700
FILE_MODE = 0o600


def casebook_file(environment: Mapping[str, str]) -> Path:
    """The file in the folder that RECOMMENDER_CASEBOOK names, or in the person's own data folder."""
    named = environment.get(VARIABLE)
    folder = Path(named) if named else platformdirs.user_data_path("recommender", appauthor=False)
    return folder / FILE


def private_place(file: Path, *, new: bool) -> bool:
    """Whether there is a casebook; `new` makes an empty one. What is there is closed to everybody else.

    Raises `Problems` where that cannot be. SQLite gives its journal the rights of the file beside it.
    """
    if new:
        _make_folder(file.parent)
    there = is_there(file)
    if not (new or there):
        return False
    _close_folder(file.parent)
    if not there:
        _make_file(file)
    _close(file, FILE_MODE)
    return True


def is_there(file: Path) -> bool:
    """Whether there is a file. Raises `Problems` for anything else there, and where nobody can look."""
    with _in_plain_words(file):
        try:
            mode = file.stat().st_mode
        except FileNotFoundError:
            return False
    if not stat.S_ISREG(mode):
        raise Problems([as_a_whole(shown(file), "a file is asked here, and something else is in its place")])
    return True


def _make_folder(folder: Path) -> None:
    """Makes a folder and those above it that are missing, as far as nobody else can reach into them."""
    with _in_plain_words(folder):
        if folder.is_dir():
            return
        if folder.parent != folder:
            _make_folder(folder.parent)
        folder.mkdir(FOLDER_MODE, exist_ok=True)
        folder.chmod(FOLDER_MODE)  # whatever the umask took away


def _make_file(file: Path) -> None:
    with _in_plain_words(file):
        try:
            made = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
        except FileExistsError:
            return
        try:
            os.fchmod(made, FILE_MODE)
        finally:
            os.close(made)


def _close_folder(folder: Path) -> None:
    """A folder with other things in it is no folder of ours: its rights are left as they are."""
    with _in_plain_words(folder):
        is_ours = all(path.name.startswith(FILE) for path in folder.iterdir())
        if not is_ours and _too_many_rights(folder, FOLDER_MODE):
            what = "others on this computer can look into this folder, and it holds other things too"
            help_line = f"{VARIABLE} can name a folder that does not exist yet."
            raise Problems([as_a_whole(shown(folder), what, help_line)])
    _close(folder, FOLDER_MODE)


def _close(path: Path, allowed: int) -> None:
    with _in_plain_words(path, "others on this computer can open this, and that cannot be changed"):
        if _too_many_rights(path, allowed):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & allowed)


def _too_many_rights(path: Path, allowed: int) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & ~allowed)


@contextmanager
def _in_plain_words(path: Path, what: str = "the casebook cannot be kept here") -> Iterator[None]:
    try:
        yield
    except (NotADirectoryError, FileExistsError) as error:
        said = "a folder is asked here, and something else is in its place"
        raise Problems([as_a_whole(shown(path), said)]) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        way_on = ELSEWHERE if getattr(error, "errno", 0) in {errno.EACCES, errno.EROFS} else ""
        raise Problems([as_a_whole(shown(path), f"{what}: {why}", way_on)]) from error
