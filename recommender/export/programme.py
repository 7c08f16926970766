"""A programme as sections: the first session before all else, then the days, the weeks and the reasons."""

from collections.abc import Iterator

from recommender.export.reasons import liked_and_absent, reasons, tensions
from recommender.export.shared import (
    adjustments,
    asks,
    contacts_of,
    contradictions,
    left_out,
    notes,
    paragraphs,
    stop_signals,
)
from recommender.export.weeks import (
    effort_openings,
    minutes,
    previews,
    session_groups,
    session_line,
    smaller_weeks,
    weeks_table,
    winding_down,
)
from recommender.model.programme import Programme, Today
from recommender.model.recommendation import Recommendation
from recommender.reasons.names import Names
from recommender.reasons.page import INDENT, items, section, wrapped


def programme_sections(programme: Programme, recommendation: Recommendation, names: Names) -> Iterator[str]:
    """Every section, in the order in which a person reads them."""
    texts = names.outcomes
    yield section(
        texts("headings", "programme"), paragraphs(recommendation.summary), paragraphs(texts("notice"))
    )
    yield from _beginning(programme, names)
    yield _today(programme, names)
    yield _weeks(programme, names)
    yield _sessions(programme, names)
    yield _any_time(programme, names)
    yield effort_openings(programme, recommendation, names)
    yield reasons(recommendation, names)
    yield tensions(recommendation, names)
    yield left_out(recommendation, names)
    yield liked_and_absent(recommendation, names)
    yield asks(recommendation, names)
    yield contradictions(recommendation, names)
    yield notes(recommendation, names)
    yield adjustments(recommendation, names)
    yield section(texts("headings", "signs"), items(programme.progress_signs))
    yield section(texts("headings", "step_back"), items(programme.step_back))
    yield stop_signals(programme.stop_signals, names)
    yield section(texts("headings", "if_overwhelmed"), paragraphs(programme.if_overwhelmed))
    yield contacts_of(recommendation, names)


def _beginning(programme: Programme, names: Names) -> Iterator[str]:
    texts, week = names.outcomes, programme.weeks[0]
    session = week.sessions[0]
    first = session_line(session, names, "first", week=week.number)
    others = [texts("lines", "or", activity=names.activity(name)) for name in session.options[1:]]
    company = texts("company", session.company) if texts.has("company", session.company) else ""
    alone = texts("names", "company", session.company)
    yield section(
        texts("headings", "first_session"),
        paragraphs(
            texts("first_session"),
            first,
            ", ".join(others),
            names.book.activities[session.activity].how,
            texts("lines", "how_hard", effort=names.effort(session.intensity), text=session.talk_test),
            texts("lines", "where", text=names.setting(session.setting)),
            texts("lines", "with_whom", text=company or alone),
            texts("lines", "opening", text=session.opening),
            texts("lines", "awareness", text=session.awareness.text),
            texts("lines", "endpoint", text=session.endpoint),
            winding_down(session, names),
        ),
    )
    yield section(texts("headings", "smallest"), paragraphs(session.minimum))


def _today(programme: Programme, names: Names) -> str:
    blocks = [_version(version, names) for version in programme.today]
    return section(names.outcomes("headings", "today"), *blocks)


def _version(version: Today, names: Names) -> str:
    texts = names.outcomes
    hidden = "_hidden" if "minutes" in names.hidden else ""
    head = texts(
        "lines",
        f"today{hidden}",
        label=texts("today", version.state, "label"),
        activity=names.activity(version.activity),
        minutes=minutes(version.minutes, names),
    )
    return "\n".join([wrapped(head), wrapped(f"{version.opening} {version.text}", INDENT * 2)])


def _weeks(programme: Programme, names: Names) -> str:
    texts = names.outcomes
    easier = texts("easier_week") if any(week.easier for week in programme.weeks) else ""
    return section(
        texts("headings", "weeks"),
        paragraphs(texts("weeks_note")),
        "",
        weeks_table(programme, names),
        paragraphs(texts("table", "legend"), easier and texts("table", "lighter_legend", text=easier)),
        smaller_weeks(programme, names),
        previews(programme, names),
    )


def _sessions(programme: Programme, names: Names) -> str:
    return section(names.outcomes("headings", "sessions"), *session_groups(programme, names))


def _any_time(programme: Programme, names: Names) -> str:
    hidden = "_hidden" if "minutes" in names.hidden else ""
    said = [
        names.outcomes(
            "lines",
            f"any_time{hidden}",
            activity=names.activity(offer.activity),
            minutes=minutes(offer.minutes, names),
            text=offer.text,
        )
        for offer in programme.any_time
    ]
    return section(names.outcomes("headings", "any_time"), items(said))
