"""Disagreements between rules: a limit against a wish, and two wishes against each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from recommender.model.activity import Activity
from recommender.model.directive import Aim, Avoid, Exclude, Gate, Limit, Offer, Permit, Prefer, Selector, Use
from recommender.model.fact import Facts
from recommender.model.prescription import Acting, Prescription, Tension
from recommender.model.scale import Effort
from recommender.model.spelling import FromAnswer, Weeks
from recommender.planning.amounts import amount
from recommender.planning.selection import Choices, chosen

AMOUNTS = ("minutes", "sessions", "week_minutes", "strength_days")


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
    bounds = [*prescription.of(Limit), *prescription.of(Gate)]
    wishes = [*prescription.of(Permit), *prescription.of(Prefer)]
    for bound, wish in product(bounds, wishes):
        allowed, wanted = _allowed(bound), _wanted(wish)
        if allowed and wanted and not wanted.at_most(allowed) and _overlap(bound, wish):
            yield from _tension("intensity", bound, wish)


def _allowed(bound: Acting) -> Effort | None:
    if isinstance(bound.body, Gate):
        return tuple(Effort)[max(0, bound.body.to.rank - 1)]
    return bound.body.intensity if isinstance(bound.body, Limit) else None


def _wanted(wish: Acting) -> Effort | None:
    if isinstance(wish.body, Permit):
        return wish.body.intensity
    return (
        Effort.highest(*wish.body.intensity)
        if isinstance(wish.body, Prefer) and wish.body.intensity
        else None
    )


def _about_amounts(prescription: Prescription) -> Iterator[Tension]:
    for bound, wish in product(prescription.of(Limit), prescription.of(Aim)):
        for name in AMOUNTS:
            allowed = amount(getattr(bound.body, name), prescription.facts)
            wanted = amount(getattr(wish.body, name), prescription.facts)
            if allowed is not None and wanted is not None and wanted > allowed and _overlap(bound, wish):
                yield from _tension(name, bound, wish)


def _about_choices(prescription: Prescription) -> Iterator[Tension]:
    facts = prescription.facts
    for bound, wish in product(prescription.of(Exclude), prescription.of(Prefer)):
        if _share(bound.body, wish.body, facts, _only):
            yield from _tension("activity", bound, wish)
    for bound, wish in product(prescription.of(Avoid), prescription.of(Prefer)):
        if _share(bound.body, wish.body, facts, _any):
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
    choice = Choices(prescription, activities)[1]
    liked = [
        (item, name)
        for item in prescription.of(Prefer)
        if isinstance(item.body, Prefer) and isinstance(item.body.activity, FromAnswer)
        for name in chosen(item.body.activity, prescription.facts)
    ]
    for wish, name in liked:
        for bound in prescription.of(Exclude):
            if bound.rule in choice.excluding(name):
                yield from _tension("activity", bound, wish)
        for bound in (*prescription.of(Limit), *prescription.of(Gate)):
            allowed = _allowed(bound)
            if allowed and not activities[name].floor.at_most(allowed):
                yield from _tension("intensity", bound, wish)


def _about_texts(prescription: Prescription) -> Iterator[Tension]:
    uses = tuple(prescription.of(Use))
    for first, second in product(uses, uses):
        higher = first.purpose is not second.purpose and second.purpose.at_most(first.purpose)
        for slot in ("opening", "endpoint", "minimum", "cue"):
            one, other = getattr(first.body, slot), getattr(second.body, slot)
            if higher and one and other and one != other:
                yield from _tension(slot, first, second)


def _share(bound: object, wish: object, facts: Facts, enough: Callable[[list[bool]], bool]) -> bool:
    """Whether two selectors speak of the same thing."""
    if not isinstance(bound, Selector) or not isinstance(wish, Selector):
        return False
    meets = [
        bool(chosen(mine, facts) & chosen(getattr(wish, name), facts))
        for name, mine in bound
        if name != "weeks" and mine is not None and hasattr(wish, name)
    ]
    return bool(meets) and enough(meets)


def _only(meets: list[bool]) -> bool:
    return all(meets)


def _any(meets: list[bool]) -> bool:
    return any(meets)


def _overlap(first: Acting, second: Acting) -> bool:
    """Whether there is a week in which both are in force."""
    spans = product((first.body.weeks,), first.weeks, (second.body.weeks,), second.weeks)
    return any(_meet(together) for together in spans)


def _meet(together: Iterable[Weeks]) -> bool:
    """Whether some week lies in all of these spans."""
    weeks = tuple(together)
    latest = max(span.first for span in weeks)
    return all(span.last is None or latest <= span.last for span in weeks)
