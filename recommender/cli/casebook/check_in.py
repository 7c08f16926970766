"""`recommender casebook check-in`: keeps what is new in a log, and says what follows from it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from recommender.casebook import (
    Casebook,
    LoggedSession,
    Overtaken,
    answers_of,
    log_of,
    logged,
    read_code,
    standing,
    stretches,
)
from recommender.casebook.days import to_add
from recommender.casebook.row import Object
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import opened, tell_of_flaws
from recommender.cli.exits import ExitCode
from recommender.cli.logs import log_named
from recommender.cli.output import look, talk, write, write_json
from recommender.cli.outside import rulebook_in
from recommender.cli.results import Refusal
from recommender.cli.review import reviewed
from recommender.export.course_words import over_time
from recommender.export.review import review_text
from recommender.keeping.moment import moment
from recommender.loading.log import as_session
from recommender.model.course import Course
from recommender.model.review import Review
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names
from recommender.review.stretch import Stretch

NOTHING_NEW = "Nothing in this log is new. That there was a check-in is kept all the same."


def run(arguments: Arguments, file: Path) -> int:
    """Keeps what a log says of its days, none of it twice, and says what follows from the whole of it."""
    code = read_code(arguments.code)
    with opened(file, by=arguments.role) as casebook:
        book = rulebook_in(arguments.rules)
        casebook.find(code)
        tell_of_flaws(casebook, code)
        written = [logged(as_session(entry)) for entry in log_named(arguments.log, book).entries]
        try:
            review = _reviewed(casebook, code, written, book)
        except Refusal as refusal:
            talk(str(refusal))
            return ExitCode.REFUSED
    if arguments.format == "json":
        write_json(review.as_dict())
    else:
        write(review_text(review, book, look()))
    return ExitCode.DONE


def _reviewed(casebook: Casebook, code: str, written: Sequence[LoggedSession], book: RuleBook) -> Review:
    """The review of all that is kept by then; where another process was quicker, one of that as well."""
    while True:
        case = casebook.case(code)
        log = log_of(code, standing(case.sessions, written), book)
        before = [Stretch(*earlier) for earlier in stretches(case, book)]
        review = reviewed(answers_of(case, book), log, book, before)
        with suppress(Overtaken):
            casebook.check_in(code, written, _to_keep(review, book), moment(), case)
            if not to_add(case.sessions, written):
                talk(NOTHING_NEW)
            return review


def _to_keep(review: Review, book: RuleBook) -> Object:
    """A review as JSON, with how soon somebody is to look, and its course in words, for a later day."""
    course = over_time(review.course, Names.of(review.recommendation, book))
    told = review_text(replace(review, course=Course()), book)
    return {**review.as_dict(), "urgency": review.urgency or "", "course": course.as_json(), "page": told}
