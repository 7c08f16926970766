"""Whether the facts of a vocabulary can be answered, told apart, and compared as whole numbers."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from recommender.loading.answers import MOST_DIGITS
from recommender.loading.yaml_tree import Node, Table
from recommender.model.fact import Fact
from recommender.problem import Code, Problem

NAME = re.compile(r"[^\W\d]\w*")
HIGHEST = 10**MOST_DIGITS - 1
ELSEWHERE = ("answered", "unanswered", "unknown", "declined", "empty")
"""Words of conditions and of profiles, which no fact can have as an answer of its own."""

KINDS = ("choice", "set", "number")
Wrong: TypeAlias = tuple[str, str, str]
"""What is wrong, the key of the fact at which that stands, and what would be right."""


def check_facts(facts: Mapping[str, Fact], node: Node | None) -> Iterator[Problem]:
    """Every fact that nobody could answer, or that the engine could not tell from another one."""
    if isinstance(node, Table):
        for name, fact in facts.items():
            yield from (_problem(node, name, wrong) for wrong in _wrongs(name, fact))


def _problem(whole: Table, name: str, wrong: Wrong) -> Problem:
    what, key, advice = wrong
    entry = whole.get(name)
    word = entry.key(key) if isinstance(entry, Table) else None
    place = word or whole.key(name)
    span = place.span if place else whole.span
    return Problem(Code.WRONG_VALUE, what, span, f"“{name}”", help=advice)


def _wrongs(name: str, fact: Fact) -> Iterator[Wrong]:
    if not NAME.fullmatch(name):
        what = "the name of a fact is one word of letters, digits and underscores, with a letter first"
        yield what, "", "Such as:  sleep_hours"
    if fact.leaves and (fact.private or fact.derived):
        what = f"what {'is private' if fact.private else 'rules derive'} never leaves"
        yield what, "leaves", "The line can go."
    if fact.kind != "state" and fact.derived:
        yield "what rules derive is a state, and has no kind of its own", "kind", "The line can go."
    yield from _BY_KIND[fact.kind](fact)


def _of_a_state(fact: Fact) -> Iterator[Wrong]:
    if not fact.derived:
        advice = f"A question has a “kind”: {', '.join(KINDS)}. A state has “derived: yes”."
        yield "this says neither what is answered nor that rules derive it", "kind", advice
    if fact.answers or fact.answers_from:
        yield "a state has no answers of its own", "answers", "It is yes or no. The line can go."


def _of_answers(fact: Fact) -> Iterator[Wrong]:
    if not fact.answers and not fact.answers_from:
        yield "nobody can answer this: it has no answers", "answers", "Such as:  answers: [low, high]"
    for place, answer in enumerate(fact.answers):
        if answer in fact.answers[:place]:
            yield f"the answer “{answer}” stands here twice", "answers", "One of the two can go."
        elif answer in ELSEWHERE:
            advice = f"So have {', '.join(word for word in ELSEWHERE if word != answer)}."
            yield f"the answer “{answer}” has a meaning for every fact", "answers", advice
        elif not answer:
            yield "an answer is empty here", "answers", "Each answer is a word."


def _of_a_number(fact: Fact) -> Iterator[Wrong]:
    if fact.high > HIGHEST:
        yield f"a number is {HIGHEST:,} at most", "to", f"It has {MOST_DIGITS} digits or fewer."
    elif fact.low > fact.high:
        yield "nobody can answer this: “from” is higher than “to”", "from", ""
    if fact.answers or fact.answers_from:
        yield "a number has no answers; “from” and “to” say which there are", "answers", "The line can go."


_BY_KIND: Mapping[str, Callable[[Fact], Iterator[Wrong]]] = {
    "state": _of_a_state,
    "choice": _of_answers,
    "set": _of_answers,
    "number": _of_a_number,
}
