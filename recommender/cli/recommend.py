"""`recommender recommend`."""

from datetime import UTC, datetime

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.forms import Misfit, fitting, plan_of
from recommender.cli.output import talk, write, write_bytes
from recommender.cli.outside import rulebook_for_a_person
from recommender.cli.results import Refusal, profile_named, recommended
from recommender.export.text import as_text
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.recommend import WEEKS


def run(arguments: Arguments) -> int:
    """Writes the recommendation for a profile."""
    try:
        fitting(arguments)
        book = rulebook_for_a_person(arguments.rules)
        profile = profile_named(arguments.profile, book)
        _write(recommended(profile, book, arguments.weeks or WEEKS), book, arguments)
    except Misfit as misfit:
        talk(f"recommender: {misfit}")
        return ExitCode.UNUSABLE
    except Refusal as refusal:
        talk(str(refusal))
        return ExitCode.REFUSED
    return ExitCode.DONE


def _write(recommendation: Recommendation, book: RuleBook, arguments: Arguments) -> None:
    match arguments.format:
        case "text":
            write(as_text(recommendation, book))
        case "json":
            write_bytes(recommendation.as_json(indent=True) + b"\n")
        case "ics":
            _write_calendar(recommendation, book, arguments)
        case form:
            from recommender.export.files import FORMS, as_bytes

            write_bytes(as_bytes(FORMS[form].write(recommendation, book)))


def _write_calendar(recommendation: Recommendation, book: RuleBook, arguments: Arguments) -> None:
    """The calendar; where there are no sessions, one without events, and what there is instead is said."""
    from recommender.export.calendar import NoSessions, as_calendar, without_events

    plan = plan_of(arguments, datetime.now(UTC))
    try:
        written = as_calendar(recommendation, book, plan)
    except NoSessions as instead:
        talk(str(instead).rstrip())
        written = without_events(book, plan)
    write_bytes(written.encode())
