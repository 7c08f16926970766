"""json-logic: each rule a JsonLogic expression over the answers.

By the package json-logic-qubit. The one called json-logic (0.6.3) stops at its first operator on Python 3.
"""

from collections.abc import Callable
from typing import TypeAlias

from json_logic import jsonLogic

from engines.formula import (
    Counts,
    Every,
    Formula,
    InRange,
    Known,
    OneOfThese,
    Person,
    Ranges,
    Shares,
    Some,
    StateIs,
)
from engines.logic import Logic, Pass
from engines.passes import Ask, Passes
from recommender.model.fact import Facts

NAME = "json-logic"
PACKAGE = "json-logic-qubit"
Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"


class Engine:
    """The rules as JsonLogic, which cannot count: how many members a set has is a field of its own."""

    def __init__(self, logic: Logic) -> None:
        self.run: Callable[[Facts], set[int]] = Passes(logic, [_asking(one) for one in logic.passes]).run


def _asking(one: Pass) -> Ask:
    rules = [(rule.number, expression(rule.formula)) for rule in one.decisions]

    def ask(person: Person) -> list[int]:
        data = person | {
            f"{name} many": len(answer) for name, answer in person.items() if isinstance(answer, frozenset)
        }
        return [number for number, rule in rules if jsonLogic(rule, data)]

    return ask


def expression(formula: Formula) -> Json:  # noqa: C901, PLR0911 - one for each kind of test
    """The formula in JsonLogic."""
    match formula:
        case Every(parts):
            return {"and": [expression(part) for part in parts]}
        case Some(parts):
            return {"or": [expression(part) for part in parts]}
        case OneOfThese(fact, answers, missing):
            allowed: list[Json] = [*answers, None] if missing else [*answers]
            return {"in": [_var(fact), allowed]}
        case InRange(fact, ranges, missing):
            return _ranges(fact, ranges, missing=missing)
        case Counts(fact, ranges, missing):
            return _ranges(f"{fact} many", ranges, missing=missing)
        case Shares():
            return _shares(formula)
        case Known(fact, known):
            return {"!==" if known else "===": [_var(fact), None]}
        case StateIs(state, levels):
            return {"in": [{"var": [state, 0]}, [*levels]]}


def _var(name: str) -> Json:
    return {"var": name}


def _ranges(name: str, ranges: Ranges, *, missing: bool) -> Json:
    ways: list[Json] = [{"<=": [low, _var(name), high]} for low, high in ranges]
    if missing:
        ways.append({"===": [_var(name), None]})
    return ways[0] if len(ways) == 1 else {"or": ways}


def _shares(shares: Shares) -> Json:
    members: list[Json] = [{"in": [member, _var(shares.fact)]} for member in shares.members]
    some: Json = members[0] if len(members) == 1 else {"or": members}
    none: Json = {"===": [_var(shares.fact), None]}
    if shares.some:
        return {"or": [*members, none]} if shares.missing else some
    return {"!": [some]} if shares.missing else {"and": [{"!": [none]}, {"!": [some]}]}
