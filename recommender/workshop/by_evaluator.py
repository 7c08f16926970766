"""The rules as the evaluator alone reads them: for many people at once, none of whom receives anything.

Whoever is shown to an author is read by the engine as well, see `Comparison.replay`.
"""

from collections.abc import Collection

from recommender.inference.conclusions import firing, reinterpret, state_truths
from recommender.inference.evaluator import read_rules
from recommender.model.directive import Refer
from recommender.model.fact import Facts
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Stratum
from recommender.model.trace import Firing, Reading, States, Trace
from recommender.model.truth import Truth


class ByEvaluator:
    """One rulebook, for any number of people. Gives what `Inference.run` gives, or would refuse to give.

    `shared` are the rules, by id, that mean the same in another rulebook with the same vocabulary.
    """

    def __init__(self, book: RuleBook, shared: Collection[str] = ()) -> None:
        self._book = book
        self._rules = {stratum: book.of(stratum) for stratum in Stratum}
        self._shared = frozenset(shared)

    def run(self, given: Facts, beside: Trace | None = None) -> Trace:
        """What the rules conclude about a person.

        `beside` is what the other rulebook concluded about the same person: nothing is read twice.
        """
        run = _Run(self._book, given, beside, self._shared)
        for stratum in (Stratum.CONTRADICTIONS, Stratum.SCREENING):
            run.read(self._rules[stratum])
            if stratum is Stratum.CONTRADICTIONS:
                run.facts = reinterpret(given, run.firings, self._book.vocabulary)
        if not any(isinstance(item.body, Refer) for found in run.firings for item in found.concluded):
            run.derive(self._rules[Stratum.STATES])
            run.read(self._rules[Stratum.STATES])
            run.read(self._rules[Stratum.PRESCRIPTION])
        return Trace(given, run.facts, run.readings, run.states, tuple(run.firings))


class _Run:
    """One person on the way through the strata."""

    def __init__(self, book: RuleBook, given: Facts, beside: Trace | None, shared: frozenset[str]) -> None:
        self.facts = given
        self.readings: dict[str, Reading] = {}
        self.states: States = {}
        self.firings: list[Firing] = []
        self._book = book
        self._beside = beside
        self._shared = shared
        self._derived = False
        self._fired = {found.rule.id: found for found in beside.firings} if beside else {}

    def read(self, rules: tuple[Rule, ...]) -> None:
        """Reads the rules of a stratum, apart from those that the other rulebook has read in the same way."""
        known = self._read_beside()
        own = tuple(rule for rule in rules if rule.id not in known)
        found = read_rules(own, self.facts, self.states, self._book.vocabulary)
        for rule in rules:
            if rule.id in known:
                self.readings[rule.id] = known[rule.id]
                fired = self._fired.get(rule.id)
            else:
                self.readings[rule.id] = found[rule.id]
                fired = firing(rule, found[rule.id], self.facts, self.states, self._book.vocabulary)
            if fired is not None:
                self.firings.append(fired)

    def _read_beside(self) -> dict[str, Reading]:
        """The readings of shared rules by the other rulebook; none where answers or states differ by now."""
        other = self._beside
        if other is None or other.facts != self.facts or (self._derived and other.states != self.states):
            return {}
        return {name: reading for name, reading in other.readings.items() if name in self._shared}

    def derive(self, rules: tuple[Rule, ...]) -> None:
        """The states; each round settles one layer more, and none depends on itself."""
        other, self._derived = self._beside, True
        shared = self._shared.issuperset(rule.id for rule in rules)
        if other is not None and other.states and other.facts == self.facts and shared:
            self.states = other.states
            return
        for _ in self._book.vocabulary.states():
            before, self.states = self.states, self._derive(rules)
            if self.states == before:
                return

    def _derive(self, rules: tuple[Rule, ...]) -> dict[str, Truth]:
        return state_truths(rules, read_rules(rules, self.facts, self.states, self._book.vocabulary))
