"""Disagreements between rules: a limit against a wish, and two wishes against each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, product
from typing import TypeAlias, TypeVar

from recommender.model.activity import Activity
from recommender.model.directive import Aim, Avoid, Exclude, Gate, Limit, Offer, Permit, Prefer, Selector, Use
from recommender.model.fact import Facts
from recommender.model.prescription import Acting, Prescription, Tension
from recommender.model.scale import Effort
from recommender.model.spelling import FromAnswer, Weeks
from recommender.planning.amounts import amount
from recommender.planning.selection import Choices, chosen

AMOUNTS = ("minutes", "sessions", "week_minutes", "strength_days")

SELECTED = frozenset(Selector.model_fields) - {"weeks"}

Lines: TypeAlias = Mapping[str, frozenset[str]]
Said = TypeVar("Said")


def find_tensions(prescription: Prescription, activities: Mapping[str, Activity]) -> tuple[Tension, ...]:
    """Every pair of rules that disagreed, in a fixed order."""
    found = {
        tension
        for check in (_about_effort, _about_amounts, _about_choices, _about_texts)
        for tension in check(prescription)
    }
    found |= set(_about_likes(prescription, activities))
    return tuple(sorted(found, key=lambda tension: (tension.about, tension.won, tension.lost)))


def _tension(about: str, winner: Acting, loser: Acting) -> Iterator[Tension]:
    if winner.rule and loser.rule and winner.rule != loser.rule:
        yield Tension(about, winner.rule, loser.rule)


def _about_effort(prescription: Prescription) -> Iterator[Tension]:
    bounds = _saying(_allowed, prescription.of(Limit), prescription.of(Gate))
    wishes = _saying(_wanted, prescription.of(Permit), prescription.of(Prefer))
    for (bound, allowed), (wish, wanted) in product(bounds, wishes):
        if wanted > allowed and _overlap(bound, wish):
            yield from _tension("intensity", bound, wish)


def _saying(what: Callable[[Acting], Said | None], *acting: Iterable[Acting]) -> list[tuple[Acting, Said]]:
    """Those that say something about this, and what they say."""
    return [(item, said) for item in chain(*acting) if (said := what(item)) is not None]


def _allowed(bound: Acting) -> int | None:
    """The rank of the highest effort that a limit or a gate leaves."""
    if isinstance(bound.body, Limit):
        return bound.body.intensity.rank if bound.body.intensity else None
    return max(0, bound.body.to.rank - 1) if isinstance(bound.body, Gate) else None


def _wanted(wish: Acting) -> int | None:
    """The rank of the highest effort that a permit or a preference names."""
    if isinstance(wish.body, Permit):
        return wish.body.intensity.rank if wish.body.intensity else None
    if isinstance(wish.body, Prefer) and wish.body.intensity:
        return Effort.highest(*wish.body.intensity).rank
    return None


def _about_amounts(prescription: Prescription) -> Iterator[Tension]:
    for name in AMOUNTS:
        said = partial(_amount, name, prescription.facts)
        bounds, wishes = _saying(said, prescription.of(Limit)), _saying(said, prescription.of(Aim))
        for (bound, allowed), (wish, wanted) in product(bounds, wishes):
            if wanted > allowed and _overlap(bound, wish):
                yield from _tension(name, bound, wish)


def _amount(name: str, facts: Facts, acting: Acting) -> int | None:
    return amount(getattr(acting.body, name), facts)


def _about_choices(prescription: Prescription) -> Iterator[Tension]:
    lines = partial(_lines, prescription.facts)
    wishes = _saying(lines, prescription.of(Prefer))
    for (bound, named), (wish, wished) in product(_saying(lines, prescription.of(Exclude)), wishes):
        if all(_meets(named, wished)) and named:
            yield from _tension("activity", bound, wish)
    for (bound, named), (wish, wished) in product(_saying(lines, prescription.of(Avoid)), wishes):
        if any(_meets(named, wished)):
            winner, loser = (bound, wish) if wish.purpose.at_most(bound.purpose) else (wish, bound)
            yield from _tension("choice", winner, loser)
    for bound, wish in product(prescription.of(Avoid), prescription.of(Offer)):
        if (
            isinstance(bound.body, Avoid)
            and isinstance(wish.body, Offer)
            and wish.body.company in (bound.body.company or ())
        ):
            yield from _tension("company", bound, wish)


def _about_likes(prescription: Prescription, activities: Mapping[str, Activity]) -> Iterator[Tension]:
    """What the person named as liked, against what excludes it or keeps the effort below it."""
    excluding = (item for item in prescription.of(Exclude) if item.in_week(1))
    choice = Choices(prescription, activities).among(excluding)
    bounds = _saying(_allowed, prescription.of(Limit), prescription.of(Gate))
    for wish, name in _liked(prescription):
        named = choice.excluding(name)
        for bound in prescription.of(Exclude):
            if bound.rule in named:
                yield from _tension("activity", bound, wish)
        for bound, allowed in bounds:
            if activities[name].floor.rank > allowed:
                yield from _tension("intensity", bound, wish)


def _liked(prescription: Prescription) -> Iterator[tuple[Acting, str]]:
    for item in prescription.of(Prefer):
        if isinstance(item.body, Prefer) and isinstance(item.body.activity, FromAnswer):
            for name in chosen(item.body.activity, prescription.facts):
                yield item, name


def _about_texts(prescription: Prescription) -> Iterator[Tension]:
    for slot in ("opening", "endpoint", "minimum", "cue"):
        used = [(item, text) for item in prescription.of(Use) if (text := getattr(item.body, slot))]
        for (first, one), (second, other) in product(used, used):
            higher = first.purpose is not second.purpose and second.purpose.at_most(first.purpose)
            if higher and one != other:
                yield from _tension(slot, first, second)


def _lines(facts: Facts, acting: Acting) -> Lines:
    """What a selector names in each line that a wish can have, with the person's own answers put in."""
    return {
        name: chosen(value, facts)
        for name in acting.body.model_fields_set
        if name in SELECTED and (value := getattr(acting.body, name)) is not None
    }


def _meets(bound: Lines, wish: Lines) -> Iterator[bool]:
    """For each line of a bound, whether the wish names some of the same."""
    return (not named.isdisjoint(wish.get(name, ())) for name, named in bound.items())


def _overlap(first: Acting, second: Acting) -> bool:
    """Whether there is a week in which both are in force."""
    if first.always and second.always:
        return True
    spans = product((first.body.weeks,), first.weeks, (second.body.weeks,), second.weeks)
    return any(_meet(together) for together in spans)


def _meet(together: Iterable[Weeks]) -> bool:
    """Whether some week lies in all of these spans."""
    weeks = tuple(together)
    latest = max(span.first for span in weeks)
    return all(span.last is None or latest <= span.last for span in weeks)
