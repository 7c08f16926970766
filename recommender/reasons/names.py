"""What things are called for one person: questions, answers, activities, rules."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from recommender.inference.evaluator import evaluate
from recommender.model.directive import Body, Hide
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Stratum
from recommender.model.texts import Phrases
from recommender.model.truth import Truth

Said: TypeAlias = str | int | list[str]
Facts: TypeAlias = Mapping[str, Said]

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Names:
    """Words from one rulebook, without the kinds of figures that are hidden from one person."""

    book: RuleBook
    hidden: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    """Rules that acted because an answer is open: their titles would claim something about this person."""

    @classmethod
    def of(cls, recommendation: Recommendation, book: RuleBook) -> "Names":
        """The names as this person sees them."""
        acting = (item.body for item in recommendation.prescription.of(Hide) if item.weeks)
        hiding = _called_for(recommendation, book) if recommendation.outcome == "referral" else acting
        figures = frozenset(figure for body in hiding if isinstance(body, Hide) for figure in body.figures)
        left_open = frozenset(firing.rule.id for firing in recommendation.fired if firing.on_unknown)
        return cls(book, figures, left_open)

    @property
    def texts(self) -> Phrases:
        """The words of why and why not."""
        return self.book.texts.explanation

    @property
    def outcomes(self) -> Phrases:
        """The words of the three outcomes."""
        return self.book.texts.outcomes

    def fact(self, name: str) -> str:
        """The short label of a question, or of a state."""
        question = self.book.texts.questions.questions.get(name)
        if question is not None:
            return question.label
        return self.texts("states", name) if self.texts.has("states", name) else _plain(name)

    def answer(self, name: str, said: Said) -> str:
        """An answer in words; why there is none, where there is none."""
        if isinstance(said, int):
            what = self.book.vocabulary[name].unit.split(" ", 1)[0]  # the label says the rest
            return self.texts("answers", "number", number=said, unit=what).strip()
        if isinstance(said, list):
            return ", ".join(self.option(name, member) for member in said) or self.texts("answers", "none")
        known = said in self._options(name) or not self.texts.has("answers", said)
        return self.option(name, said) if known else self.texts("answers", said)

    def option(self, name: str, answer: str) -> str:
        """One of the answers to a question."""
        return self._options(name).get(answer, _plain(answer))

    def _options(self, name: str) -> Mapping[str, str]:
        fact = self.book.vocabulary.facts.get(name)
        if fact is not None and fact.answers_from == "activities":
            return {activity: self.activity(activity) for activity in self.book.activities}
        question = self.book.texts.questions.questions.get(name)
        return question.answers if question is not None else {}

    def given(self, name: str, said: Said) -> str:
        """A question and its answer in one line, unless its words are hidden from this person."""
        whole = self.texts("join", "with_answer", label=self.fact(name), answer=self.answer(name, said))
        return whole if self.fit(whole) else self.outcomes("hidden", "answer")

    def all_given(self, facts: Facts) -> str:
        """Questions and answers, one after the other."""
        return "; ".join(dict.fromkeys(self.given(name, said) for name, said in facts.items()))

    def activity(self, name: str) -> str:
        """The plain name of an activity."""
        return self.book.activities[name].name

    def activities(self, names: Iterable[str]) -> str:
        """Activities, joined by commas."""
        return ", ".join(map(self.activity, names))

    def setting(self, name: str) -> str:
        """A place; "any" is wherever it suits."""
        if self.outcomes.has("names", "setting", name):
            return self.outcomes("names", "setting", name)
        return self.option("settings_ok", name)

    def title(self, rule: str) -> str:
        """The title of a rule, in quotation marks; an empty id is an adjustment."""
        found = self.book.rule(rule)
        if found is None:
            return self.texts("join", "adjustment")
        return self.texts("join", "open_title") if rule in self.open else self.quoted(found.title)

    def quoted(self, text: str) -> str:
        """A text in quotation marks."""
        return self.texts("join", "quoted", text=text)

    def titles(self, rules: Iterable[str], joined_by: str = "and") -> str:
        """The titles of some rules, as one phrase."""
        return self.joined(dict.fromkeys(self.title(rule) for rule in rules), joined_by)

    def joined(self, words: Iterable[str], by: str = "and") -> str:
        """Words as one phrase: with commas, and the last with `and` or `or`."""
        *first, last = [*words] or [""]
        return f"{', '.join(first)} {self.texts('join', by)} {last}" if first else last

    def effort(self, effort: Effort) -> str:
        """The word for an effort."""
        return self.outcomes("names", "intensity", effort)

    def about(self, about: str) -> str:
        """What a tension is about."""
        return self.texts("about", about) if self.texts.has("about", about) else _plain(about)

    def weeks(self, first: int, last: int | None) -> str:
        """Weeks, as the beginning of a line."""
        return self._weeks("", first, last)

    def in_weeks(self, first: int, last: int | None) -> str:
        """Weeks, in the middle of a line."""
        return self._weeks("in_", first, last)

    def _weeks(self, form: str, first: int, last: int | None) -> str:
        if last is None:
            return self.texts("weeks", f"{form}open", first=first)
        if first == last:
            return self.texts("weeks", f"{form}one", first=first)
        return self.texts("weeks", f"{form}several", first=first, last=last)

    def fit(self, text: str) -> str:
        """The sentences of a text that tell nothing of the figures hidden from this person."""
        return " ".join(sentence for sentence in _SENTENCE.split(text) if not self._tells(sentence))

    def _tells(self, sentence: str) -> bool:
        return any(_names_figure(sentence, figure, self.outcomes) for figure in self.hidden)


def _called_for(recommendation: Recommendation, book: RuleBook) -> Iterator[Body]:
    """What rules would hide that a referral did not let run: its pages keep to it as well."""
    trace = recommendation.trace
    for rule in book.of(Stratum.PRESCRIPTION):
        bodies = [directive.body for directive in rule.then if isinstance(directive.body, Hide)]
        if bodies and evaluate(rule.when, trace.facts, trace.states, book.vocabulary) is Truth.SURE:
            yield from bodies


def _names_figure(sentence: str, figure: str, outcomes: Phrases) -> bool:
    """Whether a sentence names a hidden figure; minutes only where it holds digits as well."""
    words = "|".join(map(re.escape, outcomes.several("hidden", figure)))
    named = re.search(rf"\b(?:{words})", sentence, re.IGNORECASE) is not None
    return named and (figure != "minutes" or any(letter.isdigit() for letter in sentence))


def _plain(name: str) -> str:
    return name.replace("_", " ")
