"""The use case of a day: from a profile, a log and how somebody is right now to the session of today."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Self

from recommender.inference import Inference
from recommender.loading.profile import Profile
from recommender.model.directive import Hold
from recommender.model.fact import Facts
from recommender.model.log import Entry, Log
from recommender.model.programme import LightMovement, Programme, Referral, Session, Today, Week
from recommender.model.recommendation import Recommendation
from recommender.model.review import Review
from recommender.model.rule import RuleBook
from recommender.model.scale import Decision, Effort, Urgency
from recommender.model.today import KEEP_THE_PLAN, Coming, Day, LastDay, State, Version
from recommender.model.trace import Trace
from recommender.planning.selection import Choices
from recommender.review.check_in import Reviewer
from recommender.review.stretch import Stretch
from recommender.review.verdict import STOPPING, Verdict

FEVER = Facts({"recent_illness": "fever_or_flu_like"})
GENTLE = {
    LastDay.COLD: ("recent_illness", "cold_no_fever"),
    LastDay.FAR_AWAY: ("dissociation", "yes"),
    LastDay.BREATHING: ("breathing", "more_effort_than_usual"),
    LastDay.DEPLETED: ("energy", "depleted"),
    LastDay.WORSE: ("felt", "worse"),
}
"""What an entry says, where its day makes the next one gentle."""


class Days:
    """One rulebook, compiled once, for the days of any number of people. Nothing of a person stays in it."""

    def __init__(self, book: RuleBook) -> None:
        if book.review is None:
            raise ValueError("a rulebook that was loaded always holds its rules of review")
        self.book = book
        self._reviewer = Reviewer(book)
        self._inference = Inference(book.review)
        vocabulary = book.review.vocabulary
        self._danger = {vocabulary[name].counts or name for name in vocabulary if vocabulary[name].safety}

    def coming(self, profile: Profile, log: Log, before: Sequence[Stretch] = ()) -> Coming:
        """The session that comes next after a log. Raises `Disagreement` or `EngineFault`.

        Entries of a week stand for its sessions in the order of the days. While some are left, the next of
        them comes; after that, the first session of the week that the review gives.
        """
        review = self._reviewer.review(profile, log, before)
        left_open = tuple(name for name in review.asks if name in self._danger) if log.entries else ()
        return replace(self._next(review, log), last_day=_last_day(log), asks=left_open)

    def _next(self, review: Review, log: Log) -> Coming:
        if review.week is None:
            return Coming(review)
        current = review.past[-1].planned if review.past else None
        logged = len(log.of_week(log.last_week))
        if current is not None and logged < len(current.sessions):
            less = review.decision is Decision.STEP_BACK
            return self._coming(review, current, logged, review.because if less else ())
        return self._coming(review, review.week, 0, ())

    def today(self, coming: Coming, state: State | None) -> Day:
        """The session of today for somebody who is like this; None where that was left open."""
        if state is State.FEVER and coming.review.decision is not Decision.REFER:
            return self._fever(coming)
        if coming.session is None:
            return self._stopped(coming, state)
        version = coming.version(state) if state else None
        swapped = state not in (None, State.SETTLED)
        keeps = state is None or state in KEEP_THE_PLAN
        texts = self.book.texts.outcomes
        form = ("unknown", "why") if state is None else (state, "why")
        text = texts("today", "nothing_light") if swapped and version is None else texts("today", *form)
        day = Day(
            coming,
            state,
            coming.session if keeps else None,
            version,
            coming.versions if state is None else (),
            text,
            coming.so_far,
            coming.review.contacts,
            coming.review.fired,
        )
        return replace(day, text=" ".join([text, *self._gently(day)]))

    def _gently(self, day: Day) -> Iterator[str]:
        """What the log has to say about a day with a session, as further sentences."""
        texts = self.book.texts.outcomes
        if day.smallest_first:
            yield from (texts("today", "last_day", what) for what in day.coming.last_day)
            yield texts("today", "smallest_first")
        if day.coming.so_far:
            yield texts("today", "so_far")

    def _coming(self, review: Review, week: Week, place: int, so_far: tuple[str, ...]) -> Coming:
        in_order = sorted(week.sessions, key=lambda session: session.day)
        if not in_order:
            return Coming(review, week.number)
        session = in_order[place]
        versions = tuple(self._versions(review.recommendation, week.number, session))
        return Coming(review, week.number, session, versions, so_far, smaller=week.smaller)

    def _versions(self, recommendation: Recommendation, week: int, session: Session) -> Iterator[Version]:
        """Every version of a session, in the order of the question; none where nothing light is left."""
        programme = recommendation.programme
        possible = Choices(recommendation.prescription, self.book.activities)[week].possible(Effort.LIGHT)
        if programme is None or not possible:
            return
        made = {State(today.state): self._version(today, possible, session) for today in programme.today}
        made[State.SWITCHING] = self._both(made[State.ON_EDGE], made[State.SHUT_DOWN], possible)
        yield from (made[state] for state in State if state in made)

    def _version(self, today: Today, possible: list[str], session: Session) -> Version:
        state = State(today.state)
        wished = (today.activity, *self._wished(state))
        return Version(
            state,
            next((name for name in wished if name in possible), possible[0]),
            min(today.minutes, session.minutes),
            Effort.LIGHT,
            today.opening,
            self.book.texts.outcomes("today", state, "endpoint"),
            session.minimum,
            today.text,
        )

    def _both(self, on_edge: Version, shut_down: Version, possible: list[str]) -> Version:
        """Back and forth: begun as on a day far away, moved as on a day on edge, and the shorter of both.

        As the rules for such people do; activities that suit both days come first.
        """
        near = self._wished(State.SHUT_DOWN)
        suits = [name for name in self._wished(State.ON_EDGE) if name in near and name in possible]
        return replace(
            on_edge,
            state=State.SWITCHING,
            activity=(suits or [on_edge.activity])[0],
            minutes=min(on_edge.minutes, shut_down.minutes),
            opening=shut_down.opening,
            endpoint=shut_down.endpoint,
            text=self.book.texts.outcomes("today", "switching", "text"),
        )

    def _wished(self, state: State) -> tuple[str, ...]:
        return tuple(getattr(self.book.parameters.today, state).activities)

    def _fever(self, coming: Coming) -> Day:
        """Rest, whatever was planned, by the rules that a check-in would follow."""
        trace = self._inference.run(FEVER)
        verdict = Verdict.of(trace)
        because = verdict.because if verdict.decision in STOPPING else ()
        text = self.book.texts.outcomes("today", "fever", "why")
        contacts = coming.review.contacts
        return Day(coming, State.FEVER, None, None, (), text, because, contacts, trace.firings)

    def _stopped(self, coming: Coming, state: State | None) -> Day:
        """No session: somebody looks first, the programme pauses, or there is none."""
        review = coming.review
        recommendation = review.recommendation
        because = review.because
        if isinstance(recommendation.result, LightMovement) and review.decision not in STOPPING:
            because = _holding(recommendation.trace)
        text = self._why_stopped(coming)
        return Day(coming, state, None, None, (), text, because, review.contacts, review.fired)

    def _why_stopped(self, coming: Coming) -> str:
        review, texts = coming.review, self.book.texts.outcomes
        recommendation = review.recommendation
        urgency = _urgency(recommendation)
        if coming.week is not None:
            return texts("no_activity")
        if review.decision is Decision.REFER and review.urgency and review.urgency is not urgency:
            return texts("summary", review.urgency)
        if recommendation.programme is None and review.decision is not Decision.PAUSE:
            return recommendation.summary
        return texts("review", "decision", review.decision)

    def close(self) -> None:
        """Frees what the engine holds."""
        self._reviewer.close()
        self._inference.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _last_day(log: Log) -> tuple[LastDay, ...]:
    """What the last day that a log speaks of makes gentle, whichever of its entries says so."""
    last = [entry for entry in log.entries if _when(entry) == _when(log.entries[-1])]
    return tuple(
        what for what, (name, said) in GENTLE.items() if any(entry.facts.get(name) == said for entry in last)
    )


def _when(entry: Entry) -> tuple[int, int]:
    return entry.week, entry.day


def _urgency(recommendation: Recommendation) -> Urgency | None:
    """How soon somebody is to look by the intake; None where nobody is."""
    match recommendation.result:
        case Referral(urgency=urgency):
            return urgency
        case Programme() | LightMovement():
            return None


def _holding(trace: Trace) -> tuple[str, ...]:
    """The rules by which no doses are given."""
    return tuple(sorted({firing.rule.id for firing, _ in trace.concluded(Hold)}))
