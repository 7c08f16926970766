"""Random rules over the shipped vocabulary, built as values: conditions of every form, conclusions of few."""

from dataclasses import replace
from random import Random

from laxness import for_every_adult
from people import shipped

from recommender.model.condition import (
    Asked,
    Being,
    Condition,
    Counting,
    Holding,
    Lacking,
    Line,
    OneOf,
    Test,
    Within,
)  # fmt: skip
from recommender.model.directive import Derive, Directive, Limit, Note, Permit, Refer
from recommender.model.fact import Fact
from recommender.model.rule import Rule
from recommender.model.scale import Effort, Stratum, Urgency

NOTE = Note(text="nothing-to-catch-up")
OUTCOMES = {
    Stratum.SCREENING: (NOTE, Refer(urgency=Urgency.PROMPT)),
    Stratum.PRESCRIPTION: (NOTE, Limit(intensity=Effort.LIGHT), Permit(intensity=Effort.MODERATE)),
}
MOST_LINES = 4


def random_rules(random: Random, many: int) -> tuple[Rule, ...]:
    """Rules of three strata; a state reads only states that come before it in the vocabulary."""
    made = [_rule(random, number) for number in range(many)]
    return tuple(sorted(made, key=lambda rule: rule.id))


def _rule(random: Random, number: int) -> Rule:
    stratum = random.choice((Stratum.SCREENING, Stratum.STATES, Stratum.STATES, Stratum.PRESCRIPTION))
    states = shipped().vocabulary.states()
    place = random.randrange(len(states))
    readable = {Stratum.STATES: states[:place], Stratum.PRESCRIPTION: states}.get(stratum, ())
    state = Directive("derive", Derive(state=states[place]), {})
    bodies = random.sample(OUTCOMES[stratum], 1) if stratum in OUTCOMES else []
    then = tuple(Directive(type(body).__name__.lower(), body, {}) for body in bodies) or (state,)
    return replace(
        for_every_adult(NOTE, name=f"rule-{number:04}"),
        stratum=stratum,
        then=then,
        when=random_condition(random, readable),
        unless=random_condition(random, readable) if random.random() < 0.3 else None,
        if_unknown=random.choice(("refer", "ask", "ignore")),
    )


def random_condition(random: Random, states: tuple[str, ...] = ()) -> Condition:
    """Some lines, and in half of the cases a list of which any may hold."""
    lines = tuple(_line(random, states) for _ in range(random.randint(1, MOST_LINES)))
    if random.random() < 0.5:
        return Condition(lines)
    alternatives = tuple(
        tuple(_line(random, states) for _ in range(random.randint(1, 2))) for _ in range(random.randint(1, 3))
    )
    return Condition(lines[: random.randint(0, 2)], alternatives)


def _line(random: Random, states: tuple[str, ...]) -> Line:
    if states and random.random() < 0.4:
        return Line(random.choice(states), "a state", Being(random.random() < 0.5))
    name = random.choice(shipped().vocabulary.asked())
    return Line(name, "a test", random_test(random, shipped().vocabulary[name]))


def random_test(random: Random, fact: Fact) -> Test:
    """A test that a line about this fact may hold."""
    if random.random() < 0.1:
        return Asked(random.random() < 0.5)
    if fact.kind == "number":
        ends = sorted(random.randint(fact.low, fact.high) for _ in range(4))
        return Within(((ends[0], ends[1]), (ends[2], ends[3]))[: random.randint(1, 2)])
    some = frozenset(random.sample(fact.answers, random.randint(1, min(3, len(fact.answers)))))
    if fact.kind == "choice":
        return OneOf(some)
    low = random.randint(0, 2)
    return random.choice(
        (Holding(some), Lacking(min(some)), Counting(0, 0), Counting(low, low + random.randint(0, 3)))
    )
