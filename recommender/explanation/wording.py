"""Explanations as text for a person, and as JSON for a program."""

from collections.abc import Iterator

from recommender.explanation.other_words import (
    activity_lines,
    behind_lines,
    claim_lines,
    dose_lines,
    opening_lines,
)
from recommender.explanation.rule_words import listed, opens, rule_lines
from recommender.explanation.values import Doses, Explanation, Fate, RuleCourse
from recommender.model.programme import LightMovement, Referral
from recommender.model.recommendation import Json, Recommendation, as_json
from recommender.model.rule import Rule, RuleBook
from recommender.reasons.names import Names
from recommender.reasons.standing import Standing


def as_text(explanation: Explanation, recommendation: Recommendation, book: RuleBook) -> str:
    """The explanation in words: lines, of which those with a dash are items of a list; not wrapped."""
    names = Names.of(recommendation, book)
    lines = [*_lines(explanation, recommendation, names)]
    if not isinstance(explanation.about, RuleCourse):
        lines += behind_lines(explanation.rules, recommendation, names)
    if isinstance(explanation.about, Standing):
        lines += claim_lines(explanation.about.holding, names)
    lines += listed(names.texts("lines", "opens"), _opens(explanation, recommendation, names))
    return "\n".join(lines)


def as_dict(explanation: Explanation, recommendation: Recommendation, book: RuleBook) -> dict[str, Json]:
    """The explanation as JSON: the text, the rules behind it, the lines of a rule, and what would open it."""
    names = Names.of(recommendation, book)
    about = explanation.about
    lines = about.lines if isinstance(about, RuleCourse) else ()
    rules = [rule for name in explanation.rules if (rule := book.rule(name))]
    return {
        "part": explanation.part.name,
        "question": explanation.question,
        "answer": as_text(explanation, recommendation, book),
        "rules": [_rule(rule, recommendation) for rule in rules],
        "lines": [
            {
                "fact": line.line.fact,
                "asked": line.line.words,
                "answer": as_json(line.said),
                "holds": line.holds,
            }
            for line in lines
        ],
        "opens_when": list(_opens(explanation, recommendation, names)),
    }


def _lines(explanation: Explanation, recommendation: Recommendation, names: Names) -> Iterator[str]:
    about, question = explanation.about, explanation.question
    if isinstance(about, RuleCourse):
        return rule_lines(about, question, recommendation, names)
    if isinstance(about, Standing):
        return activity_lines(about, question, recommendation, names)
    return dose_lines(about, question, explanation.part, names)


def _opens(explanation: Explanation, recommendation: Recommendation, names: Names) -> list[str]:
    about = explanation.about
    if isinstance(about, RuleCourse) and about.fate is not Fate.NOT_RUN:
        return opens(about, names)
    result = recommendation.result
    if isinstance(result, Referral):
        return [result.opens_when]
    if isinstance(result, LightMovement):
        return [result.opens_when, *(_asked(name, names) for name in recommendation.asks)]
    if isinstance(about, Standing):
        return opening_lines([about.opening] if about.opening else [], names)
    return opening_lines(about.openings if isinstance(about, Doses) else (), names)


def _asked(name: str, names: Names) -> str:
    return names.texts(
        "rule", "opens_outcome", label=names.fit(names.fact(name)) or names.outcomes("hidden", "answer")
    )


def _rule(rule: Rule, recommendation: Recommendation) -> Json:
    trace = recommendation.trace
    reading, firing = trace.readings.get(rule.id), trace.fired(rule.id)
    return {
        "rule": rule.id,
        "title": rule.title,
        "because": firing.because if firing else "",
        "facts": as_json(trace.said(rule) if reading else {}),
        "sources": list(rule.sources),
        "truth": reading.truth.name.lower() if reading else "not run",
    }
