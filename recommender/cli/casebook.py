"""`recommender casebook`: what a person chose to keep, and what becomes of it."""

import secrets
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from recommender.casebook import (
    Casebook,
    Frozen,
    Intake,
    LoggedSession,
    NoSuchCase,
    Overtaken,
    answers_of,
    casebook_file,
    frozen,
    intake_of,
    log_of,
    logged,
    open_casebook,
    read_code,
    standing,
    stretches,
)
from recommender.casebook.row import Object
from recommender.cli.arguments import Arguments
from recommender.cli.casebook_pages import (
    audit_as_dict,
    audit_page,
    case_as_dict,
    list_as_dict,
    list_page,
    show_as_dict,
    show_page,
)
from recommender.cli.exits import ExitCode
from recommender.cli.output import look, talk, write, write_json
from recommender.loading.files import shown
from recommender.model.review import Review
from recommender.model.rule import RuleBook
from recommender.problem import Problems


def run(arguments: Arguments, environment: Mapping[str, str]) -> int:
    """Does what was asked of the casebook, and gives the exit code."""
    file = casebook_file(environment)
    try:
        if arguments.action == "add":
            return _add(arguments, file)
        with open_casebook(file) as casebook:
            return _with(casebook, arguments)
    except NoSuchCase as unknown:
        talk(f"recommender casebook: {unknown}")
        return ExitCode.UNUSABLE


def _with(casebook: Casebook, arguments: Arguments) -> int:
    code, as_json = read_code(arguments.code), arguments.format == "json"
    match arguments.action:
        case "show":
            return _show(casebook, code, as_json=as_json)
        case "check-in":
            return _check_in(casebook, code, arguments)
        case "export":
            return _export(casebook, code)
        case "delete":
            return _delete(casebook, code, asked=not arguments.yes)
        case "audit":
            return _audit(casebook, code, as_json=as_json)
        case _:
            return _list(casebook, as_json=as_json)


def _add(arguments: Arguments, file: Path) -> int:
    """Keeps a profile and its recommendation; nothing is put on the disk before there is one."""
    from recommender.cli.results import Refusal

    try:
        intake, given = _answered(arguments)
    except Refusal as refusal:
        talk(str(refusal))
        return ExitCode.REFUSED
    with open_casebook(file, new=arguments.case is None) as casebook:
        if arguments.case is None:
            code = casebook.add(intake, given, _now(), secrets.choice)
        else:
            code = read_code(arguments.case)
            casebook.add_version(code, intake, given, _now())
    write(f"{code}\n")
    talk(f"Kept in {shown(file)}. It can be seen again with: recommender casebook show {code}")
    return ExitCode.DONE


def _answered(arguments: Arguments) -> tuple[Intake, Frozen]:
    """What a profile says and what comes of it; the engine is not loaded for any other command."""
    from recommender.cli.results import profile_named, recommended
    from recommender.export.text import as_text
    from recommender.loading import load_rulebook
    from recommender.recommend import WEEKS

    book, weeks = load_rulebook(arguments.rules), arguments.weeks or WEEKS
    profile = profile_named(arguments.profile, book)
    recommendation = recommended(profile, book, weeks)
    return intake_of(profile), frozen(recommendation, weeks, as_text(recommendation, book))


def _list(casebook: Casebook, *, as_json: bool) -> int:
    if as_json:
        write_json(list_as_dict(casebook.cases()))
    else:
        write(list_page(casebook.cases()))
    return ExitCode.DONE


def _show(casebook: Casebook, code: str, *, as_json: bool) -> int:
    """The last recommendation as it was given, then the log, and the weeks as the last check-in left them."""
    case = casebook.case(code)
    _note(casebook, code, "shown")
    if as_json:
        write_json(show_as_dict(case))
    else:
        write(show_page(case, look()))
    return ExitCode.DONE


def _check_in(casebook: Casebook, code: str, arguments: Arguments) -> int:
    """Keeps what a log says of its days, none of it twice, and says what follows from the whole of it."""
    from recommender.cli.results import Refusal
    from recommender.export.review import review_text
    from recommender.loading import load_log, load_rulebook
    from recommender.loading.log import as_session

    book = load_rulebook(arguments.rules)
    casebook.find(code)
    written = [logged(as_session(entry)) for entry in load_log(Path(arguments.log), book).entries]
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
    from recommender.cli.review import reviewed
    from recommender.review.stretch import Stretch

    while True:
        case = casebook.case(code)
        log = log_of(code, standing(case.sessions, written), book)
        before = [Stretch(*earlier) for earlier in stretches(case, book)]
        review = reviewed(answers_of(case, book), log, book, before)
        with suppress(Overtaken):
            casebook.check_in(code, written, _to_keep(review, book), _now(), case)
            return review


def _to_keep(review: Review, book: RuleBook) -> Object:
    """A review as JSON, with the course of its weeks in words, to be drawn again without a rulebook."""
    from recommender.export.course_words import over_time
    from recommender.export.review import review_text
    from recommender.model.course import Course
    from recommender.reasons.names import Names

    course = over_time(review.course, Names.of(review.recommendation, book))
    told = review_text(replace(review, course=Course()), book)
    return {**review.as_dict(), "course": course.as_json(), "page": told}


def _export(casebook: Casebook, code: str) -> int:
    case = casebook.case(code)
    _note(casebook, code, "exported")
    write_json(case_as_dict(case, casebook.audit(code)))
    return ExitCode.DONE


def _delete(casebook: Casebook, code: str, *, asked: bool) -> int:
    casebook.find(code)
    if asked and not _typed_again(code):
        talk("Nothing was deleted.")
        return ExitCode.UNUSABLE
    casebook.delete(code, _now())
    talk(f"“{code}” is deleted. The audit still says that it was there, and nothing else does.")
    return ExitCode.DONE


def _audit(casebook: Casebook, code: str, *, as_json: bool) -> int:
    lines = casebook.audit(code)
    if code and not lines:
        raise NoSuchCase(f"nothing was ever kept under “{code}” in this casebook")
    if as_json:
        write_json(audit_as_dict(lines))
    else:
        write(audit_page(lines))
    return ExitCode.DONE


def _note(casebook: Casebook, code: str, what: str) -> None:
    """Looking is possible where writing is not, and then the audit's gap is said aloud."""
    try:
        casebook.note(code, what, _now())
    except Problems as problems:
        talk(f"{problems}\n\nThe audit does not say that this was {what}.")


def _typed_again(code: str) -> bool:
    talk(f"Everything that is kept under {code} goes, and nothing brings it back.")
    talk("If that is what you want, type the code:")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return sys.stdin is not None and read_code(sys.stdin.readline()) == code


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")
