"""The chapters of a result, in the order in which a person might look at them."""

from collections.abc import Iterable, Iterator, Sequence

from recommender.export.cards import Card, Chapter, first_card, week_chapter
from recommender.export.plan_picture import picture_cards
from recommender.export.reasons import liked_and_absent, tensions
from recommender.export.shared import (
    adjustments,
    asks,
    contacts_of,
    contradictions,
    left_out,
    notes,
    stop_signals,
)
from recommender.export.weeks import minutes
from recommender.model.programme import LightMovement, OpenGate, Programme, Referral, Today
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.conclusions import all_in_words
from recommender.reasons.effort import opening
from recommender.reasons.names import Names
from recommender.reasons.page import page, section, wrapped


def chapters(
    recommendation: Recommendation, book: RuleBook, aside: Sequence[str] = ()
) -> tuple[Chapter, ...]:
    """What came out. `aside` are the activities that somebody would rather not have."""
    names = Names.of(recommendation, book)
    match recommendation.result:
        case Programme() as programme:
            found = _of_programme(programme, recommendation, names)
        case LightMovement() as movement:
            found = _of_light(movement, recommendation, names)
        case Referral():
            return ()
    return tuple(
        chapter
        for chapter in (*found, *_without(aside, recommendation, names))
        if chapter.cards or chapter.page
    )


def _of_programme(programme: Programme, recommendation: Recommendation, names: Names) -> Iterator[Chapter]:
    yield _beginning(first_card(programme, names), recommendation, names)
    yield from (week_chapter(week, names) for week in programme.weeks)
    yield Chapter(_title("picture", names), picture_cards(programme, names))
    yield Chapter(_title("today", names), tuple(_version(one, programme, names) for one in programme.today))
    yield Chapter(_title("any_time", names), tuple(_any_time(programme, names)))
    gates = (_gate(gate, recommendation, names) for gate in programme.gates)
    yield Chapter(_title("more", names), tuple(gates))
    yield _stopping(programme.stop_signals, recommendation, names, programme.if_overwhelmed)
    yield Chapter(
        _title("signs", names),
        (
            _listed(names.outcomes("headings", "signs"), programme.progress_signs),
            _listed(names.outcomes("headings", "step_back"), programme.step_back),
        ),
    )
    yield from _reasons(recommendation, names)


def _of_light(movement: LightMovement, recommendation: Recommendation, names: Names) -> Iterator[Chapter]:
    texts = names.outcomes
    first = Card(
        names.book.texts.result("card", "light"),
        (
            movement.text,
            "",
            texts("lines", "opening", text=movement.opening),
            "",
            texts("lines", "endpoint", text=movement.endpoint),
            "",
            texts("lines", "minimum", text=movement.minimum),
        ),
        lead=names.joined([names.activity(name) for name in movement.options], "or"),
        part=next(iter(movement.options), ""),
        activity=next(iter(movement.options), ""),
        large=True,
    )
    yield _beginning(first, recommendation, names)
    yield Chapter(_title("light", names), tuple(_light(name, names) for name in movement.options))
    more = Card(texts("headings", "opens_more"), (movement.opens_when,))
    yield Chapter(_title("more", names), (more, *_asked(recommendation, names)))
    yield _stopping(movement.stop_signals, recommendation, names)
    yield from _reasons(recommendation, names)


def _beginning(first: Card, recommendation: Recommendation, names: Names) -> Chapter:
    """The first card; above it whom to turn to, where those for a crisis belong to it."""
    in_crisis = any(contact.for_ == "crisis" for contact in recommendation.contacts)
    to_whom = _contacts_card(recommendation, names) if in_crisis else ()
    summary, notice = wrapped(recommendation.summary, ""), wrapped(names.outcomes("notice"), "")
    above = [names.outcomes("clinician_lead")] if recommendation.role == "clinician" else []
    above += [] if recommendation.programme else [recommendation.summary]
    below = _page(*([summary] if recommendation.programme else []), notice)
    return Chapter(_title("first", names), (*to_whom, first), above=tuple(above), page=below)


def _contacts_card(recommendation: Recommendation, names: Names) -> tuple[Card, ...]:
    heading, *lines = contacts_of(recommendation, names).splitlines() or [""]
    return (Card(heading, tuple(_unwrapped(lines)), large=True),) if lines else ()


def _unwrapped(lines: Iterable[str]) -> list[str]:
    """Items of a list, as they were before they were wrapped."""
    found: list[str] = []
    for line in map(str.strip, lines):
        if line.startswith("- ") or not found:
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}"
    return found


