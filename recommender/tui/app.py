"""The program around the screens: it shows what the interview has to show, and leaves when asked to."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver

from recommender.interview.controller import Interview
from recommender.interview.view import (
    CheckView,
    ContradictionView,
    FailureView,
    OutcomeView,
    QuestionView,
    Welcome,
)
from recommender.keeping.keeper import Keeper
from recommender.loading.profile import Profile
from recommender.model.adjustment import Role
from recommender.model.programme import Referral
from recommender.model.rule import RuleBook
from recommender.recommend import Recommender
from recommender.tui.driver import QuietDriver
from recommender.tui.screens.check import CheckScreen
from recommender.tui.screens.contradiction import ContradictionScreen
from recommender.tui.screens.failure import FailureScreen
from recommender.tui.screens.outcome import OutcomeScreen
from recommender.tui.screens.page import Page
from recommender.tui.screens.question import QuestionScreen
from recommender.tui.screens.referral import ReferralScreen
from recommender.tui.screens.support import SupportScreen
from recommender.tui.screens.welcome import WelcomeScreen
from recommender.tui.stage import press
from recommender.tui.theme import CALM

STYLES = Path(__file__).parent / "styles"
DONE, REFUSED = 0, 3
BLANK = "\x1b[2J\x1b[H"


class InterviewApp(App[None]):
    """Everything a person sees, from the welcome to the outcome. The interview itself is the controller's."""

    CSS_PATH: ClassVar = sorted(STYLES.glob("*.tcss"))
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middle"), (112, "-wide")]  # noqa: RUF012 - as in Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-usual"), (30, "-tall")]  # noqa: RUF012 - as in Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        press("f12,ctrl+x,ctrl+q", "leave_now"),
        press("h", "support"),
        # Not with priority: Ctrl+C first copies what is selected, such as a phone number.
        Binding("ctrl+c", "leave_now", show=False, system=True),
    ]

    def __init__(
        self,
        interview: Interview,
        book: RuleBook,
        keeper: Keeper,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class)
        self.interview = interview
        self.book = book
        self.keeper = keeper
        self.shows_rules = interview.role == "clinician"
        self.animation_level = "none"
        self.register_theme(CALM)
        self.theme = CALM.name

    async def on_mount(self) -> None:
        """The first screen is there before the first key is read."""
        await self.push_screen(self._page())

    async def show(self) -> None:
        """Shows what the interview has to show now, in one stroke."""
        with self.batch_update():
            await self.switch_screen(self._page())

    def leave_now(self) -> None:
        """Blanks the screen before anything else: ending takes a moment, and the words are gone by then."""
        self._begin_batch()  # never ended, so that nothing is painted again
        if self._driver is not None:
            self._driver.write(BLANK)
            self._driver.flush()
        self.exit()

    def action_leave_now(self) -> None:
        """F12, Ctrl+X and the like."""
        self.leave_now()

    def action_support(self) -> None:
        """Opens the contacts over whatever is shown."""
        if not isinstance(self.screen, SupportScreen):
            self.push_screen(SupportScreen(self))

    def _fatal_error(self) -> None:
        """A fault of the program. Its own report would print answers, so a plain word stands in for it."""
        self.panic(Text(self.book.texts.interview("failure", "text")))

    def _page(self) -> Page:
        match self.interview.view:
            case Welcome() as view:
                return WelcomeScreen(self, view)
            case QuestionView() as view:
                return QuestionScreen(self, view)
            case ContradictionView() as view:
                return ContradictionScreen(self, view)
            case CheckView() as view:
                return CheckScreen(self, view)
            case OutcomeView(recommendation=recommendation) as view:
                referred = isinstance(recommendation.result, Referral)
                return ReferralScreen(self, view) if referred else OutcomeScreen(self, view)
            case FailureView() as view:
                return FailureScreen(self, view)


def run(book: RuleBook, role: Role, profile: Profile | None, keeper: Keeper) -> int:
    """Holds the interview in the terminal and gives the exit code."""
    with Recommender(book) as recommender:
        app = InterviewApp(Interview(recommender, role, profile), book, keeper, QuietDriver)
        app.run()
    return REFUSED if app.return_code else DONE
