"""Where a bundle comes from: the program, the rules, the pages of text, and who answered, by their role."""

from base64 import b64encode

from recommender.model.recommendation import Json
from recommender.records.narrative import narrative, paragraph
from recommender.records.sheet import Resource, Sheet, lines, moment, name_of

PARTICIPANTS = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
PARTS = {"self": "informant", "clinician": "enterer"}
"""What the standard calls whoever gave the answers, and whoever wrote them down."""


def program(sheet: Sheet) -> Resource:
    """The program that wrote the bundle, in its version."""
    return {
        "resourceType": "Device",
        "language": sheet.words("language"),
        "status": "active",
        "deviceName": [{"name": sheet.words("titles", "program"), "type": "user-friendly-name"}],
        "version": [{"value": sheet.version}],
    }


def document(sheet: Sheet, page: str, at: str, title: str, status: str = "current") -> Resource:
    """A page of text as it was told, to be attached as it is."""
    data = lines(page).encode("utf-8", "replace")
    attachment: Resource = {
        "contentType": "text/plain; charset=utf-8",
        "language": sheet.words("language"),
        "data": b64encode(data).decode("ascii"),
        "size": len(data),
        "title": title,
        "creation": moment(at),
    }
    return {
        "resourceType": "DocumentReference",
        "language": sheet.words("language"),
        "status": status,
        "docStatus": "preliminary",
        "type": {"text": title},
        "subject": sheet.subject,
        "date": moment(at),
        "author": [sheet.reference("program")],
        "description": title,
        "content": [{"attachment": attachment}],
    }


def provenance(sheet: Sheet, made: tuple[str, ...], read: tuple[str, ...]) -> Resource:
    """What was `made` of what was `read`, by which version of the program and by which rules."""
    standing, words = sheet.standing, sheet.words
    digest = standing.given.value.digest
    rules: Resource = {
        "identifier": {
            "system": name_of("rules"),
            "value": digest,
            "assigner": {"display": words("identifiers", "rules")},
        },
        "display": words("origin", "rules", digest=digest),
    }
    sources: list[Json] = [{"role": "source", "what": sheet.reference(name)} for name in read]
    return {
        "resourceType": "Provenance",
        "language": words("language"),
        "text": narrative(words("language"), *map(paragraph, _told(sheet))),
        "target": [sheet.reference(name) for name in made],
        "occurredDateTime": moment(standing.at),
        "recorded": moment(standing.at),
        "agent": [_agent("assembler", sheet.reference("program")), _whoever(sheet)],
        "entity": [*sources, {"role": "source", "what": rules}],
    }


def _told(sheet: Sheet) -> tuple[str, ...]:
    words, standing = sheet.words, sheet.standing
    after = (words("origin", "check_in"),) if standing.review else ()
    return (
        words("origin", "written", program=words("titles", "program"), version=sheet.version),
        words("origin", "rules", digest=standing.given.value.digest),
        *after,
        words("origin", "same" if sheet.same_rules else "other"),
        words("origin", standing.intake.value.role),
    )


def _whoever(sheet: Sheet) -> Resource:
    """The person or a clinician, by their part and without a name."""
    role = sheet.standing.intake.value.role
    display = sheet.words("origin", "who", role)
    who: Resource = {"display": display} if role == "clinician" else {**sheet.subject, "display": display}
    return _agent(PARTS[role], who)


def _agent(part: str, who: Resource) -> Resource:
    return {"type": {"coding": [{"system": PARTICIPANTS, "code": part}]}, "who": who}
