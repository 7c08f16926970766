"""`recommender casebook add`: keeps a profile and its recommendation."""

import secrets
from contextlib import ExitStack
from pathlib import Path

from recommender.casebook import Frozen, Intake, frozen, intake_of, is_locked, read_code
from recommender.casebook.place import is_there
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import opened
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write
from recommender.cli.outside import rulebook_in
from recommender.cli.results import Refusal, profile_named, recommended
from recommender.export.text import as_text
from recommender.keeping.moment import moment
from recommender.loading.files import shown
from recommender.model.adjustment import Role
from recommender.recommend import WEEKS

LOCK = "It lies open. With a passphrase, nothing else opens the file: recommender casebook lock"


def run(arguments: Arguments, file: Path) -> int:
    """Keeps them under a new code, or as a later version; nothing is put on the disk before."""
    try:
        code, role = _kept(arguments, file)
    except Refusal as refusal:
        talk(str(refusal))
        return ExitCode.REFUSED
    write(f"{code}\n")
    talk(f"Kept in {shown(file)}. It can be seen again with: recommender casebook show {code}")
    if role == "clinician":
        talk(LOCK)
    return ExitCode.DONE


def _kept(arguments: Arguments, file: Path) -> tuple[str, Role | None]:
    """The code; and the role of whoever began the casebook with this, where it is not locked."""
    with ExitStack() as stack:
        # On standard input, the passphrase comes before the profile.
        locked = stack.enter_context(opened(file)) if is_locked(file) else None
        intake, given = _answered(arguments)
        begins = not is_there(file)
        casebook = locked or stack.enter_context(opened(file, new=arguments.case is None))
        if arguments.case is None:
            return casebook.add(intake, given, moment(), secrets.choice), intake.role if begins else None
        code = read_code(arguments.case)
        casebook.add_version(code, intake, given, moment())
        return code, None


def _answered(arguments: Arguments) -> tuple[Intake, Frozen]:
    """What a profile says and what comes of it."""
    book, weeks = rulebook_in(arguments.rules), arguments.weeks or WEEKS
    profile = profile_named(arguments.profile, book)
    recommendation = recommended(profile, book, weeks)
    return intake_of(profile), frozen(recommendation, weeks, as_text(recommendation, book))
