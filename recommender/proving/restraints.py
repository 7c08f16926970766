"""The ways in which somebody can be held back: named, and told as a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recommender.model.directive import Body, Doses, Exclude, Gate, Require, Start
from recommender.model.parameters import Parameter
from recommender.model.rule import RuleBook
from recommender.model.scale import Effort, Urgency
from recommender.model.spelling import Share

AT_MOST = (
    "minutes", "sessions", "week_minutes", "moderate_sessions", "vigorous_sessions", "strength_days",
    "growth", "kinds", "any_time_minutes",
)  # fmt: skip
"""The amounts that a `limit` bounds, besides effort and awareness."""

BEGINS = ("minutes", "sessions", "moderate_sessions")
AIMED = (
    "minutes",
    "sessions",
    "week_minutes",
    "moderate_sessions",
    "strength_days",
    "balance_days",
    "mindful_days",
)
AT_LEAST = ("rest_days", "cool_down")
SITUATIONS = ("time_of_day", "company", "setting")
MANY = 250
"""Amounts of one directive that are told apart: more than a session has minutes."""

AWARENESS = 4
"""The highest level of awareness that a rule can name (model/directive.py)."""


@dataclass(frozen=True, slots=True, order=True)
class Restraint:
    """One way of being held back; of two people, who has more of them is held back more.

    `what` is “referral”, “no doses”, “effort”, “begin minutes”, “closed” and so on; `week` is 0 where it
    speaks of no week, and otherwise the first of the weeks that are alike; `level` is an urgency or an
    effort, `amount` a number, and `about` an activity, a figure or a need.
    """

    what: str
    week: int = 0
    level: str = ""
    amount: int = 0
    about: str = ""

    def __str__(self) -> str:
        weeks = f" in week {self.week}" if self.week else ""
        return (
            SAID.get(self.what, "{what} {amount} at most").format(
                what=self.what.replace("_", " "), level=self.level, amount=self.amount, about=self.about
            )
            + weeks
        )


TOO_FEW = "too few activities"

SAID = {
    TOO_FEW: "{amount} activities or more at light effort",
    "referral": "a referral",
    "urgency": "a referral, {level} or more urgent",
    "no doses": "no doses",
    "effort": "effort at {level} at most",
    "rest_days": "{amount} rest days or more",
    "cool_down": "{amount} minutes or more to wind down",
    "easy after vigorous": "an easy day after vigorous effort",
    "closed": "{about} not offered at {level} effort",
    "time_of_day": "nothing in the {about} at {level} effort",
    "company": "nothing with {about} at {level} effort",
    "setting": "nothing at {about} at {level} effort",
    "decision": "{level} at a check-in, or more cautious",
    "decision urgency": "a referral at a check-in, {level} or more urgent",
    "hidden": "{about} not shown",
    "need": "a check-in that finds “{about}” before {level} effort",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What two rulebooks, or two people under one, are measured by.

    It holds the weeks and the amounts that make a difference, and everything else that rules speak of.

    `weeks` holds the first week of each stretch of weeks in which no directive begins or ends, `amounts` all
    that directives can come to, and `named` those that are no share of an answer.
    """

    weeks: tuple[int, ...]
    amounts: Mapping[tuple[str, str], tuple[int, ...]]
    named: frozenset[int]
    activities: Mapping[str, tuple[Effort, ...]]
    situations: tuple[tuple[str, str], ...]
    needs: tuple[tuple[Effort, str], ...]

    def restraints(self) -> Iterator[Restraint]:
        """Every restraint there can be."""
        yield Restraint("referral")
        yield from (Restraint("urgency", level=urgency) for urgency in tuple(Urgency)[1:])
        yield Restraint("no doses")
        for week in self.weeks:
            yield from (Restraint("effort", week, effort) for effort in tuple(Effort)[:-1])
            yield from self._amounts_in(week)
            yield Restraint("easy after vigorous", week)
            yield from self._closed_in(week)
        for sort in BEGINS:
            yield from (Restraint(f"begin {sort}", amount=amount) for amount in self._of("begin", sort))
        yield from (Restraint("hidden", about=figure) for figure in ("heart_rate", "minutes"))
        yield from (Restraint("need", level=effort, about=need) for effort, need in self.needs)

    def _amounts_in(self, week: int) -> Iterator[Restraint]:
        for sort in AT_MOST:
            yield from (Restraint(sort, week, amount=amount) for amount in self._of("limit", sort))
        yield from (Restraint("awareness", week, amount=level) for level in range(AWARENESS))
        for sort in AIMED:
            yield from (Restraint(f"aim {sort}", week, amount=amount) for amount in self._of("aim", sort))
        for sort in AT_LEAST:
            yield from (Restraint(sort, week, amount=amount) for amount in self._of("require", sort))

    def _closed_in(self, week: int) -> Iterator[Restraint]:
        for name, efforts in self.activities.items():
            yield from (Restraint("closed", week, effort, about=name) for effort in efforts)
        for situation, word in self.situations:
            yield from (Restraint(situation, week, effort, about=word) for effort in Effort)

    def _of(self, directive: str, sort: str) -> tuple[int, ...]:
        return self.amounts.get((directive, sort), ())


