"""What is kept of a case, read by the rules as they are now, and what is said where they no longer can."""

from collections.abc import Iterable, Iterator

from recommender.casebook.days import by_day
from recommender.casebook.records import Case, LoggedSession, profile_of
from recommender.loading import Profile
from recommender.loading.log import read_sessions
from recommender.model.log import Log
from recommender.model.rule import RuleBook
from recommender.problem import Problem, Problems
from recommender.source import Source, Span

ANSWER_ANEW = "The answers can be given anew: recommender casebook add PROFILE --case {code}"
WRITE_ANEW = "What a log file says of this day takes the place of what is kept, once it names the day."


class NoLongerRead(Problems):
    """Rules that changed cannot read what is kept. The message names the case and the day, and a way on."""

    def __str__(self) -> str:
        said = (f"{one.span.source.name}: {one.what}\n\n  {one.help}" for one in self.problems)
        return "\n\n".join(said)


def answers_of(case: Case, book: RuleBook) -> Profile:
    """The answers in force. Raises `NoLongerRead`."""
    last = case.intakes[-1]
    try:
        return profile_of(last.value, book)
    except Problems as problems:
        place, way_on = f"case {case.code}, answers of {last.at[:10]}", ANSWER_ANEW.format(code=case.code)
        raise NoLongerRead(_placed(problems, place, way_on)) from problems


def log_of(code: str, sessions: Iterable[LoggedSession], book: RuleBook) -> Log:
    """The log of a case that these sessions make up. Raises `NoLongerRead`."""
    sessions = tuple(sessions)
    try:
        return read_sessions([one.session for one in sessions], book)
    except Problems as problems:
        raise NoLongerRead(_unread(code, sessions, book)) from problems


def _unread(code: str, sessions: Iterable[LoggedSession], book: RuleBook) -> Iterator[Problem]:
    for (week, day), of_day in by_day(sessions).items():
        try:
            read_sessions([one.session for one in of_day], book)
        except Problems as problems:
            place = f"case {code}, week {week}, day {day}"
            yield from _placed(problems, place, WRITE_ANEW)


def _placed(problems: Problems, place: str, way_on: str) -> Iterator[Problem]:
    for one in problems.problems:
        what = f"the rules as they are now cannot read what is kept: {one.what}"
        yield Problem(one.code, what, Span(Source(place, ""), 0), help=way_on)
