"""The rules mode by itself: `recommender rules edit`."""

from pathlib import Path

from textual.screen import Screen

from recommender.interview.controller import Interview
from recommender.keeping.keeper import Keeper
from recommender.loading import load_rulebook
from recommender.loading.profile import Profile
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.recommend import Recommender
from recommender.tui.app import PLAIN_LOOKS, InterviewApp
from recommender.tui.driver import QuietDriver
from recommender.tui.looks import Looks
from recommender.tui.screens.rules import RulesScreen
from recommender.workshop.watch import Watch

DONE, REFUSED = 0, 3


class AuthoringApp(InterviewApp):
    """Opens on the files. Good rules that are saved, here or elsewhere, are in use a moment later."""

    def __init__(
        self,
        recommender: Recommender,
        profile: Profile,
        keeper: Keeper,
        folder: Path,
        looks: Looks = PLAIN_LOOKS,
    ) -> None:
        super().__init__(Interview(recommender, profile.role, profile), recommender.book, keeper, looks)
        self.rules_folder, self.watching = folder, Watch(folder, recommender.book)

    def first_screen(self) -> Screen[None]:
        """The files; where they are broken from the beginning, it is said whose words these are."""
        return RulesScreen(self, borrowed=_broken(self.rules_folder))


def _broken(folder: Path) -> bool:
    try:
        load_rulebook(folder)
    except Problems:
        return True
    return False


def run(folder: Path, book: RuleBook, profile: Profile, keeper: Keeper, looks: Looks) -> int:
    """Opens the files in the terminal and gives the exit code. `book` speaks until the folder is read."""
    app = AuthoringApp(Recommender(book), profile, keeper, folder, looks)
    app.driver_class = QuietDriver
    try:
        app.run()
    finally:
        for recommender in app.recommenders:
            recommender.close()
    return REFUSED if app.return_code else DONE
