"""The answer sheet of one person: what was said, what was shown, and which questions that leaves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from recommender.interview.contradictions import Contradictions, Differing
from recommender.interview.relevance import Relevance
from recommender.model.adjustment import Role
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.rule import RuleBook


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it stood: answers, what was shown, what was passed over, what was asked about already."""

    role: Role
    facts: Facts
    short: bool = False
    path: tuple[str, ...] = ()
    passed: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()


class Sheet:
    """Answers stay until they are changed, or until a change elsewhere makes their question pointless."""

    def __init__(self, book: RuleBook, filled: Filled, relevance: Relevance | None = None) -> None:
        self._book = book
        self._relevance = relevance or Relevance(book)
        self._contradictions = Contradictions(self._relevance)
        self._last: tuple[tuple[Facts, frozenset[str], Role, bool], list[str]] | None = None
        self.fill(filled)

    def fill(self, filled: Filled) -> None:
        """Makes the sheet what it was then."""
        self.role, self.facts, self.short = filled.role, filled.facts, filled.short
        self.path = list(filled.path)
        self._passed = set(filled.passed)
        self._contradictions.set_asked(filled.settled)

    @property
    def filled(self) -> Filled:
        """The sheet as it stands."""
        passed, settled = frozenset(self._passed), self._contradictions.asked
        return Filled(self.role, self.facts, self.short, tuple(self.path), passed, settled)

    def everything(self) -> list[str]:
        """Every question there is for this role: on the short path its own first, then in the usual order."""
        vocabulary, questions = self._book.vocabulary, self._book.texts.questions
        ordered = dict.fromkeys([*(questions.short_path.names if self.short else ()), *questions.questions])
        return [
            name
            for name in ordered
            if name in vocabulary and (self.role == "clinician" or not vocabulary[name].clinician)
        ]

    def askable(self) -> list[str]:
        """Every question that may come up by itself, in the order of asking."""
        everything = self.everything()
        if not self.short:
            return everything
        return [name for name in everything if name in self._book.texts.questions.short_path.names]

    def says_nothing_else(self) -> bool:
        """Whether nothing in the block was answered otherwise; declined and not known are answers too."""
        return all(self.said(name) in (None, answer) for name, answer in self.block().items())

    def take(self, facts: Facts) -> None:
        """Takes answers that were given elsewhere; those whose questions no longer apply fall out."""
        self.facts = facts
        self._keep_what_applies(0)

    def asked(self) -> list[str]:
        """Everything that was shown, answered or left out, in the order of asking."""
        seen = {*self.path, *self._passed}
        return [name for name in self.everything() if name in seen or self.holds(name)]

    def open(self) -> list[str]:
        """The questions that can still change something, the next one first; no more than the path allows."""
        found = self._in_turn(self.facts, self._passed)
        return found[: self._room()] if self.short else found

    def block(self) -> dict[str, Answer]:
        """The questions that the short path puts together, each with the answer that nothing is there."""
        block = self._book.texts.questions.short_path.none_present if self.short else {}
        return {name: answer for name, answer in block.items() if name in self.askable()}

    def refers(self) -> bool:
        """Whether a referral is certain, whatever the open questions would bring."""
        return bool(self._relevance.referring(self.facts, self._pending(self.facts, self._passed)))

    def contradiction(self) -> Differing | None:
        """Answers that contradict each other and were not asked about."""
        return self._contradictions.next(self.facts)

    def contradiction_behind_referral(self) -> Differing | None:
        """The same, where a referral rests only on how these answers are read."""
        return self._contradictions.behind_referral(self.facts, self._pending(self.facts, self._passed))

    def note_asked(self, differing: Differing) -> None:
        """Notes that a contradiction was asked about, which is never done again."""
        self._contradictions.note_asked(differing.rule.id)

    def holds(self, name: str) -> bool:
        """Whether the question has an answer; "declined" and "unknown" are answers too."""
        return _holds(self.facts, name)

    def said(self, name: str) -> Answer | Missing | None:
        """The answer so far."""
        return self.facts.known.get(name, self.facts.withheld.get(name))

    def answer(self, name: str, answer: Answer | Missing) -> None:
        """Writes an answer down. Later ones stay wherever their questions still apply."""
        changed = self.said(name) != answer
        self.facts = self.facts.rewritten({name: answer})
        self._passed.discard(name)
        if changed:
            self._keep_what_applies(self.path.index(name) + 1)

    def pass_over(self, name: str) -> None:
        """Leaves a question without an answer; one that was given before stays."""
        if not self.holds(name):
            self._passed.add(name)

    def pass_over_part(self, name: str) -> None:
        """Leaves out whatever has no answer in the part of a question."""
        while rest := [one for one in (name, *self.open()) if self.part(one) == self.part(name)]:
            fresh = [one for one in rest if one not in self._passed and not self.holds(one)]
            if not fresh:
                return
            self._passed.update(fresh)

    def open_in_part(self, name: str) -> int:
        """How many questions of its part can still change something, this one among them."""
        waiting = (name, *self.open(), *self._passed)
        return len({one for one in waiting if self.part(one) == self.part(name)})

    def reopen(self) -> None:
        """Lets everything come up again that has no answer."""
        self.short = False
        self._passed.clear()

    def open_at_length(self) -> int:
        """How many questions could still change something, also those that were left out."""
        whole = replace(self.filled, short=False, passed=frozenset())
        return len(Sheet(self._book, whole, self._relevance).open())

    def take_back(self, name: str) -> None:
        """Leaves a question without an answer, also where one was given."""
        self.facts = _without(self.facts, [name])
        self._passed.add(name)
        self._keep_what_applies(self.path.index(name) + 1)

    def show(self, name: str, after: str = "") -> None:
        """Notes that a question is shown: after another one, or else at the end."""
        if name not in self.path:
            self.path.insert(self.path.index(after) + 1 if after else len(self.path), name)

    def rank(self, name: str) -> int:
        """The place of a question in the order of asking."""
        return self.everything().index(name)

    def _room(self) -> int:
        """How many more questions the short path has."""
        asked = sum(name in self.path or self.holds(name) for name in self.askable())
        return max(0, self._book.texts.questions.short_path.most - asked)

    def _pending(self, facts: Facts, passed: Collection[str]) -> list[str]:
        """The questions that have neither an answer nor been passed over."""
        return [name for name in self.askable() if name not in passed and not _holds(facts, name)]

    def _in_turn(self, facts: Facts, passed: Collection[str]) -> list[str]:
        """What can still change something; worked out once for as long as nothing changes."""
        asked_of = (facts, frozenset(passed), self.role, self.short)
        if self._last is None or self._last[0] != asked_of:
            self._last = asked_of, self._worked_out(facts, passed)
        return list(self._last[1])

    def _worked_out(self, facts: Facts, passed: Collection[str]) -> list[str]:
        """What can still change something; while a referral stands, what could lift it leads its part."""
        mattering = self._relevance.matter(facts, pending := self._pending(facts, passed))
        found = [name for name in pending if name in mattering]
        lifting = {name for rule in self._relevance.referring(facts) for name in rule.reads()}
        first = [name for name in found if name in lifting and self.part(name) == self.part(found[0])]
        return [*first, *(name for name in found if name not in first)]

    def _keep_what_applies(self, start: int) -> None:
        """Asks the questions after a change anew, in thought, and drops those that no longer come up."""
        waiting = self.path[start:]
        facts = _without(self.facts, waiting)
        passed = self._passed - set(waiting)
        while waiting:
            turn = next((name for name in self._in_turn(facts, passed) if name in waiting), None)
            if turn is None:
                break
            waiting.remove(turn)
            if (said := self.said(turn)) is not None:
                facts = facts.rewritten({turn: said})
            elif turn in self._passed:
                passed.add(turn)
        self.facts = _without(self.facts, waiting)
        self._passed -= set(waiting)
        self.path = [name for name in self.path if name not in waiting]

    def part(self, name: str) -> str:
        """The part that a question belongs to."""
        return self._book.texts.questions.questions[name].part


def _holds(facts: Facts, name: str) -> bool:
    return name in facts.known or name in facts.withheld


def _without(facts: Facts, names: Iterable[str]) -> Facts:
    left = set(names)
    return Facts(
        {name: answer for name, answer in facts.known.items() if name not in left},
        {name: why for name, why in facts.withheld.items() if name not in left},
    )
