"""Where a programme stands between two weeks."""

from dataclasses import dataclass

from recommender.model.programme import Week
from recommender.model.scale import Effort
from recommender.planning.progression import Load, lowest


@dataclass(frozen=True, slots=True)
class Position:
    """Where a programme stands before a week: its load, what reviews have opened, how far attention goes.

    `held` is the load of the last week in which anything took place: what a gap goes back to;
    `held_lighter` where that week was a lighter one, `lighter` where it is to be repeated as such.
    `rested` where nothing was raised since the last lighter week, so that another has nothing to ease.
    `stopped` where the week before it was one of a pause or a referral.
    `done_weeks` counts the weeks in which anything took place since the programme began, or began afresh:
    the rules' weeks are counted by these. `planned` holds each week so far as it was planned (None where
    there was no programme), `referred` how many entries of the log there were up to the sign that asked
    for somebody to look first (0 without one).
    """

    load: Load
    held: Load
    held_lighter: bool = False
    lighter: bool = False
    rested: bool = False
    stopped: bool = False
    done_weeks: int = 0
    opened: frozenset[tuple[str, Effort]] = frozenset()
    attention: int = 0
    attention_changed: int = 0
    steady_weeks: int = 0
    planned: tuple[Week | None, ...] = ()
    referred: int = 0

    @property
    def programme_week(self) -> int:
        """The week of the programme that comes next, as rules count it."""
        return self.done_weeks + 1


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes on when the answers change: no more than was held, what was planned, and a referral."""

    held: Load | None = None
    planned: tuple[Week | None, ...] = ()
    referred: int = 0

    @classmethod
    def of(cls, now: Position) -> "Carried":
        """What goes on from a programme."""
        return cls(lowest(now.held, now.load), now.planned, now.referred)
