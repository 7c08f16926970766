"""Where the casebook lies, and that nobody but its owner can open it."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from recommender.loading.files import shown
from recommender.problem import Problems, unreadable

VARIABLE = "RECOMMENDER_CASEBOOK"
FILE = "casebook.db"
FOLDER_MODE = 0o700
FILE_MODE = 0o600


def casebook_file(environment: Mapping[str, str]) -> Path:
    """The file in the folder that RECOMMENDER_CASEBOOK names, or in the person's own data folder."""
    named = environment.get(VARIABLE)
    folder = Path(named) if named else platformdirs.user_data_path("recommender", appauthor=False)
    return folder / FILE


def is_there(file: Path) -> bool:
    """Whether there is a casebook. Raises `Problems` where that cannot be seen."""
    with _in_plain_words(file):
        try:
            file.stat()
        except FileNotFoundError:
            return False
    return True


def make(file: Path) -> None:
    """An empty file where there was none, and each folder that is missing. Raises `Problems`."""
    with _in_plain_words(file.parent):
        _make_folder(file.parent)
    with _in_plain_words(file):
        try:
            made = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
        except FileExistsError:
            return
        try:
            os.fchmod(made, FILE_MODE)  # whatever the umask took away
        finally:
            os.close(made)


def close_to_others(file: Path) -> None:
    """Takes every right of others away from the file and its folder. Raises `Problems`.

    SQLite gives its journal the rights of the file beside it.
    """
    for path, allowed in ((file.parent, FOLDER_MODE), (file, FILE_MODE)):
        with _in_plain_words(path, "others on this computer can open this, and that cannot be changed: "):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & ~allowed:
                path.chmod(mode & allowed)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    if folder.parent != folder:
        _make_folder(folder.parent)
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    folder.chmod(FOLDER_MODE)


@contextmanager
def _in_plain_words(path: Path, what: str = "") -> Iterator[None]:
    try:
        yield
    except (NotADirectoryError, FileExistsError) as error:
        said = "a folder is asked here, and a file stands in its place"
        raise Problems([unreadable(shown(path), said)]) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Problems(
            [unreadable(shown(path), f"{what or 'the casebook cannot be kept here: '}{why}")]
        ) from error
