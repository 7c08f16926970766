"""`recommender interview`: full screen or plain prompts, and what happens where nobody can answer."""

import io
import select
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from recommender.cli.arguments import Arguments
from recommender.cli.output import in_ascii, look, talk, write

if TYPE_CHECKING:
    from recommender.keeping.keeper import Keeper
    from recommender.loading import Profile
    from recommender.model.rule import RuleBook
    from recommender.tui.screens.opening import OpeningWords
    from recommender.tui.sitting import Sitting

PATIENCE = 0.2
"""Seconds that standard input has to show that it is at its end."""


def run(arguments: Arguments, environment: Mapping[str, str]) -> int:
    """Holds the interview; where there is nobody to ask, recommends for the shipped profile."""
    if arguments.ascii:
        environment = {**environment, "RECOMMENDER_ASCII": "1"}
    if arguments.bare and not (arguments.plain or arguments.profile) and at_its_end(sys.stdin):
        return _for_the_shipped_profile(arguments)
    if arguments.plain or not full_screen(sys.stdin, sys.stdout, environment):
        return _plain(arguments, environment)
    return _on_screen(arguments, environment)


def _on_screen(arguments: Arguments, environment: Mapping[str, str]) -> int:
    """Paints first; the rules and the engine come behind that."""
    from recommender.loading.home import default_rules
    from recommender.tui.looks import Looks
    from recommender.tui.opening import run as on_screen

    looks = Looks(
        arguments.theme or environment.get("RECOMMENDER_THEME", ""),
        in_ascii(environment),
        "TEXTUAL_ANIMATIONS" in environment,
    )

    def load() -> "Sitting":
        from recommender.tui.sitting import Sitting

        book, profile, keeper = _loaded(arguments, environment)
        sitting = Sitting.opened(book, arguments.role, profile, keeper)
        return replace(sitting, folder=arguments.rules or default_rules(environment))

    return on_screen(load, _words(arguments, environment), looks)


def _words(arguments: Arguments, environment: Mapping[str, str]) -> "OpeningWords":
    """What can be said before anything is loaded."""
    from recommender.loading.glimpse import glimpse
    from recommender.loading.home import default_rules, text_file
    from recommender.tui.screens.opening import OpeningWords

    file = text_file(arguments.rules or default_rules(environment), "interview.yaml")
    voice = ("clinician",) if arguments.role == "clinician" else ()
    # Whose voice a profile asks for is not known yet, and a title that changes would be a small lie.
    title = "" if arguments.profile and not arguments.role else glimpse(file, "welcome", *voice, "title")
    return OpeningWords(title, glimpse(file, "opening", "text"), glimpse(file, "keys", "leave"))


def _loaded(
    arguments: Arguments, environment: Mapping[str, str]
) -> "tuple[RuleBook, Profile | None, Keeper]":
    """The rules, the answers to begin with, and the way to the casebook.

    Raises `Problems`; what a clinician recorded cannot be used by somebody who answers for themselves.
    """
    from recommender.casebook import casebook_file
    from recommender.cli.outside import rulebook_for_a_person
    from recommender.keeping.keeper import Keeper
    from recommender.loading import load_profile
    from recommender.loading.profile import read_answers

    book = rulebook_for_a_person(arguments.rules)
    profile = load_profile(Path(arguments.profile), book) if arguments.profile else None
    if profile is not None and arguments.role == "self" != profile.role:
        profile = read_answers(
            {**profile.facts.withheld, **profile.facts.known},
            book,
            "self",
            [change.written for change in profile.adjustments if isinstance(change.written, Mapping)],
            profile.region,
        )
    return book, profile, Keeper(casebook_file(environment), look(environment))


def _plain(arguments: Arguments, environment: Mapping[str, str]) -> int:
    from recommender.plain import Lines
    from recommender.plain import run as in_lines

    write("")  # where that raises, nobody would see what is asked
    book, profile, keeper = _loaded(arguments, environment)
    lines = Lines.over(sys.stdin or io.StringIO(), sys.stdout)
    return in_lines(book, arguments.role, profile, lines, keeper)


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
    from recommender.loading.files import shown

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
