"""Trees into records: pydantic checks the shape, and each of its complaints is led back to a place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from recommender.loading.yaml_mistakes import spaced
from recommender.loading.yaml_tree import Listing, Node, Table, Text, plain
from recommender.problem import Code, Problem, likely, only_one_near, slipped
from recommender.source import Span

Record = TypeVar("Record", bound=BaseModel)

MOST_DIGITS = 20
TOO_LONG = "a number has fewer digits than this"


def read(model: type[Record], node: Node, problems: list[Problem], about: str = "") -> Record | None:
    """The record that a tree spells out; None, with each mistake added to `problems`, where it does not."""
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        problems.extend(_once_each([_problem(model, node, detail, about) for detail in error.errors()]))
        return None


def _once_each(problems: list[Problem]) -> Iterator[Problem]:
    """One mistake for a place, and none for a key that is only missing because it is misspelt."""
    misspelt = {
        (problem.about, problem.suggestion) for problem in problems if problem.code is Code.UNKNOWN_KEY
    }
    seen: set[Span] = set()
    for problem in problems:
        if problem.code is Code.MISSING_KEY:
            if not any(
                f"“{key}”" in problem.what for about, key in misspelt if about == problem.about and key
            ):
                yield problem
        elif problem.span not in seen:
            seen.add(problem.span)
            yield problem


def table(node: Node | None, problems: list[Problem], what: str, span: Span, about: str = "") -> Table | None:
    """The node if it is a mapping; otherwise None and a mistake which says that `what` is one."""
    if isinstance(node, Table):
        return node
    where = start(node) if node else span
    wrong = Problem(Code.WRONG_SHAPE, f"{what} is a list of lines “word: value”", where, about)
    problems.append(_without_dashes(wrong, node) if isinstance(node, Listing) else spaced(wrong))
    return None


def listing(
    node: Node | None, problems: list[Problem], what: str, span: Span, about: str = ""
) -> Listing | None:
    """The node if it is a list; otherwise None and a mistake which says that `what` is one."""
    if isinstance(node, Listing):
        return node
    where = start(node) if node else span
    wrong = Problem(Code.WRONG_SHAPE, f"{what} is a list, each entry after a dash", where, about)
    problems.append(_dashed(wrong) if isinstance(node, Table) else wrong)
    return None


def start(node: Node) -> Span:
    """Where a node begins; of lines, the word that they begin with."""
    return node.entries[0][0].span if isinstance(node, Table) and node.entries else node.span


def _without_dashes(wrong: Problem, node: Listing) -> Problem:
    """The mistake of a dash before each line; with the line as it would be, where it is the only one."""
    line = wrong.span.source.line(wrong.span.line) or ""
    tables = [item for item in node.items if isinstance(item, Table)]
    if wrong.span.marked != "-" or wrong.span.column == 1 or len(tables) < len(node.items):
        return wrong
    bare = f"{line[: wrong.span.column - 1]}{line[wrong.span.column :].lstrip()}"
    return replace(wrong, help="Its lines have no dash.", rewritten=bare if len(tables) == 1 else "")


def _dashed(wrong: Problem) -> Problem:
    """The mistake with the first line as it would be with a dash."""
    line = wrong.span.source.line(wrong.span.line) or ""
    bare = line.lstrip()
    if not bare.startswith(wrong.span.marked):
        return wrong
    return replace(wrong, rewritten=f"{line[: len(line) - len(bare)]}- {bare.removeprefix('-')}")


def unknown_key(
    key: Text, allowed: tuple[str, ...], about: str, there: frozenset[str] | None = None
) -> Problem:
    """The mistake of a key that has no meaning here.

    Beside keys that are `there`, only a slip of the pen is taken for one.
    """
    wrong = Problem(Code.UNKNOWN_KEY, f"“{key.value}” has no meaning here", key.span, about, allowed)
    wrong = likely(wrong, key.value) if there is None else misspelt(wrong, key.value, there)
    if spaced := without_space(wrong, key.value):
        return spaced
    if key.value.startswith("-") and key.value[1:] in allowed:
        return replace(wrong, what=f"the dash of “{key.value}” needs a space after it, or is not needed")
    return wrong


def misspelt(wrong: Problem, word: str, there: frozenset[str]) -> Problem:
    """The mistake with the one allowed name that has these letters, but for a slip, unless that is there."""
    near = slipped(word, wrong.allowed)
    if len(near) != 1:
        return wrong
    if near[0] in there:
        return replace(wrong, help=f"“{near[0]}” is there already.")
    found = likely(wrong, word, near)
    return replace(found, certain=found.certain and only_one_near(word, wrong.allowed))


def without_space(wrong: Problem, word: str) -> Problem | None:
    """The mistake of a word and its value with no space between them; None where the word is not allowed."""
    found = _JOINED.fullmatch(word)
    if found is None or found["name"] not in wrong.allowed:
        return None
    colon = f"the colon in “{word}” needs a space after it"
    what = colon if found["sign"] == ":" else "a word and its value stand on both sides of a colon"
    return replace(wrong, what=what, suggestion=f"{found['name']}: {found['value']}", certain=True)


def missing(names: Sequence[str], where: str, span: Span, about: str = "") -> Problem:
    """The mistake of one key, or of several, that are not there."""
    *most, last = (f"“{name}”" for name in names)
    what = f"{', '.join(most)} and {last} are missing" if most else f"{last} is missing"
    such_as = LINES.get(names[0], "")
    help_line = f"Such as:  {such_as}" if such_as else ""
    return Problem(Code.MISSING_KEY, f"{what} {where}", span, about, help=help_line)


def _problem(model: type[BaseModel], root: Node, detail: ErrorDetails, about: str) -> Problem:
    node, key = _follow(root, detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden" and key is not None:
        return unknown_key(key, _keys(_model_at(model, detail["loc"])), about)
    if kind == "missing":
        return missing([str(detail["loc"][-1])], "here", start(node), about)
    return _value_problem(node, key, detail, about)


def _value_problem(node: Node, key: Text | None, detail: ErrorDetails, about: str) -> Problem:
    said = node.value if isinstance(node, Text) else ""
    context = detail.get("ctx", {})
    if detail["type"] in ("literal_error", "enum"):
        allowed = tuple(
            part.strip(" '") for part in str(context["expected"]).replace(" or ", ",").split(",") if part
        )
        empty = (
            f"after “{key.value}” nothing stands"
            if key and isinstance(node, Text)
            else "one word is asked here"
        )
        what = f"“{said}” is not one of the words that can stand here" if said else empty
        return likely(Problem(Code.WRONG_VALUE, what, start(node), about, allowed), said)
    if detail["type"] == "value_error":
        found = f", found “{said}”" if said else ""
        why = TOO_LONG if len(said) > MOST_DIGITS and said.isdigit() else context["error"]
        wrong = Problem(Code.WRONG_VALUE, f"{why}{found}", start(node), about)
        return _spelt_otherwise(wrong, said)
    most, least = context.get("le", ""), context.get("ge", "")
    what = _SHAPES.get(detail["type"], "something else is asked here").format(most=most, least=least)
    of = f"; this is “{key.value}”" if key is not None and not said else ""
    return Problem(Code.WRONG_SHAPE, f"{what}{of}", start(node), about)


def _spelt_otherwise(wrong: Problem, said: str) -> Problem:
    """A value that can only be meant one way, though it is not written like that here."""
    if wrong.what.startswith("weeks") and (found := _DASHED.fullmatch(said)):
        return replace(wrong, suggestion=f"{found[1]} to {found[2]}", certain=True)
    if wrong.what.startswith("weeks") and (found := _ON.fullmatch(said)):
        return replace(wrong, suggestion=f"{found[1] or found[2]} on", certain=True)
    if wrong.what.startswith("yes or no") and said.lower() in _YES_NO:
        return replace(wrong, suggestion=_YES_NO[said.lower()], certain=True)
    if found := _SHARE.fullmatch(said):
        return replace(wrong, suggestion=f"{found[1]} % of {found[2]}", certain=True)
    return wrong


_JOINED = re.compile(r"(?P<name>[^:=]*[^:= ]) *(?P<sign>[:=]) *(?P<value>[^:=\s].*)")
_DASHED = re.compile(r"(\d+) ?(?:[-–—]|\.{2,3}|until) ?(\d+)")
_ON = re.compile(r"(?:from )?(\d+)(?: ?\+| onwards?| or more| and on| and more)|from (\d+)(?: on)?")
_SHARE = re.compile(r"(\d+)(?: ?%| percent| per cent)(?: of)? ([a-z_]+)")
_YES_NO = {
    "y": "yes",
    "n": "no",
    "on": "yes",
    "off": "no",
    "yes": "yes",
    "no": "no",
    "true": "yes",
    "false": "no",
}

_SHAPES = {
    "string_type": "a text is asked here",
    "tuple_type": "a list is asked here",
    "dict_type": "lines of the form “word: value” are asked here",
    "model_type": "lines of the form “word: value” are asked here",
    "int_parsing": "a whole number in digits is asked here",
    "int_type": "a whole number in digits is asked here",
    "int_parsing_size": TOO_LONG,
    "greater_than_equal": "this number is lower than {least}, which is the least",
    "less_than_equal": "this number is higher than {most}, which is the most",
    "model_attributes_type": "lines of the form “word: value” are asked here",
}

LINES = {
    "id": "id: slow-at-first",
    "title": "title: People on the lookout start slowly",
    "purpose": "purpose: trauma",
    "when": "when: {hypervigilance: moderate or more}",
    "then": "then: [{prefer: {tempo: slow}}]",
    "because": "because: You told us that you are often on the lookout.",
    "because_unknown": "because_unknown: One question was left open, which is fine.",
    "sources": "sources: [N28]",
    "evidence": "evidence: article",
    "if_unknown": "if_unknown: ask",
    "examples": "examples: [fires: {stress: high}, silent: {stress: low}, cannot tell: {}]",
}
"""A line as each key of a rule may have it."""


def _model_at(model: type[BaseModel], places: tuple[int | str, ...]) -> type[BaseModel]:
    """The record that a path of pydantic's leads into, for the names of its keys."""
    for place in places[:-1]:
        field = next(
            (field for name, field in model.model_fields.items() if place in (name, field.alias)), None
        )
        inner = _records_in(field.annotation) if field is not None else ()
        if inner:
            model = inner[0]
    return model


def _records_in(annotation: object) -> tuple[type[BaseModel], ...]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(found for inner in get_args(annotation) for found in _records_in(inner))


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _follow(root: Node, places: tuple[int | str, ...]) -> tuple[Node, Text | None]:
    """The node that a path of pydantic's leads to; steps that are not in the tree are its own: skipped."""
    node: Node = root
    key: Text | None = None
    for place in places:
        if isinstance(node, Table) and (found := node.get(str(place))) is not None:
            key, node = node.key(str(place)), found
        elif isinstance(node, Listing) and isinstance(place, int) and place < len(node.items):
            node, key = node.items[place], None
    return node, key
