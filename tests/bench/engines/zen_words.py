"""Formulas in the expression language of zen-engine, and what such an expression is given."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

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
from engines.logic import Pass
from recommender.model.fact import Vocabulary

Context: TypeAlias = dict[str, str | int | list[str] | None]


def expression(formula: Formula) -> str:  # noqa: C901, PLR0911 - one for each kind of test
    """The formula as an expression; what is missing is null."""
    match formula:
        case Every(parts):
            return "(" + " and ".join(expression(part) for part in parts) + ")"
        case Some(parts):
            return "(" + " or ".join(expression(part) for part in parts) + ")"
        case OneOfThese(fact, answers, missing):
            ways = [f"{fact} in {_listed(answers)}"] if answers else []
            return _any_of(ways, fact, missing=missing)
        case InRange(fact, ranges, missing):
            return _any_of([f"({fact} != null and {_ranges(fact, ranges)})"], fact, missing=missing)
        case Counts(fact, ranges, missing):
            return _any_of([f"({fact} != null and {_ranges(f'len({fact})', ranges)})"], fact, missing=missing)
        case Shares(fact, members, some, missing):
            shared = f"some({fact}, # in {_listed(members)})"
            way = f"({fact} != null and {'' if some else 'not '}{shared})"
            return _any_of([way], fact, missing=missing)
        case Known(fact, known):
            return f"({fact} {'!=' if known else '=='} null)"
        case StateIs(state, levels):
            return f"({state} in [{', '.join(map(str, levels))}])"


def context(one: Pass, vocabulary: Vocabulary) -> Callable[[Person], Context]:
    """What one pass looks at, of a person; nothing else need be handed over."""
    looked_at = sorted({name for rule in one.decisions for name in _facts(rule.formula)})
    missing = [(name, 0 if vocabulary[name].derived else None) for name in looked_at]

    def given(person: Person) -> Context:
        found: Context = {}
        for name, default in missing:
            answer = person.get(name, default)
            found[name] = list(answer) if isinstance(answer, frozenset) else answer
        return found

    return given


def _facts(formula: Formula) -> Iterator[str]:
    match formula:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _facts(part)
        case (
            OneOfThese(fact=name)
            | InRange(fact=name)
            | Shares(fact=name)
            | Counts(fact=name)
            | Known(fact=name)
        ):
            yield name
        case _:
            yield formula.state


def _any_of(ways: list[str], fact: str, *, missing: bool) -> str:
    if missing:
        ways = [f"{fact} == null", *ways]
    return "(" + (" or ".join(ways) or "false") + ")"


def _ranges(number: str, ranges: Ranges) -> str:
    return "(" + (" or ".join(f"{number} in [{low}..{high}]" for low, high in ranges) or "false") + ")"


def _listed(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
