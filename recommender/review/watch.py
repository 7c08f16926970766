"""A log without a programme: nothing is planned, and signs of danger are heard all the same."""

from collections.abc import Iterator
from dataclasses import replace

from recommender.inference import Inference
from recommender.model.programme import Contact, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.review import Review, WeekReview
from recommender.model.scale import Decision
from recommender.review.alarms import Alarms
from recommender.review.counts import Counter, Past
from recommender.review.position import Carried
from recommender.review.replay import Lived
from recommender.review.verdict import Verdict


def watched(
    counter: Counter, inference: Inference, carried: Carried, weeks: range, intake: Decision
) -> Iterator[Lived]:
    """Each of these weeks, with what goes on from it; `intake` is what holds whatever a week brings."""
    alarms = Alarms(counter.log)
    for week in weeks:
        carried = replace(carried, planned=(*carried.planned, None))
        trace = inference.run(counter.facts(week, Past(carried.planned, referred=carried.referred)))
        verdict = Verdict.of(trace)
        carried = replace(carried, referred=alarms.referred(week, carried.referred, verdict.decision))
        decision = Decision.highest(intake, verdict.decision)
        record = WeekReview(week, decision, verdict.because, trace.firings)
        yield Lived(record, verdict, trace, None, carried)


def decided_at_intake(recommendation: Recommendation) -> Decision:
    """What an intake without a programme holds to."""
    return Decision.REFER if isinstance(recommendation.result, Referral) else Decision.HOLD


def without_programme(
    recommendation: Recommendation, last: Lived, asks: tuple[str, ...], contacts: tuple[Contact, ...]
) -> Review:
    """Without a programme there is no next week: somebody looks first, or questions are open."""
    verdict, result = last.verdict, recommendation.result
    referral = result if isinstance(result, Referral) else None
    decision = Decision.highest(decided_at_intake(recommendation), verdict.decision)
    known = {firing.rule.id for firing in recommendation.fired}
    reasons = referral.reasons if referral else ()
    of_intake = tuple(sorted({reason.rule for reason in reasons if reason.rule in known}))
    return Review(
        decision,
        verdict.because if verdict.decision is decision and verdict.because else of_intake,
        recommendation.asks or asks,
        None,
        contacts,
        (*recommendation.fired, *last.trace.firings),
        recommendation,
        last.trace,
        verdict.urgency or (referral.urgency if referral else None),
    )
