"""`recommender today`: one session, and how its day is."""

import sys

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.logs import profile_and_log
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import rulebook_for_a_person
from recommender.cli.results import refusal
from recommender.export.today import today_text
from recommender.inference import Disagreement, EngineFault
from recommender.loading import Profile
from recommender.model.log import Log
from recommender.model.rule import RuleBook
from recommender.model.today import Coming, Day, State
from recommender.plain.lines import EndOfInput, LeaveNow, Lines
from recommender.plain.today import ask_state
from recommender.review.today import Days


def run(arguments: Arguments) -> int:
    """Writes the session of today; in a terminal, after the one question where no state was given."""
    book = rulebook_for_a_person(arguments.rules)
    profile, log = profile_and_log(arguments, book)
    try:
        day = _day(arguments, profile, log, book)
    except (Disagreement, EngineFault) as error:
        talk(refusal(error, profile, book))
        return ExitCode.REFUSED
    except EndOfInput:
        write(f"{book.texts.interview('plain', 'end_of_input')}\n")
        return ExitCode.DONE
    except LeaveNow:
        return ExitCode.DONE
    if arguments.format == "json":
        write_json(day.as_dict())
    else:
        write(today_text(day, book))
    return ExitCode.DONE


def _day(arguments: Arguments, profile: Profile, log: Log, book: RuleBook) -> Day:
    with Days(book) as days:
        coming = days.coming(profile, log)
        state = arguments.state
        if state is None and coming.session and _somebody_is_there(arguments):
            state = _asked(coming, profile, days, book)
        return days.today(coming, state)


def _asked(coming: Coming, profile: Profile, days: Days, book: RuleBook) -> State | None:
    contacts = days.today(coming, None).contacts
    return ask_state(book, profile.role, contacts, Lines.over(sys.stdin, sys.stdout))


def _somebody_is_there(arguments: Arguments) -> bool:
    """Whether the question can be asked: a terminal at both ends, and a page for a person."""
    at_terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return at_terminal and arguments.format == "text" and "-" not in (arguments.profile, arguments.log)
