"""What may be typed after `recommender casebook`."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

from recommender.cli.arguments import A_PROFILE, weeks

Parser: TypeAlias = argparse.ArgumentParser


def add_actions(
    command: Parser, about_rules: Callable[..., None], how_written: Callable[[Parser], None]
) -> None:
    """All actions, each with arguments of its own and those that some share."""
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, (what, add_arguments) in ACTIONS.items():
        action = actions.add_parser(
            name, help=what, description=f"{what[:1].upper()}{what[1:]}.", allow_abbrev=False
        )
        add_arguments(action)
        if name in WITH_FORMAT:
            how_written(action)
        if name in WITH_RULES:  # suppressed, so that it leaves one alone that stands before the action
            about_rules(action, default=argparse.SUPPRESS)


def _add(action: Parser) -> None:
    action.add_argument("profile", metavar="PROFILE", help=A_PROFILE)
    action.add_argument("--case", metavar="CODE", help="a later version of the answers of this case")
    action.add_argument("--weeks", type=weeks, metavar="N", help="how many weeks, as recommend takes them")


def _list(_: Parser) -> None:
    pass


def _check_in(action: Parser) -> None:
    _about_case(action)
    action.add_argument(
        "--log",
        metavar="LOG",
        required=True,
        help="a file of sessions; what it says of a day takes the place of what is kept",
    )


def _delete(action: Parser) -> None:
    _about_case(action)
    action.add_argument("--yes", action="store_true", help="without being asked once more")


def _audit(action: Parser) -> None:
    action.add_argument(
        "code", metavar="CODE", nargs="?", default="", help="of this case alone, deleted or not"
    )


def _about_case(action: Parser) -> None:
    action.add_argument("code", metavar="CODE", help="the code under which a case is kept")


ACTIONS = {
    "add": ("keep a profile and its recommendation, under a new code or as a later version", _add),
    "list": ("every case, without anything that was answered", _list),
    "show": ("the last recommendation of a case as it was given, and its log", _about_case),
    "check-in": ("keep what is new in a log, and see what follows from it", _check_in),
    "export": ("everything of one case, as JSON", _about_case),
    "delete": ("let go of a case, so that no trace of it is left in the file", _delete),
    "audit": ("what was done, when, and in which role", _audit),
}
WITH_FORMAT = ("list", "show", "check-in", "audit")
WITH_RULES = ("add", "check-in")
