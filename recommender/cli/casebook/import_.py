"""`recommender casebook import`: takes in a case that another casebook locked."""

import os
import secrets
import sys
from pathlib import Path

from recommender.casebook.age_file import NotOpened, available, look_at, unlock
from recommender.casebook.cases import CodeUsed
from recommender.casebook.foreign_json import LARGEST, Unusable
from recommender.casebook.locking import INSTALL
from recommender.casebook.records import Case
from recommender.casebook.shared_case import case_in
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.asking import passphrase, tries_left
from recommender.cli.casebook.opening import opened
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write
from recommender.cli.results import STDIN
from recommender.keeping.moment import moment
from recommender.loading.files import shown
from recommender.problem import Problems, as_a_whole

COMMAND = "recommender casebook import"
NO_TERMINAL = (
    "the passphrase is typed at a terminal where the file comes from standard input, and there is none"
)
NAME_IT = "Where the file is named instead of “-”, the passphrase is the first line of standard input."
NOT_INSTALLED = f"what opens a locked case is not installed. It is an extra of this program:\n  {INSTALL}"
USED = (
    "{command}: the code “{code}” was used in this casebook already, so nothing was taken in. "
    "With --new-code the case gets another."
)
DONE = "Taken in from {name} as it is there. The audit there stays there; here it begins with “imported”."


def run(arguments: Arguments, file: Path) -> int:
    """Checks everything before any of it is kept; the casebook is opened last."""
    if not available():
        talk(f"{COMMAND}: {NOT_INSTALLED}")
        return ExitCode.UNUSABLE
    name = STDIN if arguments.file == "-" else shown(Path(arguments.file))
    try:
        case = _unlocked(_read(arguments.file, name), name)
    except Unusable as unusable:
        raise Problems([as_a_whole(name, str(unusable), unusable.advice)]) from None
    try:
        with opened(file, new=True, by=arguments.role) as casebook:
            code = casebook.take_in(case, moment(), secrets.choice if arguments.new_code else None)
    except CodeUsed as used:
        talk(USED.format(command=COMMAND, code=used))
        return ExitCode.UNUSABLE
    write(f"{code}\n")
    talk(DONE.format(name=name))
    return ExitCode.DONE


def _read(typed: str, name: str) -> bytes:
    """The bytes of a file, and no more than a case may have."""
    if typed == "-":
        there = getattr(sys.stdin, "buffer", None)
        return there.read(LARGEST + 1) if there else b""
    try:
        with Path(typed).open("rb") as file:
            return file.read(LARGEST + 1)
    except IsADirectoryError as error:
        raise Problems([as_a_whole(name, "this is a folder, and a file is asked here")]) from error
    except FileNotFoundError as error:
        raise Problems([as_a_whole(name, "there is no such file")]) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Problems([as_a_whole(name, f"the file cannot be read: {why}")]) from error


def _unlocked(locked: bytes, name: str) -> Case:
    look_at(locked)
    if name == STDIN:
        _ask_at_the_terminal()
    for left in tries_left():
        try:
            return case_in(unlock(locked, passphrase(f"of {name}")))
        except NotOpened as wrong:
            if not left:
                raise
            talk(f"{name}: {wrong}. It can be typed again.")
    raise AssertionError  # the last try has raised


def _ask_at_the_terminal() -> None:
    """Standard input has given the file: whatever is asked from now on is asked at the terminal."""
    try:
        sys.stdin = Path(os.ctermid()).open(encoding="utf-8")  # noqa: SIM115 - open to the end
    except OSError:
        raise Unusable(NO_TERMINAL, NAME_IT) from None
