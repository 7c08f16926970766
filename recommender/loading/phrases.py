"""Texts that are missing, found here and not by the person who would have read them.

A file of nested texts is held against the shipped one; the other files, against what the rulebook asks.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

from recommender.loading.files import read_file
from recommender.loading.yaml_tree import Listing, Node, Table, Text, parse, plain
from recommender.model.texts import NEUTRAL, Phrases, Questions
from recommender.model.written import Plain
from recommender.problem import Code, Problem, nearest

OF_EACH_RULEBOOK = ("states",)
"""Labels of what a rulebook derives itself, which may be left out."""


def shipped_rules() -> Path:
    """The folder of the rulebook that came with the program."""
    package = Path(__file__).resolve().parent.parent
    travelling = package / "_rules"
    return travelling if travelling.is_dir() else package.parent / "rules"


def read_phrases(name: str, folder: Path, node: Node | None, problems: list[Problem]) -> Phrases:
    """The texts of a file; each that only the shipped file has is a mistake in `problems`."""
    file = f"{name}.yaml"
    texts = plain(node) if node is not None else {}
    pattern = {} if folder.absolute() == shipped_rules() else _pattern(file)
    if node is not None:
        problems.extend(_differences(pattern, node, ()))
    return Phrases(file, texts if isinstance(texts, Mapping) else {})


def check_questions(questions: Questions, asked: Iterable[str], node: Node | None) -> Iterator[Problem]:
    """Every fact that can be asked has its question, and every question its part."""
    if node is None:
        return
    parts = tuple(part.id for part in questions.parts)
    for name in asked:
        if name not in questions.questions:
            yield Problem(Code.MISSING_KEY, f"the question “{name}” is missing", node.span)
    for name, question in questions.questions.items():
        if question.part not in parts:
            what = f"“{question.part}”, of the question “{name}”, is not a part"
            yield Problem(
                Code.UNKNOWN_NAME, what, node.span, allowed=parts, suggestion=nearest(question.part, parts)
            )


def check_contacts(contacts: Iterable[str], node: Node | None) -> Iterator[Problem]:
    """There are contacts for somebody who names no region."""
    if node is not None and NEUTRAL not in contacts:
        yield Problem(Code.MISSING_KEY, f"the contacts “{NEUTRAL}” are missing", node.span)


def _pattern(file: str) -> Plain:
    source = read_file(shipped_rules() / file, [])
    node = parse(source, []) if source else None
    return plain(node) if node else {}


def _differences(pattern: Plain, node: Node, path: tuple[str, ...]) -> Iterator[Problem]:
    name = ".".join(path)
    if isinstance(pattern, Mapping):
        yield from _in_table(pattern, node, path)
    elif isinstance(pattern, str):
        if not isinstance(node, Text):
            yield Problem(Code.WRONG_SHAPE, f"“{name}” is one text", node.span)
        else:
            yield from _gaps(pattern, node, name)
    elif not isinstance(node, Listing):
        yield Problem(Code.WRONG_SHAPE, f"“{name}” is a list of texts", node.span)


def _in_table(pattern: Mapping[str, Plain], node: Node, path: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(node, Table):
        yield Problem(Code.WRONG_SHAPE, f"“{'.'.join(path)}” is a list of lines “name: text”", node.span)
        return
    for key, inner in pattern.items():
        found = node.get(key)
        if found is not None:
            yield from _differences(inner, found, (*path, key))
        elif path != OF_EACH_RULEBOOK:
            yield Problem(Code.MISSING_KEY, f"the text “{'.'.join((*path, key))}” is missing", node.span)


def _gaps(pattern: str, node: Text, name: str) -> Iterator[Problem]:
    """A gap in braces can only be filled where the shipped text has it as well."""
    filled = _named(pattern) or set()
    gaps = _named(node.value)
    if gaps is None:
        yield Problem(Code.WRONG_VALUE, f"a brace in “{name}” has no partner", node.span)
    elif gaps - filled:
        what = f"nothing fills the gap “{{{min(gaps - filled)}}}” in “{name}”"
        yield Problem(
            Code.WRONG_VALUE, what, node.span, allowed=tuple(f"{{{gap}}}" for gap in sorted(filled))
        )


def _named(text: str) -> set[str] | None:
    """The names of the gaps in a text; None where its braces do not fit together."""
    try:
        return {gap for _, gap, _, _ in Formatter().parse(text) if gap is not None}
    except ValueError:
        return None
