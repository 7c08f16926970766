"""What may stand beside each fact, in a condition and as an answer, for editors that complete it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recommender.loading.conditions import ANY_OF
from recommender.loading.otherwise import DOWNWARD, UPWARD
from recommender.model.fact import Fact, Vocabulary
from recommender.reasons.names import Names
from recommender.workshop.schema.values import (
    Schema,
    listed,
    number,
    one_of,
    some,
    table,
    word,
)  # fmt: skip
from recommender.workshop.showing.week_words import WeekNames

IN_A_CONDITION = ("not N", "N to N", "N or (?:more|less)", "answered", "unanswered")
LEFT_OPEN = {"unknown": "Asked, and not known", "declined": "Left open by choice"}
A_FACT = "A line begins with a fact or a state of the vocabulary, and a colon."
A_LINE = "A line begins with a fact or a state of the vocabulary and a colon, or it is “any of:”."
AN_ANSWER = "An answer begins with a fact of the vocabulary that can be asked, and a colon."
DEFINITE = {"answered": "Any answer", "unanswered": "No answer so far"}


@dataclass(frozen=True, slots=True)
class FactWords:
    """The facts of one vocabulary, and what they and their answers are called."""

    vocabulary: Vocabulary
    names: Names

    def asked(self) -> dict[str, str]:
        """Every fact that can be answered, with the words of its question."""
        return {name: self.about(name) for name in self.vocabulary.asked()}

    def label(self, name: str) -> str:
        """What a fact is called."""
        return self.names.fact(name)

    def about(self, name: str) -> str:
        """What is asked, or what a state is."""
        question = self.names.book.texts.questions.questions.get(name)
        if question is not None and not isinstance(self.names, WeekNames):
            return question.ask
        derived = self.vocabulary[name].derived
        return f"{self.label(name)}. {'Rules in states/ work it out.' if derived else ''}".strip()

    def answers(self, name: str) -> dict[str, str]:
        """The answers to a fact, each in words."""
        return {answer: self.names.option(name, answer) for answer in self.vocabulary[name].answers}

    def head(self, name: str) -> Schema:
        """What an editor shows over a fact."""
        return {"title": self.label(name), "description": self.about(name)}


def lines(facts: FactWords) -> dict[str, Schema]:
    """For each fact and state, every right-hand side that a condition takes."""
    return {name: {**facts.head(name), **_line(name, facts)} for name in facts.vocabulary}


def condition(inner: Mapping[str, Schema], alternative: str) -> Schema:
    """A condition: its lines, and once a list of further ones; `alternative` is where those are defined."""
    either: Schema = {
        "title": "At least one of these",
        "description": "A list of lines of which one holds or more. It stands once, and nothing nests in it.",
        **listed({"$ref": alternative}, least=0),
    }
    return table({**inner, ANY_OF: either}, A_LINE)


def answers(facts: FactWords) -> dict[str, Schema]:
    """For each fact that can be asked, every answer that a person may give."""
    return {name: {**facts.head(name), **answer(name, facts)} for name in facts.vocabulary.asked()}


def answer(name: str, facts: FactWords) -> Schema:
    """Every answer to one fact."""
    fact, label, given = facts.vocabulary[name], facts.label(name), facts.answers(name)
    match fact.kind:
        case "set":
            wrong = f"“{label}” takes a list in square brackets of: {some(given)}; an empty one is “none”."
            members = {**listed(word(given, wrong), least=0), "uniqueItems": True, "errorMessage": wrong}
            return one_of(word(LEFT_OPEN, wrong), members)
        case "number":
            return number(fact.low, fact.high, _counts(fact, label), tuple(LEFT_OPEN))
        case _:
            return word(given | LEFT_OPEN, f"“{label}” takes one of: {some(given)}.")


def _line(name: str, facts: FactWords) -> Schema:
    fact, label = facts.vocabulary[name], facts.label(name)
    if fact.kind == "state":
        return word({"yes": "It holds", "no": "It does not hold"}, f"“{label}” is yes or no.")
    if fact.kind == "number":
        wrong = _counts(fact, label) + " Ranges read “N to N”, “N or more” or “N or less”."
        single = number(fact.low, fact.high, wrong)
        ways = number(fact.low, fact.high, wrong, IN_A_CONDITION)
        return {**ways, "type": ["integer", "string", "array"], "items": single, "minItems": 1}
    given = facts.answers(name)
    every = (
        given | dict(_of_a_set(fact, given) if fact.kind == "set" else _of_a_choice(fact, given)) | DEFINITE
    )
    wrong = f"“{label}” takes: {some(given)}; {_forms(fact)}."
    return one_of(word(every, wrong), listed(word(given, f"“{label}” takes: {some(given)}.")))


def _of_a_choice(fact: Fact, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for pair in (UPWARD, DOWNWARD) if fact.ordered else ():
        direction = pair[fact.ordered or ""]
        yield from ((f"{name} or {direction}", f"{label}, or {direction}") for name, label in given.items())
    yield from ((f"not {name}", f"Answered, and not: {label}") for name, label in given.items())


def _of_a_set(fact: Fact, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((f"not {name}", f"Answered, and not among them: {label}") for name, label in given.items())
    yield from (("empty", "None of these"), ("not empty", "Any of these"))
    for direction in ("more", "less"):
        yield from ((f"{count} or {direction}", "So many of these") for count in range(len(fact.answers) + 1))


def _forms(fact: Fact) -> str:
    """How a line may be written beside naming an answer."""
    if fact.kind == "set":
        return "a list of them, “not …”, “empty”, “not empty”, “2 or more”, “answered” or “unanswered”"
    ordered = f"“… or {UPWARD[fact.ordered]}”, “… or {DOWNWARD[fact.ordered]}”, " if fact.ordered else ""
    return f"a list of them, {ordered}“not …”, “answered” or “unanswered”"


def _counts(fact: Fact, label: str) -> str:
    return f"“{label}” counts {fact.unit} from {fact.low} to {fact.high}."
