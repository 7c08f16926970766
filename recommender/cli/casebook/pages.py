"""What `recommender casebook` prints, as lines for a person and as JSON for a program."""

from collections.abc import Iterable, Iterator, Sequence

from recommender.casebook.checking import Checked, Flaw
from recommender.casebook.records import AuditLine, Case, CaseLine, Frozen, Intake, Kept, LoggedSession
from recommender.casebook.row import Object
from recommender.export.over_time import Look, over_time_text
from recommender.keeping.course import MINUTES, course_of
from recommender.reasons.page import INDENT, items, page, section, table, wrapped

LISTED = ("Code", "Begun", "Intakes", "Sessions", "Reviews", "Last activity")
AUDITED = ("Line", "When", "Role", "What", "Code")
SHORT = 12
"""Signs of a link that are enough to know it by."""

MOST_FLAWS = 10
LATER = "Somebody who notes it elsewhere can ask with --link whether it still stands."
NOTED = "Line {line} still has the link that was noted."
FOUND = "The chain began after {lines}, and holds what it found; a change before that is not seen."
STILL = "Every case can still be deleted, and shown and exported as far as it can be read."
LOGGED = {
    "done": "Done",
    "minutes": "Minutes",
    "effort": "Effort",
    "before": "Before",
    "after": "After",
    "felt": "Felt",
    "settling_time": "Settling",
}


def list_page(cases: Sequence[CaseLine]) -> str:
    """One line for each case, without anything that was answered."""
    if not cases:
        return page([wrapped("The casebook has no cases.", "")])
    rows = [
        (one.code, one.begun, str(one.intakes), str(one.sessions), str(one.reviews), one.last_activity)
        for one in cases
    ]
    return page([table([LISTED, *rows])])


def list_as_dict(cases: Sequence[CaseLine]) -> dict[str, object]:
    """The same as data."""
    return {
        "cases": [
            {
                "code": one.code,
                "begun": one.begun,
                "intakes": one.intakes,
                "sessions": one.sessions,
                "reviews": one.reviews,
                "last_activity": one.last_activity,
            }
            for one in cases
        ]
    }


def audit_page(lines: Sequence[AuditLine], checked: Checked) -> str:
    """One line for everything that was done, the first first, then whether the whole audit holds."""
    rows = [(str(one.number), one.at, one.role, one.what, one.code) for one in lines]
    return page(
        [table([AUDITED, *rows]) if rows else "", _flawed(checked) if checked.flaws else _held(checked)]
    )


def _held(checked: Checked) -> str:
    if not checked.lines:
        return wrapped("The audit is empty.", "")
    count = f"{len(checked.lines)} line{'s' if len(checked.lines) > 1 else ''}"
    blocks = (
        wrapped(f"The audit holds: {count}, and all that is kept is as they say.", ""),
        wrapped(f"The link of its last line is {checked.link[:SHORT]}, in whole", ""),
        f"{INDENT}{checked.link}",
        wrapped(_noted(checked) or LATER, ""),
        wrapped(_found(checked), ""),
    )
    return "\n".join(filter(None, blocks))


def _found(checked: Checked) -> str:
    """Which lines an earlier version wrote, without a chain."""
    if not checked.found:
        return ""
    return FOUND.format(lines="line 1" if checked.found == 1 else f"lines 1 to {checked.found}")


def _flawed(checked: Checked) -> str:
    """What does not hold, as far as a page takes it in; the JSON has all of it."""
    told = [_told(flaw) for flaw in checked.flaws[:MOST_FLAWS]]
    more = len(checked.flaws) - len(told)
    rest = [f"And {more} more, which --format json has."] if more else []
    blocks = ("The audit does not hold.", items([*told, *rest]), _noted(checked), STILL)
    return "\n".join(block for block in blocks if block)


def _noted(checked: Checked) -> str:
    """What became of a link that was noted, where its line is there."""
    return NOTED.format(line=checked.stands_at) if checked.stands_at else ""


def _told(flaw: Flaw) -> str:
    line, case = f"line {flaw.line}" if flaw.line else "", f"“{flaw.code}”" if flaw.code else ""
    where = ", about ".join(filter(None, (line, case)))
    said = f"{where}: {flaw.what}" if where else flaw.what
    return f"{said[0].upper()}{said[1:]}."


def checked_as_dict(checked: Checked, lines: Sequence[AuditLine]) -> dict[str, object]:
    """The same as data, with every link; that of the last line stands for all of them where they hold."""
    whole = zip(audit_as_dict(lines)["audit"], lines, strict=True)
    return {
        "holds": not checked.flaws,
        "lines": len(checked.lines),
        "link": "" if checked.flaws else checked.link,
        "found_unchained": checked.found,
        **({"noted": {"link": checked.noted, "line": checked.stands_at}} if checked.noted else {}),
        "flaws": [{"line": one.line, "code": one.code, "what": one.what} for one in checked.flaws],
        "audit": [{**told, "kept": line.kept, "link": line.link} for told, line in whole],
    }


