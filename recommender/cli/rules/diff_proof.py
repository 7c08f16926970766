"""What the solver proves of two rulebooks, held against the people who were compared."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from recommender.cli.rules.diff_found import ProfileMet, Proof, TwoReadings
from recommender.model.rule import RuleBook
from recommender.proving import Compared, Difference
from recommender.workshop.comparing.census import Census, Met
from recommender.workshop.comparing.contrast import Comparison, Contrast
from recommender.workshop.comparing.lax import GROWTH
from recommender.workshop.comparing.population import World, as_profile

Prover: TypeAlias = Callable[[RuleBook, RuleBook], Compared]
Kind: TypeAlias = Callable[[Contrast], bool]

LOSES, LAXER, STRICTER = "loses a safety limit", "is held back less", "is held back more"
KINDS: dict[str, Kind] = {
    LOSES: lambda contrast: contrast.loses,
    LAXER: lambda contrast: contrast.laxer,
    STRICTER: lambda contrast: contrast.stricter,
}


def asked(comparison: Comparison, world: World, prove: Prover | None) -> Proof:
    """What the solver says; everybody whom it names is held against the comparison of people.

    Where numbers of the plan differ nothing is said of laxer and stricter: the solver knows rules alone.
    """
    if prove is None:
        return Proof("missing")
    found = prove(comparison.old, comparison.new)
    if found.undecided:
        return Proof("undecided", why=found.undecided)
    ways = [(LAXER, found.laxer), (STRICTER, found.stricter)]
    met = [_named(kind, one, comparison, world) for kind, one in ways if one]
    also = tuple(one for one in met if isinstance(one, Met))
    named = tuple(one for one in met if isinstance(one, TwoReadings))
    if found.lost_limit is None:
        none_laxer, none_stricter = (one is None and comparison.same_numbers for _, one in ways)
        return Proof("proved", none_laxer, none_stricter, also=also, named=named)
    loser = _named(LOSES, found.lost_limit, comparison, world)
    if isinstance(loser, TwoReadings):
        return Proof("differs", also=also, named=named, unsettled=loser)
    return Proof("refuted", met=loser, also=also, named=named)


def settled(proof: Proof, counted: Census, profiles: Sequence[ProfileMet], comparison: Comparison) -> Proof:
    """The proof, or that it is contradicted by somebody of a kind of whom it says that there is nobody.

    Nothing contradicts it that comes of how far weeks grow, which no rule says: then that claim is not made.
    """
    if proof.state != "proved":
        return proof
    nobody = {LOSES: True, LAXER: proof.none_laxer, STRICTER: proof.none_stricter}
    people = list(_people(proof, counted, profiles))
    for kind in (kind for kind, claimed in nobody.items() if claimed):
        for one in people:
            if _held(one, kind) and _claimed_of(one, kind, comparison):
                unsettled = replace(one, solver=f"nobody {kind}")
                return Proof("differs", also=proof.also, named=proof.named, unsettled=unsettled)
    laxer, stricter = (any(_is(one, kind) for one in people) for kind in (LAXER, STRICTER))
    return replace(
        proof,
        none_laxer=proof.none_laxer and not laxer,
        none_stricter=proof.none_stricter and not stricter,
        by_growth=(proof.none_laxer and laxer) or (proof.none_stricter and stricter),
    )


def _is(one: TwoReadings, kind: str) -> bool:
    return one.contrast is not None and KINDS[kind](one.contrast)


def _held(one: TwoReadings, kind: str) -> bool:
    """Whether a person is of that kind by what rules hold back, whatever their weeks may grow to."""
    if one.contrast is None:
        return False
    ruled = tuple(shift for shift in one.contrast.shifts if shift.measure.what not in GROWTH)
    return KINDS[kind](replace(one.contrast, shifts=ruled))


def _people(proof: Proof, counted: Census, profiles: Sequence[ProfileMet]) -> Iterator[TwoReadings]:
    """Everybody who is known to be treated differently, the smallest first."""
    loser = [counted.loser] if counted.loser else []
    for met in (*loser, *counted.smallest.values(), *counted.within, *proof.also):
        yield TwoReadings("", met.profile, met.contrast)
    for one in profiles:
        yield TwoReadings("", one.profile, one.contrast, one.name)


def _claimed_of(one: TwoReadings, kind: str, comparison: Comparison) -> bool:
    """Whether the proof speaks of this person: adjustments and what only the new rules ask are not in it."""
    return not comparison.beyond(one.profile) and (kind == LOSES or not one.profile.adjustments)


def _named(kind: str, found: Difference, comparison: Comparison, world: World) -> Met | TwoReadings:
    """Somebody whom the solver names, where the comparison of people agrees; otherwise both readings."""
    profile = as_profile({**found.person.known, **found.person.withheld}, world.vocabulary)
    contrast = comparison.contrast(profile)
    if contrast and KINDS[kind](contrast):
        return Met(profile, contrast)
    return TwoReadings(f"this person {kind}: {found.restraint}", profile, contrast)
