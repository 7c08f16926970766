"""The casebook as every action opens it, and what each notes of itself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from recommender.casebook import (
    Casebook,
    Passphrase,
    Unsuited,
    WrongPassphrase,
    is_locked,
    open_casebook,
)
from recommender.casebook.locking import ask_for_cipher
from recommender.cli.casebook.asking import passphrase, said, tries_left
from recommender.cli.output import talk
from recommender.keeping.moment import moment
from recommender.model.adjustment import Role
from recommender.problem import Problems

WHOSE = "of the casebook"
AGAIN = "It can be typed again."
EXPORTED, BROKEN_OFF = "exported", "export broken off"
"""What the audit says of a case that is given away, and where not all of it has arrived."""


@contextmanager
def opened(file: Path, *, new: bool = False, by: Role | None = None) -> Iterator[Casebook]:
    """The casebook in a file; where there is none an empty one, which only `new` puts on the disk.

    The passphrase of a locked one is asked for before anything else is done. `by` is for the audit.
    """
    with ExitStack() as stack:
        locked = is_locked(file)
        casebook = _unlocked(file, stack)[1] if locked else stack.enter_context(open_casebook(file, new=new))
        casebook.by = by
        yield casebook


def passphrase_that_opens(file: Path) -> Passphrase:
    """The passphrase of a locked casebook. Raises `Problems`, after the last try `WrongPassphrase`."""
    with ExitStack() as stack:
        return _unlocked(file, stack)[0]


def _unlocked(file: Path, stack: ExitStack) -> tuple[Passphrase, Casebook]:
    ask_for_cipher(file)
    for left in tries_left():
        try:
            typed = passphrase(WHOSE)
            return typed, stack.enter_context(open_casebook(file, passphrase=typed))
        except (Unsuited, WrongPassphrase) as wrong:
            if not left:
                raise
            talk(f"{said(wrong)} {AGAIN}")
    raise AssertionError  # the last try has raised


def tell_of_flaws(casebook: Casebook, code: str) -> None:
    """Says where something else changed the audit or this case; nobody is kept from their answers by it."""
    if not casebook.holds(code):
        talk("Something else changed this case or the audit: recommender casebook audit says more.")


def note(casebook: Casebook, code: str, what: str) -> bool:
    """Looking is possible where writing is not, and then the audit's gap is said aloud, and False given."""
    try:
        tell_of_flaws(casebook, code)
        casebook.note(code, what, moment())
    except Problems as problems:
        talk(f"{problems}\n\nThe audit does not say that this was {what}.")
        return False
    return True


@contextmanager
def giving_away(casebook: Casebook, code: str) -> Iterator[None]:
    """What is done in here gives a case away: “exported”, and “export broken off” behind that where it fails.

    It is noted before it is done. A line too many is put right by the next one; what went out without a line,
    as with a reader who goes away half-way through or a power cut, would never be known.
    """
    noted = note(casebook, code, EXPORTED)
    try:
        yield
    except BaseException:
        if noted:
            with suppress(Problems):
                casebook.note(code, BROKEN_OFF, moment())
        raise
