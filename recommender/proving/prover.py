"""Asks everything about a rulebook: its laws, and where its rules get in each other's way."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
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

    def refuted_invariants(self) -> Iterator[str]:
        """The ids of the laws that do not hold for everybody, without looking for whom, each on demand."""
        return (law.id for law in self.book.invariants.laws if self._fails(law))

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
        world = self._world_of(law)
        if not world.can_be([applies(law, world)]):
            says = "there is nobody of whom this law speaks"
            yield Finding("invariant", law.id, says, law.span)
            return
        for breach in breaches(law, world):
            if world.can_be(breach.where):
                yield self._finding(law, breach, world)
            if breach.other:
                world.forget()

    def _world_of(self, law: Invariant) -> World:
        """Everybody at intake, or every week at a check-in."""
        if not law.check_in:
            return self.world
        if self.book.review is None:
            raise CannotTell("there are no rules of check-ins")
        return self._weeks

    @cached_property
    def _weeks(self) -> World:
        return World(self.book.review or self.book)

    def _fails(self, law: Invariant) -> bool:
        world = self._world_of(law)
        for breach in breaches(law, world):
            if world.can_be(breach.where):
                return True
            if breach.other:
                world.forget()
        return False

    def _finding(self, law: Invariant, breach: Breach, world: World) -> Finding:
        restraint, holds = self._first(breach, world)
        where = [*breach.where, -holds]
        if not law.check_in and world.can_be([*where, -world.who.referred, -world.who.limited]):
            where += [-world.who.referred, -world.who.limited]  # so that it shows in a programme
        person, other = world.smallest(where, breach.other)
        finding = Finding("invariant", law.id, law.says, law.span, missing=(restraint,))
        if law.check_in:
            return replace(
                finding, because=tuple(f"{name}: {_flow(person.said(name))}" for name in person.known)
            )
        if breach.other:
            return replace(
                finding, person=person, other=other, apart=breach.other, other_lacks=bool(law.worse)
            )
        return replace(finding, person=person)

    def _first(self, breach: Breach, world: World) -> tuple[Restraint, Literal]:
        """The first restraint that somebody can lack, so that the same one is shown every time."""
        least, most = 1, len(breach.missing)
        while least < most:
            middle = (least + most) // 2
            lacking = world.formulas.any_of(-holds for _, holds in breach.missing[:middle])
            if world.can_be([*breach.where, lacking]):
                most = middle
            else:
                least = middle + 1
        return breach.missing[least - 1]

    def _dead_in_review(self) -> list[Finding]:
        return list(rules.dead(self._weeks))

    def close(self) -> None:
        """Frees the solver."""
        self.world.close()
        if "_weeks" in self.__dict__:
            self._weeks.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _flow(said: str | int | list[str]) -> str:
    return f"[{', '.join(said)}]" if isinstance(said, list) else str(said)
