"""What the codes of one pass come to, for any number of people: which rules fire, and which states hold."""

from collections.abc import Sequence
from itertools import compress
from operator import getitem

from recommender.inference.conclusions import asks_for_missing, derives, fired, rests_on_missing
from recommender.inference.readings import JOINED, WIDTH, Code, Layout
from recommender.model.fact import Facts, Vocabulary
from recommender.model.rule import Rule
from recommender.model.trace import Firing, States
from recommender.model.truth import NO, Truth


class Concluding:
    """What the rules of one pass conclude."""

    def __init__(self, rules: Sequence[Rule], layout: Layout, vocabulary: Vocabulary) -> None:
        self._rules, self._vocabulary = tuple(rules), vocabulary
        self._firings = [_Firings(rule, resting=False) for rule in rules]
        self._resting = {
            place: _Firings(rule, resting=True)
            for place, rule in enumerate(rules)
            if any(asks_for_missing(line, vocabulary) for line in rule.when.every_line())
        }
        self._lifted = [place for place, rule in enumerate(rules) if rule.unless]
        self._derives = [(state, layout.when[rule]) for state, rule in derives(rules)]

    def joined(self, codes: bytes) -> bytes:
        """For each rule the code of its `when` and that of its `unless` as one."""
        found, unless = bytearray(codes[: len(self._rules)]), codes[len(self._rules) : -1]
        for place, lifted in compress(zip(self._lifted, unless, strict=True), unless):
            found[place] |= lifted << WIDTH
        return bytes(found)

    def firings(self, joined: bytes, facts: Facts, states: States) -> list[Firing]:
        """The rules of which a directive acts, in their order."""
        found = list(map(getitem, compress(self._firings, joined), filter(None, joined)))
        for place, resting in self._resting.items():
            rule, code = self._rules[place], joined[place]
            if code and rests_on_missing(rule, facts, states, self._vocabulary):
                found[_held_before(place, joined)] = resting[code]
        return list(filter(None, found))

    def states(self, joined: bytes) -> dict[str, Truth]:
        """How true each state is that these rules derive."""
        found: dict[str, Truth] = {}
        for state, place in self._derives:
            found[state] = max(JOINED[joined[place]].truth, found.get(state, NO))
        return found


class _Firings(dict[Code, Firing | None]):
    """The firings of a rule by joined codes, each made when it is first needed; nothing of a person is in it.

    `resting` are those where it holds only because an answer is missing, and it asks for that.
    """

    def __init__(self, rule: Rule, *, resting: bool) -> None:
        super().__init__()
        self._rule, self._resting = rule, resting

    def __missing__(self, code: Code) -> Firing | None:
        self[code] = found = fired(self._rule, JOINED[code], resting=self._resting)
        return found


def _held_before(place: int, joined: bytes) -> int:
    """How many rules before that one hold in some way, or are lifted."""
    return place - joined.count(0, 0, place)
