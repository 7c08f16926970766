"""A rule as an argument, and the rulebook that holds them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from recommender.model.activity import Activity
from recommender.model.condition import Condition
from recommender.model.directive import Directive
from recommender.model.fact import Facts, Vocabulary
from recommender.model.guard import Guard
from recommender.model.invariant import Invariants
from recommender.model.parameters import Parameters
from recommender.model.prescription import Acting
from recommender.model.scale import Purpose, Stratum
from recommender.model.spelling import ALWAYS
from recommender.model.texts import Texts
from recommender.model.written import Words, Written
from recommender.source import Span

Outcome = Literal["fires", "silent", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Example:
    """Answers of somebody, and whether the condition of the rule is true of them."""

    expected: Outcome
    facts: Facts
    span: Span


@dataclass(frozen=True)
class Rule:
    """One argument: when this is so, then that follows, because of this."""

    id: str
    title: str
    purpose: Purpose
    stratum: Stratum
    when: Condition
    then: tuple[Directive, ...]
    because: str
    because_unknown: str
    sources: tuple[str, ...]
    evidence: str
    span: Span = field(repr=False)
    unless: Condition | None = None
    if_unknown: str = "ignore"
    examples: tuple[Example, ...] = ()

    @cached_property
    def reads_as_given(self) -> bool:
        """Whether it looks at the answers as they were given, before any of them is read otherwise."""
        return self.stratum is Stratum.CONTRADICTIONS

    def reads(self) -> tuple[str, ...]:
        """The facts and states that the rule looks at."""
        return self._reads

    @cached_property
    def _reads(self) -> tuple[str, ...]:
        lifted = self.unless.reads() if self.unless else ()
        return tuple(dict.fromkeys(self.when.reads() + lifted))

    def acting(self, concluded: tuple[Directive, ...], *, sure: bool) -> tuple[Acting, ...]:
        """These of its directives as they act where nothing is set aside; each was made once."""
        every = self._surely if sure else self._possibly
        if len(concluded) == len(every):
            return every
        kept = set(map(id, concluded))
        return tuple(item for item, directive in zip(every, self.then, strict=True) if id(directive) in kept)

    @cached_property
    def _surely(self) -> tuple[Acting, ...]:
        return self._always(sure=True)

    @cached_property
    def _possibly(self) -> tuple[Acting, ...]:
        return self._always(sure=False)

    def _always(self, *, sure: bool) -> tuple[Acting, ...]:
        return tuple(Acting(item.body, (ALWAYS,), self.id, self.purpose, sure) for item in self.then)


class Home(Written):
    """Where a claim lives apart from the rules, numbers and guards that cite it by name.

    `text` names texts by their path (“outcomes.talk_test.moderate”), `activities` names activities, and
    `not_used` is the reason why nothing is made of it.
    """

    text: Words = ()
    activities: Words = ()
    not_used: str = ""


class Origin(Written):
    """Where a rule comes from: a claim of an article, or a guideline, in our own words."""

    article: str = ""
    section: str = ""
    kind: str
    says: str
    cite: str = ""
    home: Home = Home.model_construct()


@dataclass(frozen=True, slots=True)
class Override:
    """A rule that stands in the place of another with the same id; `below` is where that one was written."""

    id: str
    span: Span
    below: Span


@dataclass(frozen=True, slots=True)
class Partial:
    """What a folder that holds only what differs changes of the rules that it lies over.

    `over` names those (empty for the shipped ones), `added` are ids that they do not have, and `files` the
    names of files that are read instead of theirs.
    """

    over: str
    overrides: tuple[Override, ...] = ()
    added: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleBook:
    """Everything that was loaded from one folder of rules, checked and typed.

    `log` is what an entry of a log may say. `review` holds the rules of check-ins, with what a log comes
    to as their vocabulary; everything else in it is shared. `partial` is there where the folder holds only
    what differs from other rules.
    """

    vocabulary: Vocabulary
    activities: Mapping[str, Activity]
    origins: Mapping[str, Origin]
    guards: Mapping[str, Guard]
    rules: tuple[Rule, ...]
    parameters: Parameters
    texts: Texts
    digest: str
    log: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    review: "RuleBook | None" = None
    invariants: Invariants = field(default_factory=Invariants)
    partial: Partial | None = None

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The rules that stand in the place of others, in the order of their ids."""
        return self.partial.overrides if self.partial else ()

    @property
    def parts(self) -> "tuple[RuleBook, ...]":
        """The book itself, and the one that holds the rules of check-ins."""
        return (self,) if self.review is None else (self, self.review)

    @cached_property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rules of all strata, those of check-ins last."""
        return tuple(rule for part in self.parts for rule in part.rules)

    def of(self, stratum: Stratum) -> tuple[Rule, ...]:
        """The rules of one stratum, in the order of their ids."""
        found = (rule for rule in self.rules if rule.stratum is stratum)
        return tuple(sorted(found, key=lambda rule: rule.id))

    def rule(self, name: str) -> Rule | None:
        """The rule with that id, if there is one."""
        return self._by_id.get(name)

    @cached_property
    def asking(self) -> tuple[Rule, ...]:
        """The rules of screening that ask where they cannot tell."""
        return tuple(
            rule for rule in self.rules if rule.stratum is Stratum.SCREENING and rule.if_unknown == "ask"
        )

    @cached_property
    def readers(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that look at each fact or state."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for name in rule.reads():
                found.setdefault(name, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    @cached_property
    def _by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in reversed(self.rules)}
