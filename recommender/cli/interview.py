"""`recommender interview`: full screen or plain prompts, and what happens where nobody can answer."""

import io
import select
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from recommender.casebook import casebook_file
from recommender.cli.arguments import Arguments
from recommender.cli.output import look, talk
from recommender.keeping.keeper import Keeper
from recommender.loading import Profile, load_profile, load_rulebook
from recommender.loading.files import shown
from recommender.model.adjustment import Role
from recommender.model.rule import RuleBook

PATIENCE = 0.2
"""Seconds that standard input has to show that it is at its end."""


def run(arguments: Arguments, environment: Mapping[str, str]) -> int:
    """Holds the interview; where there is nobody to ask, recommends for the shipped profile."""
    if arguments.bare and not (arguments.plain or arguments.profile) and at_its_end(sys.stdin):
        return _for_the_shipped_profile(arguments)
    book = load_rulebook(arguments.rules)
    profile = load_profile(Path(arguments.profile), book) if arguments.profile else None
    keeper = Keeper(casebook_file(environment), look())
    if arguments.plain or not full_screen(sys.stdin, sys.stdout, environment):
        return _plain(book, arguments.role, profile, keeper)
    from recommender.tui import run as on_screen

    return on_screen(book, arguments.role or (profile.role if profile else "self"), profile, keeper)


def _plain(book: RuleBook, role: Role | None, profile: Profile | None, keeper: Keeper) -> int:
    from recommender.plain import Lines
    from recommender.plain import run as in_lines

    lines = Lines.over(sys.stdin or io.StringIO(), sys.stdout or io.StringIO())
    return in_lines(book, role, profile, lines, keeper)


def full_screen(stdin: TextIO | None, stdout: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Whether there is a terminal at both ends that can move its cursor, and nobody asked for plain lines."""
    at_terminal = stdin is not None and stdout is not None and stdin.isatty() and stdout.isatty()
    return at_terminal and environment.get("TERM") != "dumb" and not environment.get("ACCESSIBLE")


def at_its_end(stdin: TextIO | None) -> bool:
    """Whether nothing will ever come from standard input. Takes nothing from it, and hardly waits."""
    if stdin is None:
        return True
    if stdin.isatty() or not select.select([stdin], [], [], PATIENCE)[0]:
        return False
    peeked = stdin.buffer.peek(1) if isinstance(stdin.buffer, io.BufferedReader) else b""
    return not peeked


def _for_the_shipped_profile(arguments: Arguments) -> int:
    from recommender.cli import recommend

    arguments.profile = str(shipped_profile())
    talk("There is no terminal, and standard input is empty. In a terminal, the interview opens;")
    talk(f"here is what it gives for a fictional person, {shown(Path(arguments.profile))}.")
    return recommend.run(arguments)


def shipped_profile() -> Path:
    """The profile of a fictional person that came with the program."""
    package = Path(__file__).resolve().parent.parent
    travelling = package / "_profiles"
    profiles = travelling if travelling.is_dir() else package.parent / "profiles"
    return profiles / "hypervigilant.yaml"
