"""The one door by which commands come to rules: those that come from outside are tried apart first."""

from pathlib import Path
from typing import TYPE_CHECKING

from recommender.cli.output import talk
from recommender.loading.files import Unsaved, shown
from recommender.loading.home import default_rules, shipped_rules
from recommender.loading.kept import kept
from recommender.loading.layers import same_folder
from recommender.model.rule import RuleBook

if TYPE_CHECKING:
    from recommender.workshop.checking import Checked

HERE = (
    "recommender: {folder} is read without a process of its own, as none can be started ({why}). "
    "If this never ends, or ends without a word, these rules are the reason."
)


def rulebook_in(folder: Path | None) -> RuleBook:
    """The rulebook in a folder, or the one in use where none is named, from its files. Raises `Problems`."""
    where = folder or default_rules()
    return _tried(where) or _untried(where)


def rulebook_for_a_person(folder: Path | None) -> RuleBook:
    """As `rulebook_in`; but where the same files were loaded before, as it was kept then.

    For commands that say something to or of a person. One that says something of rules looks at the files.
    """
    where = folder or default_rules()
    place = kept(where)
    book = place.book()
    if book is None and (book := _tried(where)):
        place.keep(book)
    return book or _untried(where)


def _tried(where: Path) -> RuleBook | None:
    """A rulebook that came along, or that loads and compiles apart; None where nothing is apart from here."""
    if same_folder(where, shipped_rules()):
        return _untried(where)
    from recommender.workshop.apart import load_apart
    from recommender.workshop.elsewhere import NoProcess

    try:
        return load_apart(where)
    except NoProcess as why:
        talk(HERE.format(folder=shown(where), why=why))
        return None


def _untried(where: Path) -> RuleBook:
    from recommender.loading.rulebook import load_rulebook

    return load_rulebook(where)


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
