"""What would change a part, in words and as JSON."""

from collections.abc import Iterator

from recommender.explanation.changeable import Nature
from recommender.explanation.changes import typed
from recommender.explanation.difference import WeekChange
from recommender.explanation.difference_json import changed_dict, week_dict
from recommender.explanation.difference_words import (
    answer_words,
    at_once,
    opened_by,
    week_words,
)
from recommender.explanation.other_words import opening_lines
from recommender.explanation.otherwise import Alternative, Otherwise
from recommender.explanation.parts import ActivityPart, Dose, DosePart, Part, RulePart, WeekPart
from recommender.explanation.reach import Direction
from recommender.explanation.rule_words import listed
from recommender.model.recommendation import Json
from recommender.model.rule import RuleBook
from recommender.reasons.names import Names

FIGURE = {Dose.SESSIONS: "sessions", Dose.MINUTES: "minutes", Dose.INTENSITY: "ceiling"}
DIRECTIONS: tuple[Direction, ...] = ("in", "out", "more", "less")


def otherwise_text(otherwise: Otherwise, book: RuleBook) -> str:
    """What would change a part: lines, of which those with a dash are items of a list."""
    names = Names.of(otherwise.recommendation, book)
    part = _part(otherwise.part, names)
    lines = [*at_once(otherwise.recommendation, names)]
    lines += [names.texts("would_change", "title", part=part), *_stands(otherwise, part, names)]
    lines += [*_found(otherwise, names), *_besides(otherwise, names)]
    opened = [*opening_lines(otherwise.openings, names), *opened_by(otherwise.recommendation, names)]
    lines += listed(names.texts("lines", "opens"), opened)
    return "\n".join(lines)


def otherwise_dict(otherwise: Otherwise, book: RuleBook) -> dict[str, Json]:
    """What would change a part, as JSON.

    - `there`: whether it is there now; null for effort, minutes, sessions and a week.
    - `alternatives`, the nearest first: `direction` (in, out, more, less), `nature` (choice, time or feeling:
      the farthest of its answers), `changed` (answers by fact, `from` and `to`), `what_if` (how they are
      typed), `outcome`, and the `weeks` that differ.
    - `tried`: how many recommendations that took; `size`: how many answers at once were tried; `complete`:
      whether the search ended before its bound.
    - `beyond`: answers that are never thought otherwise stand between; `adjusted`: an adjustment does.
    - `opens_when`: what opens it apart from answers. `answer`: all of it in words.
    """
    names = Names.of(otherwise.recommendation, book)
    opened = [*opening_lines(otherwise.openings, names), *opened_by(otherwise.recommendation, names)]
    return {
        "part": otherwise.part.name,
        "question": "what_would_change",
        "there": otherwise.there,
        "alternatives": [_alternative(one) for one in otherwise.alternatives],
        "tried": otherwise.tried,
        "size": otherwise.size,
        "complete": otherwise.complete,
        "beyond": otherwise.beyond,
        "adjusted": otherwise.adjusted,
        "opens_when": list(opened),
        "answer": otherwise_text(otherwise, book),
    }


def _alternative(one: Alternative) -> Json:
    return {
        "direction": one.direction,
        "nature": one.nature.name.lower(),
        "changed": changed_dict(one.difference),
        "what_if": [typed(fact, answer) for fact, answer in one.answers.items()],
        "outcome": one.difference.outcome.after,
        "weeks": [week_dict(week) for week in one.difference.weeks],
    }


def _part(part: Part, names: Names) -> str:
    match part:
        case RulePart(name):
            title = names.fit(names.title(name)) or names.outcomes("hidden", "answer")
            return names.texts("would_change", "parts", "rule", title=title, rule=name)
        case ActivityPart(name):
            return names.activity(name)
        case DosePart(dose):
            return names.texts("would_change", "parts", dose)
        case WeekPart(number):
            return names.texts("would_change", "parts", "week", number=number)


def _stands(otherwise: Otherwise, part: str, names: Names) -> Iterator[str]:
    if isinstance(otherwise.part, RulePart):
        yield names.texts("would_change", "applies" if otherwise.there else "silent")
    elif isinstance(otherwise.part, ActivityPart):
        yield names.texts("would_change", "there" if otherwise.there else "absent", part=part)
    if otherwise.alternatives:
        yield names.texts("would_change", "lead")


def _found(otherwise: Otherwise, names: Names) -> Iterator[str]:
    """The alternatives, those of one direction together, and what holds for all of them."""
    for direction in DIRECTIONS:
        said = [_said(one, otherwise, names) for one in otherwise.alternatives if one.direction == direction]
        yield from listed(names.texts("would_change", direction), said)
    if any(one.nature is Nature.FEELING for one in otherwise.alternatives):
        yield from ("", names.texts("would_change", "feelings"))
    if not otherwise.alternatives:
        yield _nothing(otherwise, names)
    elif otherwise.there is None and all(one.direction == "less" for one in otherwise.alternatives):
        yield from ("", names.texts("would_change", "no_more"))


def _said(one: Alternative, otherwise: Otherwise, names: Names) -> str:
    """The answers that are thought otherwise and, of a figure, the first week in which it is another."""
    *first, last = [answer_words(item, names) for item in one.difference.changed]
    bare = ", ".join(text.rstrip(".") for text in first)
    answers = names.texts("would_change", "together", answers=bare, last=last) if first else last
    figures = _figures(otherwise.part)
    for week in one.difference.weeks:
        if _asked_about(week, otherwise.part) and (what := "; ".join(week_words(week, names, figures))):
            weeks = names.weeks(week.number, week.number)
            return f"{answers} {names.texts('what_if', 'week', weeks=weeks, what=what)}"
    return answers


def _figures(part: Part) -> tuple[str, ...]:
    return (FIGURE[part.dose],) if isinstance(part, DosePart) else tuple(FIGURE.values())


def _asked_about(week: WeekChange, part: Part) -> bool:
    """Whether a week shows what became of the figures that were asked about."""
    return isinstance(part, DosePart) or (isinstance(part, WeekPart) and week.number == part.number)


def _nothing(otherwise: Otherwise, names: Names) -> str:
    """Why no answers are named."""
    outcome = otherwise.recommendation.outcome
    if outcome == "referral":
        return names.texts("would_change", "before_that")
    if otherwise.tried:
        return names.texts("would_change", f"nothing_{otherwise.size}")
    limited = outcome == "limited" and otherwise.there is None
    return names.texts("would_change", "limited" if limited else "none")


def _besides(otherwise: Otherwise, names: Names) -> Iterator[str]:
    """The bounds of the search, and what stands between that no answer named here can move."""
    said = [] if otherwise.complete else ["bound"]
    told = otherwise.recommendation.outcome == "referral" or otherwise.recommendation.asks
    out = otherwise.there is not True and not told
    said += [key for key in ("beyond", "adjusted") if getattr(otherwise, key) and out]
    for key in said:
        yield names.texts("would_change", key)
