"""Two rulebooks over people: for whom the new one is laxer, stricter, or otherwise than the old one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from recommender.inference import Disagreement, Inference
from recommender.loading.profile import Profile
from recommender.model.adjustment import Role
from recommender.model.directive import (
    Advise,
    Aim,
    Ask,
    Avoid,
    Body,
    Contradiction,
    Derive,
    Hold,
    Note,
    Offer,
    Prefer,
    Refer,
    Start,
    Use,
)  # fmt: skip
from recommender.model.rule import Rule, RuleBook
from recommender.model.trace import Firing, Trace
from recommender.planning.open_questions import asks, left_out
from recommender.workshop.by_evaluator import ByEvaluator
from recommender.workshop.carrying import carried_over
from recommender.workshop.comparing.lax import BETTER, Measure, behind, levels, protected
from recommender.workshop.comparing.offered import offered, planned, weeks_of
from recommender.workshop.comparing.treated import REFERRED, Frame, Treated

BESIDE_THE_PLAN = (Refer, Hold, Contradiction, Ask, Use, Offer, Advise, Note)
"""What is told, asked and offered: no measure and no week shows it."""

WISHES = (Prefer, Avoid, Aim)
"""What shapes the weeks within the limits."""


class Way(StrEnum):
    """How the new rulebook treats somebody whom it treats differently, seen from the old one."""

    LAXER = "laxer"
    BOTH = "both"
    STRICTER = "stricter"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Shift:
    """One measure that is not the same; more of it is laxer. `last` is None for a stretch without end."""

    measure: Measure
    last: int | None
    before: int
    after: int
    lost: bool = False

    @property
    def laxer(self) -> bool:
        """Whether the new rulebook leaves more of it."""
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class Contrast:
    """One person whom two rulebooks treat differently, and in which measures; none where no limit differs."""

    before: Treated
    after: Treated
    shifts: tuple[Shift, ...] = ()

    @property
    def way(self) -> Way:
        """The kind of difference."""
        ways = {shift.laxer for shift in self.shifts}
        if not ways:
            return Way.OTHERWISE
        return Way.BOTH if len(ways) > 1 else Way.LAXER if True in ways else Way.STRICTER

    @property
    def laxer(self) -> bool:
        """Whether the new rulebook leaves this person more of anything."""
        return any(shift.laxer for shift in self.shifts)

    @property
    def stricter(self) -> bool:
        """Whether the new rulebook leaves this person less of anything."""
        return any(not shift.laxer for shift in self.shifts)

    @property
    def loses(self) -> bool:
        """Whether this person loses a safety limit."""
        return any(shift.lost for shift in self.shifts)

    @property
    def lost_rules(self) -> tuple[str, ...]:
        """The old rules of purpose safety or trauma behind the limits that are lost, by id."""
        lost = {shift.measure: shift.after for shift in self.shifts if shift.lost}
        return behind(self.before, Frame.of(self.before, self.after), lost) if lost else ()

    @property
    def came_and_went(self) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
        """The directives that act under the new rulebook only, and those under the old one only."""
        now, was = list(_bodies(self.after.trace)), list(_bodies(self.before.trace))
        return tuple(body for body in now if body not in was), tuple(body for body in was if body not in now)


class Comparison:
    """Two rulebooks, for any number of people."""

    def __init__(self, old: RuleBook, new: RuleBook) -> None:
        self.old, self.new = old, new
        self.same_words = old.vocabulary == new.vocabulary
        self.same_numbers = old.parameters == new.parameters
        self._same_plan = self.same_numbers and old.activities == new.activities
        shared = _shared(old, new) if self.same_words else ()
        self._before, self._after = ByEvaluator(old), ByEvaluator(new, shared)
        self._tokens = _tokens(old, new)

    def sides(self, profile: Profile) -> tuple[Profile, Profile]:
        """The person under either rulebook, with the answers that it knows."""
        if self.same_words and not profile.adjustments:
            return profile, profile
        return carried_over(profile, self.old).profile, carried_over(profile, self.new).profile

    def dropped(self, profile: Profile) -> tuple[str, ...]:
        """The questions whose answer one of the two does not know, so that it goes without."""
        if self.same_words:
            return ()
        sides = (carried_over(profile, book) for book in (self.old, self.new))
        return tuple(dict.fromkeys(name for side in sides for name in side.dropped))

    def contrast(self, profile: Profile) -> Contrast | None:
        """How differently the two rulebooks treat somebody, as the evaluator reads them; None for the same.

        Nothing is resolved where the same directives act on the same answers, words, numbers and activities:
        what follows from them is then the same.
        """
        before, after = self.sides(profile)
        was = self._before.run(before.facts)
        now = self._after.run(after.facts, was)
        same = self._concluded(was, self.old, profile.role) == self._concluded(now, self.new, profile.role)
        if same and self.same_words and self._same_plan and not profile.adjustments:
            return None
        one = Treated.by(self.old, was, before.adjustments, profile.role)
        other = Treated.by(self.new, now, after.adjustments, profile.role)
        found = Contrast(one, other, self._shifts(one, other))
        return found if found.shifts or self._otherwise(found) else None

    def beyond(self, profile: Profile) -> bool:
        """Whether the person said something that only the new rulebook knows, as question or answer."""
        return not self.same_words and bool(carried_over(profile, self.old).dropped)

    def replay(self, profiles: Iterable[Profile]) -> None:
        """Has the engine read these people as well. Raises `Disagreement` or `EngineFault`."""
        both = [self.sides(profile) for profile in profiles]
        for book, reader, sides in (
            (self.old, self._before, [before for before, _ in both]),
            (self.new, self._after, [after for _, after in both]),
        ):
            with Inference(book) as inference:
                for side in sides:
                    _agree(inference.run(side.facts), reader.run(side.facts))

    def _concluded(self, trace: Trace, book: RuleBook, role: Role) -> tuple[object, ...]:
        """Everything that the treatment of a person follows from, beside their answers."""
        acting = Counter(token for firing in trace.firings for token in self._tokens_of(firing))
        rewritten = {} if trace.facts is trace.given else _rewritten(trace)
        return acting, rewritten, asks(trace, role, book), left_out(trace, book)

    def _tokens_of(self, firing: Firing) -> Iterator[tuple[int, bool]]:
        """What acted; of a start, whether it was sure."""
        sure = firing.reading.truth is firing.reading.truth.SURE
        for directive in firing.concluded:
            if not isinstance(directive.body, Derive):
                yield self._tokens[id(directive)], sure or not isinstance(directive.body, Start)

    def _shifts(self, one: Treated, other: Treated) -> tuple[Shift, ...]:
        frame = Frame.of(one, other)
        before, after = self._levels(one, frame), self._levels(other, frame)
        differing = {key: level for key, level in after.items() if before.get(key, level) != level}
        if not differing:
            return ()
        risen = any(level > before[key] for key, level in differing.items())
        least = protected(one, frame) if risen else {}
        found = {
            key: Shift(key, frame.last(key.week), before[key], level, level > least.get(key, level))
            for key, level in differing.items()
        }
        return tuple(shift for shift in found.values() if not _said_better(shift, found))

    def _levels(self, side: Treated, frame: Frame) -> dict[Measure, int]:
        """All measures; where the numbers of the plan differ, what is planned with them as well."""
        found = levels(side, frame)
        if not self.same_numbers and side.stop == 0:
            weeks = weeks_of(side)
            lengths = [session.minutes for week in weeks for session in week.sessions]
            found[Measure("planned_minutes")] = sum(lengths)
            found[Measure("planned_longest")] = max(lengths, default=0)
        return found

    def _otherwise(self, found: Contrast) -> bool:
        """Whether anything differs that no measure tells: what is said and asked, or what comes first.

        Where every measure is the same, a week can differ by wishes, aims, numbers and activities alone.
        """
        one, other = found.before, found.after
        if self._said(one) != self._said(other):
            return True
        if one.stop >= REFERRED:
            return False
        if not self.same_numbers and planned(one) != planned(other):
            return True
        same = self._same_plan and self._acting(one, WISHES) == self._acting(other, WISHES)
        frame = Frame.of(one, other)
        return not same and offered(one, frame) != offered(other, frame)

    def _said(self, side: Treated) -> tuple[object, ...]:
        """What somebody is told, asked and offered beside the plan."""
        trace = side.trace
        open_ones = asks(trace, side.role, side.book), left_out(trace, side.book)
        return self._acting(side, BESIDE_THE_PLAN), _rewritten(trace), open_ones

    def _acting(self, side: Treated, kinds: tuple[type[Body], ...]) -> Counter[int]:
        """The directives of these kinds that act."""
        return Counter(self._tokens[id(directive)] for _, directive in side.trace.concluded(*kinds))


def _agree(engine: Trace, evaluator: Trace) -> None:
    """Raises `Disagreement` where the two read a rule differently."""
    one, other = engine.readings, evaluator.readings
    differing = {rule for rule in (*one, *other) if one.get(rule) != other.get(rule)}
    if differing:
        raise Disagreement(differing)


def _shared(old: RuleBook, new: RuleBook) -> tuple[str, ...]:
    """The rules that mean the same in both, by id."""
    before = {rule.id: _meaning(rule) for rule in old.rules}
    return tuple(rule.id for rule in new.rules if before.get(rule.id) == _meaning(rule))


def _meaning(rule: Rule) -> tuple[object, ...]:
    """Everything of a rule that decides when it acts, and what it does then."""
    bodies = tuple((type(item.body), item.body) for item in rule.then)
    return rule.stratum, rule.purpose, rule.if_unknown, rule.when, rule.unless, bodies


def _tokens(*books: RuleBook) -> dict[int, int]:
    """A number for each directive; the same for two that do the same. Of texts the rule counts as well."""
    known: dict[tuple[object, ...], int] = {}
    found = {}
    for book in books:
        for rule in book.rules:
            for directive in rule.then:
                own = (rule.id, rule.purpose) if isinstance(directive.body, Use) else ()
                same = (type(directive.body), repr(directive.body), *own)
                found[id(directive)] = known.setdefault(same, len(known))
    return found


def _bodies(trace: Trace) -> Iterator[Body]:
    for firing in trace.firings:
        yield from (item.body for item in firing.concluded if not isinstance(item.body, Derive))


def _rewritten(trace: Trace) -> Mapping[str, object]:
    """The answers that are read otherwise than they were given."""
    names = {**trace.facts.known, **trace.facts.withheld, **trace.given.known, **trace.given.withheld}
    return {name: said for name in names if (said := trace.facts.said(name)) != trace.given.said(name)}


def _said_better(shift: Shift, found: Mapping[Measure, Shift]) -> bool:
    """Whether another shift says it better: a bound or a ceiling, instead of growth or of a gate."""
    week = shift.measure.week
    others = (found.get(Measure(what, (), week)) for what in BETTER.get(shift.measure.what, ()))
    alike = (other for other in others if other is not None and other.laxer == shift.laxer)
    return any(other.lost or not shift.lost for other in alike)
