"""`recommender casebook export --locked`: one case as a file that nobody reads without a passphrase."""

import os
import sys
from pathlib import Path

from recommender.casebook import read_code
from recommender.casebook.age_file import available, lock
from recommender.casebook.foreign_json import Unusable
from recommender.casebook.locking import INSTALL
from recommender.casebook.shared_case import as_document
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.asking import new_passphrase
from recommender.cli.casebook.opening import EXPORTED, giving_away, note, opened
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write_bytes
from recommender.export.files import AlreadyThere, NotSaved, save_file

COMMAND = "recommender casebook export"
NOT_INSTALLED = f"what locks a case is not installed. It is an extra of this program:\n  {INSTALL}"
TERMINAL = "a terminal cannot show a locked file: “--to case.age” writes it to one"
LOST = (
    "Whoever has the file and its passphrase reads all of the case. "
    "A lost passphrase is lost: nothing opens the file without it."
)
DONE = "Locked in {file}. It can be taken in elsewhere with: recommender casebook import FILE"


def run(arguments: Arguments, file: Path) -> int:
    """Writes the file, whole or not at all; what is not locked stays in memory."""
    refused = _refusal(arguments.to)
    if not refused:
        try:
            _export(arguments, file)
        except Unusable as unusable:
            refused = f"no other casebook would take this case in: {unusable}"
        except AlreadyThere:
            refused = _there(arguments.to)
        except NotSaved as why:
            refused = f"“{arguments.to}” cannot be written: {why.why or 'the name is not that of a file'}"
    if refused:
        talk(f"{COMMAND}: {refused}")
        return ExitCode.UNUSABLE
    return ExitCode.DONE


def _refusal(to: str | None) -> str:
    """Why this cannot be, as far as that is known before anybody is asked for anything."""
    if not available():
        return NOT_INSTALLED
    if to is None:
        return TERMINAL if sys.stdout is not None and sys.stdout.isatty() else ""
    if os.path.lexists(to):
        return _there(to)
    folder = Path(to).expanduser().parent
    return "" if folder.is_dir() else f"“{to}” cannot be written: there is no folder {folder}"


def _there(to: str | None) -> str:
    return f"“{to}” is there already, and stays as it is"


def _export(arguments: Arguments, file: Path) -> None:
    """Of a file the audit says so once that is there, whole; what goes elsewhere is noted before it goes."""
    with opened(file, by=arguments.role) as casebook:
        case = casebook.case(read_code(arguments.code))
        document = as_document(case)
        talk(LOST)
        locked = lock(document, new_passphrase("of the file"))
        if arguments.to is None:
            with giving_away(casebook, case.code):
                write_bytes(locked)
        else:
            talk(DONE.format(file=save_file(arguments.to, locked)))
            note(casebook, case.code, EXPORTED)
