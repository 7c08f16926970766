"""`recommender casebook lock`: a passphrase for the casebook."""

from pathlib import Path

from recommender.casebook import is_locked, open_casebook
from recommender.casebook.locking import ask_for_cipher
from recommender.casebook.passphrase import SHORTEST, WORDS
from recommender.casebook.place import is_there
from recommender.casebook.records import Stamp
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.asking import new_passphrase
from recommender.cli.casebook.opening import WHOSE
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk
from recommender.keeping.locking import lock
from recommender.keeping.moment import moment
from recommender.loading.files import shown

ALREADY = "{file} is locked already. Another passphrase: recommender casebook passphrase"
BEFOREHAND = """\
A lost passphrase is a lost casebook. Nobody can open it without, and nobody can bring it back.
A passphrase has {shortest} letters or more, spaces included. {words}"""
MADE = "{file} is a casebook without cases now, and it is locked."
LOCKED = "{file} is locked now, and the open file that it was is overwritten."
NOT_OVERWRITTEN = """\
{file} is locked now. Not all that was open before could be overwritten:
the disk refused, or a file goes by another name as well, and opens under that."""
ELSEWHERE = """\
The disk itself, a snapshot or a backup may still hold older copies, and those are open."""


def run(arguments: Arguments, file: Path) -> int:
    """Says what that means before it asks, and what was done."""
    ask_for_cipher(file)
    if is_locked(file):
        talk(ALREADY.format(file=shown(file)))
        return ExitCode.UNUSABLE
    found = is_there(file)
    with open_casebook(file):
        pass  # what cannot be read is found before anybody is asked
    talk(BEFOREHAND.format(shortest=SHORTEST, words=WORDS))
    overwritten = lock(file, new_passphrase(WHOSE), Stamp(moment(), arguments.role))
    if found:
        talk((LOCKED if overwritten else NOT_OVERWRITTEN).format(file=shown(file)))
        talk(ELSEWHERE)
    else:
        talk(MADE.format(file=shown(file)))
    return ExitCode.DONE
