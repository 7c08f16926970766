"""What can be changed about what came out: the ways, and for each of them what there is to choose now."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from recommender.interview.controller import Interview
from recommender.interview.view import OutcomeView
from recommender.interview.wish import OF_A_CLINICIAN, Way
from recommender.model.adjustment import Adjustment
from recommender.model.programme import LightMovement, Programme, Referral
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Effort, Purpose, Stratum, Urgency
from recommender.model.texts import Phrases
from recommender.reasons.adjusted import adjusted
from recommender.reasons.names import Names

CLEARANCE_FACT = "medical_clearance"
MOST_CHOICES = 7
STEPS = (1, 5, 10, 15, 20)
"""Minutes between two lengths that are offered; the first that makes few enough of them."""
SHARES = (75, 50, 25)
"""Percentages of the length, where minutes are not shown."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to choose. `why_not` says why it cannot be chosen now, and is empty where it can."""

    value: str
    label: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What one result leaves to choose; `given` are the adjustments in force."""

    recommendation: Recommendation
    given: tuple[Adjustment, ...]
    book: RuleBook

    @property
    def texts(self) -> Phrases:
        """The words of changing something."""
        return self.book.texts.result

    @property
    def names(self) -> Names:
        """What things are called for this person."""
        return Names.of(self.recommendation, self.book)

    def in_force(self) -> tuple[str, ...]:
        """What has been changed so far, in words, in the order of the profile."""
        names, facts = self.names, self.recommendation.trace.facts
        unnamed = self.texts("adjust", "unnamed")
        return tuple(adjusted(change.written, names, facts) or unnamed for change in self.given)

    def ways(self) -> tuple[Offer, ...]:
        """Every way that is open to whoever answers; one in which there is nothing to choose says why."""
        clinician = self.recommendation.role == "clinician"
        open_to = [way for way in Way if clinician or way not in OF_A_CLINICIAN]
        return tuple(self._way(way) for way in open_to if way is not Way.CLEARANCE or self._can_record)

    def values(self, way: Way) -> tuple[Offer, ...]:
        """What there is to choose in one way."""
        return tuple(self._makers[way]())

    @property
    def _makers(self) -> dict[Way, Callable[[], Iterable[Offer]]]:
        return {
            Way.MINUTES: self._minutes,
            Way.SESSIONS: self._sessions,
            Way.EFFORT: self._lower,
            Way.EXCLUDE: self._activities,
            Way.PERMIT: self._higher,
            Way.SET_ASIDE: self._rules,
            Way.REFER: self._urgencies,
            Way.CLEARANCE: tuple,
        }

    @property
    def _can_record(self) -> bool:
        return CLEARANCE_FACT in self.book.texts.questions.questions

    @property
    def _programme(self) -> Programme | None:
        return self.recommendation.programme

    def _way(self, way: Way) -> Offer:
        label = self.texts("adjust", "ways", way)
        free = way is Way.CLEARANCE or any(not offer.why_not for offer in self.values(way))
        return Offer(str(way), label, "" if free else self._nothing(way))

    def _nothing(self, way: Way) -> str:
        """Why there is nothing to choose in a way."""
        if isinstance(self.recommendation.result, Referral):
            return self.texts("adjust", "nothing", "referral")
        no_doses = self._programme is None and way is not Way.SET_ASIDE
        return self.texts("adjust", "nothing", "no_doses" if no_doses else way)

    def _minutes(self) -> Iterator[Offer]:
        weeks = self._programme.weeks if self._programme else ()
        longest = max((session.minutes for week in weeks for session in week.sessions), default=0)
        if "minutes" in self.names.hidden:
            return self._shares(longest)
        step = next((step for step in STEPS if (longest - 1) // step <= MOST_CHOICES), STEPS[-1])
        return (self._amount("minutes", number) for number in _downwards(longest, step))

    def _shares(self, longest: int) -> Iterator[Offer]:
        """Lengths in words, each shorter than the one before."""
        lengths = {longest * share // 100: share for share in SHARES if longest * share // 100}
        said = ((length, self.texts("adjust", "shares", str(share))) for length, share in lengths.items())
        return (Offer(str(length), label) for length, label in said)

    def _sessions(self) -> Iterator[Offer]:
        weeks = self._programme.weeks if self._programme else ()
        most = max((len(week.sessions) for week in weeks), default=0)
        return (self._amount("sessions", number) for number in range(most - 1, 0, -1))

    def _amount(self, what: str, number: int) -> Offer:
        form = f"{what}_one" if number == 1 else what
        return Offer(str(number), self.texts("adjust", "at_most", form, count=number))

    @property
    def _highest(self) -> Effort | None:
        weeks = self._programme.weeks if self._programme else ()
        return Effort.highest(*(week.ceiling for week in weeks)) if weeks else None

    def _lower(self) -> Iterator[Offer]:
        highest = self._highest
        below = [effort for effort in Effort if highest and effort.rank < highest.rank]
        return (self._effort("effort", effort) for effort in reversed(below))

    def _higher(self) -> Iterator[Offer]:
        highest = self._highest
        above = (effort for effort in Effort if highest and effort.rank > highest.rank)
        return (self._effort("opened", effort) for effort in above)

    def _effort(self, form: str, effort: Effort) -> Offer:
        return Offer(str(effort), self.texts("adjust", "at_most", form, what=self.names.effort(effort)))

    def _activities(self) -> Iterator[Offer]:
        found = set(self._on_offer())
        return (Offer(name, self.names.activity(name)) for name in self.book.activities if name in found)

    def _on_offer(self) -> Iterator[str]:
        result = self.recommendation.result
        if isinstance(result, LightMovement):
            yield from result.options
        elif isinstance(result, Programme):
            yield from (
                name for week in result.weeks for session in week.sessions for name in session.options
            )
            yield from (one.activity for one in result.any_time)
            yield from (one.activity for one in result.today)

    def _rules(self) -> Iterator[Offer]:
        """The rules that fired; first those that may be set aside."""
        fired = [firing.rule for firing in self.recommendation.fired]
        found = [Offer(rule.id, self._titled(rule), self._stays(rule)) for rule in fired]
        return iter(sorted(found, key=lambda offer: bool(offer.why_not)))

    def _titled(self, rule: Rule) -> str:
        return self.texts("adjust", "rule", title=self.names.title(rule.id), rule=rule.id)

    def _stays(self, rule: Rule) -> str:
        """Why a rule cannot be set aside; empty where it can."""
        if rule.purpose is Purpose.SAFETY:
            return self.texts("adjust", "stays", "safety")
        if rule.stratum is not Stratum.PRESCRIPTION:
            return self.texts("adjust", "stays", "early")
        aside = any(change.set_aside == rule.id and change.weeks.last is None for change in self.given)
        return self.texts("adjust", "stays", "aside") if aside else ""

    def _urgencies(self) -> Iterator[Offer]:
        told = (self.names.outcomes("names", "urgency", urgency) for urgency in Urgency)
        return (
            Offer(str(urgency), f"{what[:1].upper()}{what[1:]}")
            for urgency, what in zip(Urgency, told, strict=True)
        )


def _downwards(longest: int, step: int) -> range:
    """Multiples of a step below a length, the longest first."""
    return range((longest - 1) // step * step, 0, -step)


def offers_now(interview: Interview, book: RuleBook) -> Offers:
    """What the result that is shown leaves to choose. Raises `LookupError` where none is shown."""
    view = interview.view
    if isinstance(view, OutcomeView):
        return Offers(view.recommendation, interview.profile.adjustments, book)
    raise LookupError("there is no result that could be changed")
