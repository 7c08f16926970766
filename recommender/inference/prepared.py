"""What the codes of one pass come to, for any number of people: which rules fire, and which states hold."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from operator import getitem

from recommender.inference.conclusions import asks_for_missing, derives, firing, on_unknown
from recommender.inference.readings import BY_BOTH, WIDTH, Code, Layout
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Firing, States
from recommender.model.truth import NO, Truth


class Conclusions:
    """What the rules of one pass conclude."""

    def __init__(self, rules: Sequence[Rule], layout: Layout, vocabulary: Vocabulary) -> None:
        self._rules, self._vocabulary = tuple(rules), vocabulary
        self._firings = [_Firings(rule, vocabulary) for rule in rules]
        self._lifted = [place for place, rule in enumerate(rules) if rule.unless]
        self._asking = [place for place, rule in enumerate(rules) if _asks(rule, vocabulary)]
        self._derives = [(state, layout.when[rule]) for state, rule in derives(rules)]

    def both(self, codes: bytes) -> bytes:
        """For each rule the code of its `when` and that of its `unless` as one."""
        found, unless = bytearray(codes[: len(self._rules)]), codes[len(self._rules) : -1]
        for place, lifted in compress(zip(self._lifted, unless, strict=True), unless):
            found[place] |= lifted << WIDTH
        return bytes(found)

    def firings(self, both: bytes, facts: Facts, states: States) -> list[Firing]:
        """The rules of which a directive acts, in their order."""
        found = list(map(getitem, compress(self._firings, both), filter(None, both)))
        for place in self._asking:
            before = place - both.count(0, 0, place)
            if both[place] and (fired := found[before]):
                found[before] = self._asked(fired, facts, states)
        return list(filter(None, found))

    def _asked(self, fired: Firing, facts: Facts, states: States) -> Firing:
        """The firing of a rule that asks for what is missing, as it is for this person."""
        unknown = on_unknown(fired.rule, fired.reading, facts, states, self._vocabulary)
        return fired if fired.on_unknown is unknown else replace(fired, on_unknown=unknown)

    def states(self, both: bytes) -> dict[str, Truth]:
        """How true each state is that these rules derive."""
        found: dict[str, Truth] = {}
        for state, place in self._derives:
            truth = BY_BOTH[both[place]].truth
            found[state] = max(truth, found.get(state, NO))
        return found


class _Firings(dict[Code, Firing | None]):
    """The firings of a rule by codes, each made when it is first needed.

    They are the same for all people, but for whether a rule that asks for what is missing rests on that.
    """

    def __init__(self, rule: Rule, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._rule, self._vocabulary = rule, vocabulary

    def __missing__(self, code: Code) -> Firing | None:
        self[code] = found = firing(self._rule, BY_BOTH[code], Facts(), {}, self._vocabulary)
        return found


def _asks(rule: Rule, vocabulary: Vocabulary) -> bool:
    return any(asks_for_missing(line, vocabulary) for line in rule.when.every_line())
