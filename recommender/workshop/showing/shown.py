"""What there is to know of one rule: its sentence, its people, its quarrels and its neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recommender.loading.checks import derived_by
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Firing
from recommender.reasons.behind import derived_by as rules_deriving
from recommender.workshop.check_ins import KEY, check_in_runs
from recommender.workshop.people import Held
from recommender.workshop.showing.missing import missing
from recommender.workshop.showing.rule_words import Sentence, sentence
from recommender.workshop.showing.week_words import names_of


@dataclass(frozen=True, slots=True)
class Quarrel:
    """Another rule that pulled in a different direction: about what, and for whom."""

    other: Rule
    won: bool
    abouts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """A state, and the rules at the other end of it."""

    state: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Fires:
    """The people for whom a rule fires, and those for whom it acts only because an answer is missing.

    For a rule of check-ins it is the people whose profile says what a week of theirs may come to.
    """

    sure: tuple[str, ...]
    unanswered: tuple[str, ...]
    tried: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One rule and all that is known of it: who reads what it derives, and who derives what it reads."""

    rule: Rule
    sentence: Sentence
    missing: tuple[str, ...]
    fires: Fires
    quarrels: tuple[Quarrel, ...]
    read_by: tuple[Link, ...]
    rests_on: tuple[Link, ...]


def shown(rule: Rule, book: RuleBook, people: Sequence[Held]) -> Shown:
    """Everything about a rule of a book, as it turns out for these people."""
    return Shown(
        rule,
        sentence(rule, names_of(rule, book)),
        missing(rule, book),
        _fires(rule, book, people),
        tuple(_quarrels(rule, book, people)),
        tuple(Link(state, _readers(state, book)) for state in derived_by(rule)),
        tuple(Link(state, rules_deriving(state, book)) for state in _states(rule, book)),
    )


def _fires(rule: Rule, book: RuleBook, people: Sequence[Held]) -> Fires:
    asked = [held for held in people if rule.stratum is not Stratum.REVIEW or KEY in held.somebody.expected]
    found = {held.somebody.name: [*_firings(rule, book, held)] for held in asked}
    sure = tuple(name for name, firings in found.items() if any(not one.on_unknown for one in firings))
    unanswered = tuple(name for name, firings in found.items() if firings and name not in sure)
    return Fires(sure, unanswered, len(asked))


def _firings(rule: Rule, book: RuleBook, held: Held) -> Iterator[Firing]:
    """Where the rule acts for somebody: in what they are given, or in one of their weeks."""
    if rule.stratum is Stratum.REVIEW:
        runs = [trace.firings for trace in check_in_runs(held.somebody.expected, book)]
    else:
        runs = [held.given.fired]
    yield from (firing for fired in runs for firing in fired if firing.rule.id == rule.id)


def _quarrels(rule: Rule, book: RuleBook, people: Sequence[Held]) -> Iterator[Quarrel]:
    """The tensions that a rule is in, one for each other rule; those that it wins first."""
    found: dict[tuple[bool, str], dict[str, list[str]]] = {}
    for held in people:
        for tension in held.given.tensions:
            if rule.id in (tension.won, tension.lost):
                lost = tension.lost == rule.id
                abouts = found.setdefault((lost, tension.won if lost else tension.lost), {})
                abouts.setdefault(tension.about, []).append(held.somebody.name)
    for (lost, name), abouts in sorted(found.items()):
        other = book.rule(name)
        if other is not None:
            named = {about: tuple(dict.fromkeys(names)) for about, names in sorted(abouts.items())}
            yield Quarrel(other, not lost, named)


def _readers(state: str, book: RuleBook) -> tuple[Rule, ...]:
    return tuple(rule for rule in book.rules if state in rule.reads())


def _states(rule: Rule, book: RuleBook) -> tuple[str, ...]:
    if rule.stratum is Stratum.REVIEW:
        return ()
    return tuple(name for name in rule.reads() if book.vocabulary[name].derived)
