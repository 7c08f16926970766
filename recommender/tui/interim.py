"""Stand-in until the export and the explanation are there."""

from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook


def as_text(recommendation: Recommendation, book: RuleBook) -> str:
    """The whole result."""
    del book
    import json  # noqa: PLC0415

    return recommendation.summary + "\n\n" + json.dumps(recommendation.as_dict(), indent=1)[:6000]


def why_text(part: str, recommendation: Recommendation, book: RuleBook) -> str:
    """Why a part is there."""
    rule = book.rule(part)
    fired = recommendation.trace.fired(part)
    if rule and fired:
        return f"{rule.title}\n\n{fired.because}\n\n{dict(fired.facts)}"
    return part
