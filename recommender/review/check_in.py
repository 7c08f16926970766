"""The use case of a check-in: from a profile and a log to a decision and the next week."""

from typing import Self

from recommender.inference import Inference
from recommender.loading.profile import Profile
from recommender.model.log import Log
from recommender.model.programme import Contact
from recommender.model.recommendation import Recommendation
from recommender.model.review import Review, WeekReview
from recommender.model.rule import RuleBook
from recommender.model.scale import Decision
from recommender.model.trace import Trace
from recommender.recommend import CONTACTS, WEEKS, Recommender, contacts_of
from recommender.review.counts import Counter, Past
from recommender.review.course import course_of
from recommender.review.replay import Replay
from recommender.review.verdict import STOPPING, Verdict


class Reviewer:
    """One rulebook, compiled once, for any number of check-ins. Nothing of a person stays in it."""

    def __init__(self, book: RuleBook) -> None:
        if book.review is None:
            raise ValueError("a rulebook that was loaded always holds its rules of review")
        self.book = book
        self._recommender = Recommender(book)
        self._inference = Inference(book.review)
        self._weeks = book.review.vocabulary

    def review(self, profile: Profile, log: Log) -> Review:
        """What follows from a log. Raises `Disagreement` or `EngineFault`."""
        recommendation = self._recommender.recommend_profile(profile)
        if recommendation.programme is None:
            return self._without_programme(recommendation, profile, log)
        replay = Replay.of(recommendation.prescription, self.book, self._inference, log, WEEKS)
        if not log.last_week:
            return self._not_begun(profile, replay, recommendation)
        steps = list(replay.run())
        _, verdict, trace, week = steps[-1]
        past = tuple(record for record, _, _, _ in steps)
        return Review(
            verdict.decision,
            verdict.because,
            self._asks(trace, log),
            None if verdict.decision in STOPPING else week,
            self._contacts(recommendation, trace, profile),
            trace.firings,
            recommendation,
            verdict.urgency,
            past,
            course_of(log, self.book.log, past),
        )

    def _without_programme(self, recommendation: Recommendation, profile: Profile, log: Log) -> Review:
        """Without a programme there is no next week: somebody looks first, or questions are open."""
        counter = Counter(log, self.book.log, self.book.parameters)
        weeks = max(1, log.last_week)
        trace = self._inference.run(counter.facts(weeks, Past((0,) * weeks)))
        verdict = Verdict.of(trace)
        referred = recommendation.outcome == "referral"
        intake = Decision.REFER if referred else Decision.HOLD
        decision = Decision.highest(intake, verdict.decision)
        known = {firing.rule.id for firing in recommendation.fired}
        urgent = verdict.decision is decision and verdict.because
        result = recommendation.result
        reasons = getattr(result, "reasons", ()) if referred else ()
        because = (
            verdict.because
            if urgent
            else tuple(sorted({reason.rule for reason in reasons if reason.rule in known}))
        )
        past = (WeekReview(weeks, decision, because, trace.firings),) if log.last_week else ()
        return Review(
            decision,
            because,
            recommendation.asks or self._asks(trace, log),
            None,
            self._contacts(recommendation, trace, profile),
            (*recommendation.fired, *trace.firings),
            recommendation,
            verdict.urgency or getattr(result, "urgency", None),
            past,
            course_of(log, self.book.log, past),
        )

    def _not_begun(self, profile: Profile, replay: Replay, recommendation: Recommendation) -> Review:
        trace = self._inference.run(replay.counter.facts(1, Past((0,))))
        contacts = self._contacts(recommendation, trace, profile)
        return Review(
            Decision.HOLD, (), self._asks(trace, replay.log), replay.beginning(), contacts, (), recommendation
        )

    def _contacts(
        self, recommendation: Recommendation, trace: Trace, profile: Profile
    ) -> tuple[Contact, ...]:
        """Everybody whom the intake or the log calls for: a later "no" takes no line for a crisis away."""
        from_log = contacts_of(trace.given, profile.region, self.book)
        known = {contact.for_: contact for contact in (*recommendation.contacts, *from_log)}
        return tuple(known[purpose] for purpose in CONTACTS if purpose in known)

    def _asks(self, trace: Trace, log: Log) -> tuple[str, ...]:
        """What the log left open: the questions of every check-in, and what a rule held for."""
        happened = any(entry.happened for entry in log.of_week(log.last_week))
        vocabulary = self._weeks
        held_for = {name for firing in trace.firings if firing.on_unknown for name in firing.rule.reads()}
        names = (
            vocabulary[name].counts or name
            for name in vocabulary
            if trace.given.get(name) is None and (vocabulary[name].safety or (happened and name in held_for))
        )
        return tuple(dict.fromkeys(names))

    def close(self) -> None:
        """Frees what the engine holds."""
        self._recommender.close()
        self._inference.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
