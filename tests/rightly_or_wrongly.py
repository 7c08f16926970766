"""What could stand beside each fact and each key of a directive, and what the loader makes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from people import shipped

from recommender.loading.conditions import read_condition
from recommender.loading.directive_checks import check_directive
from recommender.loading.directives import read_directive
from recommender.loading.yaml_tree import from_plain
from recommender.model.condition import Asked, Condition, Line
from recommender.model.directive import BODIES
from recommender.model.fact import Fact, Vocabulary
from recommender.problem import Problem
from recommender.source import Source

Written: TypeAlias = Mapping[str, object]
WORDS: tuple[str | list[str], ...] = (
    "yes", "0", "1", "4", "07", "100000", "light", "slow", "evening", "walking", "home", "gp", "wanted",
    "prompt", "hold", "foo", "1 to 2", "0 on", "90 % of activity_minutes", "answers of likes",
    "answers of nothing", [], ["walking"], ["heart_rate"], ["wanted", "foo"], ["crisis", "pregnancy"],
)  # fmt: skip
"""What each key of each directive is tried with. That a range runs backwards is seen by the loader alone."""


def right_hand_sides(fact: Fact) -> Iterator[str | list[str]]:
    """What could stand beside a fact, rightly or wrongly."""
    for word in (*fact.answers[:2], "foo", "3", "2000"):
        yield from (word, f"not {word}", [word], [word, "foo"])
        yield from (f"{word} or {way}" for way in ("more", "less", "worse", "better"))
    yield from (
        "answered",
        "unanswered",
        "empty",
        "not empty",
        "1 to 2",
        "1-2",
        "1 to 9999",
        "2 or more or less",
        [],
    )


def loads(name: str, words: str | list[str], vocabulary: Vocabulary) -> bool:
    problems: list[Problem] = []
    read_condition(from_plain({name: words}, Source("", "")), vocabulary, problems, "")
    return not problems


def ways_to_write(verb: str) -> Iterator[Written]:
    """A directive with each word in the place of each key, and on its own."""
    body = BODIES[verb]
    needed = {
        name: "moderate" for name, info in body.model_fields.items() if info.is_required() and name == "to"
    }
    for words in WORDS:
        yield {verb: words}
        keys = (name for name in (*body.model_fields, "foo") if name != "weeks" or verb == "limit")
        yield from ({verb: {**needed, name: words}} for name in keys)


def acts(written: Written, verb: str) -> bool:
    """Whether the loader takes it, in a rule that asks for every number a share may rest on."""
    book, stratum, problems = shipped(), BODIES[verb].strata[0], list[Problem]()
    directive = read_directive(from_plain(written, Source("", "")), stratum, book.vocabulary, problems, "")
    numbers = [name for name in book.vocabulary.asked() if book.vocabulary[name].kind == "number"]
    asking = Condition(tuple(Line(name, "answered", Asked(answered=True)) for name in numbers))
    rule = replace(book.rules[0], when=asking)
    return directive is not None and not problems and not [*check_directive(directive, rule, book)]
