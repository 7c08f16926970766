"""Answers thought otherwise, one after the other, beside the real ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from recommender.explanation.changes import thought_otherwise
from recommender.loading.profile import Profile
from recommender.model.fact import Answer, Missing
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names

Thought: TypeAlias = Mapping[str, Answer | Missing]


@dataclass(frozen=True, slots=True)
class Thoughts:
    """A profile that stays as it is, and every state of what was thought about it, the last one in force."""

    real: Profile
    past: tuple[Thought, ...] = ({},)

    @property
    def otherwise(self) -> Thought:
        """The answers that differ from the real ones now, by fact."""
        return self.past[-1]

    @property
    def profile(self) -> Profile:
        """The profile as it would be."""
        return thought_otherwise(self.real, dict(self.otherwise))

    def answer(self, fact: str) -> Answer | Missing:
        """The answer as it is thought now; the real one where nothing else is thought."""
        return self.otherwise.get(fact, self.real_answer(fact))

    def real_answer(self, fact: str) -> Answer | Missing:
        """The real answer, or why there is none."""
        answer = self.real.facts.get(fact)
        return self.real.facts.why_missing(fact) if answer is None else answer

    def think(self, fact: str, answer: Answer | Missing) -> "Thoughts":
        """With one answer otherwise. Not asked, and the real answer, are as it is."""
        others = {name: said for name, said in self.otherwise.items() if name != fact}
        as_it_is = answer is Missing.NOT_ASKED or answer == self.real_answer(fact)
        return self._then(others if as_it_is else {**others, fact: answer})

    def clear(self) -> "Thoughts":
        """With every answer as it is; one step back brings the others again."""
        return self._then({})

    def undo(self) -> "Thoughts":
        """As it was before the last change; the very same where there was none."""
        return replace(self, past=self.past[:-1]) if len(self.past) > 1 else self

    def about_health(self, book: RuleBook) -> tuple[str, ...]:
        """The answers marked `safety` or `careful` that are thought otherwise."""
        facts = book.vocabulary
        return tuple(name for name in self.otherwise if facts[name].safety or facts[name].careful)

    def _then(self, otherwise: Thought) -> "Thoughts":
        return self if otherwise == self.otherwise else replace(self, past=(*self.past, otherwise))


@dataclass(frozen=True, slots=True)
class ThoughtRow:
    """One question: what was really said and, only where it is otherwise, what is thought instead."""

    fact: str
    label: str
    said: str
    instead: str = ""


def rows_by_part(thoughts: Thoughts, book: RuleBook) -> dict[str, tuple[ThoughtRow, ...]]:
    """Every question that there is for this role, under the title of its part, in the order of asking."""
    names, facts, questions = Names(book), book.vocabulary, book.texts.questions
    clinician = thoughts.real.role == "clinician"
    found = {
        part.title: tuple(
            row_of(thoughts, name, names)
            for name, question in questions.questions.items()
            if question.part == part.id and name in facts and (clinician or not facts[name].clinician)
        )
        for part in questions.parts
    }
    return {title: rows for title, rows in found.items() if rows}


def row_of(thoughts: Thoughts, fact: str, names: Names) -> ThoughtRow:
    """One question as it is thought now."""
    instead = names.answer(fact, thoughts.profile.facts.said(fact)) if fact in thoughts.otherwise else ""
    return ThoughtRow(fact, names.fact(fact), names.answer(fact, thoughts.real.facts.said(fact)), instead)
