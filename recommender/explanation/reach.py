"""Where a part stands in one recommendation, in a form that two of them can be held against each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from recommender.explanation.comparing import on_offer
from recommender.explanation.doses import DoseReader
from recommender.explanation.parts import ActivityPart, Dose, DosePart, Part, RulePart, WeekPart
from recommender.model.condition import Being, Line
from recommender.model.programme import Week
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule, RuleBook
from recommender.model.trace import Trace
from recommender.model.truth import Truth
from recommender.reasons.behind import derived_by, truth_of
from recommender.reasons.standing import Cause, Stage, standing

Direction = Literal["in", "out", "more", "less"]

FAR = 100
HOW_FAR = {
    Cause.THERE: 0,
    Cause.OTHERS_FIRST: 1,
    Cause.NOT_YET: 20,
    Cause.HELD_BACK: 30,
    Cause.EXCLUDED: 60,
    Cause.ONLY_LIGHT: FAR,
    Cause.REFERRED: FAR,
}
"""How far an activity is from being offered, apart from the number of rules and of points between."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a part is there, or its figures; `distance` is how much keeps it from being there.

    A rule or an activity has no figures. Effort, minutes, sessions and a week are neither there nor not.
    """

    there: bool | None
    figures: tuple[int, ...] = ()
    distance: int = 0


def reach(part: Part, recommendation: Recommendation, book: RuleBook) -> Reach:
    """Where a part stands."""
    match part:
        case RulePart(name):
            there = any(firing.rule.id == name for firing in recommendation.fired)
            return Reach(there, (), 0 if there else _to_rule(name, recommendation.trace, book))
        case ActivityPart(name):
            there = name in on_offer(recommendation)
            return Reach(there, (), 0 if there else _to_activity(name, recommendation, book))
        case DosePart(dose):
            weeks = recommendation.programme.weeks if recommendation.programme else ()
            figures = tuple(_figure(dose, week) for week in weeks)
            return Reach(None, figures, _to_more(part, recommendation, book))
        case WeekPart(number):
            weeks = recommendation.programme.weeks if recommendation.programme else ()
            figures = tuple(_figure(dose, week) for week in weeks[number - 1 : number] for dose in Dose)
            return Reach(None, figures, _to_more(part, recommendation, book))


def direction(before: Reach, after: Reach) -> Direction | None:
    """What a change did to a part. Figures are more where none is lower, and less where none is higher."""
    if before.there is not None:
        return None if before.there == after.there else "in" if after.there else "out"
    if before.figures == after.figures:
        return None
    if len(before.figures) != len(after.figures):
        return "more" if after.figures else "less"
    pairs = list(zip(before.figures, after.figures, strict=True))
    if all(earlier <= later for earlier, later in pairs):
        return "more"
    return "less" if all(earlier >= later for earlier, later in pairs) else None


def unmet_facts(rule: Rule, trace: Trace, book: RuleBook) -> frozenset[str]:
    """The answers that keep a rule from being sure, through the states that it rests on."""
    found: set[str] = set()
    for line in rule.when.every_line():
        if truth_of(line, rule, trace, book) is not Truth.SURE:
            below = derived_by(line.fact, book) if isinstance(line.test, Being) else ()
            found |= {name for deriving in below for name in unmet_facts(deriving, trace, book)}
            found |= set() if isinstance(line.test, Being) else {line.fact}
    return frozenset(found)


def _figure(dose: Dose, week: Week) -> int:
    match dose:
        case Dose.INTENSITY:
            return week.ceiling.rank
        case Dose.MINUTES:
            return week.minutes
        case Dose.SESSIONS:
            return len(week.sessions)


def _to_more(part: DosePart | WeekPart, recommendation: Recommendation, book: RuleBook) -> int:
    """How many rules bound a figure, week by week, and how many answers the next effort waits for."""
    reader = DoseReader.of("why_not", recommendation, book)
    if reader is None:
        return FAR
    found = reader.dose(part.dose) if isinstance(part, DosePart) else reader.week(part.number)
    bounding = sum(len(item.rules) * (item.last - item.first + 1) for item in found.items)
    return bounding + sum(len(one.holding) + len(one.unmet) for one in found.openings[:1])


def _to_activity(name: str, recommendation: Recommendation, book: RuleBook) -> int:
    place = standing(name, recommendation, book)
    missing = max([*place.ahead.values(), place.points]) - place.points
    return min((_to_stage(stage, missing) for stage in place.stages), default=FAR)


def _to_stage(stage: Stage, missing: int) -> int:
    return HOW_FAR[stage.cause] + (missing if stage.cause is Cause.OTHERS_FIRST else len(stage.rules))


def _to_rule(name: str, trace: Trace, book: RuleBook) -> int:
    rule = book.rule(name)
    return FAR if rule is None or name not in trace.readings else _lacking(rule, trace, book)


def _lacking(rule: Rule, trace: Trace, book: RuleBook) -> int:
    """How many lines of a rule are not sure, through the states that it rests on."""
    alternatives = [_unmet(lines, rule, trace, book) for lines in rule.when.alternatives]
    lifted = trace.readings[rule.id].lifted is not Truth.NO if rule.id in trace.readings else False
    return _unmet(rule.when.lines, rule, trace, book) + min(alternatives, default=0) + lifted


def _unmet(lines: Iterable[Line], rule: Rule, trace: Trace, book: RuleBook) -> int:
    return sum(_to_line(line, rule, trace, book) for line in lines)


def _to_line(line: Line, rule: Rule, trace: Trace, book: RuleBook) -> int:
    if truth_of(line, rule, trace, book) is Truth.SURE:
        return 0
    if isinstance(line.test, Being) and line.test.holds:
        return min((_lacking(deriving, trace, book) for deriving in derived_by(line.fact, book)), default=FAR)
    return 1
