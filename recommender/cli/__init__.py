"""The command line: arguments in, an exit code out. What a command needs is loaded when it is asked for."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from recommender.cli.arguments import Arguments, read
from recommender.cli.exits import ExitCode
from recommender.cli.output import hush, stand_in_for_closed, talk

if TYPE_CHECKING:
    from recommender.problem import Problems

BRIEF = ("recommend", "explain", "review", "today", "rules check", "rules list", "rules show")
"""Commands that read one rulebook, say something of it or with it, and end."""

NO_FOLDER = "the folder in which this was typed is no longer there; “cd” leads to another one"
NO_REASON = "this computer does not say why"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code. What a person typed never ends in a traceback.

    A fault of the program ends in a report that quotes nothing, as what it stumbled over may be an answer.
    Without words given, they are those of the process, which is then this command's own and ends with it.
    """
    if argv is None:
        stand_in_for_closed()
    try:
        return _plainly(list(sys.argv[1:] if argv is None else argv), own=argv is None)
    except Exception as error:  # noqa: BLE001 - whatever it is, its own report is not for the screen
        from recommender.cli.fault import fault_told

        talk(fault_told(error))
        return ExitCode.REFUSED


def _plainly(words: Sequence[str], *, own: bool) -> int:
    try:
        arguments = read(words)
        if own and f"{arguments.command} {arguments.action}".strip() in BRIEF:
            _ends_soon()
        return _run(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitCode.DONE
    except BrokenPipeError:
        hush()
        return ExitCode.DONE
    except OSError as error:
        hush()
        talk(f"recommender: {_refused(error)}")
        return ExitCode.UNUSABLE
    except KeyboardInterrupt:
        hush()
        return ExitCode.INTERRUPTED
    except _mistakes() as problems:
        talk(str(problems))
        return ExitCode.UNUSABLE


def _mistakes() -> "type[Problems]":
    """What mistakes are raised as; asked for only once something was raised."""
    from recommender.problem import Problems

    return Problems


def _refused(error: OSError) -> str:
    """What this computer refused, where nothing nearer to it has said so: what is no file was the output."""
    why = error.strerror or (str(error.args[0]) if len(error.args) == 1 else NO_REASON)
    if error.filename is not None:
        return f"{error.filename}: {why}"
    try:
        os.getcwd()  # noqa: PTH109 - `Path.cwd`, without loading what makes paths
    except OSError:
        return NO_FOLDER
    return f"the output cannot be written: {why}"


def _ends_soon() -> None:
    """Garbage is left to the end of the process: a fifth of a second less, and about one megabyte more."""
    gc.disable()
    atexit.register(gc.freeze)


def _run(arguments: Arguments) -> int:
    match arguments.command:
        case "interview":
            from recommender.cli import interview

            return interview.run(arguments, os.environ)
        case "casebook":
            from recommender.cli import casebook

            return casebook.run(arguments, os.environ)
        case "rules":
            from recommender.cli import rules

            return rules.run(arguments)
        case _:
            return _about_a_profile(arguments)


def _about_a_profile(arguments: Arguments) -> int:
    match arguments.command:
        case "recommend":
            from recommender.cli import recommend

            return recommend.run(arguments)
        case "explain":
            from recommender.cli import explain

            return explain.run(arguments)
        case "review":
            from recommender.cli import review

            return review.run(arguments)
        case _:
            from recommender.cli import today

            return today.run(arguments)
