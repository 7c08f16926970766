"""Disagreements between rules: a limit against a wish, and two wishes against each other."""

from collections.abc import Iterator, Mapping
from itertools import permutations, product
from typing import TypeAlias

from recommender.model.activity import Activity
from recommender.model.directive import Aim, Avoid, Exclude, Gate, Limit, Offer, Permit, Prefer, Selector, Use
from recommender.model.fact import Facts
from recommender.model.prescription import Acting, InForce, Tension
from recommender.model.spelling import FromAnswer
from recommender.planning.amounts import named, numbers
from recommender.planning.catalogue import catalogue_of
from recommender.planning.excluding import Excluding

AMOUNTS = ("minutes", "sessions", "week_minutes", "strength_days")

SELECTED = frozenset(Selector.model_fields) - {"weeks"}

SLOTS = ("opening", "endpoint", "minimum", "cue")
NO_TEXT = frozenset({""})

Disagreement: TypeAlias = tuple[str, str, str]
"""What it is about, the rule that wins and the one that loses; an adjustment has no name, and is no rule."""


def find_tensions(in_force: InForce, facts: Facts, activities: Mapping[str, Activity]) -> tuple[Tension, ...]:
    """Every pair of rules that disagreed, in a fixed order."""
    found = {
        *_about_effort(in_force),
        *_about_amounts(in_force, facts),
        *_about_choices(in_force, facts),
        *_about_company(in_force, facts),
        *_about_likes(in_force, facts, activities),
        *_about_texts(in_force),
    }
    return tuple(
        Tension(about, won, lost) for about, won, lost in sorted(found) if won and lost and won != lost
    )


def _about_effort(in_force: InForce) -> Iterator[Disagreement]:
    wishes = (*in_force.of(Permit), *in_force.of(Prefer))
    wanting = [(item, item.wants.rank) for item in wishes if item.wants]
    for (bound, left), (wish, wanted) in product(_bounds(in_force), wanting):
        if wanted > left and bound.meets(wish):
            yield "intensity", bound.rule, wish.rule


def _bounds(in_force: InForce) -> list[tuple[Acting, int]]:
    """What bounds the effort, and the rank that it leaves."""
    bounds = (*in_force.of(Limit), *in_force.of(Gate))
    return [(item, item.leaves.rank) for item in bounds if item.leaves]


def _about_amounts(in_force: InForce, facts: Facts) -> Iterator[Disagreement]:
    bounds, wishes = numbers(in_force.of(Limit), facts), numbers(in_force.of(Aim), facts)
    for name in AMOUNTS:
        for (allowed, bound), (wanted, wish) in product(bounds.get(name, ()), wishes.get(name, ())):
            if wanted > allowed and bound.meets(wish):
                yield name, bound.rule, wish.rule


def _about_choices(in_force: InForce, facts: Facts) -> Iterator[Disagreement]:
    wishes = [(wish, _lines(wish, facts)) for wish in in_force.of(Prefer)]
    naming = {name: [one for one in wishes if name in one[1]] for name in SELECTED}
    for bound in in_force.of(Exclude):
        lines = _lines(bound, facts)
        for wish, wished in naming[next(iter(lines))] if lines else ():
            if all(name in wished and not words.isdisjoint(wished[name]) for name, words in lines.items()):
                yield "activity", bound.rule, wish.rule
    for bound in in_force.of(Avoid):
        for name, words in _lines(bound, facts).items():
            for wish, wished in naming[name]:
                if not words.isdisjoint(wished[name]):
                    first = wish.purpose.at_most(bound.purpose)
                    yield "choice", *((bound.rule, wish.rule) if first else (wish.rule, bound.rule))


def _about_company(in_force: InForce, facts: Facts) -> Iterator[Disagreement]:
    avoiding = [item for item in in_force.of(Avoid) if "company" in item.words]
    offering = [item for item in in_force.of(Offer) if "company" in item.words]
    for bound, wish in product(avoiding, offering):
        if named(wish, "company", facts) <= named(bound, "company", facts):
            yield "company", bound.rule, wish.rule


def _about_likes(
    in_force: InForce, facts: Facts, activities: Mapping[str, Activity]
) -> Iterator[Disagreement]:
    """What the person named as liked, against what excludes it or keeps the effort below it."""
    liked = [(wish.rule, name) for wish in in_force.of(Prefer) for name in _taken_over(wish, facts)]
    if not liked:
        return
    excluding = Excluding(in_force.of(Exclude, 1), facts, catalogue_of(activities))
    bounds = _bounds(in_force)
    for wish, name in liked:
        yield from (("activity", rule, wish) for rule in excluding.rules(name))
        floor = activities[name].floor.rank
        yield from (("intensity", bound.rule, wish) for bound, left in bounds if floor > left)


def _taken_over(wish: Acting, facts: Facts) -> frozenset[str]:
    """The activities that a wish takes over from an answer."""
    own = isinstance(wish.words.get("activity"), FromAnswer)
    return named(wish, "activity", facts) if own else frozenset()


def _about_texts(in_force: InForce) -> Iterator[Disagreement]:
    for first, second in permutations(in_force.of(Use), 2):
        if second.purpose.rank < first.purpose.rank:
            for slot in SLOTS:
                one, other = first.words[slot], second.words[slot]
                if NO_TEXT not in (one, other) and one != other:
                    yield slot, first.rule, second.rule


def _lines(item: Acting, facts: Facts) -> Mapping[str, frozenset[str]]:
    """What a selector names in each line that a wish can have, with the person's own answers put in."""
    return {name: named(item, name, facts) for name in item.words if name in SELECTED}
