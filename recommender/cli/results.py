"""From a profile to a recommendation, or to the reason why there is none."""

import sys
from pathlib import Path

from recommender.inference import Disagreement, EngineFault
from recommender.loading import Profile, load_profile
from recommender.loading.files import text_of
from recommender.loading.profile import read_profile
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.problem import Problem, Problems, unreadable
from recommender.reasons.page import items, section, wrapped
from recommender.recommend import WEEKS, Recommender

STDIN = "<stdin>"


class Refusal(Exception):
    """No result is given, because the program does not trust its own; the message is for the person."""


def profile_named(name: str, book: RuleBook) -> Profile:
    """The profile in a file, or on standard input for “-”. Raises `Problems`."""
    if name != "-":
        return load_profile(Path(name), book)
    problems: list[Problem] = []
    if sys.stdin is None:
        raise Problems([unreadable(STDIN, "there is no standard input")])
    source = text_of(STDIN, sys.stdin.buffer, problems)
    if source is None:
        raise Problems(problems)
    return read_profile(source, book)


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
