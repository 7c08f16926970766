"""From a question about a part to an explanation."""

from recommender.explanation.doses import DoseReader
from recommender.explanation.parts import ActivityPart, DosePart, Part, RulePart, WeekPart, read_part
from recommender.explanation.rules import course_of
from recommender.explanation.values import About, Doses, Explanation, Question, RuleCourse
from recommender.model.directive import Hold, Refer
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.reasons.standing import Standing, standing


def why(recommendation: Recommendation, book: RuleBook, part: str) -> Explanation:
    """Why a part is as it is. Raises `UnknownPart`."""
    return _explained("why", recommendation, book, read_part(part, book))


def why_not(recommendation: Recommendation, book: RuleBook, part: str) -> Explanation:
    """Why a part is not there, or is not more. Raises `UnknownPart`."""
    return _explained("why_not", recommendation, book, read_part(part, book))


def _explained(question: Question, recommendation: Recommendation, book: RuleBook, part: Part) -> Explanation:
    about = _about(question, recommendation, book, part)
    rules = _rules(about) or (_ending(recommendation) if isinstance(about, Standing | Doses) else ())
    return Explanation(part, question, about, rules)


def _about(question: Question, recommendation: Recommendation, book: RuleBook, part: Part) -> About:
    match part:
        case RulePart(name):
            rule = book.rule(name)
            if rule is None:
                raise LookupError(f"a part was read that names no rule: {name}")
            return course_of(rule, recommendation, book)
        case ActivityPart(name):
            return standing(name, recommendation, book)
        case DosePart(dose):
            reader = DoseReader.of(question, recommendation, book)
            return reader.dose(dose) if reader else Doses(())
        case WeekPart(number):
            reader = DoseReader.of(question, recommendation, book)
            return reader.week(number) if reader else Doses(())


def _rules(about: About) -> tuple[str, ...]:
    """The rules that have a hand in it, by id."""
    if isinstance(about, RuleCourse):
        others = {name for tension in (*about.won, *about.lost) for name in (tension.won, tension.lost)}
        return (about.rule.id, *sorted(others - {about.rule.id}))
    if isinstance(about, Standing):
        return about.rules
    named = {rule for item in about.items for rule in item.rules}
    named |= {rule for opening in about.openings for rule in opening.holding}
    return tuple(sorted(named - {""}))


def _ending(recommendation: Recommendation) -> tuple[str, ...]:
    """The rules because of which no doses are given."""
    if recommendation.programme is not None:
        return ()
    kinds = (Refer,) if recommendation.outcome == "referral" else (Refer, Hold)
    return tuple(sorted({firing.rule.id for firing, _ in recommendation.trace.concluded(*kinds)}))