def _light(name: str, names: Names) -> Card:
    return Card(names.activity(name), (names.book.activities[name].how,), part=name, activity=name)


def _asked(recommendation: Recommendation, names: Names) -> Iterator[Card]:
    """The questions that would open more; from its card one goes to a question."""
    questions, hint = names.book.texts.questions.questions, names.book.texts.result("card", "to_question")
    for name in recommendation.asks:
        lines = map(names.fit, (questions[name].ask, questions[name].why))
        yield Card(names.fit(questions[name].label), (*filter(None, lines), hint), fact=name)


def _version(version: Today, programme: Programme, names: Names) -> Card:
    words, activity = names.book.texts.result, names.activity(version.activity)
    label = names.outcomes("today", version.state, "label")
    lead = ", ".join((activity, minutes(version.minutes, names)))
    there = {session.activity for week in programme.weeks for session in week.sessions}
    return Card(
        label,
        (version.opening, version.text),
        lead=lead,
        brief=words("card", "labelled", label=label, what=activity),
        part=version.activity if version.activity in there else "",
        activity=version.activity,
    )


def _any_time(programme: Programme, names: Names) -> Iterator[Card]:
    for offer in programme.any_time:
        how_long = "" if "minutes" in names.hidden else minutes(offer.minutes, names)
        rule = next((rule for rule in offer.because if rule not in names.open), "")
        name = offer.activity
        yield Card(names.activity(name), (offer.text,), lead=how_long, part=rule, activity=name)


def _gate(gate: OpenGate, recommendation: Recommendation, names: Names) -> Card:
    texts, effort = names.outcomes, names.effort(gate.to)
    head = names.book.texts.result("card", "gate", effort=effort)
    found = opening(gate.to, recommendation, names.book)
    if found.week is None and found.holding:
        closed = texts("lines", "gate_closed", effort=effort, rules=names.titles(found.holding))
        return Card(head, (names.fit(closed),), part="intensity")
    needs = (f"- {need}" for need in map(names.fit, gate.needs) if need)
    return Card(head, (texts("lines", "gate", effort=effort), *needs), part="intensity")


def _stopping(
    signals: Iterable[str], recommendation: Recommendation, names: Names, overwhelmed: str = ""
) -> Chapter:
    """When to stop stands open, with nothing left out of it; then what may help, and whom to turn to."""
    texts = names.outcomes
    helping = section(texts("headings", "if_overwhelmed"), wrapped(overwhelmed)) if overwhelmed else ""
    shown = (stop_signals(signals, names), helping, contacts_of(recommendation, names))
    return Chapter(_title("stop", names), page=_page(*shown))


def _listed(heading: str, texts: Iterable[str]) -> Card:
    return Card(heading, tuple(f"- {text}" for text in texts))


def _reasons(recommendation: Recommendation, names: Names) -> Iterator[Chapter]:
    """Every rule that applied, those with most weight first, and what else there is to know."""
    told = [firing for firing in recommendation.fired if not firing.on_unknown]
    ordered = sorted(told, key=lambda firing: (-firing.rule.purpose.rank, firing.rule.id))
    cards = []
    for firing in ordered:
        bodies = (directive.body for directive in firing.concluded)
        does = names.fit(all_in_words(bodies, names, recommendation.trace.facts))
        said = names.outcomes("lines", "does", what=does) if does else ""
        title = names.fit(firing.rule.title) or names.outcomes("hidden", "answer")
        cards.append(Card(title, tuple(filter(None, (names.fit(firing.because), said))), part=firing.rule.id))
    yield Chapter(_title("why", names), tuple(cards))
    shown = (tensions, left_out, liked_and_absent, asks, contradictions, notes, adjustments)
    yield Chapter(_title("also", names), page=_page(*(part(recommendation, names) for part in shown)))


def _without(aside: Sequence[str], recommendation: Recommendation, names: Names) -> Iterator[Chapter]:
    words, voice = names.book.texts.result, "_clinician" if recommendation.role == "clinician" else ""
    cards = tuple(
        Card(names.activity(name), (words("without", "back"),), part=name, activity=name) for name in aside
    )
    yield Chapter(_title(f"without{voice}", names), cards)


def _page(*sections: str) -> str:
    """Sections as one text; an empty text where there are none."""
    return page(sections) if any(sections) else ""


def _title(name: str, names: Names) -> str:
    return names.book.texts.result("chapters", name)
