"""What goes into the casebook and comes out of it: values that never change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from recommender.casebook.row import Object
from recommender.loading import Profile, read_answers
from recommender.model.adjustment import Role
from recommender.model.recommendation import Json, Recommendation, as_json
from recommender.model.rule import RuleBook

Written = TypeVar("Written")


@dataclass(frozen=True, slots=True)
class Intake:
    """One version of somebody's answers, as the profile had them, and what was noted beside them.

    The note is for whoever keeps the casebook: no recommendation and no page for the person has it.
    """

    role: Role
    region: str
    answers: Object
    adjustments: tuple[Json, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A recommendation as it was given, which no later rulebook changes: its JSON, and its page of text."""

    digest: str
    weeks: int
    recommendation: Object
    page: str

    def hides(self, figure: str) -> bool:
        """Whether a rule that fired keeps figures of this kind from the person."""
        return any(figure in _listed(done.get("hide")) for done in _concluded(self.recommendation))


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """One session of a log, as it was written there."""

    week: int
    day: int
    session: Object


@dataclass(frozen=True, slots=True)
class Kept(Generic[Written]):
    """Something in a case: the first, second ... of its kind, when it was put there, and for which intake."""

    number: int
    at: str
    intake: int
    value: Written


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is kept under one code, the oldest of each kind first.

    `log` is what stands; in `superseded` are the sessions of a day that was later written down otherwise.
    """

    code: str
    begun: str
    intakes: tuple[Kept[Intake], ...]
    recommendations: tuple[Kept[Frozen], ...]
    log: tuple[Kept[LoggedSession], ...]
    reviews: tuple[Kept[Object], ...]
    superseded: tuple[Kept[LoggedSession], ...] = ()

    @property
    def written(self) -> tuple[int, int]:
        """How many versions of the answers, and how many sessions, were ever kept: neither becomes less."""
        return len(self.intakes), len(self.log) + len(self.superseded)

    @property
    def notes(self) -> tuple[Kept[Intake], ...]:
        """The versions of the answers beside which something was noted; a note carried over counts once."""
        earlier = ("", *(one.value.note for one in self.intakes))
        both = zip(self.intakes, earlier, strict=False)
        return tuple(one for one, before in both if one.value.note and one.value.note != before)

    @property
    def sessions(self) -> tuple[LoggedSession, ...]:
        """The log as it stands."""
        return tuple(one.value for one in self.log)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list, without anything that was answered."""

    code: str
    begun: str
    intakes: int
    sessions: int
    reviews: int
    last_activity: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what, when, to which case. It says nothing of what a person answered.

    Without a code it was done to the casebook as a whole: it was locked, unlocked, or got another passphrase.
    `kept` is the digest of what was kept with it, and `link` holds it to the line before; both are
    hexadecimal, `kept` empty where nothing was kept. `chain.py` says what they are made of.
    """

    number: int
    at: str
    role: Role
    what: str
    code: str
    kept: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something is done to the casebook as a whole, and by whom: None is whoever did the last."""

    at: str
    role: Role | None = None


def _concluded(recommendation: Object) -> Iterator[Object]:
    for firing in _listed(recommendation.get("fired")):
        concluded = _listed(firing.get("concluded")) if isinstance(firing, dict) else []
        yield from (done for done in concluded if isinstance(done, dict))


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def intake_of(profile: Profile, note: str = "") -> Intake:
    """The answers and adjustments of a profile, in an order that does not depend on who wrote it."""
    facts = profile.facts
    names = sorted({*facts.known, *facts.withheld})
    answers = {name: as_json(facts.said(name)) for name in names}
    changes = tuple(as_json(change.written) for change in profile.adjustments)
    return Intake(profile.role, profile.region, answers, changes, note)


def profile_of(intake: Intake, book: RuleBook) -> Profile:
    """The profile that an intake was made from. Raises `Problems` where this rulebook cannot read it."""
    whole = {name: answer for name, answer in intake.answers.items() if isinstance(answer, str | int | list)}
    answers = {name: list(map(str, said)) if isinstance(said, list) else said for name, said in whole.items()}
    changes = [change for change in intake.adjustments if isinstance(change, dict)]
    return read_answers(answers, book, intake.role, changes, intake.region)


def frozen(recommendation: Recommendation, weeks: int, page: str) -> Frozen:
    """A recommendation as it stands now: `page` is its text, for that many weeks."""
    return Frozen(recommendation.rulebook.digest, weeks, recommendation.as_dict(), page)
