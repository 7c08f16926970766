"""`recommender explain`."""

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.results import Refusal, profile_named, recommended
from recommender.explanation import UnknownPart, as_dict, as_text, read_part, why, why_not
from recommender.explanation.parts import WeekPart
from recommender.loading import load_rulebook
from recommender.reasons.page import flowed
from recommender.recommend import WEEKS


def run(arguments: Arguments) -> int:
    """Writes why a part is as it is, or why it is not there."""
    book = load_rulebook(arguments.rules)
    profile = profile_named(arguments.profile, book)
    ask, text = (why, arguments.why) if arguments.why is not None else (why_not, arguments.why_not or "")
    try:
        part = read_part(text, book)
        weeks = max(WEEKS, part.number) if isinstance(part, WeekPart) else WEEKS
        recommendation = recommended(profile, book, weeks)
    except UnknownPart as unknown:
        talk(f"recommender explain: {unknown}")
        return ExitCode.UNUSABLE
    except Refusal as refusal:
        talk(str(refusal))
        return ExitCode.REFUSED
    explanation = ask(recommendation, book, text)
    if arguments.format == "json":
        write_json(as_dict(explanation, recommendation, book))
    else:
        write(flowed(as_text(explanation, recommendation, book)))
    return ExitCode.DONE
