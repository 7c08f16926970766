"""Texts that are missing, found here and not by the person who would have read them.

A file of nested texts is held against the shipped one; the other files, against what the rulebook asks.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

from recommender.loading.files import read_file
from recommender.loading.gaps import check_gaps, names_filled
from recommender.loading.home import shipped_rules as shipped_rules  # noqa: PLC0414 - known here too
from recommender.loading.pinpoint import spot, word_in
from recommender.loading.reading import start
from recommender.loading.yaml_tree import Listing, Node, Table, Text, parse_rules, plain
from recommender.model.adjustment import Role
from recommender.model.fact import Vocabulary
from recommender.model.texts import NEUTRAL, Phrases, Questions, ShortPath
from recommender.model.written import Plain
from recommender.problem import Code, Problem, likely

OF_EACH_RULEBOOK = ("states",)
"""Labels of what a rulebook derives itself, which may be left out."""

VOICES = tuple(f"_{role}" for role in get_args(Role))
"""How the name of a text ends that is said in the voice of one role only."""


def read_phrases(
    name: str, folder: Path, node: Node | None, problems: list[Problem], running: Plain = ""
) -> Phrases:
    """The texts of a file; each that only the shipped file has is a mistake in `problems`.

    `running` are the texts that stand in for the shipped file where it is the one that is edited.
    """
    file = f"{name}.yaml"
    texts = plain(node) if node is not None else {}
    pattern = (running or {}) if folder.absolute() == shipped_rules() else _pattern(file)
    if node is not None:
        problems.extend(_differences(pattern, node, ()))
    return Phrases(file, texts if isinstance(texts, Mapping) else {})


def check_questions(questions: Questions, vocabulary: Vocabulary, node: Node | None) -> Iterator[Problem]:
    """Every fact that can be asked has its question, every question its part, the short path its facts."""
    if node is None:
        return
    asked = vocabulary.asked()
    yield from _short_path(questions.short_path, vocabulary, node)
    parts = tuple(part.id for part in questions.parts)
    for name in asked:
        if name not in questions.questions:
            place, help_line = spot(node, "questions").span, "Every fact that can be asked has its question."
            yield Problem(Code.MISSING_KEY, f"the question “{name}” is missing", place, help=help_line)
    for name, question in questions.questions.items():
        if question.part not in parts:
            what = f"“{question.part}”, of the question “{name}”, is not a part"
            place = spot(node, "questions", name, "part").span
            yield likely(Problem(Code.UNKNOWN_NAME, what, place, "", parts), question.part)


def _short_path(path: ShortPath, vocabulary: Vocabulary, node: Node) -> Iterator[Problem]:
    asked = vocabulary.asked()
    for name in path.names:
        if name not in asked:
            what = f"the short path asks about “{name}”, which is not a fact that can be asked"
            place = word_in(spot(node, "short_path"), name)
            yield likely(Problem(Code.UNKNOWN_FACT, what, place), name, asked)
    for name, said in path.none_present.items():
        answers = vocabulary[name].answers if name in asked else ()
        wrong = said - set(answers) if isinstance(said, frozenset) else {said} - set(answers)
        if name in asked and (wrong or isinstance(said, frozenset) != (vocabulary[name].kind == "set")):
            what = f"that nothing is there for “{name}” is said by one of its answers, a set by a list"
            place = spot(node, "short_path", "block", name).span
            yield Problem(Code.UNKNOWN_ANSWER, what, place, allowed=answers)


def check_contacts(contacts: Iterable[str], node: Node | None) -> Iterator[Problem]:
    """There are contacts for somebody who names no region."""
    there = isinstance(node, Table) and node.get(NEUTRAL) is not None
    if node is not None and NEUTRAL not in contacts and not there:
        what, place = f"the contacts “{NEUTRAL}” are missing", start(node)
        yield Problem(Code.MISSING_KEY, what, place, help="They are for somebody who names no region.")


def _pattern(file: str) -> Plain:
    source = read_file(shipped_rules() / file, [])
    node = parse_rules(source, []) if source else None
    return plain(node) if node else {}


def _differences(pattern: Plain, node: Node, path: tuple[str, ...]) -> Iterator[Problem]:
    name = ".".join(path)
    if isinstance(pattern, Mapping):
        yield from _in_table(pattern, node, path)
    elif isinstance(pattern, str):
        if not isinstance(node, Text):
            yield Problem(Code.WRONG_SHAPE, f"“{name}” is one text", start(node))
        else:
            yield from check_gaps(node, name, names_filled(pattern))
    elif not isinstance(node, Listing):
        yield Problem(Code.WRONG_SHAPE, f"“{name}” is a list of texts", start(node))
    else:
        yield from _in_list(node, name)


def _in_list(node: Listing, name: str) -> Iterator[Problem]:
    """A list that people are shown holds texts, which are said as they stand."""
    if not node.items:
        advice = "The rules that came with the program have some there."
        yield Problem(Code.EMPTY, f"“{name}” holds no text", node.span, help=advice)
    for number, item in enumerate(node.items, 1):
        if isinstance(item, Text):
            yield from check_gaps(item, f"{name}.{number}", ())
        else:
            yield Problem(Code.WRONG_SHAPE, f"“{name}.{number}” is one text", start(item))


def _in_table(pattern: Mapping[str, Plain], node: Node, path: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(node, Table):
        yield Problem(Code.WRONG_SHAPE, f"“{'.'.join(path)}” is a list of lines “name: text”", node.span)
        return
    for key, inner in pattern.items():
        found = node.get(key)
        if found is not None:
            yield from _differences(inner, found, (*path, key))
        elif path != OF_EACH_RULEBOOK:
            yield Problem(Code.MISSING_KEY, f"the text “{'.'.join((*path, key))}” is missing", start(node))
    for word, value in node:
        if word.value not in pattern:
            yield from _of_its_own(pattern, value, (*path, word.value))


def _of_its_own(beside: Mapping[str, Plain], node: Node, path: tuple[str, ...]) -> Iterator[Problem]:
    """A text that the shipped file does not have is as the one that it is a voice of, or as those beside it.

    Without any beside it, nobody knows what fills it.
    """
    base = next((path[-1].removesuffix(voice) for voice in VOICES if path[-1].endswith(voice)), "")
    if base in beside:
        yield from _differences(beside[base], node, path)
    elif isinstance(node, Text):
        filled = {gap for text in beside.values() if isinstance(text, str) for gap in names_filled(text)}
        yield from check_gaps(node, ".".join(path), filled if beside else None)
    elif beside and all(isinstance(text, str) for text in beside.values()):
        yield Problem(Code.WRONG_SHAPE, f"“{'.'.join(path)}” is one text", start(node))
    else:
        for name, inner in _inside(node):
            yield from _of_its_own({}, inner, (*path, name))


def _inside(node: Node) -> Iterator[tuple[str, Node]]:
    """What a node holds, under its keys or its numbers."""
    if isinstance(node, Listing):
        yield from ((str(number), item) for number, item in enumerate(node.items, 1))
    elif isinstance(node, Table):
        yield from ((key.value, value) for key, value in node)
