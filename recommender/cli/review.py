"""`recommender review`."""

from collections.abc import Sequence

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.logs import profile_and_log
from recommender.cli.output import look, talk, write, write_json
from recommender.cli.outside import rulebook_for_a_person
from recommender.cli.results import Refusal, refusal
from recommender.export.review import review_text
from recommender.inference import Disagreement, EngineFault
from recommender.loading import Profile
from recommender.model.log import Log
from recommender.model.review import Review
from recommender.model.rule import RuleBook
from recommender.review import Reviewer
from recommender.review.stretch import Stretch


def run(arguments: Arguments) -> int:
    """Writes what follows from a profile and a log."""
    book = rulebook_for_a_person(arguments.rules)
    profile, log = profile_and_log(arguments, book)
    try:
        review = reviewed(profile, log, book)
    except Refusal as refused:
        talk(str(refused))
        return ExitCode.REFUSED
    if arguments.format == "json":
        write_json(review.as_dict())
    else:
        write(review_text(review, book, look()))
    return ExitCode.DONE


def reviewed(profile: Profile, log: Log, book: RuleBook, before: Sequence[Stretch] = ()) -> Review:
    """The review of a log. Raises `Refusal` where engine and evaluator do not agree."""
    try:
        with Reviewer(book) as reviewer:
            return reviewer.review(profile, log, before)
    except (Disagreement, EngineFault) as error:
        raise Refusal(refusal(error, profile, book)) from error
