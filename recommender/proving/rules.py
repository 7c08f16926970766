"""Rules that get in each other's way: those that never act, change nothing, disagree or leave nothing."""

from collections.abc import Iterable, Iterator

from recommender.model.condition import Condition
from recommender.model.directive import (
    Body,
    Exclude,
    Gate,
    Hide,
    Limit,
    Refer,
    Require,
    Use,
)  # fmt: skip
from recommender.model.rule import Rule
from recommender.model.scale import Effort, Stratum
from recommender.proving.findings import Finding
from recommender.proving.formulas import NO, YES, Literal
from recommender.proving.people import Act
from recommender.proving.restraints import TOO_FEW, Restraint
from recommender.proving.world import World

RESTRAINING = (Limit, Exclude, Gate, Hide, Require, Refer)
"""Directives that do nothing but hold back, so that a rule of these alone can be shadowed."""

SLOTS = ("opening", "endpoint", "minimum", "cue")


def dead(world: World) -> Iterator[Finding]:
    """Rules that are true of nobody, with the words that cannot be true together.

    A restriction may still act where answers are missing; then it speaks of what cannot be.
    """
    for rule in world.book.rules:
        if not world.can_be(_true_of(world, rule)):
            yield Finding(
                "dead",
                rule.id,
                "there is nobody of whom this rule is true",
                rule.span,
                because=words(world, rule),
            )


def _true_of(world: World, rule: Rule) -> tuple[Literal, ...]:
    """That a rule is true of somebody for sure, and looked at."""
    return world.who.truths[rule.id].sure, reached(world, rule)


def reached(world: World, rule: Rule) -> Literal:
    """That a rule is looked at at all: after a referral, states and prescription are not."""
    early = rule.stratum in (Stratum.CONTRADICTIONS, Stratum.SCREENING, Stratum.REVIEW)
    return YES if early else -world.who.referred


def words(world: World, rule: Rule) -> tuple[str, ...]:
    """The lines of a rule that cannot be true together, as few as the solver names."""
    said = [(str(line), world.who.reader.line(line).sure) for line in rule.when.lines]
    if rule.when.alternatives:
        said.append(("any of", world.truth(Condition(alternatives=rule.when.alternatives)).sure))
    if rule.unless is not None:
        said.append(("unless", -world.truth(rule.unless).possible))
    said.append(("nobody is referred", reached(world, rule)))
    impossible = [text for text, formula in said if formula == NO]
    if impossible or world.can_be([formula for _, formula in said]):
        return tuple(impossible)
    blamed = set(world.solver.blamed())
    return tuple(text for text, formula in said if formula in blamed)


def shadowed(world: World) -> Iterator[Finding]:
    """Rules that hold back and nothing else, and never more than others do already."""
    for rule in world.book.of(Stratum.PRESCRIPTION):
        acts = [act for act in world.who.acts if act.rule is rule]
        if not all(isinstance(act.body, RESTRAINING) for act in acts) or not world.can_be(
            _true_of(world, rule)
        ):
            continue
        if not any(_adds(world, act) for act in acts):
            yield Finding(
                "shadowed", rule.id, "other rules hold back as much whenever this one acts", rule.span
            )


def _adds(world: World, act: Act) -> bool:
    """Whether there is anybody whom this directive holds back, and no other rule does as much."""
    others = [
        other.where
        for other in world.who.acts
        if other.rule is not act.rule and _covers(other.body, act.body)
    ]
    doses = [] if isinstance(act.body, Exclude | Hide) else [-world.who.limited]
    return world.can_be([act.where, -world.who.referred, *doses, *(-where for where in others)])


def _covers(one: Body, other: Body) -> bool:
    """Whether one directive holds back in all that the other does, in the same weeks or more."""
    if type(one) is not type(other) or not _weeks_cover(one, other):
        return False
    if isinstance(one, Hide) and isinstance(other, Hide):
        return set(one.figures) >= set(other.figures)
    if isinstance(one, Exclude):
        return one.model_copy(update={"weeks": other.weeks}) == other
    if isinstance(one, Gate) and isinstance(other, Gate):
        enough = one.after_weeks >= other.after_weeks and set(one.needs) >= set(other.needs)
        return enough and one.to.at_most(other.to)
    most = isinstance(one, Limit)
    return all(_as_much(getattr(one, name), value, most=most) for name, value in other if name != "weeks")


