"""zen-engine: a decision graph with one decision table that collects every row that holds."""

import json
from collections.abc import Callable

import zen

from engines.logic import Logic, Pass
from engines.passes import Ask, Passes
from engines.zen_words import context, expression
from recommender.model.fact import Facts, Vocabulary

NAME = "zen-engine, decision tables"
PACKAGE = "zen-engine"


class Engine:
    """The rules as a decision table for each pass: one row a rule, one column that holds its condition.

    A column for each fact would be wider than it is long: most rules look at one to three of eighty facts.
    """

    def __init__(self, logic: Logic) -> None:
        engine = zen.ZenEngine()
        asks = [_asking(engine.create_decision(_graph(one)), one, logic.vocabulary) for one in logic.passes]
        self.run: Callable[[Facts], set[int]] = Passes(logic, asks).run


def _asking(decision: zen.ZenDecision, one: Pass, vocabulary: Vocabulary) -> Ask:
    given = context(one, vocabulary)
    return lambda person: [row["r"] for row in decision.evaluate(given(person))["result"]]


def _graph(one: Pass) -> str:
    rows = [
        {"_id": f"x{rule.number}", "c": expression(rule.formula), "r": str(rule.number)}
        for rule in one.decisions
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "c", "name": "c", "field": ""}],
        "outputs": [{"id": "r", "name": "r", "field": "r"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": table},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    ways = (("in", "table"), ("table", "out"))
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in ways
    ]
    return json.dumps({"nodes": nodes, "edges": edges})
