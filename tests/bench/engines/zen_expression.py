"""zen-engine's expression language alone: all rules of a pass in one compiled expression, a list of numbers.

No table and no graph, so hardly a rule engine any more; but it is the fastest that this package can be asked.
"""

from collections.abc import Callable

import zen

from engines.logic import Logic, Pass
from engines.passes import Ask, Passes
from engines.zen_words import context, expression
from recommender.model.fact import Facts, Vocabulary

NAME = "zen-engine, one expression"
PACKAGE = "zen-engine"


class Engine:
    """The rules as one expression for each pass."""

    def __init__(self, logic: Logic) -> None:
        asks = [_asking(one, logic.vocabulary) for one in logic.passes]
        self.run: Callable[[Facts], set[int]] = Passes(logic, asks).run


def _asking(one: Pass, vocabulary: Vocabulary) -> Ask:
    rows = ", ".join(f"{expression(rule.formula)} ? {rule.number} : -1" for rule in one.decisions)
    compiled, given = zen.compile_expression(f"[{rows}]"), context(one, vocabulary)
    return lambda person: [number for number in compiled.evaluate(given(person)) if number >= 0]
