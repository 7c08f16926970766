"""What somebody wrote down about their sessions: the log that a review looks back on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from recommender.model.fact import Facts

Done: TypeAlias = Literal["yes", "part", "no"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One session as somebody wrote it down. `facts` holds everything beside week, day and done."""

    week: int
    day: int
    done: Done
    facts: Facts = field(default_factory=Facts)

    @property
    def happened(self) -> bool:
        """True where the session took place, as a whole or in part."""
        return self.done != "no"


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that was written down, by week and day; a week without entries is one without sessions."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Log":
        """The log of these entries in whatever order they come; those of one day keep the order they have."""
        return cls(tuple(sorted(entries, key=lambda entry: (entry.week, entry.day))))

    @property
    def first_week(self) -> int:
        """The first week that the log speaks of; 0 where it speaks of none."""
        return self.entries[0].week if self.entries else 0

    @property
    def last_week(self) -> int:
        """The last week that the log speaks of; 0 where it speaks of none."""
        return self.entries[-1].week if self.entries else 0

    def of_week(self, number: int) -> tuple[Entry, ...]:
        """The entries of one week, by day; none at all where it has none."""
        return tuple(entry for entry in self.entries if entry.week == number)
