"""The casebook as every action opens it, and what each notes of itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from recommender.casebook import Casebook, open_casebook
from recommender.cli.output import talk
from recommender.problem import Problems


@contextmanager
def opened(file: Path, *, new: bool = False) -> Iterator[Casebook]:
    """The casebook in a file; where there is none an empty one, which only `new` puts on the disk."""
    with open_casebook(file, new=new) as casebook:
        yield casebook


def now() -> str:
    """The minute that it is, as the casebook writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")


def note(casebook: Casebook, code: str, what: str) -> None:
    """Looking is possible where writing is not, and then the audit's gap is said aloud."""
    try:
        casebook.note(code, what, now())
    except Problems as problems:
        talk(f"{problems}\n\nThe audit does not say that this was {what}.")
