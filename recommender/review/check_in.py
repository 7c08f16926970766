"""The use case of a check-in: from a profile and a log to a decision and the next week."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from recommender.review.position import Carried
from recommender.review.replay import Lived, Replay
from recommender.review.stretch import Stretch
from recommender.review.verdict import STOPPING, Verdict
from recommender.review.watch import decided_at_intake, watched, without_programme

LIFTED_BY = {"referred": "looked_at", "days_since_fever": "recent_illness"}
"""What an entry would have to say for a stop to end."""


class Reviewer:
    """One rulebook, compiled once, for any number of check-ins. Nothing of a person stays in it."""

    def __init__(self, book: RuleBook) -> None:
        if book.review is None:
            raise ValueError("a rulebook that was loaded always holds its rules of review")
        self.book = book
        self._recommender = Recommender(book)
        self._inference = Inference(book.review)
        self._weeks = book.review.vocabulary

    def review(self, profile: Profile, log: Log, before: Sequence[Stretch] = ()) -> Review:
        """What follows from a log. Raises `Disagreement` or `EngineFault`.

        `before` are earlier versions of the answers, each with the weeks that were lived under it.
        """
        lived = list(self._lived_before(log, before))
        carried = lived[-1].carried if lived else Carried()
        recommendation = self._recommender.recommend_profile(profile)
        begins = 1 + (before[-1].until_week if before else 0)
        now = list(self._lived(recommendation, log, carried, range(begins, log.last_week + 1)))
        past = tuple(one.record for one in (*lived, *now))
        course = course_of(log, self.book.log, past)
        if not now:
            return replace(
                self._not_begun(profile, recommendation, log, carried, begins), past=past, course=course
            )
        found = self._found(profile, recommendation, now[-1], log)
        return replace(found, past=past, course=course)

    def _lived_before(self, log: Log, before: Sequence[Stretch]) -> Iterator[Lived]:
        """The weeks that were lived under earlier answers, each stretch going on from the one before it."""
        carried, begins = Carried(), 1
        for stretch in before:
            recommendation = self._recommender.recommend_profile(stretch.profile)
            for one in self._lived(recommendation, log, carried, range(begins, stretch.until_week + 1)):
                carried = one.carried
                yield one
            begins = stretch.until_week + 1

    def _lived(
        self, recommendation: Recommendation, log: Log, carried: Carried, weeks: range
    ) -> Iterator[Lived]:
        """Some weeks of a log, as they were lived under one recommendation."""
        if recommendation.programme is None:
            counter = Counter(log, self.book.log, self.book.parameters)
            return watched(counter, self._inference, carried, weeks, decided_at_intake(recommendation))
        replay = Replay.of(recommendation.prescription, self.book, self._inference, log, WEEKS)
        return replay.run(carried, weeks)

    def _found(self, profile: Profile, recommendation: Recommendation, last: Lived, log: Log) -> Review:
        """What the last week of a log comes to, with a programme or without one."""
        contacts = self._contacts(recommendation, last.trace, profile)
        asks = self._asks(last.trace, log)
        if recommendation.programme is None:
            return without_programme(recommendation, last, asks, contacts)
        verdict = last.verdict
        return Review(
            verdict.decision,
            verdict.because,
            asks,
            None if verdict.decision in STOPPING else last.coming,
            contacts,
            last.trace.firings,
            recommendation,
            last.trace,
            verdict.urgency,
        )

    def _not_begun(
        self, profile: Profile, recommendation: Recommendation, log: Log, carried: Carried, begins: int
    ) -> Review:
        """Nothing is written down so far under these answers: the first week, if there is a programme."""
        counter = Counter(log, self.book.log, self.book.parameters)
        trace = self._inference.run(counter.facts(begins, Past(referred=carried.referred)))
        last = Lived(WeekReview(begins, Decision.HOLD, (), ()), Verdict.of(trace), trace, None, carried)
        if recommendation.programme is None or last.verdict.decision in STOPPING:
            return self._found(profile, recommendation, last, log)
        replay = Replay.of(recommendation.prescription, self.book, self._inference, log, WEEKS)
        week = replay.week(begins, replay.starting(carried))
        contacts = self._contacts(recommendation, trace, profile)
        return Review(Decision.HOLD, (), self._asks(trace, Log()), week, contacts, (), recommendation, trace)

    def _contacts(
        self, recommendation: Recommendation, trace: Trace, profile: Profile
    ) -> tuple[Contact, ...]:
        """Everybody whom the intake or the log calls for: a later "no" takes no line for a crisis away."""
        from_log = contacts_of(trace.given, profile.region, self.book)
        known = {contact.for_: contact for contact in (*recommendation.contacts, *from_log)}
        return tuple(known[purpose] for purpose in CONTACTS if purpose in known)

    def _asks(self, trace: Trace, log: Log) -> tuple[str, ...]:
        """What the log left open: the questions of every check-in, and what keeps a week as it is."""
        happened = any(entry.happened for entry in log.of_week(log.last_week))
        vocabulary = self._weeks
        holding = happened and Verdict.of(trace).decision is Decision.HOLD
        names = [
            vocabulary[name].counts or name
            for name in vocabulary
            if trace.given.get(name) is None
            and (vocabulary[name].safety or (holding and vocabulary[name].careful))
        ]
        waiting = {name for firing in trace.firings for name in firing.rule.reads()}
        names += [said for name, said in LIFTED_BY.items() if name in waiting]
        return tuple(dict.fromkeys(names))

    def close(self) -> None:
        """Frees what the engine holds."""
        self._recommender.close()
        self._inference.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
