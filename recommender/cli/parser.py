"""How a word that cannot stand where it was typed is answered, and how wide a page of help is."""

import argparse
import os
import re
from contextlib import suppress
from typing import NoReturn

from recommender.cli.exits import ExitCode
from recommender.cli.output import talk, write

USUAL = 80
"""Columns where neither the environment nor a terminal names any."""


class Page(argparse.HelpFormatter):
    """A page of help."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


class WrittenPage(Page, argparse.RawDescriptionHelpFormatter):
    """A page of help on which some lines end where they were written to."""


class Parser(argparse.ArgumentParser):
    """Of a word that is none of those that can stand there, it ends with the one that was probably meant."""

    def error(self, message: str) -> NoReturn:
        talk(f"{self.format_usage()}{self.prog}: error: {message}{_meant(message)}")
        self.exit(ExitCode.UNUSABLE)

    def print_help(self, file: object = None) -> None:
        """For stdout, and not in silence where that takes nothing."""
        del file
        write(self.format_help())


def _meant(message: str) -> str:
    from recommender.problem import nearest

    found = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
    near = nearest(found[1], re.findall(r"[\w-]+", found[2])) if found else ""
    return f"\nDid you mean “{near}”?" if near else ""


def _columns() -> int:
    """As `shutil.get_terminal_size`, which is in one module with everything that packs files."""
    with suppress(KeyError, ValueError):
        if (asked := int(os.environ["COLUMNS"])) > 0:
            return asked
    with suppress(OSError):
        return os.get_terminal_size().columns or USUAL
    return USUAL
