"""The record of one run of the rules: what was read, what fired, what was concluded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from recommender.model.directive import Body, Directive
from recommender.model.fact import Facts
from recommender.model.prescription import Acting
from recommender.model.rule import Rule
from recommender.model.scale import Stratum
from recommender.model.truth import Truth, unless


@dataclass(frozen=True, slots=True)
class Reading:
    """How true the two conditions of a rule are for one person."""

    when: Truth
    lifted: Truth = Truth.NO
    truth: Truth = field(init=False, compare=False, repr=False)
    """The truth of the whole: when, unless lifted."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "truth", unless(self.when, self.lifted))


STATE_WORDS = {Truth.SURE: "yes", Truth.NO: "no"}

States: TypeAlias = Mapping[str, Truth]
Readings: TypeAlias = Mapping[str, Reading]
Said: TypeAlias = dict[str, str | int | list[str]]
"""What was said of some facts and states, by their names."""


@dataclass(frozen=True)
class Firing:
    """A rule of which at least one directive acted. It holds nothing of the person; the trace does.

    So most are the same for all people, and what can be told from one alone is found out once.
    """

    rule: Rule
    reading: Reading
    concluded: tuple[Directive, ...]
    on_unknown: bool

    @cached_property
    def kinds(self) -> frozenset[type[Body]]:
        """The kinds of its directives."""
        return frozenset(type(directive.body) for directive in self.concluded)

    @cached_property
    def acting(self) -> tuple[Acting, ...]:
        """Its directives as they act where nothing is set aside; none of them before prescription."""
        if self.rule.stratum is not Stratum.PRESCRIPTION:
            return ()
        return self.rule.acting(self.concluded, sure=self.reading.truth is Truth.SURE)

    @property
    def because(self) -> str:
        """The reason that fits: the other text where only a missing answer made the rule act."""
        return (self.rule.because_unknown or self.rule.because) if self.on_unknown else self.rule.because

    def parts(self, said: Said) -> dict[str, object]:
        """What the contract names, in its order, with what the person said of what the rule looks at."""
        return {**self._before_facts, "facts": said, **self._after_facts}

    @cached_property
    def _before_facts(self) -> Mapping[str, object]:
        rule = self.rule
        return {
            "rule": rule.id,
            "stratum": rule.stratum,
            "purpose": rule.purpose,
            "title": rule.title,
            "because": self.because,
            "on_unknown": self.on_unknown,
        }

    @cached_property
    def _after_facts(self) -> Mapping[str, object]:
        concluded = tuple(directive.written for directive in self.concluded)
        return {"sources": self.rule.sources, "evidence": self.rule.evidence, "concluded": concluded}


@dataclass(frozen=True)
class Trace:
    """One run. `readings` holds every rule that was looked at, whether it fired or not."""

    given: Facts
    facts: Facts
    readings: Readings = field(default_factory=dict)
    states: States = field(default_factory=dict)
    firings: tuple[Firing, ...] = ()

    def concluded(self, *kinds: type[Body]) -> tuple[tuple[Firing, Directive], ...]:
        """Every directive of these kinds that acted, with the rule it came from."""
        if len(kinds) == 1:
            return tuple(self._by_kind.get(kinds[0], ()))
        every = ((firing, directive) for firing in self.firings for directive in firing.concluded)
        return tuple(pair for pair in every if type(pair[1].body) in kinds)

    def facts_of(self, rule: Rule) -> Facts:
        """The facts that a rule looks at: as given, or as contradictory answers are read for now."""
        return self.given if rule.reads_as_given else self.facts

    def said(self, rule: Rule) -> Said:
        """What a rule looks at, in words: answers, why there is none, and states."""
        words = self._as_given if rule.reads_as_given else self._as_read
        return {name: words[name] for name in rule.reads()}

    @cached_property
    def _by_kind(self) -> Mapping[type[Body], list[tuple[Firing, Directive]]]:
        found: dict[type[Body], list[tuple[Firing, Directive]]] = {}
        for firing in self.firings:
            for directive in firing.concluded:
                found.setdefault(type(directive.body), []).append((firing, directive))
        return found

    @cached_property
    def _as_given(self) -> "_Words":
        return _Words(self.given, self.states)

    @cached_property
    def _as_read(self) -> "_Words":
        return _Words(self.facts, self.states)

    def fired(self, rule: str) -> Firing | None:
        """The firing of that rule, if it fired."""
        return next((firing for firing in self.firings if firing.rule.id == rule), None)


class _Words(dict[str, str | int | list[str]]):
    """What was said about each fact and state, looked up when a first rule has looked at it."""

    def __init__(self, facts: Facts, states: States) -> None:
        self._facts, self._states = facts, states

    def __missing__(self, name: str) -> str | int | list[str]:
        state = self._states.get(name)
        self[name] = told = self._facts.said(name) if state is None else STATE_WORDS.get(state, "not known")
        return told
