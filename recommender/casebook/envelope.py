"""How what lies beside a locked casebook is closed: with a key that lies there too, and that only closes.

The key that opens is kept in the casebook itself. Both are of the age format, and so is what they close; only
who opens the casebook can read that. Whoever can write here could put another key there, or something else
into the place of what is closed; the key is put right when the casebook is next opened.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from recommender.casebook.chain import Ask
from recommender.casebook.replacing import take_place, to_replace
from recommender.problem import Problems

HAS_KEYS = "SELECT name FROM sqlite_schema WHERE name = 'envelope_keys'"
ALL_KEYS = "SELECT key FROM envelope_keys ORDER BY rowid"

BLOCK = 4096
"""Letters. A text is filled up to a multiple of them, so that its length says little."""


class NotOpened(Exception):
    """None of the keys opens it."""


class NoKey(Exception):
    """The key that closes is not there, or is none."""


def keys_in(ask: Ask) -> tuple[str, ...]:
    """The keys in a casebook, the newest last; none before it was ever locked."""
    return tuple(row.text() for row in ask(ALL_KEYS)) if ask(HAS_KEYS) else ()


def new_key() -> str:
    """A new key that opens."""
    from pyrage import x25519  # noqa: PLC0415 - an extra

    return str(x25519.Identity.generate())


def closing_key_file(casebook: Path) -> Path:
    """Where the key lies that closes."""
    return casebook.with_name(f"{casebook.name}.recipient")


def put_beside(casebook: Path, key: str) -> None:
    """Puts the closing half of a key beside a casebook. Raises OSError or `Problems`."""
    file = closing_key_file(casebook)
    with to_replace(file) as new:
        new.write_text(_closing_half(key), encoding="ascii")
        take_place(new, file)


def see_to_closing_key(casebook: Path, keys: Sequence[str]) -> None:
    """Puts the closing half of the newest key there, where it is missing or another one, if that can be."""
    if not keys:
        return
    with suppress(OSError, ValueError, Problems):
        file = closing_key_file(casebook)
        if not file.exists() or file.read_text(encoding="ascii") != _closing_half(keys[-1]):
            put_beside(casebook, keys[-1])


def _closing_half(key: str) -> str:
    from pyrage import x25519  # noqa: PLC0415 - an extra

    return f"{x25519.Identity.from_str(key).to_public()}\n"


def closed(text: str, casebook: Path) -> str:
    """A text as only who opens this casebook can read it, in plain letters. Raises `NoKey`."""
    import pyrage  # noqa: PLC0415 - an extra

    try:
        key = closing_key_file(casebook).read_text(encoding="ascii").strip()
        recipient = pyrage.x25519.Recipient.from_str(key)
    except (OSError, ValueError, pyrage.RecipientError) as error:
        raise NoKey from error
    filled = text + " " * (-len(text) % BLOCK)
    return bytes(pyrage.encrypt(filled.encode(), [recipient], armored=True)).decode("ascii")


def opened(text: str, keys: Sequence[str]) -> str:
    """The text that was closed. Raises `NotOpened`."""
    import pyrage  # noqa: PLC0415 - an extra

    try:
        known = [pyrage.x25519.Identity.from_str(key) for key in keys]
        return bytes(pyrage.decrypt(text.encode("ascii"), known)).decode().rstrip(" ")
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        raise NotOpened from error
