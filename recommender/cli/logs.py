"""A log of sessions for a command, and the profile of the person whose it is."""

from recommender.cli.arguments import Arguments
from recommender.cli.results import STDIN, profile_named, text_named
from recommender.loading import Profile
from recommender.loading.log import read_log
from recommender.model.log import Log
from recommender.model.rule import RuleBook
from recommender.problem import Problems, unreadable

ONE_TEXT = "the profile and the log cannot both be “-”: one of them is a file then"


def log_named(name: str, book: RuleBook) -> Log:
    """The log in a file, or on standard input for “-”. Raises `Problems`."""
    return read_log(text_named(name), book)


def profile_and_log(arguments: Arguments, book: RuleBook) -> tuple[Profile, Log]:
    """Both that were named; without a log, one of no sessions. Raises `Problems`."""
    if arguments.profile == arguments.log == "-":
        raise Problems([unreadable(STDIN, ONE_TEXT)])
    profile = profile_named(arguments.profile, book)
    return profile, log_named(arguments.log, book) if arguments.log else Log()
