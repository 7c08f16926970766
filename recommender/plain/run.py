"""The whole conversation, from the welcome to the result."""

from recommender.interview.controller import Interview
from recommender.interview.view import (
    BlockView,
    CheckView,
    ContradictionView,
    FailureView,
    OutcomeView,
    QuestionView,
    Welcome,
)
from recommender.keeping.as_you_go import AsYouGo
from recommender.keeping.keeper import Keeper
from recommender.keeping.unfinished import Unfinished
from recommender.loading.profile import Profile
from recommender.model.adjustment import Role
from recommender.model.rule import RuleBook
from recommender.plain.answers import answers
from recommender.plain.block import block
from recommender.plain.contradiction import contradiction
from recommender.plain.ending import ending
from recommender.plain.lines import EndOfInput, LeaveNow, Lines
from recommender.plain.outcome import failure, outcome
from recommender.plain.questions import question
from recommender.plain.talk import Talk
from recommender.plain.welcome import welcome
from recommender.recommend import Recommender

DONE, NOT_TRUSTED, INTERRUPTED = 0, 3, 130


def run(book: RuleBook, role: Role | None, profile: Profile | None, lines: Lines, keeper: Keeper) -> int:
    """Leads one person through the interview, and gives the exit code.

    That is 3 where the result is not trusted, and 130 where Ctrl+C ended it; what was kept until then stays
    or goes as with every other way to leave.

    Without a role or a profile that has one, the welcome asks; Enter alone then stands for oneself.
    """
    as_you_go = AsYouGo(Unfinished.beside(keeper.file, keys=keeper.keys))
    with Recommender(book) as recommender:
        interview = Interview(recommender, role or (profile.role if profile else "self"), profile)
        talk = Talk(interview, recommender, lines, keeper, as_you_go, choosing=not (role or profile))
        try:
            return _converse(talk)
        except LeaveNow:
            return DONE
        except KeyboardInterrupt:
            return INTERRUPTED
        except EndOfInput:
            lines.say(ending(talk, "end_of_input"))
            return DONE
        finally:
            as_you_go.left()


def _converse(talk: Talk) -> int:
    while True:
        match talk.interview.view:
            case FailureView() as view:
                failure(talk, view)
                return NOT_TRUSTED
            case OutcomeView() as view:
                if outcome(talk, view):
                    return DONE
            case Welcome() as view:
                begun = welcome(talk, view, choosing=talk.choosing and talk.interview.role_is_open)
                if begun is None:
                    return DONE
                talk = begun
            case view:
                _ask(talk, view)
        talk.kept_as_it_goes()


def _ask(talk: Talk, view: QuestionView | BlockView | ContradictionView | CheckView) -> None:
    match view:
        case QuestionView():
            question(talk, view)
        case BlockView():
            block(talk, view)
        case ContradictionView():
            contradiction(talk, view)
        case CheckView():
            answers(talk, view)
