"""The answer sheet of one person: what was said, what was shown, and which questions that leaves."""

from collections.abc import Collection, Iterable

from recommender.interview.contradictions import Contradictions, Differing
from recommender.interview.relevance import Relevance
from recommender.model.adjustment import Role
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.rule import RuleBook


class Sheet:
    """Answers stay until they are changed, or until a change elsewhere makes their question pointless."""

    def __init__(self, book: RuleBook, role: Role, facts: Facts) -> None:
        self._book = book
        self._relevance = Relevance(book)
        self._contradictions = Contradictions(self._relevance)
        self._passed: set[str] = set()
        self.role = role
        self.facts = facts
        self.path: list[str] = []

    def restart(self, role: Role) -> None:
        """Begins anew for another role, before anything was answered."""
        self.role = role
        self.path.clear()
        self._passed.clear()
        self._contradictions.clear()

    def askable(self) -> list[str]:
        """Every question there is for this role, in the order of asking."""
        vocabulary = self._book.vocabulary
        return [
            name
            for name in self._book.texts.questions.questions
            if name in vocabulary and (self.role == "clinician" or not vocabulary[name].clinician)
        ]

    def asked(self) -> list[str]:
        """Everything that was shown or answered, in the order of asking."""
        return [name for name in self.askable() if name in self.path or self.holds(name)]

    def open(self) -> list[str]:
        """The questions that can still change something, the next one first."""
        return self._in_turn(self.facts, self._passed)

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
        return self.askable().index(name)

    def _pending(self, facts: Facts, passed: Collection[str]) -> list[str]:
        """The questions that have neither an answer nor been passed over."""
        return [name for name in self.askable() if name not in passed and not _holds(facts, name)]

    def _in_turn(self, facts: Facts, passed: Collection[str]) -> list[str]:
        """What can still change something; while a referral stands, what could lift it leads its part."""
        mattering = self._relevance.matter(facts, pending := self._pending(facts, passed))
        found = [name for name in pending if name in mattering]
        lifting = {name for rule in self._relevance.referring(facts) for name in rule.reads()}
        first = [name for name in found if name in lifting and self._part(name) == self._part(found[0])]
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

    def _part(self, name: str) -> str:
        return self._book.texts.questions.questions[name].part


def _holds(facts: Facts, name: str) -> bool:
    return name in facts.known or name in facts.withheld


def _without(facts: Facts, names: Iterable[str]) -> Facts:
    left = set(names)
    return Facts(
        {name: answer for name, answer in facts.known.items() if name not in left},
        {name: why for name, why in facts.withheld.items() if name not in left},
    )
