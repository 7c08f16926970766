"""What `recommender casebook` prints, as lines for a person and as JSON for a program."""

from collections.abc import Sequence

from recommender.casebook.records import AuditLine, Case, CaseLine, Frozen, Intake, Kept, LoggedSession
from recommender.casebook.row import Object
from recommender.reasons.page import items, page, section, table, wrapped

LISTED = ("Code", "Begun", "Intakes", "Sessions", "Reviews", "Last activity")
AUDITED = ("When", "Role", "What", "Code")
LOGGED = ("done", "minutes", "effort", "before", "after", "felt", "settling_time")
LOG = ("Week", "Day", "Done", "Minutes", "Effort", "Before", "After", "Felt", "Settling")


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


def audit_page(lines: Sequence[AuditLine]) -> str:
    """One line for everything that was done, the first first."""
    if not lines:
        return page([wrapped("The audit is empty.", "")])
    return page([table([AUDITED, *((one.at, one.role, one.what, one.code) for one in lines)])])


def audit_as_dict(lines: Sequence[AuditLine]) -> dict[str, object]:
    """The same as data."""
    return {
        "audit": [
            {"number": one.number, "at": one.at, "role": one.role, "what": one.what, "code": one.code}
            for one in lines
        ]
    }


def show_page(case: Case) -> str:
    """The last recommendation, byte for byte as it was given, then what was logged and reviewed since."""
    last = case.recommendations[-1]
    reviews = (f"{one.at}: {one.value.get('decision', '')}" for one in case.reviews)
    kept = f"Under {case.code}, kept {last.at}, for {last.value.weeks} weeks, by the rules"
    since = page(
        (
            section("The log", _log(case.log)) if case.log else "",
            section("Reviews", items(reviews)),
            section("As it was given", wrapped(kept), wrapped(last.value.digest)),
        )
    )
    return f"{last.value.page}\n{since}"


def show_as_dict(case: Case) -> dict[str, object]:
    """The same as data."""
    return {
        "code": case.code,
        "begun": case.begun,
        "last": _recommendation(case.recommendations[-1]),
        "log": list(map(_session, case.log)),
        "reviews": list(map(_review, case.reviews)),
    }


def case_as_dict(case: Case, audit: Sequence[AuditLine]) -> dict[str, object]:
    """Everything of one case."""
    return {
        "code": case.code,
        "begun": case.begun,
        "intakes": list(map(_intake, case.intakes)),
        "recommendations": list(map(_recommendation, case.recommendations)),
        "log": list(map(_session, case.log)),
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


def _log(log: Sequence[Kept[LoggedSession]]) -> str:
    """One line for each session, week by week, in the order of the days."""
    ordered = sorted((kept.value for kept in log), key=lambda one: (one.week, one.day))
    return table([LOG, *map(_log_line, ordered)])


def _log_line(one: LoggedSession) -> tuple[str, ...]:
    said = (str(one.session.get(name, "")).replace("_", " ") for name in LOGGED)
    return str(one.week), str(one.day), *said