def _as_much(mine: object, theirs: object, *, most: bool) -> bool:
    if theirs is None or mine == theirs:
        return True
    if isinstance(mine, Effort) and isinstance(theirs, Effort):
        return mine.at_most(theirs)
    if isinstance(mine, int) and isinstance(theirs, int):
        return mine <= theirs if most else mine >= theirs
    return False


def _weeks_cover(one: Body, other: Body) -> bool:
    ends = one.weeks.last is None or (other.weeks.last is not None and other.weeks.last <= one.weeks.last)
    return one.weeks.first <= other.weeks.first and ends


def contradictions(world: World) -> Iterator[Finding]:
    """Two rules of the same purpose that name different texts for the same thing, for the same person."""
    using = [act for act in world.who.acts if isinstance(act.body, Use)]
    for place, act in enumerate(using):
        for other in using[:place]:
            slots = [slot for slot in SLOTS if _names_another(act, other, slot)]
            if slots and _same_weeks(act.body, other.body):
                yield from _disagreeing(world, other, act, slots)


def _names_another(one: Act, other: Act, slot: str) -> bool:
    mine, theirs = getattr(one.body, slot), getattr(other.body, slot)
    return bool(mine and theirs and mine != theirs and one.rule.purpose is other.rule.purpose)


def _same_weeks(one: Body, other: Body) -> bool:
    first = max(one.weeks.first, other.weeks.first)
    return first in one.weeks and first in other.weeks


def _disagreeing(world: World, one: Act, other: Act, slots: Iterable[str]) -> Iterator[Finding]:
    where = [one.where, other.where, -world.who.referred, -world.who.limited, *_unsettled(world, one, other)]
    if world.can_be(where):
        says = f"“{one.rule.id}” and “{other.rule.id}” name different texts for {' and '.join(slots)}"
        person, _ = world.smallest(where)
        yield Finding(
            "contradiction",
            other.rule.id,
            says,
            other.rule.span,
            person,
            because=(one.rule.id, other.rule.id),
        )


def _unsettled(world: World, one: Act, other: Act) -> Iterator[Literal]:
    """That no rule of a higher purpose names a text there, which would settle it."""
    for act in world.who.of(Use):
        higher = act.rule.purpose.rank > one.rule.purpose.rank and _weeks_cover(act.body, one.body)
        if higher and any(getattr(act.body, slot) and _names_another(one, other, slot) for slot in SLOTS):
            yield -act.where


def gaps(world: World) -> Iterator[Finding]:
    """People with nothing to choose from, and needs of a gate that no check-in can find."""
    yield from _nothing_left(world)
    yield from _unmet(world)


def _nothing_left(world: World) -> Iterator[Finding]:
    for week in world.measure.weeks:
        left = [
            world.held.offered.open(name, Effort.LIGHT, week, disliked=True) for name in world.book.activities
        ]
        where = [-world.who.referred, *(-one for one in left)]
        if world.can_be(where):
            person, _ = world.smallest(where)
            acts = world.who.of(Exclude)
            span = acts[0].rule.span if acts else world.book.rules[0].span
            says, none = f"nothing is left to offer in week {week}", (Restraint(TOO_FEW, week, amount=1),)
            yield Finding("gap", "activities", says, span, person, missing=none)
            return


def _unmet(world: World) -> Iterator[Finding]:
    """Gates with a need that no rule of a check-in ever finds: what they close stays closed."""
    review = world.book.review
    met = {getattr(item.body, "need", "") for rule in (review.rules if review else ()) for item in rule.then}
    for act in world.who.of(Gate):
        if isinstance(act.body, Gate) and (missing := sorted(set(act.body.needs) - met)):
            says = f"no check-in can find “{missing[0]}”, so {act.body.to} effort stays closed"
            yield Finding("gap", act.rule.id, says, act.rule.span)
