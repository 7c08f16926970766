"""By hand in Python, once more: the rules written out as the source of one function for each pass."""

from collections.abc import Callable
from typing import cast

from engines.formula import Counts, Every, Formula, InRange, Known, OneOfThese, Ranges, Shares, Some, StateIs
from engines.logic import Logic, Pass
from engines.passes import Ask, Passes
from recommender.model.fact import Facts

NAME = "generated Python source"
PACKAGE = ""


class Engine:
    """The rules as Python source."""

    def __init__(self, logic: Logic) -> None:
        self.run: Callable[[Facts], set[int]] = Passes(logic, [_compiled(one) for one in logic.passes]).run


def _compiled(one: Pass) -> Ask:
    lines = [f"    if {source(rule.formula)}: add({rule.number})" for rule in one.decisions]
    text = "\n".join(
        ["def ask(p):", "    get = p.get; found = []; add = found.append", *lines, "    return found"]
    )
    known: dict[str, object] = {}
    exec(compile(text, "<rules>", "exec"), known)  # noqa: S102 - this is what is measured
    return cast(Ask, known["ask"])


def source(formula: Formula) -> str:  # noqa: C901, PLR0911 - one for each kind of test
    """The formula as an expression about `get`."""
    match formula:
        case Every(parts):
            return "(" + " and ".join(source(part) for part in parts) + ")"
        case Some(parts):
            return "(" + " or ".join(source(part) for part in parts) + ")"
        case OneOfThese(fact, answers, missing):
            allowed = [*answers, None] if missing else answers
            return f"get({fact!r}) in {{{', '.join(map(repr, allowed)) or '()'}}}"
        case InRange(fact, ranges, missing):
            shown = _ranges("n", ranges)
            return f"((n := get({fact!r})) is not None and {shown}{_or_none('n', missing=missing)})"
        case Counts(fact, ranges, missing):
            shown = _ranges("len(n)", ranges)
            return f"((n := get({fact!r})) is not None and {shown}{_or_none('n', missing=missing)})"
        case Shares(fact, members, some, missing):
            apart = f"{'not ' if some else ''}n.isdisjoint({members!r})"
            return f"((n := get({fact!r})) is not None and {apart}{_or_none('n', missing=missing)})"
        case Known(fact, known):
            return f"{fact!r} {'in' if known else 'not in'} p"
        case StateIs(state, levels):
            return f"get({state!r}, 0) in {levels!r}"


def _ranges(number: str, ranges: Ranges) -> str:
    return "(" + (" or ".join(f"{low} <= {number} <= {high}" for low, high in ranges) or "False") + ")"


def _or_none(name: str, *, missing: bool) -> str:
    return f" or {name} is None" if missing else ""
