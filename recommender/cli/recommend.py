"""`recommender recommend`."""

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.results import Refusal, profile_named, recommended
from recommender.export.text import as_text
from recommender.loading import load_rulebook
from recommender.recommend import WEEKS


def run(arguments: Arguments) -> int:
    """Writes the recommendation for a profile."""
    book = load_rulebook(arguments.rules)
    profile = profile_named(arguments.profile, book)
    try:
        recommendation = recommended(profile, book, arguments.weeks or WEEKS)
    except Refusal as refusal:
        talk(str(refusal))
        return ExitCode.REFUSED
    if arguments.format == "json":
        write_json(recommendation.as_dict())
    else:
        write(as_text(recommendation, book))
    return ExitCode.DONE
