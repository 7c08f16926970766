"""What a folder of one's own rules begins with: all rules or none, and what helps to edit them."""

import json
import os
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from recommender.loading.home import shipped_rules
from recommender.loading.layers import MARKER, OVER, SHIPPED, layers, same_folder
from recommender.model.directive import BODIES, Body
from recommender.model.rule import RuleBook
from recommender.model.scale import Stratum
from recommender.workshop.folder import read, rule_files
from recommender.workshop.for_authors import text
from recommender.workshop.schema.whole import directives_of, rules_schema

SCHEMAS = ".schema"
GIVING = "These give, choose or say something. They wait until the rule holds for sure."
TAKING = (
    "These take something away. They act already where an answer is missing and might make the rule hold."
)
ABOUT_OVER = f"# What these rules lie over: “{SHIPPED}”, or the way from here to another folder."
PLAIN = re.compile(r"[\w./][\w./ -]*")
COPIED_FIRST = " In this folder, both files are copied from below first, whole."


@dataclass(frozen=True, slots=True)
class Beginning:
    """The files of a new folder, by their names in it, and the folders that it has all the same."""

    files: Mapping[str, str]
    folders: tuple[str, ...] = tuple(map(str, Stratum))


def copied(book: RuleBook, origin: Path, target: Path) -> Beginning:
    """Every rule file of a folder as it is. Of a partial one its own, over the same rules as before.

    Raises `Problems` where one of them cannot be read.
    """
    files = {name: read(origin / name).text for name in rule_files(origin)}
    below = layers(origin, []).folders[1:]
    if below:
        return Beginning({**files, **_over(below[0], book, target)})
    return Beginning({**files, **_beside(book, target, text("whole.md"))})


def overriding(book: RuleBook, origin: Path, target: Path) -> Beginning:
    """No rule at all: a folder that lies over another, for what is to differ from it."""
    return Beginning(_over(origin, book, target))


def _over(below: Path, book: RuleBook, target: Path) -> dict[str, str]:
    shipped = same_folder(below, shipped_rules())
    there = SHIPPED if shipped else Path(os.path.relpath(below.resolve(), target.resolve())).as_posix()
    named = "the rules that came with the program" if shipped else f"the rules in `{there}`"
    about = text("partial.md", {"below": named})
    return {
        f"{MARKER}.yaml": f"{ABOUT_OVER}\n{OVER}: {_in_yaml(there)}\n",
        **_beside(book, target, about, COPIED_FIRST),
    }


def _beside(book: RuleBook, target: Path, about: str, copied_first: str = "") -> dict[str, str]:
    """What lies beside the rules: for their author, for an editor, and for a commit."""
    name = shlex.quote(target.resolve().name)
    slots = {"this folder": about, "directives": directives_page(book), "add a question": copied_first}
    schemas = {
        f"{SCHEMAS}/{stratum}.json": _as_json(rules_schema(book, stratum), indent=None) for stratum in Stratum
    }
    which = {f"./{SCHEMAS}/{stratum}.json": f"{stratum}/*.yaml" for stratum in Stratum}
    return {
        "README.md": text("README.md", {**slots, "DIR": name}),
        ".pre-commit-config.yaml": text("pre-commit.yaml"),
        ".vscode/settings.json": _as_json({"yaml.schemas": which}, indent=2),
        **schemas,
    }


def directives_page(book: RuleBook) -> str:
    """Every directive in a line, with an example from the rules, where it may stand and when it acts."""
    lines = [line for stratum in Stratum for line in _in_stratum(stratum, book)]
    anywhere = {verb: body for verb, body in BODIES.items() if len(body.strata) > 1}
    return "\n".join([*lines, *_headed("**In every folder**", anywhere, book)])


def _in_stratum(stratum: Stratum, book: RuleBook) -> Iterator[str]:
    here = {verb: body for verb, body in BODIES.items() if body.strata == (stratum,)}
    heading = f"**In `{stratum}/`**"
    if stratum is not Stratum.PRESCRIPTION:
        yield from _headed(heading, here, book)
        return
    yield from (heading, "")
    for when, taking in ((TAKING, True), (GIVING, False)):
        some = {verb: body for verb, body in here.items() if body.restrictive is taking}
        yield from _headed(when, some, book)


def _headed(heading: str, bodies: Mapping[str, type[Body]], book: RuleBook) -> Iterator[str]:
    """What editors show beside each directive, as a list."""
    known = directives_of(book)
    yield from (heading, "")
    for verb, body in bodies.items():
        yield f"- **`{verb}`**: {known.directive(verb, body)['description']}"
    yield ""


def _in_yaml(word: str) -> str:
    return word if PLAIN.fullmatch(word) else json.dumps(word, ensure_ascii=False)


def _as_json(value: object, indent: int | None) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=False) + "\n"
