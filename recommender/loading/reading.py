"""Trees into records: pydantic checks the shape, and each of its complaints is led back to a place."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from recommender.loading.yaml_tree import Listing, Node, Table, Text, plain
from recommender.problem import Code, Problem, nearest
from recommender.source import Span

Record = TypeVar("Record", bound=BaseModel)


def read(model: type[Record], node: Node, problems: list[Problem], about: str = "") -> Record | None:
    """The record that a tree spells out; None, with each mistake added to `problems`, where it does not."""
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        problems.extend(_problem(model, node, detail, about) for detail in error.errors())
        return None


def table(node: Node | None, problems: list[Problem], what: str, span: Span, about: str = "") -> Table | None:
    """The node if it is a mapping; otherwise None and a mistake which says that `what` is one."""
    if isinstance(node, Table):
        return node
    where = node.span if node else span
    problems.append(Problem(Code.WRONG_SHAPE, f"{what} is a list of lines “word: value”", where, about))
    return None


def listing(
    node: Node | None, problems: list[Problem], what: str, span: Span, about: str = ""
) -> Listing | None:
    """The node if it is a list; otherwise None and a mistake which says that `what` is one."""
    if isinstance(node, Listing):
        return node
    where = node.span if node else span
    problems.append(Problem(Code.WRONG_SHAPE, f"{what} is a list, each entry after a dash", where, about))
    return None


def unknown_key(key: Text, allowed: tuple[str, ...], about: str) -> Problem:
    """The mistake of a key that has no meaning here."""
    what = f"“{key.value}” has no meaning here"
    return Problem(Code.UNKNOWN_KEY, what, key.span, about, allowed, nearest(key.value, allowed))


def _problem(model: type[BaseModel], root: Node, detail: ErrorDetails, about: str) -> Problem:
    node, key = _follow(root, detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden" and key is not None:
        return unknown_key(key, _keys(model), about)
    if kind == "missing":
        return Problem(Code.MISSING_KEY, f"“{detail['loc'][-1]}” is missing here", node.span, about)
    return _value_problem(node, detail, about)


def _value_problem(node: Node, detail: ErrorDetails, about: str) -> Problem:
    said = node.value if isinstance(node, Text) else ""
    context = detail.get("ctx", {})
    if detail["type"] in ("literal_error", "enum"):
        allowed = tuple(
            part.strip(" '") for part in str(context["expected"]).replace(" or ", ",").split(",") if part
        )
        what = f"“{said}” is not one of the words that can stand here"
        return Problem(Code.WRONG_VALUE, what, node.span, about, allowed, nearest(said, allowed))
    if detail["type"] == "value_error":
        return Problem(Code.WRONG_VALUE, f"{context['error']}, found “{said}”", node.span, about)
    return Problem(Code.WRONG_SHAPE, _SHAPES.get(detail["type"], detail["msg"].lower()), node.span, about)


_SHAPES = {
    "string_type": "a text is asked here",
    "tuple_type": "a list is asked here",
    "dict_type": "lines of the form “word: value” are asked here",
    "model_type": "lines of the form “word: value” are asked here",
    "greater_than_equal": "this number is lower than it can be",
    "less_than_equal": "this number is higher than it can be",
}


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
