"""Which questions can still change anything: those on which it depends what some rule does."""

from collections.abc import Collection, Iterator

from recommender.inference.conclusions import firing, reinterpret
from recommender.inference.evaluator import read_rules
from recommender.interview.outlook import Outlook
from recommender.model.directive import Ask, Body, Derive, Refer
from recommender.model.fact import Facts
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.spelling import FromAnswer, Share
from recommender.model.trace import Firing
from recommender.model.truth import Truth

PURSUED = (Stratum.SCREENING, Stratum.PRESCRIPTION)
"""States matter only through the rules that look at them; contradictions are never asked for."""


class Relevance:
    """Works out, for one rulebook, which of the questions still open matter.

    What was worked out is remembered by the answers that it hangs on, also by those taken back since: in
    memory alone, and no longer than the interview that asks.
    """

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._pursued = tuple(rule for stratum in PURSUED for rule in book.of(stratum))
        self._referrers = tuple(rule for rule in self._pursued if _can_refer(rule))
        self._levels = {rule.id: _levels(rule) for rule in self._pursued}
        self._named = {rule.id: frozenset(_named(rule)) for rule in self._pursued}
        self._deriving: dict[str, list[Rule]] = {state: [] for state in book.vocabulary.states()}
        for rule in book.of(Stratum.STATES):
            for directive in rule.then:
                if isinstance(directive.body, Derive):
                    self._deriving[directive.body.state].append(rule)
        self._behind = {rule.id: self._behind_rule(rule) for rule in self._pursued}
        self._known: dict[tuple[object, ...], frozenset[str]] = {}

    def matter(self, facts: Facts, pending: Collection[str]) -> set[str]:
        """The pending facts that can still change what comes out; a safety answer always can."""
        outlook = self._outlook(self._as_read(facts), pending)
        wanted = {name for rule in self._pursued for name in self._wanted_by(rule, outlook)}
        wanted |= set(self._book.vocabulary.safety())
        return self._followed(wanted, outlook) & set(pending)

    def referring(self, facts: Facts, pending: Collection[str] = ()) -> tuple[Rule, ...]:
        """The rules that refer whatever the pending questions bring."""
        return self._certain(self._as_read(facts), pending)

    def referring_as_said(self, facts: Facts, pending: Collection[str] = ()) -> tuple[Rule, ...]:
        """The rules that refer even if no answer is read otherwise than it was given."""
        return self._certain(facts, pending)

    def contradicted(self, facts: Facts) -> tuple[Firing, ...]:
        """The contradictions among the answers."""
        vocabulary, rules = self._book.vocabulary, self._book.of(Stratum.CONTRADICTIONS)
        readings = read_rules(rules, facts, {}, vocabulary)
        fired = (firing(rule, readings[rule.id], facts, {}, vocabulary) for rule in rules)
        return tuple(found for found in fired if found is not None)

    def _certain(self, facts: Facts, pending: Collection[str]) -> tuple[Rule, ...]:
        outlook = self._outlook(facts, pending)
        return tuple(rule for rule in self._referrers if _refers(rule, outlook))

    def _outlook(self, facts: Facts, pending: Collection[str]) -> Outlook:
        return Outlook(self._book.vocabulary, self._deriving, facts, set(pending))

    def _as_read(self, facts: Facts) -> Facts:
        """The answers as the rules read them, where some contradict each other."""
        return reinterpret(facts, self.contradicted(facts), self._book.vocabulary)

    def _wanted_by(self, rule: Rule, outlook: Outlook) -> frozenset[str]:
        """What the effect of a rule depends on; worked out anew only when something behind it changed."""
        now = (rule.id, *map(outlook.standing, self._behind[rule.id]))
        if now not in self._known:
            self._known[now] = frozenset(self._wanted(rule, outlook))
        return self._known[now]

    def _behind_rule(self, rule: Rule) -> tuple[str, ...]:
        """Every fact that a rule hangs on, also through the states that it looks at."""
        found, waiting = dict[str, None](), [rule]
        while waiting:
            for name in waiting.pop().reads():
                if name not in found:
                    found[name] = None
                    waiting += self._deriving.get(name, [])
        return tuple(name for name in found if name not in self._deriving)

    def _wanted(self, rule: Rule, outlook: Outlook) -> Iterator[str]:
        """What the effect of a rule depends on: open lines, and answers that its directives put in."""
        truth = outlook.rule(rule)
        if any(truth.crosses(level) for level in self._levels[rule.id]):
            yield from outlook.open_facts(rule)
        if truth.high >= min(self._levels[rule.id]):
            yield from self._named[rule.id]

    def _followed(self, wanted: set[str], outlook: Outlook) -> set[str]:
        """The facts behind the states that are wanted, and behind the states behind those."""
        found, waiting = set(wanted), [name for name in wanted if name in self._deriving]
        while waiting:
            state = waiting.pop()
            for rule in self._deriving[state]:
                if outlook.rule(rule).high > outlook.state(state).low:
                    new = set(outlook.open_facts(rule)) - found
                    found |= new
                    waiting += [name for name in new if name in self._deriving]
        return found


def _levels(rule: Rule) -> set[Truth]:
    """How true a rule has to be before one of its directives acts, or gives another reason."""
    found = {Truth.SURE}
    for directive in rule.then:
        if isinstance(directive.body, Refer):
            found |= {Truth.UNKNOWN} if rule.if_unknown == "refer" else set()
            found |= {Truth.POSSIBLE} if rule.unless else set()
        elif directive.body.restrictive:
            found.add(Truth.POSSIBLE)
    return found


def _named(rule: Rule) -> Iterator[str]:
    """The facts that directives ask for, or whose answers they put in."""
    for directive in rule.then:
        if isinstance(directive.body, Ask):
            yield from directive.body.facts
        yield from _put_in(directive.body)


def _put_in(body: Body) -> Iterator[str]:
    return (value.fact for _, value in body if isinstance(value, Share | FromAnswer))


def _can_refer(rule: Rule) -> bool:
    return any(isinstance(directive.body, Refer) for directive in rule.then)


def _refers(rule: Rule, outlook: Outlook) -> bool:
    sure = outlook.when(rule).low is Truth.SURE and outlook.lifted(rule).high is not Truth.SURE
    return sure or (rule.if_unknown == "refer" and outlook.rule(rule).low >= Truth.UNKNOWN)
