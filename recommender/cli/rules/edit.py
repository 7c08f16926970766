"""`recommender rules edit`."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from recommender.casebook import casebook_file
from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.interview import full_screen
from recommender.cli.output import in_ascii, look, talk
from recommender.cli.outside import rulebook_in
from recommender.keeping.keeper import Keeper
from recommender.loading import Profile, load_profile
from recommender.loading.files import shown
from recommender.loading.home import shipped_rules
from recommender.model.fact import Facts
from recommender.model.rule import RuleBook
from recommender.problem import Problems

WITHOUT_TERMINAL = """\
recommender rules edit: a full screen needs a terminal at both ends, and there is none here.
Any editor can edit the files in {folder}; this says what is wrong in them:
  recommender rules check --rules {folder}"""


def run(arguments: Arguments, folder: Path, environment: Mapping[str, str] = os.environ) -> int:
    """Opens the files of a folder; with broken rules in it as well, which is when they are wanted most."""
    if not full_screen(sys.stdin, sys.stdout, environment):
        talk(WITHOUT_TERMINAL.format(folder=shown(folder)))
        return ExitCode.UNUSABLE
    book = _book_for(folder)
    profile = load_profile(Path(arguments.profile), book) if arguments.profile else Profile(Facts())
    keeper = Keeper(casebook_file(environment), look(environment))
    from recommender.tui.authoring import run as on_screen
    from recommender.tui.looks import Looks

    moves = "TEXTUAL_ANIMATIONS" in environment
    looks = Looks(environment.get("RECOMMENDER_THEME", ""), in_ascii(environment), moves)
    return on_screen(folder, book, profile, keeper, looks)


def _book_for(folder: Path) -> RuleBook:
    """The rules in the folder; where they are broken, those that came with the program speak for now."""
    try:
        return rulebook_in(folder)
    except Problems:
        if not folder.is_dir() or folder.resolve() == shipped_rules().resolve():
            raise
        return rulebook_in(shipped_rules())
