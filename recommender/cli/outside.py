"""The one door by which commands come to rules: those that come from outside are tried apart first."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.cli.output import talk
from recommender.loading.files import Unsaved, shown
from recommender.loading.home import default_rules, shipped_rules
from recommender.loading.kept import shipped_rulebook
from recommender.loading.layers import same_folder
from recommender.model.rule import RuleBook

if TYPE_CHECKING:
    from recommender.workshop.checking import Checked
    from recommender.workshop.counting import Counted

HERE = (
    "recommender: {folder} is read without a process of its own, as none can be started ({why}). "
    "If this never ends, or ends without a word, these rules are the reason."
)

COUNTING_TAKES = 10.0
"""Seconds, at most: what is only counted has just been read, or was not to be read within more than that."""


def rulebook_in(folder: Path | None) -> RuleBook:
    """The rulebook in a folder, or the one in use where none is named, from its files. Raises `Problems`."""
    from recommender.loading.rulebook import load_rulebook

    where = folder or default_rules()
    if same_folder(where, shipped_rules()):
        return load_rulebook(where)
    from recommender.workshop.apart import load_apart
    from recommender.workshop.elsewhere import NoProcess

    try:
        return load_apart(where)
    except NoProcess as why:
        talk(HERE.format(folder=shown(where), why=why))
        return load_rulebook(where)


def rulebook_for_a_person(folder: Path | None) -> RuleBook:
    """The same for commands that say something to a person: what came with the program may have been kept."""
    if same_folder(folder or default_rules(), shipped_rules()):
        return shipped_rulebook()
    return rulebook_in(folder)


def counted_in(folder: Path) -> "Counted":
    """How many rules stand in a folder that does not load; none where even that cannot be told."""
    from recommender.workshop.counting import Counted, counted
    from recommender.workshop.elsewhere import Ended, NoProcess, elsewhere

    try:
        return elsewhere(partial(counted, folder), COUNTING_TAKES)
    except Ended:
        return Counted(0, (shown(folder),))
    except NoProcess:
        return counted(folder)


def checked_in(folder: Path, unsaved: Unsaved, running: RuleBook) -> "Checked":
    """Every mistake in a folder with these unsaved texts, or the rulebook that it comes to."""
    from recommender.workshop.apart import check_apart
    from recommender.workshop.checking import check
    from recommender.workshop.elsewhere import NoProcess

    try:
        return check_apart(folder, unsaved, running)
    except NoProcess as why:
        talk(HERE.format(folder=shown(folder), why=why))
        return check(folder, unsaved, running)
