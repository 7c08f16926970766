"""Every text of a folder of rules that a person may read, under a path and with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recommender.loading.files import NOTHING, Unsaved, read_file
from recommender.loading.layers import layers
from recommender.loading.overriding import sheets, standing
from recommender.loading.yaml_tree import Listing, Node, Text, parse_rules
from recommender.problem import Problem, Problems
from recommender.source import Span

UNSAID_FILES = ("vocabulary", "log", "language", "invariants")
ONLY = {"activities": ("name", "how"), "plan": ("says",), "sources": ("says",)}
"""Files in which nothing but these keys is a text."""

UNSAID = {"questions": ("id", "part", "short_path"), "wording": ("cue_levels",), "contacts": ("checked",)}
"""Keys of the other files whose values are names or figures."""

OF_A_RULE = ("title", "because", "because_unknown")


@dataclass(frozen=True, slots=True)
class Said:
    """One text and where it stands; the members of a list are numbered from 1.

    Paths read “outcomes.talk_test.moderate”, “outcomes.stop_signals.1”, or for a rule
    “prescription.panic.no-racing-at-first.because”.
    """

    path: str
    text: str
    span: Span


def said(folder: Path, unsaved: Unsaved = NOTHING) -> tuple[Said, ...]:
    """The texts of that folder, file by file; raises `Problems` where a file of it cannot be read."""
    problems: list[Problem] = []
    found = tuple(_in_folder(folder, problems, unsaved))
    if problems:
        raise Problems(problems)
    return found


def _in_folder(folder: Path, problems: list[Problem], unsaved: Unsaved) -> Iterator[Said]:
    of = layers(folder, problems, unsaved)
    for path in of.heads(problems):
        if path.stem not in UNSAID_FILES and (node := _tree(path, problems, unsaved)):
            yield from in_head(node, path.stem)
    written = standing(sheets(of, problems), problems)
    for sheet in sorted(written, key=lambda sheet: (str(sheet.stratum), -sheet.layer)):
        if sheet.root:
            yield from _in_rules(sheet.root, f"{sheet.stratum}.{Path(sheet.source.name).stem}")


def _tree(path: Path, problems: list[Problem], unsaved: Unsaved) -> Node | None:
    source = read_file(path, problems, unsaved)
    return parse_rules(source, problems) if source else None


def in_head(node: Node, name: str) -> Iterator[Said]:
    """The texts of a file beside the rules; `name` is the file without its ending."""
    return (text for text in every_text(node, name) if is_said(text.path, name))


def is_said(path: str, name: str) -> bool:
    """Whether a text at that path of a file beside the rules is one that people read."""
    keys = path.split(".")
    return keys[-1] in ONLY.get(name, keys) and not set(keys[1:]) & set(UNSAID.get(name, ()))


def _in_rules(node: Node, name: str) -> Iterator[Said]:
    """The texts of a rule file, in which each rule goes by its id."""
    for rule in node.items if isinstance(node, Listing) else ():
        if isinstance(rule, Text | Listing) or not isinstance(identity := rule.get("id"), Text):
            continue
        for key, value in rule:
            if key.value in OF_A_RULE:
                yield from every_text(value, f"{name}.{identity.value}.{key.value}")


def every_text(node: Node, path: str) -> Iterator[Said]:
    """The texts of a tree, each under its path below this one."""
    if isinstance(node, Text):
        yield Said(path, node.value, node.span)
    elif isinstance(node, Listing):
        for number, item in enumerate(node.items, 1):
            yield from every_text(item, f"{path}.{number}")
    else:
        for key, value in node:
            yield from every_text(value, f"{path}.{key.value}")
