"""`recommender casebook add`: keeps a profile and its recommendation."""

import secrets
from pathlib import Path

from recommender.casebook import Frozen, Intake, frozen, intake_of, read_code
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import now, opened
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write
from recommender.cli.results import Refusal, profile_named, recommended
from recommender.export.text import as_text
from recommender.loading import load_rulebook
from recommender.loading.files import shown
from recommender.recommend import WEEKS


def run(arguments: Arguments, file: Path) -> int:
    """Keeps them under a new code, or as a later version; nothing is put on the disk before."""
    try:
        intake, given = _answered(arguments)
    except Refusal as refusal:
        talk(str(refusal))
        return ExitCode.REFUSED
    with opened(file, new=arguments.case is None) as casebook:
        if arguments.case is None:
            code = casebook.add(intake, given, now(), secrets.choice)
        else:
            code = read_code(arguments.case)
            casebook.add_version(code, intake, given, now())
    write(f"{code}\n")
    talk(f"Kept in {shown(file)}. It can be seen again with: recommender casebook show {code}")
    return ExitCode.DONE


def _answered(arguments: Arguments) -> tuple[Intake, Frozen]:
    """What a profile says and what comes of it."""
    book, weeks = load_rulebook(arguments.rules), arguments.weeks or WEEKS
    profile = profile_named(arguments.profile, book)
    recommendation = recommended(profile, book, weeks)
    return intake_of(profile), frozen(recommendation, weeks, as_text(recommendation, book))
