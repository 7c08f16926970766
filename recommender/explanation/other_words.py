"""Where an activity stands, and what bounds the doses, in words."""

from collections.abc import Iterable, Iterator

from recommender.explanation.asked import asked
from recommender.explanation.parts import Part, WeekPart
from recommender.explanation.rule_words import listed
from recommender.explanation.values import Bounding, Doses, Question
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule
from recommender.model.scale import Effort
from recommender.reasons.effort import Opening
from recommender.reasons.names import Names
from recommender.reasons.standing import Cause, Stage, Standing


def activity_lines(
    standing: Standing, question: Question, recommendation: Recommendation, names: Names
) -> Iterator[str]:
    """The answer about an activity, line by line."""
    activity = names.activity(standing.activity)
    yield names.texts("activity", question, activity=activity)
    yield names.texts("activity", _verdict(standing, question), activity=activity)
    yield from (f"- {_stage(stage, standing, recommendation, names)}" for stage in standing.stages)
    yield from _wishes(standing, names)


def _verdict(standing: Standing, question: Question) -> str:
    if not standing.there:
        return "absent"
    return "there_after_all" if question == "why_not" else "there"


def _wishes(standing: Standing, names: Names) -> Iterator[str]:
    if standing.preferring:
        yield names.fit(names.texts("activity", "preferred", rules=names.titles(standing.preferring)))
    elif standing.there:
        yield names.texts("activity", "not_preferred")
    if standing.avoiding:
        yield names.fit(names.texts("activity", "avoided", rules=names.titles(standing.avoiding)))


def _stage(stage: Stage, standing: Standing, recommendation: Recommendation, names: Names) -> str:
    if stage.cause is Cause.REFERRED:
        return names.texts("activity", "referred")
    if recommendation.programme is None and stage.cause is Cause.THERE:
        return names.texts("activity", "light_option")
    what = names.texts("activity", _template(stage), **_filled(stage, standing, names))
    if recommendation.programme is None:
        return f"{what[:1].upper()}{what[1:]}."
    return f"{names.texts('activity', 'stage', weeks=names.weeks(stage.first, stage.last), what=what)}."


def _template(stage: Stage) -> str:
    if stage.cause is Cause.THERE:
        return "option" if not stage.leading else "first_and_option" if stage.beside else "first"
    if stage.cause is Cause.HELD_BACK:
        return {0: "held_back_unopened", 1: "held_back_one"}.get(len(stage.rules), "held_back")
    return stage.cause


def _filled(stage: Stage, standing: Standing, names: Names) -> dict[str, object]:
    ahead = [
        names.texts(
            "lines", "points", activity=names.activity(name), points=_points(standing.ahead[name], names)
        )
        for name in stage.ahead
    ]
    return {
        "count": stage.leading,
        "others": stage.beside,
        "sessions": stage.sessions,
        "rules": names.titles(stage.rules),
        "floor": names.effort(names.book.activities[standing.activity].floor),
        "ahead": ", ".join(ahead),
        "points": _points(standing.points, names),
    }


def _points(points: int, names: Names) -> str:
    return names.texts("lines", "one_point" if points == 1 else "many_points", points=points)


def dose_lines(doses: Doses, question: Question, part: Part, names: Names) -> Iterator[str]:
    """The answer about effort, minutes, sessions or a week, line by line."""
    if isinstance(part, WeekPart):
        yield names.texts("dose", f"{question}_week", number=part.number)
    else:
        yield names.texts("dose", f"{question}_{part.name}")
    if not doses.items:
        yield names.texts("dose", "none")
    shown = [item for item in doses.items if not _hidden(item, names)]
    several = not isinstance(part, WeekPart)
    yield from (f"- {names.fit(_item(item, names, several=several))}" for item in shown)
    if len(shown) < len(doses.items):
        yield f"- {names.texts('dose', 'hidden_minutes')}"


def _hidden(item: Bounding, names: Names) -> bool:
    return "minutes" in names.hidden and ("minutes" in item.what or item.what == "growth")


def _item(item: Bounding, names: Names, *, several: bool) -> str:
    what = _bounded(item, names)
    if several:
        weeks = names.weeks(item.first, item.last)
        what = names.texts("dose", "item_weeks", weeks=weeks, what=what)
    what = f"{what[:1].upper()}{what[1:]}"
    if not item.rules:
        return names.texts("dose", "item", what=what)
    return names.texts("dose", "item_rules", what=what, rules=names.titles(item.rules))


def _bounded(item: Bounding, names: Names) -> str:
    if not isinstance(item.value, Effort):
        return names.texts("dose", item.what, value=item.value)
    below = item.reached is not None and item.reached is not item.value
    effort = names.effort(item.reached) if item.reached else ""
    template = f"{item.what}_first" if below else item.what
    return names.texts("dose", template, value=names.effort(item.value), effort=effort)


def opening_lines(openings: Iterable[Opening], names: Names) -> list[str]:
    """What would open each of these efforts."""
    found: list[str] = []
    for opening in openings:
        found += [_opening(opening, names), *opening.needs, *_unmet(opening, names)]
    return [text for text in map(names.fit, found) if text]


def _opening(opening: Opening, names: Names) -> str:
    effort = names.effort(opening.effort)
    if opening.week is not None:
        template = "week_needs" if opening.needs else "week"
        return names.texts("opens", template, effort=effort, week=opening.week)
    if opening.holding:
        return names.texts("opens", "stays", effort=effort, rules=names.titles(opening.holding))
    if not opening.allowing:
        return names.texts("opens", "closed", effort=effort)
    template = "gated" if opening.gated else "unopened"
    rules = names.titles(opening.allowing, "or")
    return names.texts("opens", template, effort=effort, rules=rules, week=opening.gated + 1)


def _unmet(opening: Opening, names: Names) -> Iterator[str]:
    """The answers that a rule which would open the effort waits for."""
    if opening.unmet:
        yield names.texts("opens", "answers")
    for item in opening.unmet:
        label, answer = names.fact(item.line.fact), names.answer(item.line.fact, item.said)
        asked_for = asked(item.line, names)
        yield names.texts("opens", "answer", label=label, asked=asked_for, answer=answer)
    if not opening.holding and opening.allowing:
        yield names.texts("opens", "clinician")


def behind_lines(rules: Iterable[str], recommendation: Recommendation, names: Names) -> Iterator[str]:
    """The rules that have a hand in something: why each is there, and what it rests on."""
    found = [rule for name in rules if (rule := names.book.rule(name))]
    said = [_behind(rule, recommendation, names) for rule in found]
    yield from listed(names.texts("lines", "rules_behind"), said)


def claim_lines(rules: Iterable[str], names: Names) -> Iterator[str]:
    """The claims behind some rules, in our own words."""
    found = [rule for name in rules if (rule := names.book.rule(name))]
    origins = names.book.origins
    cited = dict.fromkeys(name for rule in found for name in rule.sources if origins[name].kind == "claim")
    said = [names.texts("lines", "source", name=name, says=origins[name].says) for name in sorted(cited)]
    yield from listed(names.texts("lines", "claims_behind"), filter(None, map(names.fit, said)))


def _behind(rule: Rule, recommendation: Recommendation, names: Names) -> str:
    firing = recommendation.trace.fired(rule.id)
    return names.texts(
        "lines",
        "rule",
        title=names.fit(names.title(rule.id)),
        rule=rule.id,
        evidence=names.outcomes("names", "evidence", rule.evidence),
        sources=", ".join(rule.sources),
        because=names.fit(firing.because) if firing else "",
    ).strip()
