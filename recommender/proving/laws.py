"""A declared law as formulas: what would have to be so of somebody for whom it fails."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.model.fact import Fact
from recommender.model.invariant import Demand, Invariant, Worse
from recommender.model.scale import Effort, Urgency
from recommender.model.truth import Truth
from recommender.proving.answers import Given
from recommender.proving.formulas import NO, Literal
from recommender.proving.held import Held
from recommender.proving.restraints import AT_LEAST, AT_MOST, SITUATIONS, TOO_FEW, CannotTell, Restraint
from recommender.proving.world import World

BEGIN = "begin_"
ASIDE = {"activities": ("closed", *SITUATIONS), "needs": ("need",), "aims": ("aim ",)}
"""How the restraints begin that a law may leave aside."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which a law can fail: all of `where` is true of somebody.

    `missing` are the restraints that they would have to have; each with the formula that says so.
    `other` is the answer in which a second person differs, where the law compares two.
    """

    where: tuple[Literal, ...]
    missing: tuple[tuple[Restraint, Literal], ...] = ()
    other: str = ""


def breaches(law: Invariant, world: World) -> Iterator[Breach]:
    """Every way in which a law can fail. Raises `CannotTell` for what is not encoded."""
    if law.then:
        yield _demanded(law, world)
    for name, worse in law.worse.items():
        yield from _compared(law, world, name, _gets_worse(world, name, worse))
    for name in law.unanswered:
        yield from _compared(law, world, name, _leaves_open(world, name))


def applies(law: Invariant, world: World) -> Literal:
    """Where the law speaks: where its condition is true, or also where it may be."""
    truths = world.who.reader.rule(law.when, law.unless)
    return truths.at_least(Truth.POSSIBLE if law.also_open else Truth.SURE)


def _demanded(law: Invariant, world: World) -> Breach:
    if law.check_in:
        asked = (one for demand in law.then for one in decided(demand))
        wanted = [(restraint, world.held(restraint)) for restraint in asked]
    else:
        wanted = [pair for demand in law.then for pair in demanded(demand, world)]
    if not wanted:
        raise CannotTell("this law asks for nothing that could be missing")
    fails = world.formulas.any_of(-literal for _, literal in wanted)
    return Breach((applies(law, world), fails), tuple(wanted))


def demanded(demand: Demand, world: World) -> Iterator[tuple[Restraint, Literal]]:
    """Every restraint that a demand comes to, with its formula."""
    for restraint in _restraints(demand, world):
        yield restraint, world.held(restraint)
    if demand.offered is not None:
        for week in _weeks(demand, world):
            few = Restraint(TOO_FEW, week, amount=demand.offered)
            yield few, world.formulas.any_of([world.who.referred, _offers(world, demand.offered, week)])


def decided(demand: Demand) -> Iterator[Restraint]:
    """What a demand asks of a check-in."""
    if demand.decision is not None:
        yield Restraint("decision", level=demand.decision)
    if demand.urgency is not None:
        yield Restraint("decision urgency", level=demand.urgency)


def _restraints(demand: Demand, world: World) -> Iterator[Restraint]:
    if demand.outcome is not None:
        yield Restraint("referral" if demand.outcome == "referral" else "no doses")
    if demand.urgency is not None:
        plain = demand.urgency is Urgency.lowest(*Urgency)
        yield Restraint("referral") if plain else Restraint("urgency", level=demand.urgency)
    for sort in ("minutes", "sessions"):
        if (most := getattr(demand, f"{BEGIN}{sort}")) is not None:
            yield Restraint(f"begin {sort}", amount=most)
    yield from (Restraint("hidden", about=figure) for figure in demand.hidden)
    yield from (Restraint("need", level=demand.before, about=need) for need in demand.needs)
    for week in _weeks(demand, world):
        yield from _in_week(demand, week, world)


def _in_week(demand: Demand, week: int, world: World) -> Iterator[Restraint]:
    if demand.effort is not None and demand.effort is not Effort.highest(*Effort):
        yield Restraint("effort", week, demand.effort)
    for sort in (*AT_MOST, *AT_LEAST, "awareness"):
        if (amount := getattr(demand, sort)) is not None:
            yield Restraint(sort, week, amount=amount)
    if demand.easy_after_vigorous:
        yield Restraint("easy after vigorous", week)
    yield from _closed(demand, week, world)


def _closed(demand: Demand, week: int, world: World) -> Iterator[Restraint]:
    chosen = demand.not_offered
    if chosen is None:
        return
    if chosen.time_of_day or chosen.company or chosen.setting:
        raise CannotTell("activities that are not offered at a time, in a place or in company")
    for name, activity in world.book.activities.items():
        own: dict[str, set[object]] = {
            "activity": {name},
            "tempo": {activity.tempo},
            "kind": {str(activity.kind)},
            "rhythmic": {activity.rhythmic},
        }
        lines = {key: getattr(chosen, key) for key in own}
        meets = all(
            value is None or set(value if isinstance(value, tuple) else (value,)) & own[key]
            for key, value in lines.items()
        )
        if meets:
            efforts = [effort for effort in chosen.intensity or Effort if activity.bears(effort)]
            yield from (Restraint("closed", week, effort, about=name) for effort in efforts)


def _offers(world: World, fewest: int, week: int) -> Literal:
    """So many activities are left at light effort, those among them that are merely disliked."""
    left = (
        world.held.offered.open(name, Effort.LIGHT, week, disliked=True) for name in world.book.activities
    )
    return world.formulas.several(left, fewest)


def _weeks(demand: Demand, world: World) -> tuple[int, ...]:
    """The first week of each stretch of weeks that a demand speaks of."""
    found = {week for week in world.measure.weeks if week in demand.weeks}
    return tuple(sorted(found | {demand.weeks.first}))


def _compared(law: Invariant, world: World, name: str, where: Literal) -> Iterator[Breach]:
    """Where one of two people lacks a restraint that the other has.

    Whoever is worse off has all of the first person's, and whoever left a question open all of the other's,
    unless that answer leads to no programme.
    """
    other = world.another(name)
    more, less, stopped = world.held, other, NO
    if law.unanswered:
        more, less, stopped = other, world.held, other(Restraint("no doses"))
    pairs = list(_differing(law, world, more, less))
    if pairs:
        lost = world.formulas.any_of(world.formulas.all_of([has, -lacks]) for _, has, lacks in pairs)
        missing = tuple((restraint, world.formulas.any_of([-has, lacks])) for restraint, has, lacks in pairs)
        yield Breach((applies(law, world), where, lost, -stopped), missing, name)


def _differing(
    law: Invariant, world: World, more: Held, less: Held
) -> Iterator[tuple[Restraint, Literal, Literal]]:
    aside = tuple(sort for name in law.not_compared for sort in ASIDE[name])
    for what, restraints in world.restraints.items():
        if what.startswith(aside) or more.rests_on(what) == less.rests_on(what):
            continue
        shared = more.shares(what) != less.shares(what)
        for restraint in restraints:
            told = not restraint.amount or restraint.amount in world.measure.named
            if shared or told or what == "awareness":
                has, lacks = more(restraint), less(restraint)
                if has != lacks:
                    yield restraint, has, lacks


def _gets_worse(world: World, name: str, worse: Worse) -> Literal:
    """Where the second person's answer is worse than the first one's; both answered."""
    one, two = world.who.given, world.another(name).who.given
    steps = _steps(one, two, name, worse)
    return world.formulas.all_of([one.answered(name), two.answered(name), world.formulas.any_of(steps)])


def _steps(one: Given, two: Given, name: str, worse: Worse) -> Iterator[Literal]:
    fact, all_of = one.vocabulary[name], one.formulas.all_of
    if isinstance(worse, Mapping):
        for answer, others in worse.items():
            yield all_of([one.is_one_of(name, [answer]), two.is_one_of(name, others)])
    elif worse == "less":
        for number in range(fact.low + 1, fact.high + 1):
            yield all_of([one.at_least(name, number), -two.at_least(name, number)])
    elif worse == "in order":
        for place, answer in enumerate(fact.answers):
            yield all_of([one.is_one_of(name, [answer]), two.is_one_of(name, fact.answers[place + 1 :])])
    else:
        yield all_of(_one_more(one, two, name, fact))


def _one_more(one: Given, two: Given, name: str, fact: Fact) -> Iterable[Literal]:
    pairs = [(one.holds(name, member), two.holds(name, member)) for member in fact.answers]
    formulas = one.formulas
    kept = [formulas.any_of([-before, after]) for before, after in pairs]
    return [*kept, formulas.any_of(formulas.all_of([-before, after]) for before, after in pairs)]


def _leaves_open(world: World, name: str) -> Literal:
    """Where the first person left a question open, and the second answered it."""
    one, two = world.who.given, world.another(name).who.given
    return world.formulas.all_of([-one.answered(name), two.answered(name)])
