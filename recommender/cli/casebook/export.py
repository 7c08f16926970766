"""`recommender casebook export`: one case, whole or without the person."""

from pathlib import Path

from recommender.casebook import read_code
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import giving_away, opened
from recommender.cli.casebook.pages import case_as_dict
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write_json

LOCKED_ALONE = "recommender casebook export: --to is for --locked; anything else goes to standard output"
STILL_PERSONAL = (
    "This names nobody, and is personal data in law all the same. A rare combination of answers can still "
    "point to one person. What came of the answers is not in it, as a private one may have decided that."
)


def run(arguments: Arguments, file: Path) -> int:
    """All of it as JSON, or in the form that was asked for."""
    if arguments.locked:
        from recommender.cli.casebook import export_locked

        return export_locked.run(arguments, file)
    if arguments.to is not None:
        talk(LOCKED_ALONE)
        return ExitCode.UNUSABLE
    if arguments.fhir:
        from recommender.cli.casebook import fhir

        return fhir.run(arguments, file)
    if arguments.deidentified:
        return _deidentified(arguments, file)
    with opened(file, by=arguments.role) as casebook:
        case = casebook.case(read_code(arguments.code))
        with giving_away(casebook, case.code):
            write_json(case_as_dict(case, casebook.audit(case.code)))
    return ExitCode.DONE


def _deidentified(arguments: Arguments, file: Path) -> int:
    """What is known to be structured, with what was left out; and a word on what it still is."""
    from recommender.casebook.deidentified import deidentified
    from recommender.cli.outside import rulebook_in

    book = rulebook_in(arguments.rules)
    with opened(file, by=arguments.role) as casebook:
        case = casebook.case(read_code(arguments.code))
        found = deidentified(case, book)
        with giving_away(casebook, case.code):
            write_json(found)
    talk(STILL_PERSONAL)
    return ExitCode.DONE
