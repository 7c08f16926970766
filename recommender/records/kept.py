"""What a case says now, as far as a record wants to know it: the kept recommendation, and the last check-in.

The recommendation is read as it was frozen, and no rulebook is asked. What a record cannot use is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from recommender.casebook.records import Case, Frozen, Intake, Kept
from recommender.casebook.row import Object
from recommender.model.recommendation import Json
from recommender.model.scale import Decision

Kind = Literal["programme", "limited", "referral", "paused"]
MINUTES = "minutes"
STOPPING = (Decision.PAUSE, Decision.REFER)


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a week."""

    day: int
    activities: tuple[str, ...]
    minutes: int
    effort: str
    time_of_day: str
    talk_test: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week; a preview opens at a check-in only."""

    number: int
    preview: bool
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for a person now: the last recommendation, and what a check-in since then made of it."""

    intake: Kept[Intake]
    given: Kept[Frozen]
    review: Kept[Object] | None

    @property
    def kind(self) -> Kind:
        """A programme is one as long as nothing stops it. Where somebody looks first, there is none."""
        outcome, decision = self._recommendation.get("outcome"), self.decision
        if outcome == "referral" or decision == Decision.REFER:
            return "referral"
        if outcome != "programme":
            return "limited"
        return "programme" if self.weeks else "paused"

    @property
    def decision(self) -> str:
        """What the last check-in decided; empty where there was none since the answers."""
        return _text(self.review.value, "decision") if self.review else ""

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks of the programme; after a check-in, the next one that it opened and no other.

        There is none where the check-in stopped it.
        """
        if self.review is None:
            programme = _object(self._recommendation, "programme")
            return tuple(map(_week, _objects(programme, "weeks")))
        coming = _object(self.review.value, "week")
        opened = coming and self.decision not in STOPPING
        return (replace(_week(coming), preview=False),) if opened else ()

    @property
    def stopped(self) -> bool:
        """Whether the last check-in took back what the page of the recommendation proposes."""
        return self.review is not None and (self.decision in STOPPING or self.kind == "paused")

    @property
    def summary(self) -> str:
        """The recommendation in a few sentences; none once a check-in has moved on from them."""
        if self.review is not None:
            return ""
        return _text(self._recommendation, "summary")

    @property
    def urgency(self) -> str:
        """How soon somebody is to look, as the last check-in or else the recommendation has it."""
        if self.review is not None:
            return _text(self.review.value, "urgency")
        return _text(_object(self._recommendation, "referral"), "urgency")

    @property
    def asks(self) -> tuple[str, ...]:
        """The questions whose answers would open more."""
        return _texts(self._recommendation, "asks")

    @property
    def stop_signals(self) -> tuple[str, ...]:
        """When to stop."""
        return _texts(_object(self._recommendation, "programme"), "stop_signals")

    @property
    def if_overwhelmed(self) -> str:
        """What may help when it gets too much."""
        return _text(_object(self._recommendation, "programme"), "if_overwhelmed")

    @property
    def page_of_check_in(self) -> str:
        """The page of the last check-in, where there was one."""
        return _text(self.review.value, "page") if self.review else ""

    @property
    def hides_minutes(self) -> bool:
        """Whether figures of minutes are kept from this person: a record may be open to them."""
        return self.given.value.hides(MINUTES)

    @property
    def at(self) -> str:
        """The moment of the last thing that was said."""
        return self.review.at if self.review else self.given.at

    @property
    def _recommendation(self) -> Object:
        return self.given.value.recommendation


def standing(case: Case) -> Standing:
    """What stands now in a case."""
    given = case.recommendations[-1]
    intake = next(one for one in reversed(case.intakes) if one.number == given.intake)
    last = case.reviews[-1] if case.reviews else None
    return Standing(intake, given, last if last and last.intake == given.intake else None)


def _week(week: Object) -> Week:
    sessions = tuple(map(_session, _objects(week, "sessions")))
    return Week(_number(week, "number"), week.get("provisional") is True, sessions)


def _session(session: Object) -> Session:
    return Session(
        _number(session, "day"),
        _texts(session, "options"),
        _number(session, "minutes"),
        _text(session, "intensity"),
        _text(session, "time_of_day"),
        _text(session, "talk_test"),
    )


def _text(where: Object, name: str) -> str:
    found = where.get(name)
    return found if isinstance(found, str) else ""


def _number(where: Object, name: str) -> int:
    found = where.get(name)
    return found if isinstance(found, int) else 0


def _texts(where: Object, name: str) -> tuple[str, ...]:
    return tuple(one for one in _listed(where.get(name)) if isinstance(one, str))


def _objects(where: Object, name: str) -> Iterator[Object]:
    return (one for one in _listed(where.get(name)) if isinstance(one, dict))


def _object(where: Object, name: str) -> Object:
    found = where.get(name)
    return found if isinstance(found, dict) else {}


def _listed(found: Json) -> list[Json]:
    return found if isinstance(found, list) else []
