"""What a long run came to: how much was tried, and what is never to be found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_GROWTH = 10.0
"""Megabytes by which a process may be larger after its work than after the beginning of it."""

SHOWN = 5
"""So many of each kind are told in words."""


@dataclass
class Found:
    """Counts of what was tried; crashes (also hangs), disagreements and breaches in words; growth in MB."""

    counts: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)
    growth: dict[str, float] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Takes in what another run came to."""
        self.counts.update(other.counts)
        self.crashes += other.crashes
        self.disagreements += other.disagreements
        self.breaches += other.breaches
        self.skipped += other.skipped
        for what, megabytes in other.growth.items():
            self.growth[what] = max(megabytes, self.growth.get(what, megabytes))

    @property
    def good(self) -> bool:
        """Whether nothing was found that is never to be found."""
        grown = any(megabytes > MOST_GROWTH for megabytes in self.growth.values())
        return not (self.crashes or self.disagreements or self.breaches or grown)

    def lines(self) -> Iterator[str]:
        """All of it, one count on a line, and after those whatever is to be looked at."""
        for name, number in sorted(self.counts.items(), key=lambda item: _order(item[0])):
            yield f"{name}: {number:,}"
        for what, megabytes in self.growth.items():
            yield f"growth, {what}: {megabytes:.1f} MB"
        for reason in dict.fromkeys(self.skipped):
            yield f"skipped: {reason}"
        for name in ("crashes", "disagreements", "breaches"):
            found: list[str] = getattr(self, name)
            yield f"{name}: {len(found)}"
            yield from (f"  {one}" for one in found[:SHOWN])


ORDER = (
    "recommendations in one process",
    "  programme",
    "  limited",
    "  referral",
    "recommendations from several threads at once",
    "rulebooks opened and closed",
    "rulebooks of random rules",
    "profiles fuzzed",
    "profiles that could be read",
    "logs fuzzed",
    "logs that could be read",
    "rule files fuzzed",
    "rule files that could be read",
    "texts walked as YAML, guided by coverage",
    "years of check-ins",
    "weeks of check-ins",
    "  that come to advance",
    "  that come to hold",
    "  that come to step_back",
    "  that come to pause",
    "  that come to refer",
    "laws held against a year",
)


def _order(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)
