"""What laxer and stricter mean: how much one rulebook leaves a person, measured so that two can be compared.

This is the one place that says it. Every measure is a whole number, and more of it is laxer:

- the outcome: a programme is more than light movement without doses, which is more than a referral; among
  referrals the less urgent is more;
- in each week: the ceiling of effort; the needs of a gate, each of which is more when it is not asked for;
  the bounds on minutes, sessions, weekly minutes, harder sessions, strength, growth, kinds, movement at any
  time and attention; the rest days, the winding down and the easy days that are required, where fewer are
  more; each activity at each effort, and each time, place and company, where open is more than excluded;
- each kind of figure, where shown is more than hidden;
- where the first week begins, and how far each week may grow.

They are taken from limits, before anything is planned: so that a difference speaks of what rules allow, and
not of how a week happened to be laid out. Somebody who is referred has no measure but the outcome, and
somebody without doses none that doses have; what only one side has is not compared.

A safety limit is lost where the new rulebook leaves more than the old one's rules of purpose safety and
trauma alone, together with its screening and the person's own adjustments, would have left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommender.model.directive import Exclude, Gate, Hide, Limit, Permit, Require, Start
from recommender.model.prescription import Acting, Prescription, WeekBounds
from recommender.model.scale import Effort, Purpose
from recommender.model.spelling import ALWAYS
from recommender.planning.resolve import bounds_of, least, most
from recommender.planning.selection import Choice, Choices
from recommender.planning.targets import aims_of, beginning, limits_of
from recommender.workshop.comparing.treated import WITHOUT_DOSES, Frame, Treated, situations_of

FREE = 1_000_000
"""The level of a bound that nobody set."""

BOUNDS = (
    "minutes",
    "sessions",
    "week_minutes",
    "moderate_sessions",
    "vigorous_sessions",
    "strength_days",
    "growth",
    "kinds",
)
GROWTH = ("most_sessions", "most_minutes", "most_moderate", "most_vigorous")
"""How far a week may grow."""

BETTER = {
    "most_sessions": ("sessions",),
    "most_minutes": ("minutes", "week_minutes"),
    "most_moderate": ("moderate_sessions", "effort"),
    "most_vigorous": ("vigorous_sessions", "effort"),
    "gate": ("effort",),
}
"""Measures, and those that say it better where both differ in a week."""

BEGINNING = {
    "first_sessions": ("sessions",),
    "first_minutes": ("minutes", "week_minutes"),
    "first_moderate": ("moderate_sessions",),
}
"""Where the first week begins, and the amounts of a start that say so."""
FIGURES = ("heart_rate", "minutes")
EVERYTHING = Acting(Permit(intensity=Effort.VIGOROUS, awareness=4), (ALWAYS,))


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a rulebook leaves more or less of: what, of what, and the first week of a stretch.

    Stretches lie between the weeks in which anything begins or ends; 0 is what holds throughout.
    """

    what: str
    of: tuple[str, ...] = ()
    week: int = 0


def levels(side: Treated, frame: Frame) -> dict[Measure, int]:
    """Every measure that there is for this person, and how much of it the rulebook leaves."""
    found = {Measure("outcome"): -side.stop}
    if side.stop > WITHOUT_DOSES:
        return found
    hidden = {figure for item in side.prescription.of(Hide) for figure in _figures(item)}
    found |= {Measure("figure", (figure,)): int(figure not in hidden) for figure in FIGURES}
    with_doses = side.stop < WITHOUT_DOSES
    weeks = frame.weeks if with_doses else (1,)
    if frame.excluding:
        choices = Choices(side.prescription, side.book.activities)
        for week in weeks:
            found |= _activities(choices[week], week, tuple(Effort) if with_doses else (Effort.LIGHT,))
            found |= _situations(side.prescription, week, frame) if with_doses else {}
    if with_doses:
        found |= _beginning(side)
        for week in weeks:
            found |= _week(side, week, frame)
    return found


def protected(side: Treated, frame: Frame) -> dict[Measure, int]:
    """How much of each measure screening and the rules of purpose safety and trauma alone would leave.

    What an activity is not fit for by its nature is no limit of theirs.
    """
    return left_by(
        side, [item for item in side.prescription.acting if item.purpose.rank >= Purpose.TRAUMA.rank], frame
    )


