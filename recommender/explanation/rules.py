"""What became of one rule, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from recommender.explanation.values import Aside, Fate, Holds, LineReading, RuleCourse
from recommender.model.condition import Being, Condition
from recommender.model.fact import Missing
from recommender.model.programme import Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule, RuleBook
from recommender.model.trace import STATE_WORDS, Reading, Trace
from recommender.model.truth import Truth
from recommender.reasons.behind import derived_by, truth_of


def course_of(rule: Rule, recommendation: Recommendation, book: RuleBook) -> RuleCourse:
    """What became of a rule for this person."""
    trace = recommendation.trace
    reading = trace.readings.get(rule.id)
    aside = _aside(rule, recommendation)
    fate = _fate(rule, recommendation, aside)
    lines = () if reading is None else tuple(_all_lines(rule, trace, book))
    return RuleCourse(
        rule,
        fate,
        None if reading is None else reading.truth,
        trace.fired(rule.id),
        _decided(lines, fate, reading),
        won=tuple(tension for tension in recommendation.prescription.tensions if tension.won == rule.id),
        lost=tuple(tension for tension in recommendation.prescription.tensions if tension.lost == rule.id),
        aside=aside,
        missing=_missing(lines, trace),
    )


def _fate(rule: Rule, recommendation: Recommendation, aside: Aside | None) -> Fate:
    trace = recommendation.trace
    reading, firing = trace.readings.get(rule.id), trace.fired(rule.id)
    if reading is None:
        return Fate.NOT_RUN
    if firing is None:
        return Fate.SILENT if reading.truth is Truth.NO else Fate.OPEN
    if aside is not None:
        return Fate.ASIDE
    shown = next((kept for kept in recommendation.fired if kept.rule.id == rule.id), None)
    if shown is None or len(shown.concluded) < len(firing.concluded):
        return Fate.NOT_RUN if isinstance(recommendation.result, Referral) else Fate.NO_DOSES
    return Fate.ON_UNKNOWN if firing.on_unknown else Fate.FIRED


def _aside(rule: Rule, recommendation: Recommendation) -> Aside | None:
    for change in recommendation.adjustments:
        if isinstance(change, Mapping) and change.get("set_aside") == rule.id:
            until = change.get("until_week")
            return Aside(str(change.get("reason", "")), until if isinstance(until, int) else None)
    return None


def _all_lines(rule: Rule, trace: Trace, book: RuleBook) -> Iterator[LineReading]:
    yield from _lines(rule.when, rule, trace, book)
    if rule.unless is not None:
        for line in _lines(rule.unless, rule, trace, book):
            yield replace(line, lifting=True)


def _lines(condition: Condition, rule: Rule, trace: Trace, book: RuleBook) -> Iterator[LineReading]:
    grouped = ((0, condition.lines), *enumerate(condition.alternatives, 1))
    for group, lines in grouped:
        for line in lines:
            is_state = isinstance(line.test, Being)
            said = (
                STATE_WORDS.get(trace.states.get(line.fact, Truth.NO), "not known")
                if is_state
                else trace.facts_of(rule).said(line.fact)
            )
            yield LineReading(
                line,
                said,
                truth_of(line, rule, trace, book),
                group,
                behind=_behind(line.fact, trace, book) if is_state else (),
            )


def _behind(state: str, trace: Trace, book: RuleBook) -> tuple[tuple[Rule, tuple[LineReading, ...]], ...]:
    return tuple(
        (rule, tuple(_all_lines(rule, trace, book)))
        for rule in derived_by(state, book)
        if rule.id in trace.readings
    )


def _decided(lines: tuple[LineReading, ...], fate: Fate, reading: Reading | None) -> tuple[LineReading, ...]:
    """The lines, with the first one marked that kept the rule silent or left it open."""
    if reading is None or fate not in (Fate.SILENT, Fate.OPEN):
        return lines
    holds: Holds = "open" if fate is Fate.OPEN else "no"
    lifted = reading.lifted is Truth.SURE and reading.when is not Truth.NO
    wanted = [line for line in lines if line.lifting == lifted and line.holds == ("yes" if lifted else holds)]
    wanted = wanted or [line for line in lines if line.holds == "open"]
    deciding = min(wanted, key=lambda line: line.group > 0, default=None)
    return tuple(replace(line, decided=line is deciding) for line in lines)


def _missing(lines: tuple[LineReading, ...], trace: Trace) -> tuple[str, ...]:
    """The questions whose answers would settle what is open; never those that were declined."""
    found: dict[str, None] = {}
    for line in lines:
        if line.holds != "open":
            continue
        below = tuple(inner for _, inners in line.behind for inner in inners)
        names = _missing(below, trace) if line.behind else (line.line.fact,)
        found |= dict.fromkeys(names)
    return tuple(name for name in found if trace.given.why_missing(name) is not Missing.DECLINED)
