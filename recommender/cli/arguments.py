"""What may be typed, and what it means."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from recommender.cli.exits import ExitCode
from recommender.cli.output import write
from recommender.cli.parser import Page, Parser, WrittenPage
from recommender.model.length import LONGEST, WEEKS
from recommender.model.state import State

if TYPE_CHECKING:
    from datetime import date

    from recommender.tui.looks import ThemeName

A_PROFILE = "a profile file, or - for standard input"
A_LOG = "a file of sessions, or - for standard input"
ABOUT_ITSELF = ("-h", "--help", "--version")
THEMES: "tuple[ThemeName, ...]" = ("dark", "light", "contrast")


class Arguments(argparse.Namespace):
    """Everything that a command may read; `bare` where no command was typed."""

    command: str
    bare: bool = False
    rules: Path | None = None
    profile: str = ""
    format: Literal["text", "json", "markdown", "html", "pdf", "ics"] = "text"
    weeks: int | None = None
    start: "date | None" = None
    zone: str | None = None
    title: str | None = None
    alarm: int | None = None
    series: str | None = None
    why: str | None = None
    why_not: str | None = None
    what_if: list[str] | None = None
    what_would_change: str | None = None
    log: str = ""
    state: State | None = None
    plain: bool = False
    ascii: bool = False
    theme: "ThemeName | None" = None
    role: Literal["self", "clinician"] | None = None
    action: str = ""
    claims: bool = False
    stratum: str | None = None
    purpose: str | None = None
    reads: str | None = None
    does: str | None = None
    cites: str | None = None
    explain: str | None = None
    fix: bool = False
    quick: bool = False
    rule: str = ""
    profiles: Path | None = None
    save: Path | None = None
    old: Path | None = None
    people: int = 0
    seed: int = 0
    schema_for: str | None = None
    folder: Path | None = None
    overrides: bool = False
    code: str = ""
    case: str | None = None
    link: str = ""
    yes: bool = False
    locked: bool = False
    deidentified: bool = False
    fhir: bool = False
    to: str | None = None
    file: str = ""
    new_code: bool = False


def read(words: Sequence[str]) -> Arguments:
    """The arguments. Raises SystemExit, after a message, for what cannot be used and after `--help`."""
    bare = not words or (words[0].startswith("-") and words[0] not in ABOUT_ITSELF)
    words = ["interview", *words] if bare else words
    arguments = _parser(words[0]).parse_args(words, Arguments())
    arguments.bare = bare
    return arguments


def _parser(typed: str) -> argparse.ArgumentParser:
    """The command that was typed with its arguments, which may load what they speak of; else all commands."""
    parser = Parser(
        prog="recommender",
        description="A movement programme that a nervous system is likely to tolerate, with its reasons.\n"
        "Without a command, the interview opens.",
        epilog="exit codes:\n" + "\n".join(f"  {code.value:<4} {code.meaning}" for code in ExitCode),
        formatter_class=WrittenPage,
        allow_abbrev=False,
    )
    parser.add_argument("--version", nargs=0, action=_Version, help="the version of this program")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in (typed,) if typed in COMMANDS else COMMANDS:
        what, add_arguments = COMMANDS[name]
        command = _command(commands, name, what)
        if name == typed:
            add_arguments(command)
    return parser


def _command(commands: "argparse._SubParsersAction[Parser]", name: str, what: str) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name, help=what, description=_sentence(what), allow_abbrev=False, formatter_class=Page
    )
    _about_rules(command)
    return command


def _sentence(what: str) -> str:
    return f"{what[:1].upper()}{what[1:]}."


def _about_rules(command: argparse.ArgumentParser, default: str | None = None) -> None:
    command.add_argument(
        "--rules",
        type=Path,
        metavar="DIR",
        default=default,
        help="another folder of rules (also: RECOMMENDER_RULES)",
    )


class _Version(argparse.Action):
    """Looks the version up only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        write(f"{version(parser.prog)}\n")
        parser.exit()