def left_by(side: Treated, acting: Sequence[Acting], frame: Frame) -> dict[Measure, int]:
    """How much of each measure these directives alone would leave; `FREE` where they say nothing of it."""
    found = levels(side.under([*acting, EVERYTHING]), frame)
    named = {key for item in acting if isinstance(item.body, Start) for key, value in item.body if value}
    free = {*GROWTH, *(what for what, keys in BEGINNING.items() if not named & set(keys))}
    unborne = {
        (name, str(effort))
        for name, activity in side.book.activities.items()
        for effort in Effort
        if not activity.bears(effort)
    }
    return {
        measure: FREE
        if measure.what in free or (measure.what == "activity" and measure.of in unborne)
        else level
        for measure, level in found.items()
    }


def behind(
    side: Treated, frame: Frame, less_than: Mapping[Measure, int], least: Purpose = Purpose.TRAUMA
) -> tuple[str, ...]:
    """The rules of this purpose or a higher one that alone would leave less than that of something."""
    acting: dict[str, list[Acting]] = {}
    for item in side.prescription.acting:
        if item.rule and item.purpose.rank >= least.rank:
            acting.setdefault(item.rule, []).append(item)
    found = []
    for rule, own in sorted(acting.items()):
        left = left_by(side, own, frame)
        if any(left.get(one, FREE) < level for one, level in less_than.items() if one.what != "outcome"):
            found.append(rule)
    return tuple(found)


def _week(side: Treated, week: int, frame: Frame) -> dict[Measure, int]:
    prescription = side.prescription
    bounds = bounds_of(prescription, week)
    plain = {"effort": bounds.effort.rank, "awareness": bounds.awareness}
    plain |= {what: getattr(bounds, what).below(FREE) for what in BOUNDS}
    any_time = least(prescription.of(Limit, week), "any_time_minutes", prescription.facts)
    plain |= {"any_time_minutes": any_time.below(FREE)} | _required(prescription, week)
    plain |= _growing(side, bounds, week)
    found = {Measure(what, (), week): level for what, level in plain.items()}
    return found | _gates(bounds, week, frame)


def _required(prescription: Prescription, week: int) -> dict[str, int]:
    asked = tuple(prescription.of(Require, week))
    easy = any(isinstance(item.body, Require) and item.body.after for item in asked)
    numbers = {what: most(asked, what, prescription.facts).value or 0 for what in ("rest_days", "cool_down")}
    return {"easy_after": int(not easy)} | {what: -number for what, number in numbers.items()}


def _growing(side: Treated, bounds: WeekBounds, week: int) -> dict[str, int]:
    """How far the week may grow."""
    start = beginning(side.prescription, side.book.parameters)
    aims = aims_of(start, side.prescription, side.book.parameters, week)
    most_of = limits_of(bounds, aims, side.book.parameters)
    numbers = (most_of.sessions, most_of.session_minutes, most_of.moderate, most_of.vigorous)
    return dict(zip(GROWTH, numbers, strict=True))


def _beginning(side: Treated) -> dict[Measure, int]:
    """Where the first week begins."""
    start = beginning(side.prescription, side.book.parameters)
    numbers = (start.sessions, start.minutes, start.moderate)
    return {Measure(what): number for what, number in zip(BEGINNING, numbers, strict=True)}


def _gates(bounds: WeekBounds, week: int, frame: Frame) -> dict[Measure, int]:
    """For each effort and each need: whether the effort is open in that week without it."""
    found = {}
    for effort in (Effort.MODERATE, Effort.VIGOROUS):
        gates = [
            gate.body for gate in bounds.gates if isinstance(gate.body, Gate) and gate.body.to.at_most(effort)
        ]
        asked = {need for gate in gates for need in ("", *gate.needs)}
        reached = effort.at_most(bounds.effort)
        for need in frame.needs:
            found[Measure("gate", (effort, need), week)] = int(reached and need not in asked)
    return found


def _activities(choice: Choice, week: int, efforts: Iterable[Effort]) -> dict[Measure, int]:
    """Each activity at each of these efforts: whether it is open."""
    found = {}
    for effort in efforts:
        possible = set(choice.possible(effort))
        for name in choice.activities:
            found[Measure("activity", (name, effort), week)] = int(name in possible)
    return found


def _situations(prescription: Prescription, week: int, frame: Frame) -> dict[Measure, int]:
    """Each time, company and place that either side excludes, at each effort: whether it is open."""
    closed = {
        (*named, effort)
        for item in prescription.of(Exclude, week)
        for named in situations_of(item, prescription.facts)
        for effort in getattr(item.body, "intensity", None) or Effort
    }
    return {
        Measure(situation, (word, effort), week): int((situation, word, effort) not in closed)
        for situation, word in frame.situations
        for effort in Effort
    }


def _figures(item: Acting) -> tuple[str, ...]:
    return item.body.figures if isinstance(item.body, Hide) and item.weeks else ()
