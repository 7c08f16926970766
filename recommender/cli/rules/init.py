"""`recommender rules init`: a folder of rules to edit."""

from pathlib import Path

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write
from recommender.cli.outside import rulebook_in
from recommender.workshop.new_folder import lay, why_not
from recommender.workshop.partial_words import rules_counted
from recommender.workshop.starting import copied, overriding

COPIED = """\
{folder} holds a copy of {rules}.
Begin with {folder}/README.md. After an edit, this says whether all is well:
  recommender rules check --rules {folder}
"""
OVERRIDING = """\
{folder} lies over {rules}, and is there for those that are to differ.
Begin with {folder}/README.md. After an edit, this says whether all is well:
  recommender rules check --rules {folder}
"""


def run(arguments: Arguments, origin: Path) -> int:
    """Lays the folder, whole or not at all. Rules that cannot be used are not copied: `Problems` says why."""
    target = arguments.folder or Path()
    if hindrance := _hindrance(target, origin):
        return _refused(hindrance)
    book = rulebook_in(origin)
    beginning = (overriding if arguments.overrides else copied)(book, origin, target)
    try:
        lay(beginning, target)
    except OSError as error:
        return _refused(f"“{target}” cannot be written: {error.strerror}. Nothing is left of it.")
    said = OVERRIDING if arguments.overrides else COPIED
    write(said.format(folder=target, rules=rules_counted(book)))
    return ExitCode.DONE


def _hindrance(target: Path, origin: Path) -> str:
    try:
        return why_not(target, origin)
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError before Python 3.13
        return f"“{target}” cannot be looked at: {getattr(error, 'strerror', None) or error}."


def _refused(why: str) -> int:
    talk(f"recommender rules init: {why}")
    return ExitCode.UNUSABLE
