"""The single answers that might make a difference to a part: choices first, near answers first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recommender.explanation.changeable import Nature, may_become, nature_of
from recommender.explanation.parts import ActivityPart, Part
from recommender.explanation.related import lines_of, put_in, related, with_states
from recommender.inference.evaluator import line_truth
from recommender.model.condition import Counting, Holding, Lacking, Line, Within
from recommender.model.fact import Answer, Fact, Facts, Missing
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names

LADDER = (5, 15, 30, 60)
SHORT_LADDER = (1, 2)
SHORT = 14
"""Steps up and down a number whose answer is put into a directive; those of a number up to 14."""

OF_ONE_FACT = 4
"""Answers to one question that are tried at most."""


@dataclass(frozen=True, slots=True)
class Move:
    """One answer otherwise, and how far it lies from what was said."""

    fact: str
    answer: Answer
    nature: Nature
    step: int


def moves(part: Part, recommendation: Recommendation, book: RuleBook) -> tuple[Move, ...]:
    """Every single answer worth trying: choices before time before feelings, near answers before far ones."""
    names = Names.of(recommendation, book)
    return tuple(_Mover(part, recommendation.trace.given, book, names).all(recommendation))


@dataclass(frozen=True, slots=True)
class _Mover:
    part: Part
    facts: Facts
    book: RuleBook
    names: Names

    def all(self, recommendation: Recommendation) -> list[Move]:
        near = related(self.part, recommendation, self.book)
        rules = with_states(near, self.book)
        lines = list(lines_of(rules))
        own = put_in(near)
        read = tuple(dict.fromkeys(line.fact for line in lines))
        names = (*(name for name in sorted(own) if name not in read), *read)
        found = [move for name in names for move in self._of(name, lines, used=name in own)]
        place = {name: number for number, name in enumerate(names)}
        return sorted(found, key=lambda move: (move.nature, move.step > 1, place[move.fact], move.step))

    def _of(self, name: str, lines: Iterable[Line], *, used: bool) -> Iterator[Move]:
        """The answers to one question that a line reads otherwise, one of each sort, the nearest first."""
        nature = nature_of(name, self.facts, self.book)
        if nature is None:
            return
        fact, before = self.book.vocabulary[name], self.facts.get(name)
        mine = [line for line in lines if line.fact == name]
        seen = {self._truths(mine, before)}
        given = 0
        for answer in self._answers(name, fact, mine, used=used):
            truths = self._truths(mine, answer)
            if (
                may_become(name, answer, before, fact, nature)
                and (used or truths not in seen)
                and self._can_be_told(name, answer)
            ):
                seen.add(truths)
                given += 1
                yield Move(name, answer, nature, given)
            if given == OF_ONE_FACT:
                return

    def _can_be_told(self, name: str, answer: Answer) -> bool:
        """Whether the words of an answer are shown to this person."""
        said = Facts({name: answer}).said(name)
        words = self.names.texts(
            "join", "with_answer", label=self.names.fact(name), answer=self.names.answer(name, said)
        )
        return self.names.fit(words) == words

    def _truths(self, lines: list[Line], answer: Answer | None) -> tuple[object, ...]:
        if not lines:
            return ()
        name = lines[0].fact
        said = self.facts.rewritten({name: Missing.NOT_ASKED if answer is None else answer})
        return tuple(line_truth(line, said, {}, self.book.vocabulary) for line in lines)

    def _answers(self, name: str, fact: Fact, lines: list[Line], *, used: bool) -> Iterator[Answer]:
        """Answers to try, the nearest to what was said first."""
        before = self.facts.get(name)
        if fact.kind == "set":
            yield from self._sets(fact, before if isinstance(before, frozenset) else None, lines)
        elif fact.kind == "number":
            yield from _numbers(fact, before if isinstance(before, int) else None, lines, used=used)
        else:
            rank = fact.answers.index(str(before)) if before in fact.answers and fact.ordered else None
            yield from sorted(fact.answers, key=lambda answer: _apart(fact.answers.index(answer), rank))

    def _sets(self, fact: Fact, before: frozenset[str] | None, lines: list[Line]) -> Iterator[Answer]:
        """One member more or less; of the activities only the one that is asked about."""
        wanted = {member for line in lines for member in _members(line)}
        if isinstance(self.part, ActivityPart):
            activity = self.book.activities[self.part.name]
            own = {self.part.name} if fact.answers_from == "activities" else set(activity.places)
            wanted |= own & set(fact.answers)
        for member in fact.answers:
            if member in wanted:
                yield (before or frozenset()) ^ {member}
        if before and len(before) > 1 and any(isinstance(line.test, Counting) for line in lines):
            yield frozenset()


def _members(line: Line) -> frozenset[str]:
    match line.test:
        case Holding(members):
            return members
        case Lacking(member):
            return frozenset({member})
        case _:
            return frozenset()


def _numbers(fact: Fact, before: int | None, lines: list[Line], *, used: bool) -> Iterator[int]:
    """The edges of the ranges that lines look for and, where the number itself counts, some steps away."""
    edges = {
        edge
        for line in lines
        if isinstance(line.test, Within)
        for low, high in line.test.ranges
        for edge in (low - 1, low, high, high + 1)
    }
    ladder = SHORT_LADDER if fact.high <= SHORT else LADDER
    steps = (
        {before + sign * step for step in ladder for sign in (1, -1)}
        if used and before is not None
        else set()
    )
    found = {number for number in edges | steps if fact.low <= number <= fact.high}
    return iter(sorted(found, key=lambda number: _apart(number, before)))


def _apart(place: int, rank: int | None) -> tuple[int, int]:
    """How far an answer lies from what was said, the higher one last; in its own order where nothing was."""
    return (place, place) if rank is None else (abs(place - rank), place)
