"""business-rules: variables with typed operators, "all" and "any", one action (package business-rules)."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_NUMERIC
from business_rules.variables import (
    BaseVariables,
    boolean_rule_variable,
    numeric_rule_variable,
    select_multiple_rule_variable,
)

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
from recommender.model.fact import Facts, Vocabulary

NAME = "business-rules"
PACKAGE = "business-rules"
MISSING = "not known"
NO_NUMBER = -1
Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"


class Engine:
    """The rules as business-rules reads them; what is missing is an option of a choice, and the number -1."""

    def __init__(self, logic: Logic) -> None:
        variables = _variables(logic.vocabulary)
        asks = [_asking(one, variables) for one in logic.passes]
        self.run: Callable[[Facts], set[int]] = Passes(logic, asks).run


class _Actions(BaseActions):  # type: ignore[misc] # the package has no types
    def __init__(self, found: list[int]) -> None:
        self.found = found

    @rule_action(params={"number": FIELD_NUMERIC})  # type: ignore[untyped-decorator] # as above
    def conclude(self, number: int) -> None:
        """Notes which rule it was."""
        self.found.append(number)


def _asking(one: Pass, variables: Callable[[Person], BaseVariables]) -> Ask:
    rules: list[dict[str, object]] = [
        {
            "conditions": conditions(rule.formula),
            "actions": [{"name": "conclude", "params": {"number": rule.number}}],
        }
        for rule in one.decisions
    ]

    def ask(person: Person) -> list[int]:
        found: list[int] = []
        run_all(rule_list=rules, defined_variables=variables(person), defined_actions=_Actions(found))
        return found

    return ask


def conditions(formula: Formula) -> Json:  # noqa: C901, PLR0911 - one for each kind of test
    """The formula as conditions."""
    match formula:
        case Every(parts):
            return {"all": [conditions(part) for part in parts]}
        case Some(parts):
            return {"any": [conditions(part) for part in parts]}
        case OneOfThese(fact, answers, missing):
            allowed: list[Json] = [*answers, MISSING] if missing else [*answers]
            return _line(fact, "shares_at_least_one_element_with", allowed)
        case InRange(fact, ranges, missing):
            return _ranges(fact, ranges, missing=missing)
        case Counts(fact, ranges, missing):
            return _ranges(f"{fact}__many", ranges, missing=missing)
        case Shares(fact, members, some, missing):
            named: list[Json] = [*members, MISSING] if missing is some else [*members]
            return _line(fact, f"shares_{'at_least_one_element' if some else 'no_elements'}_with", named)
        case Known(fact, known):
            return _line(f"{fact}__known", "is_true" if known else "is_false", 0)
        case StateIs(state, levels):
            return _ranges(state, tuple((level, level) for level in levels), missing=False)


def _line(name: str, operator: str, value: Json) -> Json:
    return {"name": name, "operator": operator, "value": value}


def _ranges(name: str, ranges: Ranges, *, missing: bool) -> Json:
    ways: list[Json] = [_range(name, low, high) for low, high in ranges]
    if missing:
        ways.append(_line(name, "equal_to", NO_NUMBER))
    return ways[0] if len(ways) == 1 else {"any": ways}


def _range(name: str, low: int, high: int) -> Json:
    if low == high:
        return _line(name, "equal_to", low)
    return {
        "all": [
            _line(name, "greater_than_or_equal_to", low),
            _line(name, "less_than_or_equal_to", high),
        ]
    }


def _variables(vocabulary: Vocabulary) -> Callable[[Person], BaseVariables]:
    """A class with a method for each fact and state."""

    def begin(self: "_Person", person: Person) -> None:
        self.person = person

    members: dict[str, object] = {"__init__": begin}
    for name in vocabulary:
        kind = vocabulary[name].kind
        members[f"{name}__known"] = boolean_rule_variable()(_known(name))
        if kind == "choice":
            members[name] = select_multiple_rule_variable()(_choice(name))
        elif kind == "set":
            members[name] = select_multiple_rule_variable()(_set(name))
            members[f"{name}__many"] = numeric_rule_variable()(_many(name))
        else:
            members[name] = numeric_rule_variable()(_number(name, 0 if kind == "state" else NO_NUMBER))
    made: Callable[[Person], BaseVariables] = type("Variables", (BaseVariables,), members)
    return made


class _Person(Protocol):
    person: Person


def _choice(name: str) -> Callable[[_Person], list[object]]:
    return lambda self: [self.person.get(name, MISSING)]


def _set(name: str) -> Callable[[_Person], object]:
    return lambda self: self.person.get(name, (MISSING,))


def _many(name: str) -> Callable[[_Person], int]:
    def many(self: _Person) -> int:
        members = self.person.get(name)
        return len(members) if isinstance(members, frozenset) else NO_NUMBER

    return many


def _number(name: str, missing: int) -> Callable[[_Person], object]:
    return lambda self: self.person.get(name, missing)


def _known(name: str) -> Callable[[_Person], bool]:
    return lambda self: name in self.person
