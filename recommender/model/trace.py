"""The record of one run of the rules: what was read, what fired, what was concluded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from recommender.model.directive import Body, Directive
from recommender.model.fact import Facts
from recommender.model.rule import Rule
from recommender.model.truth import Truth, unless


@dataclass(frozen=True, slots=True)
class Reading:
    """How true the two conditions of a rule are for one person."""

    when: Truth
    lifted: Truth = Truth.NO

    @property
    def truth(self) -> Truth:
        """The truth of the whole: when, unless lifted."""
        return unless(self.when, self.lifted)


States: TypeAlias = Mapping[str, Truth]
Readings: TypeAlias = Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule of which at least one directive acted."""

    rule: Rule
    reading: Reading
    concluded: tuple[Directive, ...]
    on_unknown: bool
    facts: Mapping[str, str | int | list[str]]

    @property
    def because(self) -> str:
        """The reason that fits: the other text where only a missing answer made the rule act."""
        return (self.rule.because_unknown or self.rule.because) if self.on_unknown else self.rule.because


@dataclass(frozen=True, slots=True)
class Trace:
    """One run. `readings` holds every rule that was looked at, whether it fired or not."""

    given: Facts
    facts: Facts
    readings: Readings = field(default_factory=dict)
    states: States = field(default_factory=dict)
    firings: tuple[Firing, ...] = ()

    def concluded(self, *kinds: type[Body]) -> tuple[tuple[Firing, Directive], ...]:
        """Every directive of these kinds that acted, with the rule it came from."""
        return tuple(
            (firing, directive)
            for firing in self.firings
            for directive in firing.concluded
            if isinstance(directive.body, kinds)
        )

    def fired(self, rule: str) -> Firing | None:
        """The firing of that rule, if it fired."""
        return next((firing for firing in self.firings if firing.rule.id == rule), None)
