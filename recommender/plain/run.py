"""The whole conversation, from the welcome to the result."""

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
from recommender.model.rule import RuleBook
from recommender.plain.answers import answers
from recommender.plain.contradiction import contradiction
from recommender.plain.lines import EndOfInput, LeaveNow, Lines
from recommender.plain.outcome import failure, outcome
from recommender.plain.questions import question, welcome
from recommender.plain.talk import Talk
from recommender.recommend import Recommender

DONE, NOT_TRUSTED = 0, 3


def run(book: RuleBook, role: Role | None, profile: Profile | None, lines: Lines, keeper: Keeper) -> int:
    """Leads one person through the interview, and gives the exit code: 3 where the result is not trusted.

    Without a role or a profile that has one, the welcome asks; Enter alone then stands for oneself.
    """
    try:
        with Recommender(book) as recommender:
            interview = Interview(recommender, role or (profile.role if profile else "self"), profile)
            return _converse(Talk(interview, book, lines, keeper), choosing=not (role or profile))
    except (LeaveNow, KeyboardInterrupt):
        return DONE
    except EndOfInput:
        lines.say(book.texts.interview("plain", "end_of_input_kept" if keeper.used else "end_of_input"))
        return DONE


def _converse(talk: Talk, *, choosing: bool) -> int:
    while True:
        match talk.interview.view:
            case FailureView() as view:
                failure(talk, view)
                return NOT_TRUSTED
            case OutcomeView() as view:
                if outcome(talk, view):
                    return DONE
            case Welcome() as view:
                if not welcome(talk, view, choosing=choosing and talk.interview.role_is_open):
                    return DONE
            case view:
                _ask(talk, view)


def _ask(talk: Talk, view: QuestionView | ContradictionView | CheckView) -> None:
    match view:
        case QuestionView():
            question(talk, view)
        case ContradictionView():
            contradiction(talk, view)
        case CheckView():
            answers(talk, view)
