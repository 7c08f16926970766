"""A text under a passphrase, in the age format: there only where somebody installed the extra `locked`.

Other programs that know version 1 of the format open such a file, too.
"""

import re
from importlib.util import find_spec

from recommender.casebook.foreign_json import LARGEST, Unusable
from recommender.casebook.passphrase import Passphrase

HEAD = b"age-encryption.org/v1\n"
UNDER_A_PASSPHRASE = re.compile(rb"-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")

HARDEST = 21
"""Opening takes 2 to this power kilobytes of memory: two gigabytes. Writing goes by the machine’s speed."""

NOT_ONE = "this is not a locked case, or not the beginning of one"
TOO_MUCH_WORK = "Excessive work"
"""How what unlocks begins to say that it would take far longer here than where the file was locked."""

TOO_SLOW = "opening it asks for more work than this computer does: it was locked on a much faster one"
ELSEWHERE = "On a computer that is about as fast as that one it opens."
NOT_OPENED = "it does not open: the passphrase is another one, or the file is damaged or not whole"


class NotOpened(Unusable):
    """The passphrase does not open the file, or the file is damaged: the two look the same."""


def available() -> bool:
    """Whether what locks and opens is installed."""
    return find_spec("pyrage") is not None


def lock(text: bytes, passphrase: Passphrase) -> bytes:
    """The text as nobody reads it without the passphrase; it takes a second or two. Raises `Unusable`."""
    from pyrage import passphrase as age  # noqa: PLC0415 - an extra

    file = bytes(age.encrypt(text, passphrase.revealed()))
    look_at(file)
    return file


def look_at(file: bytes) -> None:
    """Raises `Unusable` for what no passphrase would open, before anybody is asked for one."""
    if not file.startswith(HEAD):
        raise Unusable(NOT_ONE)
    if len(file) > LARGEST:
        raise Unusable(f"it is larger than {LARGEST // 1_000_000} MB")
    found = UNDER_A_PASSPHRASE.match(file, len(HEAD))
    if not found and file[len(HEAD) :].startswith(b"-> ") and b"-> scrypt" not in file[: 2 * len(HEAD)]:
        raise Unusable(
            "it is locked with a key and not with a passphrase, so it is not a case of this program"
        )
    if not found:
        raise Unusable(NOT_ONE)
    if int(found[1]) > HARDEST:
        raise Unusable("opening it would take more memory than a file of this program does")


def unlock(file: bytes, passphrase: Passphrase) -> bytes:
    """The text in a locked file. Raises `NotOpened`, and `Unusable` for what no passphrase opens here."""
    look_at(file)
    from pyrage import DecryptError  # noqa: PLC0415 - an extra
    from pyrage import passphrase as age  # noqa: PLC0415 - an extra

    try:
        return bytes(age.decrypt(file, passphrase.revealed()))
    except DecryptError as error:
        if str(error).startswith(TOO_MUCH_WORK):
            raise Unusable(TOO_SLOW, ELSEWHERE) from None
        raise NotOpened(NOT_OPENED) from None
