"""Which screen shows what. To load this is to load all screens, the rules and the engine behind them."""

from recommender.interview.view import (
    BlockView,
    CheckView,
    ContradictionView,
    FailureView,
    OutcomeView,
    QuestionView,
    Welcome,
)
from recommender.model.programme import Referral
from recommender.tui.screens.block import BlockScreen
from recommender.tui.screens.check import CheckScreen
from recommender.tui.screens.contradiction import ContradictionScreen
from recommender.tui.screens.failure import FailureScreen
from recommender.tui.screens.keys import KeysScreen
from recommender.tui.screens.outcome import OutcomeScreen
from recommender.tui.screens.page import Page
from recommender.tui.screens.part import PartScreen
from recommender.tui.screens.question import QuestionScreen
from recommender.tui.screens.referral import ReferralScreen
from recommender.tui.screens.support import SupportScreen
from recommender.tui.screens.text import TextScreen
from recommender.tui.screens.welcome import WelcomeScreen
from recommender.tui.stage import Stage

__all__ = ["KeysScreen", "SupportScreen", "TextScreen", "page_of"]


def page_of(stage: Stage) -> Page:
    """The screen for what the interview has to show now."""
    match stage.interview.view:
        case Welcome() as view:
            return WelcomeScreen(stage, view)
        case BlockView() as view:
            return BlockScreen(stage, view)
        case QuestionView() as view:
            return _question(stage, view)
        case ContradictionView() as view:
            return ContradictionScreen(stage, view)
        case CheckView() as view:
            return CheckScreen(stage, view)
        case view:
            return _ending(stage, view)


def _question(stage: Stage, view: QuestionView) -> Page:
    """A part is announced once, before its first question; a clinician has the intake before them already."""
    alone = stage.interview.role == "self"
    announced = alone and view.part_intro and stage.announces(view.part)
    return PartScreen(stage, view) if announced else QuestionScreen(stage, view)


def _ending(stage: Stage, view: OutcomeView | FailureView) -> Page:
    if isinstance(view, FailureView):
        return FailureScreen(stage, view)
    referred = isinstance(view.recommendation.result, Referral)
    return ReferralScreen(stage, view) if referred else OutcomeScreen(stage, view)
