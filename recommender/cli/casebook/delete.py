"""`recommender casebook delete`: lets go of a case."""

import sys
from io import TextIOWrapper
from pathlib import Path

from recommender.casebook import read_code
from recommender.cli.arguments import Arguments
from recommender.cli.casebook.opening import opened
from recommender.cli.exits import ExitCode
from recommender.cli.output import talk
from recommender.keeping.moment import moment


def run(arguments: Arguments, file: Path) -> int:
    """Asks once more where that was not answered beforehand, and leaves no trace but in the audit."""
    code = read_code(arguments.code)
    with opened(file, by=arguments.role) as casebook:
        casebook.find(code)
        if not (arguments.yes or _typed_again(code)):
            talk("Nothing was deleted.")
            return ExitCode.UNUSABLE
        casebook.delete(code, moment())
    talk(f"“{code}” is deleted. Here, only the audit still says that it was there.")
    return ExitCode.DONE


def _typed_again(code: str) -> bool:
    talk(f"Everything that is kept under {code} goes, and nothing brings it back.")
    talk("If that is what you want, type the code:")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return sys.stdin is not None and read_code(sys.stdin.readline()) == code
