"""From a profile to a recommendation, or to the reason why there is none."""

import sys
from pathlib import Path

from recommender.inference import Disagreement, EngineFault
from recommender.loading import Profile
from recommender.loading.files import read_file, text_of
from recommender.loading.profile import read_profile
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.problem import Problem, Problems, unreadable
from recommender.reasons.page import items, section, wrapped
from recommender.recommend import WEEKS, Recommender
from recommender.source import Source

STDIN = "<stdin>"


class Refusal(Exception):
    """No result is given, because the program does not trust its own; the message is for the person."""


def profile_named(name: str, book: RuleBook) -> Profile:
    """The profile in a file, or on standard input for “-”. Raises `Problems`."""
    return read_profile(text_named(name), book)


def text_named(name: str) -> Source:
    """The text in a file, or on standard input for “-”. Raises `Problems`."""
    problems: list[Problem] = []
    read = _stdin(problems) if name == "-" else read_file(Path(name), problems, pipes=True)
    if read is None:
        raise Problems(problems)
    return read


def _stdin(problems: list[Problem]) -> Source | None:
    if sys.stdin is None:
        problems.append(unreadable(STDIN, "there is no standard input"))
        return None
    try:
        return text_of(STDIN, sys.stdin.buffer, problems)
    except OSError as error:
        problems.append(unreadable(STDIN, f"standard input cannot be read: {error.strerror or error}"))
        return None


def recommended(profile: Profile, book: RuleBook, weeks: int = WEEKS) -> Recommendation:
    """The recommendation for a profile. Raises `Refusal` where engine and evaluator do not agree."""
    try:
        with Recommender(book) as recommender:
            return recommender.recommend_profile(profile, weeks)
    except (Disagreement, EngineFault) as error:
        raise Refusal(refusal(error, profile, book)) from error


def refusal(error: Exception, profile: Profile, book: RuleBook) -> str:
    """What is said instead of a programme, with the contacts, which need no inference."""
    words, contacts = book.texts.interview, book.texts.contacts[profile.region]
    known = (contacts.crisis, contacts.emergency, contacts.medical, contacts.support)
    return "\n".join(
        [
            wrapped(words("failure", "text"), ""),
            wrapped(f"({error})", ""),
            section(words("failure", "contacts"), items(known)),
        ]
    )
