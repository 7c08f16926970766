"""What one person would be offered first, and what would be planned: for what no limit tells."""

from recommender.model.directive import Aim
from recommender.model.programme import Week
from recommender.model.scale import Effort, Kind
from recommender.planning.outcomes import light_movement
from recommender.planning.programme import plan
from recommender.planning.resolve import bounds_of, most
from recommender.planning.selection import Choice, Choices
from recommender.recommend import WEEKS
from recommender.workshop.comparing.treated import Frame, Treated

DAYS = ("strength_days", "balance_days", "mindful_days")


def weeks_of(side: Treated) -> tuple[Week, ...]:
    """The weeks that are planned for somebody; none where nothing is left to offer."""
    programme = plan(side.prescription, side.book, WEEKS)
    return programme.weeks if programme else ()


def offered(side: Treated, frame: Frame) -> list[tuple[object, ...]]:
    """What comes first for somebody in each stretch of weeks, at every effort that is open then."""
    if side.stop:
        return [light_movement(side.trace, side.prescription, side.book).options]
    choices = Choices(side.prescription, side.book.activities)
    return [_first(side, choices[week], week) for week in frame.weeks]


def _first(side: Treated, choice: Choice, week: int) -> tuple[object, ...]:
    """What comes first in one week: for each effort and kind, when, where, with whom, on how many days."""
    found: list[object] = [choice.company()]
    ceiling, many = bounds_of(side.prescription, week).effort, side.book.parameters.options.value
    for effort in (effort for effort in Effort if effort.at_most(ceiling)):
        found.append(choice.time_of_day(effort))
        for kind in Kind:
            options = choice.options(effort, kind, many)
            found.append([(name, choice.setting(name)) for name in options])
    aims = side.prescription.of(Aim, week)
    facts = side.prescription.facts
    return (
        *found,
        *(most(aims, days, facts).value for days in DAYS),
    )


def planned(side: Treated) -> list[tuple[object, ...]]:
    """The weeks that somebody gets, without their words."""
    return [] if side.stop else [_laid_out(week) for week in weeks_of(side)]


def _laid_out(week: Week) -> tuple[object, ...]:
    """A week without its words."""
    sessions = tuple(
        (
            one.day,
            one.kind,
            one.options,
            one.minutes,
            one.intensity,
            one.time_of_day,
            one.setting,
            one.company,
        )
        for one in week.sessions
    )
    return week.number, week.ceiling, week.provisional, sessions
