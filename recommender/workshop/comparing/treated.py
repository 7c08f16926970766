"""One person under one rulebook, and the frame in which two of these are held against each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from recommender.model.adjustment import Adjustment, Role
from recommender.model.directive import Exclude, Gate
from recommender.model.fact import Facts
from recommender.model.length import LONGEST
from recommender.model.prescription import Acting, InForce, Prescription
from recommender.model.rule import RuleBook
from recommender.model.trace import Trace
from recommender.planning.outcomes import is_limited, referral_of
from recommender.planning.resolve import resolve
from recommender.planning.selection import chosen

WITHOUT_DOSES, REFERRED = 1, 2
"""The stop of somebody who gets light movement, and of the least urgent referral; a programme has none."""

SITUATIONS = ("time_of_day", "company", "setting")


@dataclass(frozen=True, slots=True)
class Treated:
    """One person under one rulebook: what was concluded, and what it comes to."""

    book: RuleBook
    role: Role
    trace: Trace
    prescription: Prescription
    stop: int

    @classmethod
    def by(
        cls, book: RuleBook, trace: Trace, adjustments: tuple[Adjustment, ...] = (), role: Role = "self"
    ) -> "Treated":
        """The person of that trace."""
        referral = referral_of(trace, adjustments, book)
        stop = REFERRED + referral.urgency.rank if referral else int(is_limited(trace, book))
        return cls(book, role, trace, resolve(trace, adjustments, book.activities), stop)

    def under(self, acting: Iterable[Acting]) -> "Treated":
        """The same person, with nothing in force but these directives."""
        return replace(self, prescription=replace(self.prescription, in_force=InForce(tuple(acting))))


@dataclass(frozen=True, slots=True)
class Frame:
    """What both sides are measured in: the weeks in which stretches begin, and all that either side names.

    `needs` are those of gates, and “” for the gate itself; `situations` what exclusions say of time, company
    and place. Where both sides exclude the same, `excluding` is False and none of it is measured.
    """

    weeks: tuple[int, ...]
    needs: tuple[str, ...]
    situations: tuple[tuple[str, str], ...]
    excluding: bool = True

    @classmethod
    def of(cls, *sides: Treated) -> "Frame":
        """The frame for two sides of one person."""
        acting = [item for side in sides for item in side.prescription.acting]
        weeks = sorted({week for item in acting for week in _turns(item) if 1 <= week <= LONGEST} | {1})
        gates = (item.body for item in acting if isinstance(item.body, Gate))
        named = {
            (situation, word)
            for side in sides
            for item in side.prescription.of(Exclude)
            for situation, word in situations_of(item, side.prescription.facts)
        }
        needs = {"", *(need for gate in gates for need in gate.needs)}
        excluded = [_excluded(side) for side in sides]
        excluding = any(other != excluded[0] for other in excluded)
        return cls(tuple(weeks), tuple(sorted(needs)), tuple(sorted(named)), excluding)

    def last(self, week: int) -> int | None:
        """The last week of the stretch that begins with this one; None where it never ends."""
        later = [other for other in self.weeks if other > week]
        return later[0] - 1 if later else None


def _excluded(side: Treated) -> tuple[object, ...]:
    """Everything that decides what is excluded for this person."""
    said = sorted(repr((item.body, item.weeks)) for item in side.prescription.of(Exclude))
    return said, side.prescription.facts, side.book.activities


def _turns(item: Acting) -> Iterator[int]:
    """The weeks from which on a directive may be in force otherwise than before."""
    for weeks in (item.body.weeks, *item.weeks):
        yield weeks.first
        if weeks.last is not None:
            yield weeks.last + 1
    if isinstance(item.body, Gate):
        yield item.body.after_weeks + 1


def situations_of(item: Acting, facts: Facts) -> Iterator[tuple[str, str]]:
    """The times, company and places that an exclusion names, with the person's own answers put in."""
    for situation in SITUATIONS:
        for word in chosen(getattr(item.body, situation, None), facts):
            yield situation, word
