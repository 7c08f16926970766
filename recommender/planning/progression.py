"""The step from one week to the next, over a small finite state.

The state is the length of each session, and what may be raised follows the calendar alone. Nothing a
person lacks makes room for something else: with fewer sessions they do not grow longer, with an effort
closed the minutes do not grow faster. So a lower start, or a lower limit, never leads to more later.
(Counters of the person's own, sessions times minutes, or a total that is shared out anew all break that.)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from recommender.model.parameters import Parameters, Turn
from recommender.model.scale import Decision, Effort


@dataclass(frozen=True, slots=True)
class Load:
    """A full week: the minutes of each session, the longest-standing first.

    `shortened` says that long sessions were cut, for no day holds too much. It explains a load to whom it
    is shown and is no part of the state: two loads that differ in nothing else are equal.
    """

    lengths: tuple[int, ...]
    moderate: int = 0
    vigorous: int = 0
    shortened: bool = field(default=False, compare=False)

    @property
    def minutes(self) -> int:
        """All minutes of the week."""
        return sum(self.lengths)

    def weighted(self, weights: Mapping[Effort, int]) -> int:
        """The minutes by the weight of their effort, the longest sessions being the hardest."""
        efforts = [
            Effort.VIGOROUS
            if place < self.vigorous
            else Effort.MODERATE
            if place < self.moderate
            else Effort.LIGHT
            for place in range(len(self.lengths))
        ]
        return sum(length * weights[effort] for length, effort in zip(self.lengths, efforts, strict=True))


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a week may hold.

    There is no sum for the whole week: with one, whoever has shorter sessions fits in more of them, and
    is ahead later. `before_vigorous` is how many sessions are moderate before the first vigorous one,
    `growth` is minutes a session, and None where only the pace bounds it.
    """

    sessions: int
    session_minutes: int
    moderate: int = 0
    vigorous: int = 0
    before_vigorous: int = 0
    growth: int | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a programme may grow, from `plan.yaml`."""

    turns: tuple[Turn, ...]
    added: int
    growth: int
    easier_percent: int
    back_percent: int
    day_share_percent: int
    day_share_from: int

    @classmethod
    def of(cls, parameters: Parameters) -> "Pace":
        """The pace that the rulebook states."""
        return cls(
            parameters.turns.value,
            parameters.added_minutes.value,
            parameters.growth_minutes.value,
            parameters.easier_percent.value,
            parameters.back_percent.value,
            parameters.day_share_percent.value,
            parameters.day_share_from.value,
        )

    def shared(self, lengths: tuple[int, ...]) -> tuple[int, ...]:
        """The lengths, the longest brought down until no day holds more of the week than it may."""
        while len(lengths) >= self.day_share_from and max(lengths) * 100 > self.day_share_percent * sum(
            lengths
        ):
            lengths = tuple(min(length, max(lengths) - 1) for length in lengths)
        return lengths

    def turn(self, week: int) -> Turn:
        """Whose turn it is to be raised in a week, by the calendar."""
        return self.turns[(week - 1) % len(self.turns)]


def within(load: Load, limits: Limits) -> Load:
    """The load, brought under every limit: the sessions added last go first."""
    lengths = tuple(min(length, limits.session_minutes) for length in load.lengths[: limits.sessions])
    moderate = min(load.moderate, limits.moderate, len(lengths))
    return Load(lengths, moderate, min(load.vigorous, limits.vigorous, len(lengths)))


def step(load: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    """The load of week `week`, from the last full week, under the limits of the new one.

    A pause and a referral hold the load for whatever comes after them. Unless the step is one back, a load
    with a session that is shorter than before is `shortened`.
    """
    now = within(load, limits)
    after = _decided(now, limits, decision, week, pace)
    lengths = pace.shared(after.lengths)
    cut = any(new < old for new, old in zip(lengths, now.lengths, strict=False))
    return Load(lengths, after.moderate, after.vigorous, cut and decision is not Decision.STEP_BACK)


def lowest(first: Load, second: Load) -> Load:
    """What two loads have in common: the most that is no more than either; as `shortened` as the first."""
    lengths = tuple(map(min, first.lengths, second.lengths))
    moderate, vigorous = min(first.moderate, second.moderate), min(first.vigorous, second.vigorous)
    return Load(lengths, moderate, vigorous, first.shortened)


def lighter(load: Load, pace: Pace) -> tuple[int, ...]:
    """The minutes of each session in a lighter week, rounded."""
    return tuple(max(1, (length * pace.easier_percent + 50) // 100) for length in load.lengths)


def _decided(now: Load, limits: Limits, decision: Decision, week: int, pace: Pace) -> Load:
    if decision is Decision.STEP_BACK:
        shorter = tuple(_part(length, pace.back_percent) for length in now.lengths)
        return Load(shorter, max(0, now.moderate - 1), 0)
    if decision is not Decision.ADVANCE:
        return now
    match pace.turn(week):
        case "sessions":
            return _one_session_more(now, limits, pace)
        case "minutes":
            return _longer(now, limits, pace)
        case "effort":
            return _harder(now, limits)
        case "easier":
            return now


def _part(length: int, percent: int) -> int:
    return max(1, length * percent // 100)


def _one_session_more(now: Load, limits: Limits, pace: Pace) -> Load:
    """A session more, no longer than any other, and within the growth of a week.

    Where the week then leans too much on its longest days, those grow shorter. (Waiting instead would
    leave whoever began with long sessions with fewer of them than whoever began with short ones.)
    """
    sessions = len(now.lengths) + 1
    length = min(pace.added, limits.session_minutes, sessions * _growth(limits, pace), *now.lengths)
    if sessions > limits.sessions or not length:
        return now
    return Load((*now.lengths, length), now.moderate, now.vigorous)


def _longer(now: Load, limits: Limits, pace: Pace) -> Load:
    growth = _growth(limits, pace)
    grown = tuple(length + growth for length in now.lengths)
    return within(Load(grown, now.moderate, now.vigorous), limits)


def _harder(now: Load, limits: Limits) -> Load:
    """One session harder, if any may be: some moderate ones come before the first vigorous one."""
    if now.moderate >= limits.before_vigorous and now.vigorous < min(limits.vigorous, len(now.lengths)):
        return Load(now.lengths, now.moderate, now.vigorous + 1)
    moderate = min(now.moderate + 1, limits.moderate, len(now.lengths))
    return Load(now.lengths, moderate, now.vigorous)


def _growth(limits: Limits, pace: Pace) -> int:
    return pace.growth if limits.growth is None else min(pace.growth, limits.growth)
