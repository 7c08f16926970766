"""A finished run as it would be with one rule altered. Nobody receives anything that was read this way."""

from collections.abc import Iterable
from dataclasses import replace

from recommender.inference.conclusions import firing
from recommender.inference.evaluator import read_rules
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.scale import Stratum
from recommender.model.trace import Firing, Readings, States, Trace


def firings(
    rules: Iterable[Rule], readings: Readings, facts: Facts, states: States, vocabulary: Vocabulary
) -> tuple[Firing, ...]:
    """The firings of those of these rules that fire."""
    found = (firing(rule, readings[rule.id], facts, states, vocabulary) for rule in rules)
    return tuple(one for one in found if one is not None)


def with_another(trace: Trace, rule: Rule, vocabulary: Vocabulary) -> Trace | None:
    """The run with this rule in the place of its namesake, on which no other rule rests.

    None where it reads and concludes the same, or where the rule was not looked at.
    """
    if rule.id not in trace.readings:
        return None
    readings = read_rules((rule,), trace.facts, trace.states, vocabulary)
    fired = firings((rule,), readings, trace.facts, trace.states, vocabulary)
    before = tuple(one for one in trace.firings if one.rule.id == rule.id)
    if readings[rule.id] == trace.readings[rule.id] and _concluded(fired) == _concluded(before):
        return None
    others = (one for one in trace.firings if one.rule.id != rule.id)
    ordered = sorted((*others, *fired), key=_place)
    return replace(trace, readings={**trace.readings, **readings}, firings=tuple(ordered))


def same(one: Trace, other: Trace) -> bool:
    """Whether two runs about one person read and conclude the same."""
    return (
        one.readings == other.readings
        and one.facts == other.facts
        and _concluded(one.firings) == _concluded(other.firings)
    )


def _concluded(found: Iterable[Firing]) -> list[tuple[str, str, bool, str]]:
    return sorted((one.rule.id, one.rule.purpose, one.on_unknown, repr(one.concluded)) for one in found)


def _place(found: Firing) -> tuple[int, str]:
    """Where a firing stands in a run: by the strata, and prescribing ones by their names."""
    rule = found.rule
    return rule.stratum.rank, rule.id if rule.stratum is Stratum.PRESCRIPTION else ""
