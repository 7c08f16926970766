"""`recommender explain`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from recommender.cli.arguments import Arguments
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write, write_json
from recommender.cli.outside import rulebook_for_a_person
from recommender.cli.results import Refusal, profile_named, refusal
from recommender.explanation import (
    UnknownPart,
    as_dict,
    as_text,
    difference,
    difference_dict,
    difference_text,
    otherwise_dict,
    otherwise_text,
    read_changes,
    read_part,
    what_would_change,
    why,
    why_not,
)
from recommender.explanation.otherwise import Recommend
from recommender.explanation.parts import WeekPart
from recommender.inference import Disagreement, EngineFault
from recommender.loading import Profile
from recommender.model.recommendation import Json
from recommender.model.rule import RuleBook
from recommender.reasons.page import flowed
from recommender.recommend import WEEKS, Recommender


class Answer(NamedTuple):
    """The answer to the question that was typed, in both formats."""

    text: str
    json: dict[str, Json]


def run(arguments: Arguments) -> int:
    """Writes why a part is as it is or is not there, or what other answers would change."""
    book = rulebook_for_a_person(arguments.rules)
    profile = profile_named(arguments.profile, book)
    try:
        answer = _answer(arguments, profile, book)
    except UnknownPart as unknown:
        talk(f"recommender explain: {unknown}")
        return ExitCode.UNUSABLE
    except Refusal as refused:
        talk(str(refused))
        return ExitCode.REFUSED
    if arguments.format == "json":
        write_json(answer.json)
    else:
        write(flowed(answer.text))
    return ExitCode.DONE


def _answer(arguments: Arguments, profile: Profile, book: RuleBook) -> Answer:
    if arguments.what_if is not None:
        return _what_if(arguments.what_if, profile, book)
    if arguments.what_would_change is not None:
        return _what_would_change(arguments.what_would_change, profile, book)
    ask, part = (why, arguments.why) if arguments.why is not None else (why_not, arguments.why_not or "")
    with _recommending(profile, book, _weeks_for(part, book)) as recommend:
        recommendation = recommend(profile)
    explanation = ask(recommendation, book, part)
    return Answer(as_text(explanation, recommendation, book), as_dict(explanation, recommendation, book))


def _what_if(changes: list[str], profile: Profile, book: RuleBook) -> Answer:
    changed = read_changes(changes, profile, book)
    with _recommending(profile, book) as recommend:
        found = difference(recommend(profile), recommend(changed))
    return Answer(difference_text(found, book), difference_dict(found, book))


def _what_would_change(part: str, profile: Profile, book: RuleBook) -> Answer:
    with _recommending(profile, book, _weeks_for(part, book)) as recommend:
        found = what_would_change(profile, book, part, recommend)
    return Answer(otherwise_text(found, book), otherwise_dict(found, book))


def _weeks_for(text: str, book: RuleBook) -> int:
    """How far to look ahead: as far as the week that is asked about."""
    part = read_part(text, book)
    return max(WEEKS, part.number) if isinstance(part, WeekPart) else WEEKS


@contextmanager
def _recommending(profile: Profile, book: RuleBook, weeks: int = WEEKS) -> Iterator[Recommend]:
    """A recommender for any number of answers. Raises `Refusal` where engine and evaluator do not agree."""
    try:
        with Recommender(book) as recommender:
            yield lambda asked: recommender.recommend_profile(asked, weeks)
    except (Disagreement, EngineFault) as error:
        raise Refusal(refusal(error, profile, book)) from error