def measure(*books: RuleBook) -> Measure:
    """The measure for people under these rulebooks."""
    bodies = [(item.body, book) for book in books for rule in book.rules for item in rule.then]
    amounts: dict[tuple[str, str], set[int]] = {}
    named: set[int] = set()
    for body, book in bodies:
        for key, values in _amounts(body, book):
            amounts.setdefault(key, set()).update(values)
            named |= values if len(values) == 1 else set()
    for book in books:
        for sort in ("minutes", "sessions"):
            smallest: Parameter = getattr(book.parameters, f"smallest_{sort}")
            amounts.setdefault(("begin", sort), set()).add(smallest.value)
            named.add(smallest.value)
    gates = {(body.to, need) for body, _ in bodies if isinstance(body, Gate) for need in body.needs}
    return Measure(
        tuple(sorted({1, *(week for body, _ in bodies for week in _turns(body))})),
        {key: tuple(sorted(values)) for key, values in amounts.items()},
        frozenset(named),
        dict(_borne(books)),
        tuple(sorted({pair for body, _ in bodies for pair in _situations(body)})),
        tuple(sorted(gates)),
    )


def _situations(body: Body) -> Iterator[tuple[str, str]]:
    """The times, places and company that an exclusion names; those of an answer are activities' own."""
    for situation in SITUATIONS if isinstance(body, Exclude) else ():
        words = getattr(body, situation)
        yield from ((situation, str(word)) for word in words or () if isinstance(words, tuple))


def _borne(books: tuple[RuleBook, ...]) -> Iterator[tuple[str, tuple[Effort, ...]]]:
    """The activities that all of them know, each with the efforts at which it can be done in one of them."""
    for name in books[0].activities:
        each = [book.activities[name] for book in books if name in book.activities]
        if len(each) == len(books):
            yield name, tuple(effort for effort in Effort if any(one.bears(effort) for one in each))


def _turns(body: Body) -> Iterator[int]:
    """The weeks with which something else begins."""
    yield body.weeks.first
    if body.weeks.last is not None:
        yield body.weeks.last + 1
    if isinstance(body, Gate):
        yield body.after_weeks + 1


def _amounts(body: Body, book: RuleBook) -> Iterator[tuple[tuple[str, str], set[int]]]:
    """The amounts that a directive can come to, by its name and what it counts."""
    if not isinstance(body, Doses | Require):
        return
    name = "begin" if isinstance(body, Start) else type(body).__name__.lower()
    for sort in sorted({*AT_MOST, *AIMED, *AT_LEAST}):
        if (value := getattr(body, sort, None)) is not None:
            yield (name, sort), possible(value, book)
    if isinstance(body, Start) and body.week_minutes is not None:
        yield ("begin", "minutes"), possible(body.week_minutes, book, shared_by(body, book))


def shared_by(body: Doses, book: RuleBook) -> int:
    """Over how many sessions the weekly minutes of a beginning are shared out."""
    named = body.sessions if isinstance(body.sessions, int) else 0  # a share is refused when rules are loaded
    return max(1, named or book.parameters.smallest_sessions.value)


def possible(value: int | Share, book: RuleBook, sessions: int = 1) -> set[int]:
    """The amounts that this can come to, shared out over so many sessions; some of very many."""
    if not isinstance(value, Share):
        return {value // sessions}
    fact = book.vocabulary[value.fact]
    every = {number * value.percent // 100 // sessions for number in range(fact.low, fact.high + 1)}
    return set(sorted(every)[:: 1 + len(every) // MANY])


class CannotTell(Exception):
    """Rules hold something about which nothing is proved; the message says what."""
