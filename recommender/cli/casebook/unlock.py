"""`recommender casebook unlock`: takes the passphrase away from the casebook."""

from pathlib import Path

from recommender.casebook import is_locked
from recommender.casebook.records import Stamp
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import passphrase_that_opens
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk
from recommender.keeping.locking import unlock
from recommender.keeping.moment import moment
from recommender.loading.files import shown

NOT_LOCKED = "There is no locked casebook at {file}."
UNLOCKED = "{file} is not locked any more. Whoever uses this account on the computer can read it."


def run(arguments: Arguments, file: Path) -> int:
    """Asks for the passphrase once more, and says what was done."""
    if not is_locked(file):
        talk(NOT_LOCKED.format(file=shown(file)))
        return ExitCode.UNUSABLE
    unlock(file, passphrase_that_opens(file), Stamp(moment(), arguments.role))
    talk(UNLOCKED.format(file=shown(file)))
    return ExitCode.DONE
