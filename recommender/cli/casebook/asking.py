"""Asking for a passphrase: on the terminal, where it is not shown, or else on a line of standard input."""

import sys
from getpass import getpass

from recommender.casebook import Passphrase, Unsuited
from recommender.cli.output import talk
from recommender.problem import Problems, as_a_whole

TRIES = 3
"""On a terminal. Elsewhere there is nobody to try again."""

NOTHING = "a passphrase is asked here, and the input ended"
LINE = "Where there is no terminal, it is the first line of standard input."
NOT_TEXT = "this passphrase is not text in UTF-8"
DIFFERENT = "these two are not the same"
LINES = "Nothing was changed. Where there is no terminal, a second line repeats the first, or is left out."


def passphrase(whose: str) -> Passphrase:
    """What somebody types, once. Raises `Unsuited` for what no passphrase can be."""
    return Passphrase(_typed(f"Passphrase {whose}: "))


def new_passphrase(whose: str) -> Passphrase:
    """A new one, long enough and typed twice. Raises `Unsuited`.

    Without a terminal it is a line of its own. What follows that, if anything does, is the same once more.
    """
    for left in tries_left():
        try:
            return _twice(whose)
        except Unsuited as unsuited:
            if not left:
                raise
            talk(said(unsuited))
    raise AssertionError  # the last try has raised


def tries_left() -> range:
    """How many tries are left after each."""
    return range((TRIES if _at_terminal() else 1) - 1, -1, -1)


def said(problems: Problems) -> str:
    """What is wrong, in a line, for whoever tries again."""
    first = problems.problems[0]
    return f"{first.what[:1].upper()}{first.what[1:]}. {first.help}".strip()


def _twice(whose: str) -> Passphrase:
    first = Passphrase.chosen(_typed(f"New passphrase {whose}: "))
    if _at_terminal():
        again, way_on = _typed("The same once more: "), ""
    else:
        again, way_on = _without_its_end(_line()) or first.revealed(), LINES
    if Passphrase(again) != first:
        raise Unsuited([as_a_whole("passphrase", DIFFERENT, way_on)])
    return first


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _typed(prompt: str) -> str:
    try:
        line = f"{getpass(prompt)}\n" if _at_terminal() else _line()
    except EOFError:
        line = ""
    if not line:
        raise Unsuited([as_a_whole("passphrase", NOTHING, LINE)])
    return _without_its_end(line)


def _without_its_end(line: str) -> str:
    return line.removesuffix("\n").removesuffix("\r")


def _line() -> str:
    """A line of standard input, and no byte of what follows it."""
    there = getattr(sys.stdin, "buffer", sys.stdin)
    line: bytes | str = b"" if there is None else there.readline()
    try:
        return line if isinstance(line, str) else line.decode()
    except UnicodeDecodeError:
        raise Unsuited([as_a_whole("passphrase", NOT_TEXT)]) from None
