"""A case as one Bundle of FHIR R4B: what was answered, what was proposed, and where it comes from."""

from collections.abc import Iterator, Mapping

from recommender.casebook.records import Case
from recommender.model.recommendation import Json
from recommender.model.rule import RuleBook
from recommender.records.answers import response
from recommender.records.instead import flag, message
from recommender.records.kept import standing
from recommender.records.origin import document, program, provenance
from recommender.records.programme import care_plan, goals
from recommender.records.questionnaire import questionnaire
from recommender.records.sheet import Resource, Sheet, moment, name_of

Named = Mapping[str, Resource]


def as_bundle(case: Case, book: RuleBook, version: str) -> Resource:
    """What stands now in a case, the same bytes each time: the last intake, and what came of it.

    `book` gives the words, and the questions where the recommendation was made by it; what was recommended
    is as it was frozen. `version` is that of this program.
    """
    sheet = Sheet(case.code, standing(case), book, version)
    entries: list[Json] = [
        {"fullUrl": _address(name, sheet), "resource": resource} for name, resource in _resources(sheet)
    ]
    return {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": sheet.name("bundle")},
        "type": "collection",
        "timestamp": moment(sheet.standing.at),
        "entry": entries,
    }


def _address(name: str, sheet: Sheet) -> str:
    """Questions are the same for everybody who was asked by these rules in this role."""
    role = sheet.standing.intake.value.role
    return name_of(f"questions {role} {sheet.book.digest}") if name == "questions" else sheet.name(name)


def _resources(sheet: Sheet) -> Iterator[tuple[str, Resource]]:
    pages = _pages(sheet)
    outcome = _outcome(sheet, ("answers", *pages))
    if sheet.same_rules:
        yield "questions", questionnaire(sheet)
    yield "answers", response(sheet)
    yield from outcome.items()
    yield from pages.items()
    yield "program", program(sheet)
    yield "origin", _origin(sheet, tuple(outcome), tuple(pages))


def _origin(sheet: Sheet, outcome: tuple[str, ...], pages: tuple[str, ...]) -> Resource:
    """After a check-in its page stands for the log, of which nothing else is here, among what was read."""
    if sheet.standing.review:
        return provenance(sheet, outcome, ("answers", *pages))
    return provenance(sheet, (*outcome, *pages), ("answers",))


def _outcome(sheet: Sheet, read: tuple[str, ...]) -> Named:
    """A draft with its goals, or what stands in its place."""
    match sheet.standing.kind:
        case "programme":
            hopes = goals(sheet)
            return {"plan": care_plan(sheet, tuple(hopes), read), **hopes}
        case "referral":
            return {"flag": flag(sheet), "message": message(sheet, ("flag",))}
        case "limited" | "paused":
            return {"message": message(sheet, ())}


def _pages(sheet: Sheet) -> Named:
    """The pages of text that were given: most records take these in more readily than anything else."""
    told, words = sheet.standing, sheet.words
    status = "superseded" if told.stopped else "current"
    given = document(sheet, told.given.value.page, told.given.at, words("titles", "page"), status)
    if not told.page_of_check_in:
        return {"page": given}
    after = document(sheet, told.page_of_check_in, told.at, words("titles", "check_in"))
    return {"page": given, "page of check-in": after}
