"""The answers of an intake as a QuestionnaireResponse."""

from collections.abc import Iterator

from recommender.model.fact import Missing
from recommender.model.recommendation import Json
from recommender.reasons.names import Names
from recommender.records.questionnaire import EMPTY, EXTENSIONS, address, coding, parts, question
from recommender.records.sheet import Resource, Sheet, moment

DECLINED: dict[str, str] = {Missing.DECLINED: "asked-declined", Missing.UNKNOWN: "asked-unknown"}
"""Why an answer is missing, as the standard says it. A question that was never asked is left out."""


def response(sheet: Sheet) -> Resource:
    """What was answered, declined and not known; of whom, by the random code alone."""
    intake = sheet.standing.intake
    items: list[Json] = [*(_in_parts(sheet) if sheet.same_rules else _alone(sheet))]
    told: Resource = {"resourceType": "QuestionnaireResponse", "language": sheet.words("language")}
    if sheet.same_rules:
        told["questionnaire"] = f"{address(intake.value.role)}|{sheet.book.digest}"
    told |= {"status": _status(sheet), "subject": sheet.subject, "authored": moment(intake.at)}
    told |= _whose(sheet)
    return told | ({"item": items} if items else {})


def _status(sheet: Sheet) -> str:
    """In progress as long as something is still asked for that nobody was asked so far."""
    answers, asks = sheet.standing.intake.value.answers, sheet.standing.asks
    never = (answers.get(name, Missing.NOT_ASKED) == Missing.NOT_ASKED for name in asks)
    return "in-progress" if any(never) else "completed"


def _whose(sheet: Sheet) -> Resource:
    """Who answered and who wrote it down, by their parts and without a name."""
    if sheet.standing.intake.value.role == "clinician":
        return {"author": {"type": "Practitioner", "display": sheet.words("origin", "who", "clinician")}}
    return {"author": sheet.reference("program"), "source": sheet.subject}


def _in_parts(sheet: Sheet) -> Iterator[Resource]:
    """The items as they lie in the questionnaire; a part without any of them is left out."""
    for name, title, facts in parts(sheet.book):
        items: list[Json] = [*_items(sheet, facts)]
        if items:
            yield {"linkId": name, "text": title, "item": items}


def _items(sheet: Sheet, facts: tuple[str, ...]) -> Iterator[Resource]:
    intake = sheet.standing.intake.value
    for name in facts:
        said = intake.answers.get(name, Missing.NOT_ASKED)
        if said != Missing.NOT_ASKED:
            asked: Resource = {"linkId": name, "text": question(name, intake.role, sheet.book)}
            yield asked | _said(said, name, sheet.names)


def _alone(sheet: Sheet) -> Iterator[Resource]:
    """The items of rules that are no longer there, under their short names."""
    for name, said in sheet.standing.intake.value.answers.items():
        if said != Missing.NOT_ASKED:
            yield {"linkId": name, **_said(said, name, None)}


def _said(said: Json, name: str, names: Names | None) -> Resource:
    if isinstance(said, str) and said in DECLINED:
        return {"extension": [{"url": f"{EXTENSIONS}/data-absent-reason", "valueCode": DECLINED[said]}]}
    if isinstance(said, int):
        return {"answer": [{"valueInteger": said}]}
    chosen = (said or [EMPTY]) if isinstance(said, list) else [said]
    return {"answer": [{"valueCoding": _coding(str(one), name, names)} for one in chosen]}


def _coding(answer: str, name: str, names: Names | None) -> Resource:
    if names is None:
        return {"code": answer}
    empty = names.book.texts.record("none_of_these")
    return coding(answer, empty if answer == EMPTY else names.option(name, answer))
