"""What differs between two recommendations, in words."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from recommender.explanation.difference import Changed, Detail, Difference, Limiting, Pair, WeekChange
from recommender.explanation.rule_words import listed
from recommender.model.programme import Contact, LightMovement, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Urgency
from recommender.reasons.conclusions import in_words
from recommender.reasons.names import Names

FIGURES = ("sessions", "minutes", "ceiling")
AT_ONCE = (Urgency.CRISIS, Urgency.EMERGENCY)


def difference_text(difference: Difference, book: RuleBook) -> str:
    """What would follow from the changed answers: lines, of which those with a dash are items of a list.

    Where either side speaks of a crisis or an emergency, the contacts come before all else.
    """
    earlier, later = names_of(difference, book)
    texts = later.texts
    lines = [*_at_once(difference, later)]
    lines += [texts("what_if", "title"), texts("what_if", "lead")]
    answers = [answer_words(item, later) for item in difference.changed]
    lines += listed(texts("what_if", "answers"), answers)
    lines += ["", _outcome(difference, later), *_as_it_is(difference, later)]
    lines += _body(difference, earlier, later)
    return "\n".join(lines)


def names_of(difference: Difference, book: RuleBook) -> tuple[Names, Names]:
    """The names of either side; a figure that is hidden on one of them is hidden on both."""
    earlier, later = Names.of(difference.before, book), Names.of(difference.after, book)
    hidden = earlier.hidden | later.hidden
    return replace(earlier, hidden=hidden), replace(later, hidden=hidden)


def answer_words(item: Changed, names: Names) -> str:
    """One changed answer, with the real one beside it; of several answers, what is one more or one less."""
    label = names.fact(item.fact)
    said = names.texts("what_if", "answer", what=_otherwise(item, label, names), before=_so_far(item, names))
    return names.fit(said) or f"{names.outcomes('hidden', 'answer')}."


def _otherwise(item: Changed, label: str, names: Names) -> str:
    if isinstance(item.before, list) and isinstance(item.after, list):
        more, less = set(item.after) - set(item.before), set(item.before) - set(item.after)
        if len(more) == 1 and not less and item.before:
            return names.texts("what_if", "with", label=label, answer=names.option(item.fact, *more))
        if len(less) == 1 and not more and item.after:
            return names.texts("what_if", "without", label=label, answer=names.option(item.fact, *less))
    return names.texts("join", "with_answer", label=label, answer=names.answer(item.fact, item.after))


def _so_far(item: Changed, names: Names) -> str:
    return names.answer(item.fact, item.before)


def _at_once(difference: Difference, names: Names) -> Iterator[str]:
    """The contacts, where the real answers or the changed ones speak of a crisis or an emergency."""
    yield from at_once(difference.before, names)
    if difference.urgency.after in AT_ONCE and difference.urgency.before not in AT_ONCE:
        yield from contact_lines(difference.after, names)
        yield from (names.texts("what_if", "at_once_then"), "")


def at_once(recommendation: Recommendation, names: Names) -> Iterator[str]:
    """The contacts, where the real answers speak of a crisis or an emergency."""
    result = recommendation.result
    if isinstance(result, Referral) and result.urgency in AT_ONCE:
        yield from contact_lines(recommendation, names)
        yield from (names.texts("what_if", "at_once_now"), "")


def contact_lines(recommendation: Recommendation, names: Names) -> Iterator[str]:
    """Whom to turn to; the one that is wanted at once comes first."""
    result = recommendation.result
    urgency = result.urgency if isinstance(result, Referral) else None
    first = sorted(recommendation.contacts, key=lambda one: (one.for_ != urgency, one.for_ not in AT_ONCE))
    yield names.outcomes("headings", "contacts")
    yield from (f"- {_contact(contact, names)}" for contact in first)


def _contact(contact: Contact, names: Names) -> str:
    name = names.outcomes("names", "contacts", contact.for_)
    return names.outcomes("lines", "contact", name=name, text=contact.text)


def _outcome(difference: Difference, names: Names) -> str:
    if not difference.changed:
        return names.texts("what_if", "as_it_is")
    if difference.empty:
        return names.texts("what_if", "nothing")
    how = "still" if difference.outcome.same and difference.urgency.same else "then"
    urgency = difference.urgency.after
    what = names.outcomes("names", "urgency", urgency) if urgency else ""
    return names.texts("what_if", how, difference.outcome.after, what=what)


def _as_it_is(difference: Difference, names: Names) -> Iterator[str]:
    """That the real answers still ask somebody to look first, where the changed ones would not."""
    if difference.urgency.before and not difference.urgency.after:
        what = names.outcomes("names", "urgency", difference.urgency.before)
        yield names.texts("what_if", "comes_first", what=what)


def _body(difference: Difference, earlier: Names, later: Names) -> Iterator[str]:
    """Everything below the outcome; where that is another one, what it would be like instead."""
    if difference.empty:
        return
    result = difference.after.result
    if isinstance(result, Referral):
        yield from _referral(difference, result, later)
    elif isinstance(result, LightMovement):
        yield from _limited(difference, result, earlier, later)
    elif difference.outcome.same:
        yield from _weeks(difference, later)
        yield from _sides(difference, earlier, later)
        yield from _stayed(difference, later)
    else:
        yield from _weeks(difference, later)
        yield from listed(later.texts("what_if", "added"), [_activities(difference.activities.added, later)])


def _referral(difference: Difference, result: Referral, names: Names) -> Iterator[str]:
    yield names.fit(difference.after.summary)
    reasons = (names.fit(reason.text) for reason in result.reasons)
    yield from listed(names.outcomes("headings", "reasons"), filter(None, reasons))
    if result.urgency not in AT_ONCE:
        yield ""
        yield from contact_lines(difference.after, names)
    yield from listed(names.texts("lines", "opens"), opened_by(difference.after, names))


def _limited(difference: Difference, result: LightMovement, earlier: Names, later: Names) -> Iterator[str]:
    if not difference.outcome.same:
        yield later.fit(difference.after.summary)
        yield from listed(later.outcomes("headings", "light_movement"), [_activities(result.options, later)])
    else:
        yield from _sides(difference, earlier, later)
    yield from listed(later.texts("lines", "opens"), opened_by(difference.after, later))


def opened_by(recommendation: Recommendation, names: Names) -> Iterator[str]:
    """What would open a programme, where there is none."""
    result = recommendation.result
    if isinstance(result, Referral | LightMovement):
        yield result.opens_when
    for name in recommendation.asks:
        label = names.fit(names.fact(name)) or names.outcomes("hidden", "answer")
        yield names.texts("rule", "opens_outcome", label=label)


def _weeks(difference: Difference, names: Names) -> Iterator[str]:
    """The weeks that differ; neighbours of which the same is true as one."""
    found: list[tuple[int, int, str]] = []
    for week in difference.weeks:
        what = "; ".join(week_words(week, names))
        if found and what == found[-1][2] and found[-1][1] == week.number - 1:
            found[-1] = (found[-1][0], week.number, what)
        elif what:
            found.append((week.number, week.number, what))
    said = [
        names.texts("what_if", "week", weeks=names.weeks(first, last), what=what)
        for first, last, what in found
    ]
    new = difference.outcome.before != "programme"
    yield from listed(names.texts("what_if", "weeks_new" if new else "weeks"), said)


def week_words(week: WeekChange, names: Names, figures: Collection[str] = FIGURES) -> Iterator[str]:
    """What differs in one week, of these figures."""
    for what in figures:
        pair: Pair[object] = getattr(week, what)
        if not pair.same and pair.after is not None and what not in names.hidden:
            yield _figure(what, pair, names)
    if figures is FIGURES and not week.easier.same and (week.easier.before or week.easier.after):
        yield names.texts("what_if", "lighter" if week.easier.after else "not_lighter")


def _figure(what: str, pair: Pair[object], names: Names) -> str:
    before, after = (
        names.effort(side) if isinstance(side, Effort) else side for side in (pair.before, pair.after)
    )
    now = names.texts("what_if", what, value=after)
    return now if before is None else names.texts("what_if", "instead", now=now, before=before)


def _sides(difference: Difference, earlier: Names, later: Names) -> Iterator[str]:
    yield from listed(later.texts("what_if", "added"), _came(difference, "added", later))
    yield from listed(later.texts("what_if", "removed"), _came(difference, "removed", earlier))
    if difference.details:
        said = [_detail(item, later) for item in difference.details]
        yield from ("", later.texts("what_if", "also", what=later.joined(dict.fromkeys(said))))


def _detail(item: Detail, names: Names) -> str:
    what = names.texts("what_if", "details", item.key)
    if not item.words.after:
        return what
    before, after = (
        names.joined(
            names.outcomes("names", item.key, word) if item.key != "setting" else names.setting(word).lower()
            for word in words
        )
        for words in (item.words.before, item.words.after)
    )
    return names.texts("what_if", "detail", what=what, before=before, after=after)


def _came(difference: Difference, way: str, names: Names) -> Iterator[str]:
    """What came in, or what went, one line each; a rule with the limits it brings."""
    found = {key: getattr(sides, way) for key, sides in difference.sides.items()}
    limits: tuple[Limiting, ...] = getattr(difference.limits, way)
    if found["activities"]:
        yield _activities(found["activities"], names)
    if found["any_time"]:
        yield names.texts("what_if", "any_time", what=names.activities(found["any_time"]))
    yield from _rules(found["rules"], limits, difference, way, names)
    yield from _tensions(getattr(difference.tensions, way), names)
    yield from (_contact(contact, names) for contact in getattr(difference.contacts, way))
    notes = dict.fromkeys(map(names.fit, found["notes"]))
    yield from (names.texts("what_if", "note", text=text) for text in notes if text)
    for key in ("asks", "left_out"):
        labels = [names.fit(names.fact(name)) or names.outcomes("hidden", "answer") for name in found[key]]
        yield from (names.texts("what_if", key, label=label) for label in labels)


def _tensions(tensions: tuple[tuple[str, str, str], ...], names: Names) -> Iterator[str]:
    """Which rule was followed before which others, each winner once."""
    for won in dict.fromkeys(won for _, won, _ in tensions):
        losers = names.titles(lost for _, winner, lost in tensions if winner == won)
        yield names.fit(names.texts("what_if", "tension", winner=names.title(won), losers=losers))


def _rules(
    rules: tuple[str, ...], limits: tuple[Limiting, ...], difference: Difference, way: str, names: Names
) -> Iterator[str]:
    side = difference.after if way == "added" else difference.before
    facts = side.prescription.facts
    does = [(limit.rule, names.fit(in_words(limit.acting.body, names, facts))) for limit in limits]
    for rule in rules:
        own = "; ".join(dict.fromkeys(what for name, what in does if name == rule and what))
        title = names.fit(names.title(rule)) or names.outcomes("hidden", "answer")
        line = names.texts("what_if", "rule", title=title, rule=rule)
        yield names.texts("join", "with_answer", label=line, answer=own) if own else line
    others = dict.fromkeys((what, name) for name, what in does if name not in rules and what)
    for what, name in others:
        said = names.texts("what_if", "limit", what=f"{what[:1].upper()}{what[1:]}", rule=names.title(name))
        yield names.fit(said)


def _activities(found: tuple[str, ...], names: Names) -> str:
    return names.texts("what_if", "activities", what=names.activities(found))


def _stayed(difference: Difference, names: Names) -> Iterator[str]:
    rules, activities = difference.rules.stayed, difference.activities.stayed
    said = [_activities(activities, names)] if activities else []
    said += [names.texts("what_if", "rules_stay", count=len(rules))] if rules else []
    yield from listed(names.texts("what_if", "stayed"), said)
