"""What an edit of the rules does to one person, in lines."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from recommender.explanation.difference import Detail, Difference, Sides
from recommender.explanation.difference_words import week_words
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.texts import Phrases
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names
from recommender.workshop.effect import Effect

T = TypeVar("T")
ADDED, REMOVED, OTHERWISE = "added", "removed", "otherwise"


def effect_text(effect: Effect, words: Phrases) -> str:
    """One line for each thing that is new, gone or otherwise; one line alone where nothing is."""
    found = effect.difference
    if found is None:
        return words("effect", "no_result")
    earlier, later = _names(found.before, effect.before), _names(found.after, effect.after)
    lines = [_line(words, OTHERWISE, "dropped", what=earlier.fact(name)) for name in effect.dropped]
    lines += _outcome(found, words)
    lines += _weeks(found, later, words)
    for way, names in ((ADDED, later), (REMOVED, earlier)):
        lines += [words("effect", way, what=what) for what in _sides(found, way, names, words)]
    lines += [words("effect", OTHERWISE, what=_detail(item, later)) for item in found.details]
    return "\n".join(dict.fromkeys(lines)) or words("effect", "nothing")


def _names(recommendation: Recommendation, book: RuleBook) -> Names:
    """The names as an author sees them, with every figure and every title."""
    return replace(Names.of(recommendation, book), hidden=frozenset(), open=frozenset())


def _line(words: Phrases, way: str, name: str, **filled: object) -> str:
    return words("effect", way, what=words("effect", name, **filled))


def _outcome(found: Difference, words: Phrases) -> Iterator[str]:
    before, after = (
        words("effect", "outcomes", urgency or outcome)
        for outcome, urgency in (
            (found.outcome.before, found.urgency.before),
            (found.outcome.after, found.urgency.after),
        )
    )
    if before != after:
        yield _line(words, OTHERWISE, "instead", now=after, before=before)


def _weeks(found: Difference, names: Names, words: Phrases) -> Iterator[str]:
    """The weeks that differ; neighbours of which the same is true as one."""
    spans: list[tuple[int, int, str]] = []
    for week in found.weeks:
        what = "; ".join(week_words(week, names))
        if spans and what == spans[-1][2] and spans[-1][1] == week.number - 1:
            spans[-1] = (spans[-1][0], week.number, what)
        elif what:
            spans.append((week.number, week.number, what))
    for first, last, what in spans:
        yield _line(words, OTHERWISE, "week", weeks=names.weeks(first, last), what=what)


def _sides(found: Difference, way: str, names: Names, words: Phrases) -> Iterator[str]:
    """What came in, or what went."""
    sides = {key: _of(side, way) for key, side in found.sides.items()}
    yield from (words("effect", "rule", title=names.title(rule), rule=rule) for rule in sides["rules"])
    yield from _limits(way, found, names, words)
    for key in ("activities", "any_time"):
        if sides[key]:
            yield words("effect", key, what=names.activities(sides[key]))
    for about, won, lost in _of(found.tensions, way):
        what = names.about(about)
        yield words("effect", "tension", what=what, winner=names.title(won), loser=names.title(lost))
    for opened in _of(found.gates, way):
        yield words("effect", "gate", what=names.effort(opened.to))
    yield from (words("effect", "note", text=text) for text in sides["notes"])
    yield from (words("effect", "contact", text=contact.text) for contact in _of(found.contacts, way))
    for key in ("asks", "left_out"):
        yield from (words("effect", key, label=names.fact(name)) for name in sides[key])


def _limits(way: str, found: Difference, names: Names, words: Phrases) -> Iterator[str]:
    side = found.after if way == ADDED else found.before
    for limit in _of(found.limits, way):
        what = in_words(limit.acting.body, names, side.prescription.facts)
        if what:
            yield words("effect", "limit", what=what, rule=names.title(limit.rule))


def _of(sides: Sides[T], way: str) -> tuple[T, ...]:
    return sides.added if way == ADDED else sides.removed


def _detail(item: Detail, names: Names) -> str:
    return names.texts("what_if", "details", item.key)
