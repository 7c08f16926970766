"""The weeks of a programme: a table, what each session is, and what opens the later ones."""

from collections.abc import Iterator
from dataclasses import replace

from recommender.model.programme import OpenGate, Programme, Session, Week
from recommender.model.recommendation import Recommendation
from recommender.model.scale import Effort
from recommender.reasons.effort import opening
from recommender.reasons.names import Names
from recommender.reasons.page import items, section, table, wrapped
from recommender.reasons.runs import runs

COLUMNS = ("week", "sessions", "minutes", "effort", "days", "easier", "depends")


def minutes(number: int, names: Names, upto: int | None = None) -> str:
    """Minutes, or a span of them; words without figures where these are hidden."""
    if "minutes" in names.hidden:
        return names.outcomes("lines", "minutes_hidden")
    if upto is None or upto == number:
        return names.outcomes("lines", "minute" if number == 1 else "minutes", minutes=number)
    return names.outcomes("lines", "minutes_between", low=number, high=upto)


def weeks_table(programme: Programme, names: Names) -> str:
    """One row a week; a week that depends on the one before it, or on a check-in, says so."""
    heads = tuple(names.outcomes("table", column) for column in COLUMNS)
    return table([heads, *(_row(week, names) for week in programme.weeks)])


def _row(week: Week, names: Names) -> tuple[str, ...]:
    texts = names.outcomes
    depends = texts("table", "after", week=week.number - 1) if week.number > 1 else ""
    return (
        str(week.number),
        str(len(week.sessions)),
        "" if "minutes" in names.hidden else str(week.minutes),
        names.effort(Effort.highest(*(session.intensity for session in week.sessions))),
        " ".join(str(day) for day in sorted({session.day for session in week.sessions})),
        texts("table", "lighter") if week.easier else "",
        texts("table", "preview") if week.provisional else depends,
    )


def smaller_weeks(programme: Programme, names: Names) -> str:
    """What did not fit on the days of a week, and why; weeks with the same are named once."""
    found: dict[str, list[int]] = {}
    for week in programme.weeks:
        for text in week.smaller:
            found.setdefault(text, []).append(week.number)
    return items(f"{_in_words(numbers, names)}: {text}" for text, numbers in found.items())


def _in_words(numbers: list[int], names: Names) -> str:
    return names.joined(names.weeks(weeks[0], weeks[-1]) for weeks in runs(numbers))


def previews(programme: Programme, names: Names) -> str:
    """What the provisional weeks need, and what there is if that does not hold."""
    blocks = []
    for first, last, needs, otherwise in _previews(programme):
        head = names.outcomes("lines", "preview", weeks=names.weeks(first, last))
        blocks += [wrapped(head), items(filter(None, map(names.fit, needs))), wrapped(otherwise)]
    return "\n".join(blocks)


def _previews(programme: Programme) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """Consecutive provisional weeks with the same needs, as one stretch."""
    stretch: list[Week] = []
    for week in programme.weeks:
        if stretch and not (week.provisional and week.only_if == stretch[0].only_if):
            yield stretch[0].number, stretch[-1].number, stretch[0].only_if, stretch[0].otherwise
            stretch = []
        stretch += [week] if week.provisional else []
    if stretch:
        yield stretch[0].number, stretch[-1].number, stretch[0].only_if, stretch[0].otherwise


def session_groups(programme: Programme, names: Names) -> Iterator[str]:
    """The sessions of each week; weeks that differ in minutes only stand together."""
    groups: list[list[Week]] = []
    for week in programme.weeks:
        if groups and _shape(groups[-1][0]) == _shape(week):
            groups[-1].append(week)
        else:
            groups.append([week])
    for weeks in groups:
        yield wrapped(names.weeks(weeks[0].number, weeks[-1].number))
        yield items(_over(weeks, place, names) for place in range(len(weeks[0].sessions)))


def _shape(week: Week) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (week.easier, session.day, session.options, session.intensity, session.time_of_day)
        for session in week.sessions
    )


def _over(weeks: list[Week], place: int, names: Names) -> str:
    lengths = [week.sessions[place].minutes for week in weeks]
    session = replace(weeks[0].sessions[place], minutes=min(lengths))
    return session_line(session, names, "session", upto=max(lengths))


def session_line(session: Session, names: Names, line: str, week: int = 0, upto: int | None = None) -> str:
    """A session in one line: when, what to choose from, how long, how hard."""
    shown = session.options if line == "session" else session.options[:1]
    activities = names.joined([names.activity(name) for name in shown], "or")
    what = ", ".join([activities, minutes(session.minutes, names, upto), names.effort(session.intensity)])
    time = names.outcomes("names", "time_of_day", session.time_of_day)
    return names.outcomes("lines", line, week=week, day=session.day, time=time, what=what)


def effort_openings(programme: Programme, recommendation: Recommendation, names: Names) -> str:
    """What opens more effort, and what a check-in looks at for it."""
    blocks = [_gate(gate, recommendation, names) for gate in programme.gates]
    return section(names.outcomes("headings", "gates"), *blocks)


def _gate(gate: OpenGate, recommendation: Recommendation, names: Names) -> str:
    effort = names.effort(gate.to)
    found = opening(gate.to, recommendation, names.book)
    if found.week is None and found.holding:
        rules = names.titles(found.holding)
        return wrapped(names.fit(names.outcomes("lines", "gate_closed", effort=effort, rules=rules)))
    head = wrapped(names.outcomes("lines", "gate", effort=effort))
    return "\n".join([head, items(filter(None, map(names.fit, gate.needs)))])


def winding_down(session: Session, names: Names) -> str:
    """How long a session winds down; a session of a minute does not."""
    if not session.cool_down_minutes:
        return ""
    form = "_minute" if session.cool_down_minutes == 1 else ""
    form = "_hidden" if "minutes" in names.hidden else form
    return names.outcomes("lines", f"cool_down{form}", minutes=session.cool_down_minutes)
