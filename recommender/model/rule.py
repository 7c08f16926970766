"""A rule as an argument, and the rulebook that holds them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from recommender.model.activity import Activity
from recommender.model.condition import Condition
from recommender.model.directive import Directive
from recommender.model.fact import Facts, Vocabulary
from recommender.model.guard import Guard
from recommender.model.invariant import Invariants
from recommender.model.parameters import Parameters
from recommender.model.scale import Purpose, Stratum
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


@dataclass(frozen=True, slots=True)
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

    def reads(self) -> tuple[str, ...]:
        """The facts and states that the rule looks at."""
        lifted = self.unless.reads() if self.unless else ()
        return tuple(dict.fromkeys(self.when.reads() + lifted))


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
    home: Home = Home()


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


@dataclass(frozen=True, slots=True)
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

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rules of all strata, those of check-ins last."""
        return tuple(rule for part in self.parts for rule in part.rules)

    def of(self, stratum: Stratum) -> tuple[Rule, ...]:
        """The rules of one stratum, in the order of their ids."""
        found = (rule for rule in self.rules if rule.stratum is stratum)
        return tuple(sorted(found, key=lambda rule: rule.id))

    def rule(self, name: str) -> Rule | None:
        """The rule with that id, if there is one."""
        return next((rule for rule in self.rules if rule.id == name), None)