def audit_as_dict(lines: Sequence[AuditLine]) -> dict[str, list[dict[str, object]]]:
    """What was done, as data."""
    return {
        "audit": [
            {"number": one.number, "at": one.at, "role": one.role, "what": one.what, "code": one.code}
            for one in lines
        ]
    }


def show_page(case: Case, look: Look) -> str:
    """The last check-in, then the recommendation, byte for byte as it was given, and what was logged."""
    course, last = course_of(case), case.recommendations[-1]
    hidden = last.value.hides(MINUTES) or (course and MINUTES not in {band.of for band in course.bands})
    reviews = (f"{one.at}: {str(one.value.get('decision', '')).replace('_', ' ')}" for one in case.reviews)
    under = f"Under {case.code}, kept {last.at}, for {last.value.weeks} weeks, by the rules"
    since = page(
        (
            section("The log", _log(case.log, (MINUTES,) if hidden else ())) if case.log else "",
            over_time_text(course, look) if course else "",
            section("Reviews", items(reviews)),
            section("As it was given", wrapped(under), wrapped(last.value.digest)),
            section("Notes", *map(_note, case.notes)),
        )
    )
    return f"{_last_check_in(case)}{last.value.page}\n{since}"


def _last_check_in(case: Case) -> str:
    """The page of the last check-in, as it was given: what stops a programme comes before the programme."""
    told = case.reviews[-1].value.get("page") if case.reviews else None
    if not isinstance(told, str) or case.reviews[-1].intake != case.recommendations[-1].intake:
        return ""
    return f"{wrapped(f'The last check-in, {case.reviews[-1].at}', '')}\n\n{told}\n"


def _note(kept: Kept[Intake]) -> str:
    """A note as it was written, line by line, under the day on which it was kept."""
    return "\n".join(
        (wrapped(f"{kept.at}:"), *(wrapped(line, INDENT * 2) for line in kept.value.note.splitlines()))
    )


def show_as_dict(case: Case) -> dict[str, object]:
    """The same as data."""
    return {
        "code": case.code,
        "begun": case.begun,
        "last": _recommendation(case.recommendations[-1]),
        "log": list(map(_session, case.log)),
        "reviews": list(map(_review, case.reviews)),
        "notes": [{"at": one.at, "intake": one.number, "note": one.value.note} for one in case.notes],
    }


def case_as_dict(case: Case, audit: Sequence[AuditLine]) -> dict[str, object]:
    """Everything of one case."""
    return {
        "code": case.code,
        "begun": case.begun,
        "intakes": list(map(_intake, case.intakes)),
        "recommendations": list(map(_recommendation, case.recommendations)),
        "log": list(map(_session, case.log)),
        "superseded": list(map(_session, case.superseded)),
        "reviews": list(map(_review, case.reviews)),
        **audit_as_dict(audit),
    }


def _intake(kept: Kept[Intake]) -> dict[str, object]:
    return {
        "number": kept.number,
        "at": kept.at,
        "role": kept.value.role,
        "region": kept.value.region,
        "answers": kept.value.answers,
        "adjustments": kept.value.adjustments,
        "note": kept.value.note,
    }


def _recommendation(kept: Kept[Frozen]) -> dict[str, object]:
    given = kept.value
    return {
        **_shell(kept),
        "digest": given.digest,
        "weeks": given.weeks,
        "recommendation": given.recommendation,
        "page": given.page,
    }


def _session(kept: Kept[LoggedSession]) -> dict[str, object]:
    return {**_shell(kept), "week": kept.value.week, "day": kept.value.day, "session": kept.value.session}


def _review(kept: Kept[Object]) -> dict[str, object]:
    return {**_shell(kept), "review": kept.value}


def _shell(kept: Kept[Frozen] | Kept[LoggedSession] | Kept[Object]) -> dict[str, object]:
    return {"number": kept.number, "at": kept.at, "intake": kept.intake}


def _log(log: Sequence[Kept[LoggedSession]], hidden: Sequence[str]) -> str:
    """One line for each session, week by week, in the order of the days."""
    columns = {name: head for name, head in LOGGED.items() if name not in hidden}
    ordered = sorted((one.value for one in log), key=lambda one: (one.week, one.day))
    lines = [(str(one.week), str(one.day), *_said(one, columns)) for one in ordered]
    return table([("Week", "Day", *columns.values()), *lines])


def _said(one: LoggedSession, columns: Iterable[str]) -> Iterator[str]:
    for name in columns:
        yield str(one.session.get(name, "")).replace("_", " ")
