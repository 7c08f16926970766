"""Answers that contradict each other: which of them to ask about, each time only once."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from recommender.interview.relevance import Relevance
from recommender.model.directive import Contradiction
from recommender.model.fact import Facts
from recommender.model.rule import Rule


@dataclass(frozen=True, slots=True)
class Differing:
    """One contradiction: the rule that found it, and the questions whose answers do not go together."""

    rule: Rule
    facts: tuple[str, ...]


class Contradictions:
    """Remembers what was asked about. What still stands after that is read the gentler way."""

    def __init__(self, relevance: Relevance) -> None:
        self._relevance = relevance
        self._asked: set[str] = set()

    @property
    def asked(self) -> frozenset[str]:
        """The rules whose contradictions somebody was asked about."""
        return frozenset(self._asked)

    def set_asked(self, rules: Iterable[str]) -> None:
        """Begins anew, with these asked about."""
        self._asked = set(rules)

    def note_asked(self, rule: str) -> None:
        """Notes that somebody was asked about a contradiction."""
        self._asked.add(rule)

    def next(self, facts: Facts) -> Differing | None:
        """The weightiest contradiction that nobody was asked about."""
        return next(self._open(facts), None)

    def behind_referral(self, facts: Facts, pending: Collection[str]) -> Differing | None:
        """One on whose reading alone a referral rests; None where it stands on the answers as given."""
        if self._relevance.referring_as_said(facts, pending):
            return None
        read = {name for rule in self._relevance.referring(facts, pending) for name in rule.reads()}
        return next(
            (differing for differing in self._open(facts) if read & _reinterpreted(differing.rule)), None
        )

    def _open(self, facts: Facts) -> Iterator[Differing]:
        found = [one.rule for one in self._relevance.contradicted(facts) if one.rule.id not in self._asked]
        for rule in sorted(found, key=lambda rule: (-rule.purpose.rank, rule.id)):
            yield Differing(rule, _contradicting(rule))


def _contradicting(rule: Rule) -> tuple[str, ...]:
    named = [name for body in _bodies(rule) for name in body.facts]
    return tuple(dict.fromkeys(named))


def _reinterpreted(rule: Rule) -> set[str]:
    return {name for body in _bodies(rule) for name in body.read_as}


def _bodies(rule: Rule) -> Iterator[Contradiction]:
    return (directive.body for directive in rule.then if isinstance(directive.body, Contradiction))