def _interview(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--plain",
        action="store_true",
        help="numbered prompts, for screen readers, pipes and simple terminals",
    )
    command.add_argument(
        "--theme",
        choices=THEMES,
        help="the colours of the screen; F2 changes them (also: RECOMMENDER_THEME; dark when left out)",
    )
    command.add_argument(
        "--ascii", action="store_true", help="frames and signs in plain letters (also: RECOMMENDER_ASCII=1)"
    )
    command.add_argument("--role", choices=("self", "clinician"), help="who answers")
    command.add_argument("--profile", metavar="FILE", default="", help="begin with the answers of a profile")


def _recommend(command: argparse.ArgumentParser) -> None:
    from recommender.cli.forms import add_forms

    command.add_argument("profile", metavar="PROFILE", help=A_PROFILE)
    add_forms(command)
    how_many = f"1 to {LONGEST} weeks ({WEEKS} when left out)"
    command.add_argument("--weeks", type=weeks, metavar="N", help=how_many)


def _explain(command: argparse.ArgumentParser) -> None:
    _about_profile(command)
    question = command.add_mutually_exclusive_group(required=True)
    what = "a rule, an activity, intensity, minutes, sessions, or “week N”"
    question.add_argument("--why", metavar="PART", help=f"why a part is as it is: {what}")
    question.add_argument("--why-not", metavar="PART", help="why a part is not there, or is not more")
    question.add_argument(
        "--what-if",
        metavar="FACT=ANSWER",
        nargs="+",
        action="extend",
        help="what would follow from other answers; none is kept: sleep_quality=good likes=walking,yoga; "
        "none of these is likes=none, and a question left open likes=unknown or likes=declined",
    )
    question.add_argument(
        "--what-would-change",
        metavar="PART",
        help="the fewest other answers that would bring a part in or out, or make it more or less",
    )


def _review(command: argparse.ArgumentParser) -> None:
    _about_profile(command)
    command.add_argument("--log", metavar="LOG", type=_file, required=True, help=f"{A_LOG}, as they went")


def _today(command: argparse.ArgumentParser) -> None:
    _about_profile(command)
    command.add_argument(
        "--log",
        metavar="LOG",
        type=_file,
        default=argparse.SUPPRESS,
        help=f"{A_LOG}, as they went so far",
    )
    states = ", ".join(State)
    command.add_argument("--state", metavar="STATE", type=_state, help=f"how today is: {states}")


def _rules(command: argparse.ArgumentParser) -> None:
    from recommender.cli.rules.arguments import add_actions

    add_actions(command, _about_rules, _how_written)


def _casebook(command: argparse.ArgumentParser) -> None:
    from recommender.cli.casebook.arguments import add_actions

    add_actions(command, _about_rules, _how_written)


def _about_profile(command: argparse.ArgumentParser) -> None:
    command.add_argument("profile", metavar="PROFILE", help=A_PROFILE)
    _how_written(command)


def _how_written(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="how it is written (text when left out)"
    )


def weeks(text: str) -> int:
    """A number of weeks that somebody typed."""
    known = {str(number): number for number in range(1, LONGEST + 1)}
    found = known.get(text.lstrip("0"))
    if found is None:
        raise argparse.ArgumentTypeError(f"a programme has 1 to {LONGEST} weeks, found “{text}”")
    return found


def _state(text: str) -> State:
    if text not in tuple(State):
        raise argparse.ArgumentTypeError(f"a day is one of {', '.join(State)}, found “{text}”")
    return State(text)


def _file(text: str) -> str:
    """A name that stands for a file: an empty one would quietly leave a log out."""
    if not text:
        raise argparse.ArgumentTypeError("a file of sessions is asked here, found “”")
    return text


COMMANDS = {
    "interview": ("answer questions, and get a programme", _interview),
    "recommend": ("a programme for a profile: text, JSON, a handout or a calendar", _recommend),
    "explain": ("why something is in there, or is not", _explain),
    "review": ("what follows from a log of sessions, and the next week", _review),
    "today": ("the next session, and what fits on a day like today", _today),
    "rules": ("work on the rules", _rules),
    "casebook": ("what you chose to keep on this computer", _casebook),
}
