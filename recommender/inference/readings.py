"""How engine and evaluator write what they have read, byte for byte alike, and the readings that follow.

A truth is written with as many ones as it is high: of two, the lower is what they have in common, the higher
what one of them has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from recommender.model.rule import Rule
from recommender.model.trace import Reading
from recommender.model.truth import Truth

Code: TypeAlias = int
CODES: tuple[Code, ...] = tuple((1 << truth) - 1 for truth in Truth)
"""By truth."""

TRUTHS = {code: truth for truth, code in zip(Truth, CODES, strict=True)}
READINGS = tuple(tuple(Reading(when, lifted) for lifted in Truth) for when in Truth)
"""The sixteen that there are, each made once: by the truth of `when`, and then by that of `unless`."""

WIDTH = len(CODES) - 1
"""The bits of a code."""

JOINED = {
    when | lifted << WIDTH: READINGS[TRUTHS[when]][TRUTHS[lifted]] for when in CODES for lifted in CODES
}
"""By the code of `when`, and further up that of `unless`."""


class Layout:
    """Which bytes belong to which rule: first those for each `when`, then those for each `unless`.

    At the end is a nought, which is the `unless` of all rules that have none.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        every = tuple(rules)
        lifted = [rule.id for rule in every if rule.unless]
        self.rules = tuple(rule.id for rule in every)
        self.size = len(every) + len(lifted) + 1
        where = {name: place for place, name in enumerate(lifted, len(every))}
        self.when = {name: place for place, name in enumerate(self.rules)}
        self.unless = {name: where.get(name, self.size - 1) for name in self.rules}

    def codes(self, rule: str, codes: bytes) -> tuple[Code, Code]:
        """The codes of the `when` and the `unless` of a rule."""
        return codes[self.when[rule]], codes[self.unless[rule]]

    def reading(self, rule: str, codes: bytes) -> Reading:
        """How true both conditions of a rule are."""
        when, unless = self.codes(rule, codes)
        return READINGS[TRUTHS[when]][TRUTHS[unless]]


class LookedAt(Mapping[str, Reading]):
    """The readings of all rules of some passes, which are spelled out when somebody asks for one."""

    __slots__ = ("_codes", "_passes")

    def __init__(self, passes: Mapping[str, tuple[int, Layout]], codes: Sequence[bytes]) -> None:
        """`passes` are the place of the pass of each rule among the codes, and its layout."""
        self._passes, self._codes = passes, codes

    def __getitem__(self, rule: str) -> Reading:
        place, layout = self._passes[rule]
        return layout.reading(rule, self._codes[place])

    def __iter__(self) -> Iterator[str]:
        return iter(self._passes)

    def __len__(self) -> int:
        return len(self._passes)
