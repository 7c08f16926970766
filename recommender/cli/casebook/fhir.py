"""`recommender casebook export --fhir`: a case for an electronic record."""

from importlib.metadata import version
from pathlib import Path

from recommender.casebook import read_code
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import giving_away, opened
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write_json
from recommender.cli.outside import rulebook_in
from recommender.records.bundle import as_bundle
from recommender.records.fhir import Unfit, available, held_against_standard

INSTALL = (
    "recommender casebook export: --fhir needs an extra of this program: pip install 'recommender[fhir]'"
)
HOLDS = (
    "This holds every answer of the last intake, the private ones too, and what came of it, under the code "
    "of the case; a record that takes it in keeps it."
)
UNFIT = (
    "recommender casebook export: what came out is not as FHIR R4B has it, so nothing is given. "
    "Either this program has a fault, or the case was imported and is of another shape. It shows in: {where}"
)


def run(arguments: Arguments, file: Path) -> int:
    """A Bundle of FHIR R4B for standard output, or none at all where it does not hold to the standard."""
    if not available():
        talk(INSTALL)
        return ExitCode.UNUSABLE
    book = rulebook_in(arguments.rules)
    with opened(file, by=arguments.role) as casebook:
        case = casebook.case(read_code(arguments.code))
        try:
            bundle = held_against_standard(as_bundle(case, book, version("recommender")))
        except Unfit as unfit:
            talk(UNFIT.format(where=unfit))
            return ExitCode.REFUSED
        with giving_away(casebook, case.code):
            write_json(bundle)
    talk(HOLDS)
    return ExitCode.DONE
