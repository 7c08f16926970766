"""What all rules come to together for one person, before any week is planned.

efforts         the effort limit and the week from which it holds: {1: light, 3: moderate}
limits          the most of each amount in the same form, or one number for all weeks; `none`: no limit
                (minutes, sessions, week_minutes, moderate_sessions, vigorous_sessions, strength_days,
                growth, kinds, any_time_minutes, awareness, and intensity without any gate); only those
                that are named are looked at
permits         how far the permits go, in the same form: intensity, awareness
start           where the first week begins, before any limit: sessions, minutes, moderate_sessions
aims            how far it may grow: minutes, sessions, week_minutes, strength_days, balance_days, …
gates           for each effort the weeks before it and what a review looks at: {after_weeks, needs}
requires        rest_days, cool_down, easy_after
hidden          the figures that this person is not shown, all of them
texts           opening, endpoint, minimum and cue of the first week, by name
any_time        movement at any time, with its minutes, all of it
choices         for a kind of movement the activities of a light session in week 1, the best first
closed          activities that a rule takes away at every effort
wishes          what all wishes add up to for an activity, in the form of limits
situations      the same for a setting, a time of day or company
vigorous_time   when a vigorous session would be in week 1
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, product
from typing import TypeAlias

from recommender.model.directive import Aim, Avoid, Gate, Hide, Limit, Permit, Prefer, Require, Use
from recommender.model.prescription import Prescription
from recommender.model.recommendation import Recommendation
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Kind
from recommender.model.written import Plain
from recommender.planning.resolve import bounds_of, least, most
from recommender.planning.selection import Choice, Choices, chosen
from recommender.planning.targets import beginning
from recommender.recommend import WEEKS
from recommender.verification.plain_words import in_words

InForce: TypeAlias = Callable[[Plain, Recommendation, RuleBook], Iterator[str]]
Found: TypeAlias = "str | list[Found] | dict[str, Found]"

BOUNDS = (
    "minutes", "sessions", "week_minutes", "moderate_sessions", "vigorous_sessions", "strength_days",
    "growth", "kinds",
)  # fmt: skip
AIMS = ("minutes", "sessions", "week_minutes", "strength_days", "balance_days", "mindful_days")
FIRST = 1


def _efforts(given: Recommendation, _: RuleBook) -> Found:
    return _runs([str(bounds_of(given.prescription, week).effort) for week in _weeks(given)], whole=False)


def _limits(given: Recommendation, _: RuleBook) -> dict[str, Found]:
    bounds = [bounds_of(given.prescription, week) for week in _weeks(given)]
    found = {name: _runs([_number(getattr(bound, name).value) for bound in bounds]) for name in BOUNDS}
    any_time = [
        least(given.prescription.of(Limit, week), "any_time_minutes", given.prescription.facts).value
        for week in _weeks(given)
    ]
    efforts = [_lowest(given.prescription, week) for week in _weeks(given)]
    return {
        **found,
        "intensity": _runs(efforts),
        "awareness": _runs([str(bound.awareness) for bound in bounds]),
        "any_time_minutes": _runs([_number(value) for value in any_time]),
    }


def _lowest(prescription: Prescription, week: int) -> str:
    """The effort that the limits of a week leave, whatever a gate or a permit says."""
    bodies = [item.body for item in prescription.of(Limit, week) if isinstance(item.body, Limit)]
    said = [body.intensity for body in bodies if body.intensity]
    return str(Effort.lowest(*said)) if said else "none"


def _permits(given: Recommendation, _: RuleBook) -> dict[str, Found]:
    efforts: list[str] = []
    levels: list[str] = []
    for week in _weeks(given):
        acting = [item.body for item in given.prescription.of(Permit, week)]
        bodies = [body for body in acting if isinstance(body, Permit)]
        said = [body.intensity for body in bodies if body.intensity]
        efforts.append(str(Effort.highest(*said)) if said else "none")
        opened = [body.awareness for body in bodies if body.awareness is not None]
        levels.append(_number(max(opened, default=None)))
    return {"intensity": _runs(efforts), "awareness": _runs(levels)}


def _start(given: Recommendation, book: RuleBook) -> dict[str, Found]:
    start = beginning(given.prescription, book.parameters)
    return {
        "sessions": str(start.sessions),
        "minutes": str(start.minutes),
        "moderate_sessions": str(start.moderate),
    }


def _aims(given: Recommendation, _: RuleBook) -> dict[str, Found]:
    acting = given.prescription.of(Aim, FIRST)
    return {name: _number(most(acting, name, given.prescription.facts).value) for name in AIMS}


def _gates(given: Recommendation, _: RuleBook) -> dict[str, Found]:
    found: dict[str, Found] = {}
    bodies = [item.body for item in given.prescription.of(Gate) if isinstance(item.body, Gate)]
    for effort in Effort:
        these = [body for body in bodies if body.to is effort]
        if these:
            needs: list[Found] = [*sorted({need for body in these for need in body.needs})]
            found[effort] = {"after_weeks": str(max(body.after_weeks for body in these)), "needs": needs}
    return found


def _requires(given: Recommendation, _: RuleBook) -> dict[str, Found]:
    acting = given.prescription.of(Require, FIRST)
    numbers = {
        name: _number(most(acting, name, given.prescription.facts).value)
        for name in ("rest_days", "cool_down")
    }
    bodies = [item.body for item in acting if isinstance(item.body, Require)]
    after = [body.after for body in bodies if body.after and body.day]
    return {**numbers, "easy_after": str(Effort.lowest(*after)) if after else "none"}


def _hidden(given: Recommendation, _: RuleBook) -> Found:
    bodies = [item.body for item in given.prescription.of(Hide) if isinstance(item.body, Hide)]
    return [*sorted({figure for body in bodies for figure in body.figures})]


def _texts(given: Recommendation, _: RuleBook) -> dict[str, Found]:
    return {slot: _text(given.prescription, slot) for slot in ("opening", "endpoint", "minimum", "cue")}


def _text(prescription: Prescription, slot: str) -> str:
    """As a session chooses it: the name that the rule of the highest purpose gives."""
    named = [(item, getattr(item.body, slot)) for item in prescription.of(Use, FIRST)]
    used = [(item, name) for item, name in named if name]
    first = min(used, key=lambda pair: (-pair[0].purpose.rank, pair[0].rule), default=None)
    return str(first[1]) if first else "default"


def _any_time(given: Recommendation, _: RuleBook) -> Found:
    offers = given.programme.any_time if given.programme else ()
    return {offer.activity: str(offer.minutes) for offer in offers}


def _choices(given: Recommendation, book: RuleBook) -> dict[str, Found]:
    choice = _choice(given, book)
    return {kind: [*choice.options(Effort.LIGHT, kind, book.parameters.options.value)] for kind in Kind}


def _closed(given: Recommendation, book: RuleBook) -> list[str]:
    choice = _choice(given, book)
    return [name for name in book.activities if all(choice.excluding(name, effort) for effort in Effort)]


def _wishes(given: Recommendation, book: RuleBook) -> dict[str, Found]:
    choices = Choices(given.prescription, book.activities)
    return {
        name: _runs([str(choices[week].points(name)) for week in _weeks(given)]) for name in book.activities
    }


def _situations(given: Recommendation, _: RuleBook) -> dict[str, Found]:
    counted = [_wished(given.prescription, week) for week in _weeks(given)]
    names = {name for week in counted for name in week}
    return {name: _runs([str(week[name]) for week in counted]) for name in names}


def _wished(prescription: Prescription, week: int) -> Counter[str]:
    """One point for each wish for a setting, a time or company, one less for each that avoids it."""
    points: Counter[str] = Counter()
    for kind, sign in ((Prefer, 1), (Avoid, -1)):
        bodies = [item.body for item in prescription.of(kind, week) if type(item.body) is kind]
        for body, situation in product(bodies, ("setting", "time_of_day", "company")):
            for word in chosen(getattr(body, situation), prescription.facts):
                points[word] += sign
    return points


def _vigorous_time(given: Recommendation, book: RuleBook) -> Found:
    return str(_choice(given, book).time_of_day(Effort.VIGOROUS))


def _choice(given: Recommendation, book: RuleBook) -> Choice:
    return Choices(given.prescription, book.activities)[FIRST]


def _weeks(given: Recommendation) -> range:
    return range(1, 1 + (len(given.programme.weeks) if given.programme else WEEKS))


def _number(value: int | None) -> str:
    return "none" if value is None else str(value)


def _runs(values: list[str], *, whole: bool = True) -> Found:
    """Each value with the week from which it holds; the value alone where `whole` and there is one."""
    runs: dict[str, Found] = {}
    week = FIRST
    for value, group in groupby(values):
        runs[str(week)] = value
        week += len(list(group))
    return values[0] if whole and len(runs) == 1 else runs


def _same(read: Callable[[Recommendation, RuleBook], Found]) -> InForce:
    """The whole of it is expected."""

    def misses(wanted: Plain, given: Recommendation, book: RuleBook) -> Iterator[str]:
        found = read(given, book)
        if found != wanted:
            yield f"{in_words(found)} instead of {in_words(wanted)}"

    return misses


def _named(read: Callable[[Recommendation, RuleBook], dict[str, Found]], absent: str = "") -> InForce:
    """Only what is named is expected; `absent` is what a name stands for that is not there."""

    def misses(wanted: Plain, given: Recommendation, book: RuleBook) -> Iterator[str]:
        if not isinstance(wanted, Mapping):
            yield f"lines of the form “name: value” are asked here, found “{in_words(wanted)}”"
            return
        found = read(given, book)
        for name, value in wanted.items():
            if name not in found and not absent:
                yield f"{name} is not one of {', '.join(sorted(found))}"
            elif (there := found.get(name, absent)) != value:
                yield f"{name} {in_words(there)} instead of {in_words(value)}"

    return misses


def _holding(read: Callable[[Recommendation, RuleBook], list[str]]) -> InForce:
    """What is listed is among it."""

    def misses(wanted: Plain, given: Recommendation, book: RuleBook) -> Iterator[str]:
        found = read(given, book)
        for name in wanted if isinstance(wanted, list) else [wanted]:
            if name not in found:
                yield f"{in_words(name)} is not there"

    return misses


IN_FORCE: dict[str, InForce] = {
    "efforts": _same(_efforts),
    "limits": _named(_limits),
    "permits": _named(_permits),
    "start": _named(_start),
    "aims": _named(_aims),
    "gates": _named(_gates, "none"),
    "requires": _named(_requires),
    "hidden": _same(_hidden),
    "texts": _named(_texts),
    "any_time": _same(_any_time),
    "choices": _named(_choices),
    "closed": _holding(_closed),
    "wishes": _named(_wishes),
    "situations": _named(_situations, "0"),
    "vigorous_time": _same(_vigorous_time),
}
"""How each of these expectations is held against a recommendation, one line for each that is missed."""
