"""What stands where there is no programme: a flag that somebody looks first, and a message in preparation."""

from recommender.model.recommendation import Json
from recommender.records.sheet import Resource, Sheet, lines, moment


def flag(sheet: Sheet) -> Resource:
    """That somebody is to look first. Why, stands in the message alone: a flag is seen by many."""
    standing, words = sheet.standing, sheet.words
    urgency = standing.urgency
    told = (
        words("flag", "before", urgency=sheet.outcome_word("urgency", urgency))
        if urgency
        else words("flag", "going_on")
    )
    return {
        "resourceType": "Flag",
        "language": words("language"),
        "status": "active",
        "code": {"text": told},
        "subject": sheet.subject,
        "period": {"start": moment(standing.at)},
        "author": sheet.reference("program"),
    }


def message(sheet: Sheet, about: tuple[str, ...]) -> Resource:
    """The page for the person, in preparation: somebody decides whether it goes to anyone, and to whom.

    Once a check-in has stopped everything, the page of the recommendation is no part of it: it still proposes
    what was stopped. What is asked stands apart from the page, question by question.
    """
    standing = sheet.standing
    pages = (standing.page_of_check_in, "" if standing.stopped else standing.given.value.page)
    payload: list[Json] = [{"contentString": lines(page)} for page in pages if page]
    if standing.kind == "limited":
        payload += [{"contentString": question} for question in _asked(sheet)]
    told: Resource = {
        "resourceType": "Communication",
        "language": sheet.words("language"),
        "status": "preparation",
        "topic": {"text": sheet.words("topics", standing.kind)},
        "subject": sheet.subject,
        "sender": sheet.reference("program"),
    }
    if payload:
        told["payload"] = payload
    return told | ({"about": [sheet.reference(name) for name in about]} if about else {})


def _asked(sheet: Sheet) -> list[str]:
    """The questions that would open more, in the words of the rules that ask them."""
    questions = sheet.book.texts.questions.questions
    return [
        questions[name].ask if sheet.same_rules and name in questions else name.replace("_", " ")
        for name in sheet.standing.asks
    ]
