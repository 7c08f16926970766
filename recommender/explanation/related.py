"""Which rules have to do with a part, and which answers these look at."""

from collections.abc import Iterable, Iterator

from recommender.explanation.parts import ActivityPart, Dose, DosePart, Part, RulePart
from recommender.model.activity import Activity
from recommender.model.condition import Line
from recommender.model.directive import (
    Aim,
    Avoid,
    Body,
    Exclude,
    Gate,
    Limit,
    Permit,
    Prefer,
    Require,
    Selector,
    Start,
)  # fmt: skip
from recommender.model.recommendation import Recommendation
from recommender.model.rule import Rule, RuleBook
from recommender.model.scale import Effort, Stratum
from recommender.model.spelling import FromAnswer, Share
from recommender.planning.selection import TRAITS
from recommender.reasons.behind import derived_by
from recommender.reasons.standing import standing

OF_DOSE: dict[Dose, dict[type[Body], tuple[str, ...]]] = {
    Dose.INTENSITY: {
        Limit: ("intensity", "moderate_sessions", "vigorous_sessions"),
        Permit: ("intensity",),
        Gate: ("to",),
    },
    Dose.MINUTES: {
        Limit: ("minutes", "week_minutes", "growth", "sessions"),
        Start: ("minutes", "week_minutes", "sessions"),
        Aim: ("minutes", "week_minutes", "sessions"),
    },
    Dose.SESSIONS: {
        Limit: ("sessions", "strength_days", "kinds", "week_minutes"),
        Start: ("sessions",),
        Aim: ("sessions",),
        Require: ("rest_days", "after"),
    },
}
OF_KIND = ("strength_days", "balance_days", "mindful_days", "kinds")


def related(part: Part, recommendation: Recommendation, book: RuleBook) -> tuple[Rule, ...]:
    """The rules that have to do with a part: those that act on it now come first."""
    match part:
        case RulePart(name):
            return tuple(rule for rule in book.rules if rule.id == name)
        case ActivityPart(name):
            return _about_activity(name, recommendation, book)
        case DosePart(dose):
            return _acting_first(_bounding((dose,), book), recommendation)
        case _:
            return _acting_first(_bounding(tuple(Dose), book), recommendation)


def with_states(rules: Iterable[Rule], book: RuleBook) -> tuple[Rule, ...]:
    """The rules, and those that derive the states they look at."""
    found: dict[str, Rule] = {}
    waiting = list(rules)
    while waiting:
        rule = waiting.pop(0)
        if rule.id not in found:
            found[rule.id] = rule
            waiting += [deriving for state in rule.reads() for deriving in derived_by(state, book)]
    return tuple(found.values())


def lines_of(rules: Iterable[Rule]) -> Iterator[Line]:
    """Every line that these rules look at."""
    for rule in rules:
        yield from rule.when.every_line()
        if rule.unless:
            yield from rule.unless.every_line()


def put_in(rules: Iterable[Rule]) -> frozenset[str]:
    """The facts whose answers the directives of these rules put in."""
    return frozenset(
        value.fact
        for rule in rules
        for directive in rule.then
        for _, value in directive.body
        if isinstance(value, Share | FromAnswer)
    )


def _about_activity(name: str, recommendation: Recommendation, book: RuleBook) -> tuple[Rule, ...]:
    place = standing(name, recommendation, book)
    named = set(place.rules)
    activity = book.activities[name]
    rules = [
        rule
        for rule in book.of(Stratum.PRESCRIPTION)
        if rule.id in named
        or any(_touches(directive.body, name, activity, place.ahead) for directive in rule.then)
    ]
    return tuple(sorted(rules, key=lambda rule: rule.id not in named))


def _touches(body: Body, name: str, activity: Activity, ahead: Iterable[str]) -> bool:
    if isinstance(body, Prefer | Avoid | Exclude):
        return _may_name(body, name, activity) or any(_names(body, other) for other in ahead)
    if isinstance(body, Limit | Permit | Gate) and activity.floor is not Effort.LIGHT:
        return any(getattr(body, key, None) is not None for key in ("intensity", "to"))
    return isinstance(body, Limit | Aim | Start) and any(
        getattr(body, key, None) is not None
        for key in OF_KIND
        if key == "kinds" or key.startswith(activity.kind)
    )


def _names(body: Selector, name: str) -> bool:
    return isinstance(body.activity, tuple) and name in body.activity


def _may_name(body: Selector, name: str, activity: Activity) -> bool:
    """Whether a selector may speak of an activity: by its name, a trait, or an answer that is put in."""
    terms = {key: value for key, value in body if key in TRAITS and value is not None}
    own = {"activity": (name,), "rhythmic": (activity.rhythmic,)}
    return any(_meets(value, own.get(key, getattr(activity, key, ()))) for key, value in terms.items())


def _meets(value: object, own: object) -> bool:
    mine = own if isinstance(own, tuple) else (own,)
    if isinstance(value, FromAnswer):
        return bool(mine)
    wanted = value if isinstance(value, tuple) else (value,)
    return bool({str(word) for word in wanted} & {str(word) for word in mine})


def _bounding(doses: tuple[Dose, ...], book: RuleBook) -> list[Rule]:
    return [
        rule
        for rule in book.of(Stratum.PRESCRIPTION)
        if any(_bounds(directive.body, doses) for directive in rule.then)
    ]


def _bounds(body: Body, doses: tuple[Dose, ...]) -> bool:
    return any(
        getattr(body, key, None) is not None for dose in doses for key in OF_DOSE[dose].get(type(body), ())
    )


def _acting_first(rules: Iterable[Rule], recommendation: Recommendation) -> tuple[Rule, ...]:
    return tuple(sorted(rules, key=lambda rule: recommendation.trace.fired(rule.id) is None))
