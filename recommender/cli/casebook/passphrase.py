"""`recommender casebook passphrase`: another passphrase for the casebook."""

from pathlib import Path

from recommender.casebook import change_passphrase, is_locked
from recommender.casebook.records import Stamp
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.asking import new_passphrase
from recommender.cli.casebook.opening import WHOSE, passphrase_that_opens
from recommender.cli.casebook.unlock import NOT_LOCKED
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk
from recommender.keeping.moment import moment
from recommender.loading.files import shown

CHANGED = """\
{file} opens with the new passphrase now, and not with the old one.
Copies that were made before, such as a backup, still open with the old one."""


def run(arguments: Arguments, file: Path) -> int:
    """Asks for the old one, and then for the new one."""
    if not is_locked(file):
        talk(NOT_LOCKED.format(file=shown(file)))
        return ExitCode.UNUSABLE
    old = passphrase_that_opens(file)
    change_passphrase(file, old, new_passphrase(WHOSE), Stamp(moment(), arguments.role))
    talk(CHANGED.format(file=shown(file)))
    return ExitCode.DONE
