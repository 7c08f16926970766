"""The questions of a rulebook as a Questionnaire: what can be asked, part by part, and answered how."""

from collections.abc import Iterator

from recommender.model.adjustment import Role
from recommender.model.fact import Fact
from recommender.model.recommendation import Json
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names
from recommender.records.sheet import Resource, Sheet, name_of

EXTENSIONS = "http://hl7.org/fhir/StructureDefinition"
LOINC = "http://loinc.org"
EMPTY = "empty"
"""The code of an empty set, which is an answer. A vocabulary cannot have it as an answer of its own."""

TYPES = {"choice": "choice", "set": "choice", "number": "integer"}


def questionnaire(sheet: Sheet) -> Resource:
    """All questions, in the voice in which this person was asked.

    Which of them are worth asking hangs on every rule at once, and no `enableWhen` says so. One that closed a
    question would make every response unfit in which it was answered all the same, as it may be here.
    """
    book, role, words = sheet.book, sheet.standing.intake.value.role, sheet.words
    items: list[Json] = [*_parts(book, role)]
    return {
        "resourceType": "Questionnaire",
        "language": words("language"),
        "url": address(role),
        "version": book.digest,
        "title": words("titles", "questionnaire"),
        "status": "active",
        "subjectType": ["Patient"],
        "copyright": words("copyright"),
        "item": items,
    }


def address(role: Role) -> str:
    """What the questions go by: those that speak to a clinician are not those that speak to a person."""
    return name_of(f"questionnaire {role}")


def parts(book: RuleBook) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The parts that ask anything: name, title, and the facts they ask about, in that order."""
    texts, facts_asked = book.texts.questions, frozenset(book.vocabulary.asked())
    for part in texts.parts:
        asked = (name for name, question in texts.questions.items() if question.part == part.id)
        if facts := tuple(name for name in asked if name in facts_asked):
            yield f"part.{part.id}", part.title, facts


def question(name: str, role: Role, book: RuleBook) -> str:
    """What is asked."""
    found = book.texts.questions.questions[name]
    return found.ask_clinician if role == "clinician" else found.ask


def coding(code: str, display: str) -> Resource:
    """One answer out of several."""
    return {"code": code, "display": display}


def _parts(book: RuleBook, role: Role) -> Iterator[Resource]:
    for name, title, facts in parts(book):
        items: list[Json] = [_item(fact, role, book) for fact in facts]
        yield {"linkId": name, "text": title, "type": "group", "item": items}


def _item(name: str, role: Role, book: RuleBook) -> Resource:
    fact = book.vocabulary[name]
    item: Resource = {"linkId": name, "text": question(name, role, book), "type": TYPES[fact.kind]}
    if fact.kind == "number":
        item["extension"] = [*_bounds(fact)]
    else:
        item["answerOption"] = [*_options(name, book)]
    if fact.kind == "set":
        item["repeats"] = True
    if book.texts.record.has("loinc", name):
        item["code"] = [{"system": LOINC, "code": book.texts.record("loinc", name)}]
    return item


def _options(name: str, book: RuleBook) -> Iterator[Resource]:
    """Every answer there is. A set can also be empty, which is said aloud here."""
    names, fact = Names(book), book.vocabulary[name]
    for answer in fact.answers:
        yield {"valueCoding": coding(answer, names.option(name, answer))}
    if fact.kind == "set":
        yield {"valueCoding": coding(EMPTY, book.texts.record("none_of_these"))}


def _bounds(fact: Fact) -> Iterator[Resource]:
    yield {"url": f"{EXTENSIONS}/minValue", "valueInteger": fact.low}
    yield {"url": f"{EXTENSIONS}/maxValue", "valueInteger": fact.high}
    if fact.unit:
        yield {"url": f"{EXTENSIONS}/questionnaire-unit", "valueCoding": {"display": fact.unit}}
