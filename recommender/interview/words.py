"""The views of the interview, put into words from the rulebook's texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from recommender.interview.contradictions import Differing
from recommender.interview.sheet import Sheet
from recommender.interview.view import (
    AskedAs,
    BlockView,
    CheckRow,
    CheckView,
    ContradictionView,
    FailureView,
    Option,
    QuestionView,
    Welcome,
)
from recommender.model.adjustment import Role
from recommender.model.fact import Answer, Facts, Missing
from recommender.model.rule import RuleBook
from recommender.model.texts import Part

ASKED_AS: dict[str, AskedAs] = {"choice": "one", "set": "several", "number": "number"}


@dataclass(frozen=True, slots=True)
class Words:
    """Builds views in one voice."""

    book: RuleBook
    role: Role
    region: str

    def welcome(self, count: int) -> Welcome:
        """The first screen."""
        texts = self.book.texts.interview
        said = [self._voiced("what"), self._voiced("is_not"), self._voiced("where"), self._voiced("leave")]
        length = self._voiced({0: "length_none", 1: "length_one"}.get(count, "length")).format(count=count)
        return Welcome(self._voiced("title"), (*said, length), texts("welcome", "start"))

    def block(self, sheet: Sheet) -> BlockView:
        """Questions that one answer can settle together: each in full, with what was said or would be."""
        texts = self.book.texts.interview
        answers, free = sheet.block(), sheet.says_nothing_else()
        shown = {name: answer if free else sheet.said(name) for name, answer in answers.items()}
        rows = tuple(
            CheckRow(name, self._in_full(name), self.said(name, said)) for name, said in shown.items()
        )
        ways = ("none_present", "one_by_one") if free else ("one_by_one",)
        return BlockView(
            title=texts("block", "title"),
            intro=texts("block", "intro" if free else "intro_answered"),
            rows=rows,
            ways=tuple(Option(str(at), way, texts("block", way)) for at, way in enumerate(ways, 1)),
        )

    def _in_full(self, fact: str) -> str:
        """A question with everything that it names, for somebody who asks it aloud."""
        question, known = self.book.texts.questions.questions[fact], self.book.vocabulary[fact]
        named = [self.label(fact, answer) for answer in known.answers] if known.kind == "set" else []
        return f"{question.ask_clinician} {'; '.join(named)}.".removesuffix(" .")

    def question(self, fact: str, sheet: Sheet, *, aside: bool) -> QuestionView:
        """One question, with the answer that it has; asked aside of the order, it announces no part."""
        facts, path = sheet.facts, sheet.path
        question, texts = self.book.texts.questions.questions[fact], self.book.texts.interview
        known, part = self.book.vocabulary[fact], self._part(fact)
        parts = self.book.texts.questions.parts
        number = path.index(fact) + 1 + sum(name not in path and sheet.holds(name) for name in sheet.block())
        first = next((name for name in path if self._part(name) == part), fact) == fact
        return QuestionView(
            fact=fact,
            number=number,
            progress=texts(
                "question",
                "progress_short" if sheet.short else "progress",
                part=parts.index(part) + 1,
                parts=len(parts),
                title=part.title,
                number=number,
                most=self.book.texts.questions.short_path.most,
            ),
            part=part.id,
            part_title=part.title,
            part_intro=part.intro if first and not (aside or sheet.short) else "",
            part_open=sheet.open_in_part(fact),
            ask=question.ask_clinician if self.role == "clinician" else question.ask,
            why=question.why,
            asked_as=ASKED_AS[known.kind],
            options=self.options(fact),
            low=known.low,
            high=known.high,
            hint=question.hint,
            unit=known.unit,
            given=facts.known.get(fact, facts.withheld.get(fact)),
            none_label=texts("choices", "none"),
            unknown_label=texts.voiced(self.role, "choices", "unknown"),
            decline_label=texts.voiced(self.role, "choices", "decline"),
        )

    def options(self, fact: str) -> tuple[Option, ...]:
        """The answers of a choice or set; the digits count from 1."""
        answers = self.book.vocabulary[fact].answers
        return tuple(
            Option(str(number), answer, self.label(fact, answer)) for number, answer in enumerate(answers, 1)
        )

    def label(self, fact: str, answer: str) -> str:
        """The words of one answer."""
        if self.book.vocabulary[fact].answers_from == "activities":
            return self.book.activities[answer].name
        return self.book.texts.questions.questions[fact].answers.get(answer, answer)

    def contradiction(self, differing: Differing, facts: Facts) -> ContradictionView:
        """Answers that do not go together, in words, and what can be done."""
        texts = self.book.texts.interview
        rows = enumerate((self._row(name, facts) for name in differing.facts), 1)
        change = partial(texts, "contradiction", "change")
        return ContradictionView(
            rule=differing.rule.id,
            title=texts("contradiction", "title"),
            because=differing.rule.because,
            ways_on=texts.voiced(self.role, "contradiction", "ways_on"),
            changes=tuple(
                Option(str(number), row.fact, change(label=row.label, said=row.said)) for number, row in rows
            ),
            leave=Option("-", "", texts("contradiction", "leave")),
        )

    def check(self, facts: Facts, asked: Sequence[str], further: int) -> CheckView:
        """All answers, by part, and how many questions could still be gone on with."""
        texts = self.book.texts.interview
        sections = []
        for part in self.book.texts.questions.parts:
            rows = tuple(self._row(name, facts) for name in asked if self._part(name) == part)
            if rows:
                sections.append((part.title, rows))
        title, intro = (texts.voiced(self.role, "check", name) for name in ("title", "intro"))
        more = texts("check", {0: "no_further", 1: "further_one"}.get(further, "further"), count=further)
        return CheckView(title, intro, tuple(sections), further, more)

    def failure(self) -> FailureView:
        """What is said when there is no result to trust."""
        texts, contacts = self.book.texts.interview, self.book.texts.contacts[self.region]
        known = (contacts.crisis, contacts.emergency, contacts.medical, contacts.support)
        return FailureView(texts("failure", "text"), texts("failure", "contacts"), known)

    def said(self, fact: str, answer: Answer | Missing | None) -> str:
        """An answer, restated."""
        texts = self.book.texts.interview
        if answer is None or answer is Missing.DECLINED:
            return texts("check", "not_given")
        if answer is Missing.UNKNOWN:
            return texts("check", "unknown")
        if isinstance(answer, frozenset):
            labels = [self.label(fact, name) for name in self.book.vocabulary[fact].answers if name in answer]
            return "; ".join(labels) or texts("check", "none")
        return self.label(fact, answer) if isinstance(answer, str) else str(answer)

    def _row(self, fact: str, facts: Facts) -> CheckRow:
        question = self.book.texts.questions.questions[fact]
        answer = facts.known.get(fact, facts.withheld.get(fact))
        return CheckRow(fact, question.label, self.said(fact, answer))

    def _part(self, fact: str) -> Part:
        wanted = self.book.texts.questions.questions[fact].part
        return next(part for part in self.book.texts.questions.parts if part.id == wanted)

    def _voiced(self, name: str) -> str:
        texts = self.book.texts.interview
        if self.role == "clinician" and texts.has("welcome", "clinician", name):
            return texts("welcome", "clinician", name)
        return texts("welcome", name)
