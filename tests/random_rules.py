"""Random rules over the shipped vocabulary, built as values: conditions of every form, some conclusions."""

from dataclasses import replace
from random import Random

from laxness import for_every_adult
from people import answers_to, shipped

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
from recommender.model.directive import (
    Ask,
    Body,
    Contradiction,
    Derive,
    Hold,
    Limit,
    Note,
    Permit,
    Refer,
)
from recommender.model.fact import Fact, Missing
from recommender.model.rule import Rule
from recommender.model.scale import Effort, Stratum, Urgency

NOTE = Note(text="nothing-to-catch-up")
OUTCOMES: dict[Stratum, tuple[Body, ...]] = {
    Stratum.SCREENING: (
        NOTE,
        Ask(facts=("crisis",)),
        Hold(until={"crisis": "no"}),
        Refer(urgency=Urgency.PROMPT),
    ),
    Stratum.PRESCRIPTION: (NOTE, Limit(intensity=Effort.LIGHT), Permit(intensity=Effort.MODERATE)),
}
STRATA = (Stratum.CONTRADICTIONS, Stratum.SCREENING, Stratum.STATES, Stratum.STATES, Stratum.PRESCRIPTION)
READ_OTHERWISE = ("energy", "sleep_hours", "stress", "overreach_signs", "hypervigilance", "care")
"""Facts of every kind, guarded ones and others: few, so that rules come to differ about one."""

MOST_LINES = 4


def random_rules(random: Random, many: int) -> tuple[Rule, ...]:
    """Rules of four strata; a state reads only states that come before it in the vocabulary.

    The first states are derived by several rules, in several layers.
    """
    made = [_rule(random, number) for number in range(many)]
    return tuple(sorted(made, key=lambda rule: rule.id))


def _rule(random: Random, number: int) -> Rule:
    stratum = random.choice(STRATA)
    states = shipped().vocabulary.states()
    place = random.randrange(random.randint(1, len(states)))
    readable = {Stratum.STATES: states[:place], Stratum.PRESCRIPTION: states}.get(stratum, ())
    if stratum is Stratum.CONTRADICTIONS:
        bodies: list[Body] = [_contradiction(random)]
    elif stratum is Stratum.STATES:
        bodies = [Derive(state=states[place])]
    else:
        bodies = random.sample(OUTCOMES[stratum], random.randint(1, 2))
    return replace(
        for_every_adult(*bodies, name=f"rule-{number:04}"),
        stratum=stratum,
        when=random_condition(random, readable),
        unless=random_condition(random, readable) if random.random() < 0.3 else None,
        if_unknown=random.choice(("refer", "ask", "ignore")),
    )


def _contradiction(random: Random) -> Contradiction:
    names = random.sample(READ_OTHERWISE, random.randint(1, 2))
    return Contradiction(facts=tuple(names), read_as={name: _reading(random, name) for name in names})


def _reading(random: Random, name: str) -> str | tuple[str, ...]:
    """An answer as a rule writes it, or the word for one that is missing."""
    if random.random() < 0.3:
        return str(random.choice((Missing.UNKNOWN, Missing.DECLINED)))
    answer = answers_to(shipped().vocabulary[name], random)
    return tuple(sorted(answer)) if isinstance(answer, frozenset) else str(answer)


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
    vocabulary = shipped().vocabulary
    if random.random() < 0.1:
        return Line(random.choice(vocabulary.guarded()), "unanswered", Asked(answered=False))
    name = random.choice(READ_OTHERWISE if random.random() < 0.2 else vocabulary.asked())
    return Line(name, "a test", random_test(random, vocabulary[name]))


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
