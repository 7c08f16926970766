"""What may be typed after `recommender casebook`."""

import argparse
import re
from collections.abc import Callable
from typing import TypeAlias

from recommender.cli.arguments import A_PROFILE, weeks

Parser: TypeAlias = argparse.ArgumentParser

ROLE = "who does this, for the audit (left out: as in {known})"

ABOUT_PASSPHRASES = (
    "A locked casebook asks for its passphrase on the terminal. Where there is no terminal, the first line "
    "of standard input is the passphrase, and a profile or a new passphrase follows after it. A new one may "
    "stand there a second time, and where the two differ nothing is changed."
)

LEAST, MOST = 12, 64
"""Of the signs of a link."""

LINK = re.compile(f"[0-9a-f]{{{LEAST},{MOST}}}")


def add_actions(
    command: Parser, about_rules: Callable[..., None], how_written: Callable[[Parser], None]
) -> None:
    """All actions, each with arguments of its own and those that some share."""
    command.epilog = ABOUT_PASSPHRASES
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, (what, add_arguments) in ACTIONS.items():
        action = actions.add_parser(
            name,
            help=what,
            description=f"{what[:1].upper()}{what[1:]}.",
            epilog=ABOUT_PASSPHRASES,
            allow_abbrev=False,
        )
        add_arguments(action)
        if name in WITH_FORMAT:
            how_written(action)
        if name in WITH_ROLE:
            known = "its last line" if name in OF_ALL else "the last answers of the case"
            action.add_argument("--role", choices=("self", "clinician"), help=ROLE.format(known=known))
        if name in WITH_RULES:  # suppressed, so that it leaves one alone that stands before the action
            about_rules(action, default=argparse.SUPPRESS)


def _add(action: Parser) -> None:
    action.add_argument("profile", metavar="PROFILE", help=A_PROFILE)
    action.add_argument("--case", metavar="CODE", help="a later version of the answers of this case")
    action.add_argument("--weeks", type=weeks, metavar="N", help="how many weeks, as recommend takes them")


def _nothing_more(_: Parser) -> None:
    pass


def _check_in(action: Parser) -> None:
    _about_case(action)
    action.add_argument(
        "--log",
        metavar="LOG",
        required=True,
        help="a file of sessions, or - for standard input; "
        "what it says of a day takes the place of what is kept",
    )


def _export(action: Parser) -> None:
    _about_case(action)
    form = action.add_mutually_exclusive_group()
    form.add_argument(
        "--locked",
        action="store_true",
        help="as an encrypted file for another casebook, under a passphrase: all of it but the audit",
    )
    form.add_argument(
        "--deidentified",
        action="store_true",
        help="only what is known to be structured: no code, date, region, private answer or free text",
    )
    form.add_argument(
        "--fhir", action="store_true", help="as a Bundle of HL7 FHIR R4B, for an electronic record"
    )
    action.add_argument(
        "--to",
        metavar="FILE",
        help="with --locked: a file that is not there yet (standard output when left out)",
    )


def _import(action: Parser) -> None:
    action.add_argument("file", metavar="FILE", help="a locked case, or - for standard input")
    action.add_argument(
        "--new-code",
        action="store_true",
        help="under a new code instead of its own, which may have been used here",
    )


def _delete(action: Parser) -> None:
    _about_case(action)
    action.add_argument("--yes", action="store_true", help="without being asked once more")


def _audit(action: Parser) -> None:
    action.add_argument(
        "code", metavar="CODE", nargs="?", default="", help="of this case alone, deleted or not"
    )
    action.add_argument(
        "--link",
        type=_link,
        metavar="HEX",
        default=argparse.SUPPRESS,
        help="a link that was noted earlier, or its beginning: is its line still there?",
    )


def _link(text: str) -> str:
    """A link of the audit, or as much of its beginning as nobody meets by chance."""
    bare = "".join(text.split()).lower()
    if not LINK.fullmatch(bare):
        raise argparse.ArgumentTypeError(
            f"a link has {LEAST} to {MOST} signs, each a digit or a letter from a to f, found “{text}”"
        )
    return bare


def _about_case(action: Parser) -> None:
    action.add_argument("code", metavar="CODE", help="the code under which a case is kept")


ACTIONS = {
    "add": ("keep a profile and its recommendation, under a new code or as a later version", _add),
    "list": ("every case, without anything that was answered", _nothing_more),
    "show": ("the last recommendation of a case as it was given, and its log", _about_case),
    "check-in": ("keep what is new in a log, and see what follows from it", _check_in),
    "export": ("one case: all of it as JSON, locked for another casebook, or without the person", _export),
    "import": ("take in a locked case; what was done to it elsewhere stays in the audit there", _import),
    "delete": ("let go of a case, so that no trace of it is left in the file", _delete),
    "audit": ("what was done, when, and in which role, and whether any of it was changed since", _audit),
    "lock": ("lock the casebook with a passphrase, or make one that is locked", _nothing_more),
    "unlock": ("take the passphrase away from the casebook", _nothing_more),
    "passphrase": ("change the passphrase of the casebook", _nothing_more),
}
WITH_FORMAT = ("list", "show", "check-in", "audit")
WITH_RULES = ("add", "check-in", "export")
OF_ALL = ("lock", "unlock", "passphrase")
"""What is done to the casebook as a whole."""

WITH_ROLE = ("show", "check-in", "export", "import", "delete", *OF_ALL)
