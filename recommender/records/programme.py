"""A programme as a draft that is proposed, with the goals of the person. Nothing here orders anything."""

from collections.abc import Iterator

from recommender.records.kept import Session, Week
from recommender.records.narrative import heading, listing, narrative, paragraph
from recommender.records.sheet import Resource, Sheet, moment

UCUM = "http://unitsofmeasure.org"


def goals(sheet: Sheet) -> dict[str, Resource]:
    """What the person hopes for, each hope with the way there as its goal, under a name of its own."""
    fact = sheet.words("hopes")
    said = sheet.standing.intake.value.answers.get(fact)
    hopes = [hope for hope in said if isinstance(hope, str)] if isinstance(said, list) else []
    return {f"goal {hope}": _goal(sheet, sheet.names.option(fact, hope)) for hope in hopes}


def _goal(sheet: Sheet, hope: str) -> Resource:
    return {
        "resourceType": "Goal",
        "language": sheet.words("language"),
        "lifecycleStatus": "proposed",
        "description": {"text": sheet.words("plan", "goal", hope=hope)},
        "subject": sheet.subject,
    }


def care_plan(sheet: Sheet, named: tuple[str, ...], read: tuple[str, ...]) -> Resource:
    """The weeks of a programme, session by session, without those that only a check-in opens.

    `named` are the goals, and `read` is what the weeks were made from. They have no dates: a person begins
    when they like, and may repeat a week.
    """
    words, standing = sheet.words, sheet.standing
    groups = [group for week in standing.weeks if not week.preview for group in _alike(week)]
    told = _notes(sheet)
    plan: Resource = {
        "resourceType": "CarePlan",
        "language": words("language"),
        "text": _narrative(sheet, told, [_line(sheet, *group) for group in groups]),
        "status": "draft",
        "intent": "proposal",
        "title": words("titles", "plan"),
        "description": _lead(sheet),
        "subject": sheet.subject,
        "created": moment(standing.at),
        "author": sheet.reference("program"),
        "supportingInfo": [sheet.reference(name) for name in read],
    }
    if named:
        plan["goal"] = [sheet.reference(name) for name in named]
    if groups:
        plan["activity"] = [{"detail": _detail(sheet, *group)} for group in groups]
    if told:
        plan["note"] = [{"time": moment(standing.at), "text": text} for text in told]
    return plan


def _lead(sheet: Sheet) -> str:
    """What the draft was made from. The log of a check-in may hold an agreement, so none is denied then."""
    return sheet.words("plan", "lead_after_check_in" if sheet.standing.review else "lead")


def _notes(sheet: Sheet) -> list[str]:
    standing, words = sheet.standing, sheet.words
    after = [words("plan", "after_check_in")] if standing.review else []
    after += [words("plan", "page_of_check_in")] if standing.page_of_check_in else []
    previews = [words("plan", "previews")] if any(week.preview for week in standing.weeks) else []
    return after + previews


def _alike(week: Week) -> Iterator[tuple[Week, tuple[Session, ...]]]:
    """The sessions of a week that differ in their day only, in the order of their first days."""
    found: dict[tuple[object, ...], list[Session]] = {}
    for session in week.sessions:
        found.setdefault(_what(session), []).append(session)
    return ((week, tuple(sessions)) for sessions in found.values())


def _what(session: Session) -> tuple[object, ...]:
    return (session.activities, session.minutes, session.effort, session.time_of_day, session.talk_test)


def _detail(sheet: Sheet, week: Week, sessions: tuple[Session, ...]) -> Resource:
    """Sessions of one week as an activity: not begun, and for that week alone."""
    first = sessions[0]
    repeat: Resource = {
        "boundsDuration": {"value": 1, "unit": "week", "system": UCUM, "code": "wk"},
        "frequency": len(sessions),
        "period": 1,
        "periodUnit": "wk",
    }
    if first.minutes and not sheet.standing.hides_minutes:
        repeat |= {"duration": first.minutes, "durationUnit": "min"}
    return {
        "kind": "ServiceRequest",
        "code": {"text": sheet.activities(first.activities)},
        "status": "not-started",
        "scheduledTiming": {"repeat": repeat},
        "description": _line(sheet, week, sessions),
    }


def _line(sheet: Sheet, week: Week, sessions: tuple[Session, ...]) -> str:
    """The same in words."""
    first = sessions[0]
    return sheet.words(
        "plan",
        "activity" if len(sessions) == 1 else "activity_several",
        week=week.number,
        days=sheet.names.joined(str(session.day) for session in sessions),
        time=sheet.outcome_word("time_of_day", first.time_of_day),
        activities=sheet.activities(first.activities),
        minutes=_minutes(sheet, first.minutes),
        effort=sheet.outcome_word("intensity", first.effort),
        talk_test=first.talk_test,
    ).strip()


def _minutes(sheet: Sheet, minutes: int) -> str:
    form = "minute" if minutes == 1 else "minutes"
    form = "minutes_hidden" if sheet.standing.hides_minutes else form
    return sheet.book.texts.outcomes("lines", form, minutes=minutes)


def _narrative(sheet: Sheet, notes: list[str], sessions: list[str]) -> Resource:
    """What the draft says, for whoever reads nothing else: with when to stop, and what it is not."""
    standing, outcomes = sheet.standing, sheet.book.texts.outcomes
    return narrative(
        sheet.words("language"),
        paragraph(_lead(sheet)),
        *map(paragraph, filter(None, (standing.summary, *notes))),
        listing(sessions),
        heading(outcomes("headings", "when_to_stop")),
        listing(standing.stop_signals),
        paragraph(standing.if_overwhelmed),
        paragraph(outcomes("notice")),
    )
