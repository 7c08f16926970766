"""What stands between a part and its being there that no answer thought otherwise can move."""

from collections.abc import Iterable
from dataclasses import replace

from recommender.explanation.changeable import nature_of
from recommender.explanation.doses import DoseReader
from recommender.explanation.parts import ActivityPart, Dose, Part, RulePart, WeekPart
from recommender.explanation.reach import unmet_facts
from recommender.explanation.values import Doses
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule, RuleBook
from recommender.planning.outcomes import is_limited
from recommender.reasons.behind import answers_behind
from recommender.reasons.effort import Opening
from recommender.reasons.standing import standing


def beyond(part: Part, recommendation: Recommendation, book: RuleBook) -> bool:
    """Whether an answer that is never thought otherwise has a hand in what keeps a part from being there."""
    trace = recommendation.trace
    if recommendation.outcome == "referral":
        return True
    if not isinstance(part, RulePart | ActivityPart):
        return is_limited(trace, book)
    rules = [rule for name in _keeping(part, recommendation, book) if (rule := book.rule(name))]
    facts = {name for rule in rules for name in _behind(part, rule, recommendation, book)}
    return any(nature_of(name, trace.given, book) is None for name in facts)


def _keeping(
    part: RulePart | ActivityPart, recommendation: Recommendation, book: RuleBook
) -> tuple[str, ...]:
    """The rules that keep a part from being there: for a rule, itself."""
    return (part.name,) if isinstance(part, RulePart) else standing(part.name, recommendation, book).holding


def _behind(part: Part, rule: Rule, recommendation: Recommendation, book: RuleBook) -> Iterable[str]:
    trace = recommendation.trace
    if rule.id not in trace.readings:
        return ()
    if isinstance(part, RulePart):
        return unmet_facts(rule, trace, book)
    return (name for name in answers_behind(rule, trace, book) if not book.vocabulary[name].derived)


def adjusted(part: Part, recommendation: Recommendation, book: RuleBook) -> bool:
    """Whether an adjustment keeps an activity out."""
    if not isinstance(part, ActivityPart):
        return False
    place = standing(part.name, recommendation, book)
    return not place.there and any("" in stage.rules for stage in place.stages)


def openings(part: Part, recommendation: Recommendation, book: RuleBook) -> tuple[Opening, ...]:
    """What opens more effort apart from answers: a week, a check-in, a clinician."""
    if recommendation.programme is None or isinstance(part, RulePart):
        return ()
    if isinstance(part, ActivityPart):
        found = standing(part.name, recommendation, book).opening
        return (replace(found, unmet=()),) if found else ()
    reader = DoseReader.of("why_not", recommendation, book)
    doses = reader.dose(Dose.INTENSITY) if reader else Doses(())
    asked = isinstance(part, WeekPart) or part.dose is Dose.INTENSITY
    return tuple(replace(item, unmet=()) for item in doses.openings) if asked else ()
