"""What may be typed after `recommender rules`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from recommender.model.scale import Purpose, Stratum

Parser: TypeAlias = argparse.ArgumentParser
PEOPLE = 1000


def add_actions(
    command: Parser, about_rules: Callable[..., None], how_written: Callable[[Parser], None]
) -> None:
    """All actions, each with arguments of its own and those that all share."""
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, (what, add_arguments) in ACTIONS.items():
        action = actions.add_parser(
            name, help=what, description=f"{what[:1].upper()}{what[1:]}.", allow_abbrev=False
        )
        about_rules(action, default=argparse.SUPPRESS)  # so that it leaves one alone that stands before it
        add_arguments(action)
        if name not in WITHOUT_FORMAT:
            how_written(action)


def _check(action: Parser) -> None:
    action.add_argument("--explain", metavar="CODE", help="what a code such as E302 means, and what to do")
    action.add_argument("--fix", action="store_true", help="put right what has only one likely correction")


def _test(action: Parser) -> None:
    _profiles(action)
    action.add_argument(
        "--quick", action="store_true", help="examples and profiles alone, without altering any rule"
    )


def _list(action: Parser) -> None:
    action.add_argument(
        "--claims", action="store_true", help="the claims of the articles, and what became of each"
    )
    strata = tuple(map(str, Stratum))
    purposes = tuple(map(str, reversed(Purpose)))
    action.add_argument("--stratum", choices=strata, metavar="STRATUM", help=f"one of {', '.join(strata)}")
    action.add_argument(
        "--purpose", choices=purposes, metavar="PURPOSE", help=f"one of {', '.join(purposes)}"
    )
    action.add_argument("--reads", metavar="FACT", help="rules that look at a fact or a state")
    action.add_argument("--does", metavar="DIRECTIVE", help="rules with a directive, such as limit")
    action.add_argument("--cites", metavar="SOURCE", help="rules that rest on a claim or a reference")


def _show(action: Parser) -> None:
    action.add_argument("rule", metavar="ID", help="the id of a rule")
    _profiles(action)


def _verify(action: Parser) -> None:
    action.add_argument(
        "--save", type=Path, metavar="DIR", help="write the person of each finding as a profile into a folder"
    )


def _diff(action: Parser) -> None:
    action.add_argument("old", type=Path, metavar="OLD", help="the folder of rules as they were before")
    _profiles(action)
    action.add_argument(
        "--people", type=_at_least_none, default=PEOPLE, metavar="N", help=f"how many are made up ({PEOPLE})"
    )
    action.add_argument(
        "--seed", type=_whole, default=0, metavar="N", help="another number, other people (0)"
    )


def _schema(action: Parser) -> None:
    action.add_argument(
        "--for",
        dest="schema_for",
        choices=(*map(str, Stratum), "profile"),
        default=None,
        metavar="WHAT",
        help="the rule files of one folder, such as screening, or profile files; any rule file when left out",
    )


def _init(action: Parser) -> None:
    action.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder that is not there yet, or is empty"
    )
    action.add_argument(
        "--overrides", action="store_true", help="only the rules that differ; all others stay those shipped"
    )


def _watch(action: Parser) -> None:
    action.add_argument(
        "--profile", metavar="FILE", default="", help="whose programme an edit is held against"
    )


def _profiles(action: Parser) -> None:
    action.add_argument(
        "--profiles", type=Path, metavar="DIR", help="a folder of profiles; those shipped when left out"
    )


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        what = f"a whole number is asked here, found “{text}”"
        raise argparse.ArgumentTypeError(what) from None


def _at_least_none(text: str) -> int:
    if (number := _whole(text)) < 0:
        raise argparse.ArgumentTypeError(f"a whole number from 0 on is asked here, found “{text}”")
    return number


WITHOUT_FORMAT = ("edit", "init", "schema", "watch")

ACTIONS: dict[str, tuple[str, Callable[[Parser], None]]] = {
    "check": ("load every file, run the examples, and look for claims without a home", _check),
    "test": ("run the examples and profiles, and see which altered rules they would notice", _test),
    "coverage": ("which rules, and which lines of their conditions, examples and profiles reach", _profiles),
    "list": ("every rule, or every claim of the articles", _list),
    "show": ("one rule: as a sentence, on what it rests, for whom it fires, what it wins against", _show),
    "verify": (
        "prove the invariants for every person there could be, or show the one for whom they fail",
        _verify,
    ),
    "diff": ("what differs for people between these rules and those of another folder", _diff),
    "schema": ("a JSON Schema with which editors complete and check rule files", _schema),
    "init": ("a copy of the rules to edit", _init),
    "watch": ("check again whenever a file is saved", _watch),
    "edit": ("the rules as files on a full screen, with their mistakes as you type", _watch),
}
