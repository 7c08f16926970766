"""Asks everything about a rulebook: its laws, and where its rules get in each other's way."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Self, TypeAlias

from recommender.model.invariant import Invariant
from recommender.model.rule import RuleBook
from recommender.proving import rules
from recommender.proving.findings import Finding
from recommender.proving.formulas import Literal
from recommender.proving.laws import Breach, applies, breaches
from recommender.proving.restraints import CannotTell, Restraint
from recommender.proving.solver import Undecided
from recommender.proving.world import World

Question: TypeAlias = tuple[str, Callable[[], Iterable[Finding]]]
"""What is asked, by its name, and how it is answered."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it.

    `proved` are those of the `laws` that hold for everybody. `undecided` names what is neither proved nor
    refuted, with the reason. `accepted` are findings that the rulebook knows of.
    """

    laws: tuple[str, ...] = ()
    proved: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    undecided: tuple[tuple[str, str], ...] = ()


class Prover:
    """Proves things about one rulebook. Close it, or use it as a context, so that the solver is freed."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.world = World(book)

    def refuted_invariants(self) -> tuple[str, ...]:
        """The ids of the laws that do not hold for everybody, without looking for whom."""
        return tuple(law.id for law in self.book.invariants.laws if self._fails(law))

    def prove(self, watched: Callable[[Sequence[Question]], Iterable[Question]] = iter) -> Proof:
        """Everything. `watched` may look on while one question after the other is asked."""
        found: list[Finding] = []
        proved, undecided = list[str](), list[tuple[str, str]]()
        for name, question in watched(list(self._questions())):
            try:
                findings = list(question())
            except (Undecided, CannotTell) as reason:
                undecided.append((name, str(reason) or "the solver gave up"))
            else:
                found += findings
                proved += [] if findings else [name]
        laws = tuple(law.id for law in self.book.invariants.laws)
        known = {(one.finding, one.rule) for one in self.book.invariants.accepted}
        return Proof(
            laws,
            tuple(name for name in proved if name in laws),
            tuple(one for one in found if (one.kind, one.about) not in known),
            tuple(one for one in found if (one.kind, one.about) in known),
            tuple(undecided),
        )

    def _questions(self) -> Iterator[Question]:
        for law in self.book.invariants.laws:
            yield law.id, partial(self.law, law)
        yield "dead rules", lambda: rules.dead(self.world)
        yield "shadowed rules", lambda: rules.shadowed(self.world)
        yield "contradictions", lambda: rules.contradictions(self.world)
        yield "gaps", lambda: rules.gaps(self.world)
        if self.book.review is not None:
            yield "dead rules of check-ins", self._dead_in_review

    def law(self, law: Invariant) -> Iterator[Finding]:
        """Every way in which a law fails, each with its smallest person. Raises `Undecided`, `CannotTell`."""
        if law.then and not self.world.can_be([applies(law, self.world)]):
            says = "there is nobody of whom this law speaks"
            yield Finding("invariant", law.id, says, law.span)
            return
        for breach in breaches(law, self.world):
            if self.world.can_be(breach.where):
                yield self._finding(law, breach)
            if breach.other:
                self.world.forget()

    def _fails(self, law: Invariant) -> bool:
        for breach in breaches(law, self.world):
            if self.world.can_be(breach.where):
                return True
            if breach.other:
                self.world.forget()
        return False

    def _finding(self, law: Invariant, breach: Breach) -> Finding:
        restraint, holds = self._first(breach)
        person, other = self.world.smallest([*breach.where, -holds], breach.other)
        finding = Finding("invariant", law.id, law.says, law.span, person, missing=(restraint,))
        return replace(finding, other=other) if breach.other else finding

    def _first(self, breach: Breach) -> tuple[Restraint, Literal]:
        """The first restraint that somebody can lack, so that the same one is shown every time."""
        least, most = 1, len(breach.missing)
        while least < most:
            middle = (least + most) // 2
            lacking = self.world.formulas.any_of(-holds for _, holds in breach.missing[:middle])
            if self.world.can_be([*breach.where, lacking]):
                most = middle
            else:
                least = middle + 1
        return breach.missing[least - 1]

    def _dead_in_review(self) -> list[Finding]:
        review = self.book.review
        if review is None:
            return []
        with World(review) as world:
            return list(rules.dead(world))

    def close(self) -> None:
        """Frees the solver."""
        self.world.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
