"""Where an activity stands, week by week: in the sessions, or what keeps it out of them."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from recommender.model.programme import LightMovement, Programme, Session, Week
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort
from recommender.planning.selection import Choice, Choices
from recommender.reasons.effort import Opening, holding_back, opening

AHEAD = 3


class Cause(StrEnum):
    """Why an activity is in a week, or is not."""

    THERE = "there"
    EXCLUDED = "excluded"
    HELD_BACK = "held_back"
    NOT_YET = "not_yet"
    OTHERS_FIRST = "others_first"
    ONLY_LIGHT = "only_light"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class Stage:
    """Some weeks in which an activity stands the same. An adjustment is a rule without a name."""

    cause: Cause
    first: int = 1
    last: int = 1
    rules: tuple[str, ...] = ()
    leading: int = 0
    beside: int = 0
    sessions: int = 0
    ahead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One activity in one recommendation."""

    activity: str
    stages: tuple[Stage, ...]
    preferring: tuple[str, ...] = ()
    avoiding: tuple[str, ...] = ()
    points: int = 0
    opening: Opening | None = None
    ahead: dict[str, int] = field(default_factory=dict)

    @property
    def there(self) -> bool:
        """Whether it is in any week."""
        return any(stage.cause is Cause.THERE for stage in self.stages)

    @property
    def holding(self) -> tuple[str, ...]:
        """The rules that exclude it or keep the effort below it, in some week."""
        kept = (Cause.EXCLUDED, Cause.HELD_BACK)
        named = {rule for stage in self.stages if stage.cause in kept for rule in stage.rules}
        return tuple(sorted(named - {""}))

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that has a part in where it stands."""
        speaking = {
            *self.preferring,
            *self.avoiding,
            *(rule for stage in self.stages for rule in stage.rules),
        }
        holding = self.opening.holding if self.opening else ()
        return tuple(sorted(rule for rule in {*speaking, *holding} if rule))


def standing(activity: str, recommendation: Recommendation, book: RuleBook) -> Standing:
    """Where an activity stands for this person."""
    choices = Choices(recommendation.prescription, book.activities)
    choice = choices[1]
    stages = _stages(activity, recommendation, choices)
    held = any(stage.cause is Cause.HELD_BACK for stage in stages)
    names = dict.fromkeys(name for stage in stages for name in stage.ahead)
    return Standing(
        activity,
        stages,
        preferring=choice.preferring(activity),
        avoiding=choice.avoiding(activity),
        points=choice.points(activity),
        opening=opening(book.activities[activity].floor, recommendation, book) if held else None,
        ahead={name: choice.points(name) for name in names},
    )


def _stages(activity: str, recommendation: Recommendation, choices: Choices) -> tuple[Stage, ...]:
    result = recommendation.result
    if isinstance(result, LightMovement):
        return (_in_light(activity, result, choices[1]),)
    if not isinstance(result, Programme):
        return (Stage(Cause.REFERRED),)
    found: list[Stage] = []
    for week in result.weeks:
        stage = _in_week(activity, week, choices[week.number])
        if found and replace(stage, first=1, last=1) == replace(found[-1], first=1, last=1):
            found[-1] = replace(found[-1], last=week.number)
        else:
            found.append(stage)
    return tuple(found)


def _in_light(activity: str, result: LightMovement, choice: Choice) -> Stage:
    if activity in result.options:
        return Stage(Cause.THERE)
    if excluding := choice.excluding(activity):
        return Stage(Cause.EXCLUDED, rules=excluding)
    if choice.activities[activity].bears(Effort.LIGHT):
        return Stage(Cause.OTHERS_FIRST, ahead=result.options)
    return Stage(Cause.ONLY_LIGHT)


def _in_week(activity: str, week: Week, choice: Choice) -> Stage:
    number = week.number
    leading = sum(session.activity == activity for session in week.sessions)
    beside = sum(activity in session.options[1:] for session in week.sessions)
    if leading or beside:
        return Stage(Cause.THERE, number, number, (), leading, beside, len(week.sessions))
    entry = choice.activities[activity]
    bearing = [session for session in week.sessions if entry.bears(session.intensity)]
    if excluding := choice.excluding(activity) or _always_excluding(activity, bearing, choice):
        return Stage(Cause.EXCLUDED, number, number, excluding)
    if not entry.floor.at_most(week.ceiling):
        rules = holding_back(entry.floor, number, choice.prescription)
        return Stage(Cause.HELD_BACK, number, number, rules)
    if not bearing:
        return Stage(Cause.NOT_YET, number, number)
    return Stage(Cause.OTHERS_FIRST, number, number, ahead=_ahead(bearing, choice))


def _always_excluding(activity: str, bearing: list[Session], choice: Choice) -> tuple[str, ...]:
    """The rules that exclude an activity at every effort at which a session could hold it."""
    found = [choice.excluding(activity, session.intensity) for session in bearing]
    return tuple(sorted({rule for rules in found for rule in rules})) if found and all(found) else ()


def _ahead(bearing: list[Session], choice: Choice) -> tuple[str, ...]:
    """The activities that stand in the sessions instead, those with most points first."""
    names = {name for session in bearing for name in session.options}
    return tuple(sorted(names, key=lambda name: (-choice.points(name), name))[:AHEAD])
