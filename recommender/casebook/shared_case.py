"""One whole case as a document that another casebook takes in: JSON, of a version, and checked throughout."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, ValidationError, model_validator

from recommender.casebook.codes import ALPHABET, GROUPS, LETTERS
from recommender.casebook.foreign_json import Unusable, read_json
from recommender.casebook.records import Case, Frozen, Intake, Kept, LoggedSession
from recommender.casebook.row import Object
from recommender.model.adjustment import Role
from recommender.model.length import LONGEST
from recommender.model.recommendation import Json, as_json
from recommender.model.written import Written

WHAT = "recommender case"
VERSION = 1

MOST = 9999
"""More than there ever are of anything in a case: of versions, sessions, check-ins or weeks."""

SAID = {
    "missing": "is missing",
    "extra_forbidden": "is not known",
    "string_pattern_mismatch": "is of another shape",
}
OTHERWISE = "is of another kind or size"
DAYS = 7
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z", re.ASCII)
CODE = "-".join([f"[{ALPHABET}]{{{LETTERS}}}"] * GROUPS)


def _moment(text: str) -> str:
    if not MOMENT.fullmatch(text):
        raise ValueError("a moment is written as 2030-01-31T09:30Z")
    try:
        datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        raise ValueError("no calendar or clock has this moment") from None
    return text


Count = Annotated[int, Field(ge=1, le=MOST)]
Moment = Annotated[str, AfterValidator(_moment)]
Anything = dict[str, JsonValue]


class Shared(Written):
    """A part of the document: every key is known, and nothing is taken for something else."""

    model_config = ConfigDict(strict=True)


class Numbered(Shared):
    """The first, second ... of its kind, and when it was put there."""

    number: Count
    at: Moment


class OfAnIntake(Numbered):
    """What belongs to one version of the answers."""

    intake: Count


class SharedIntake(Numbered):
    """A version of the answers, as they were given: no rulebook is asked whether it still reads them."""

    role: Role
    region: str
    answers: Anything
    adjustments: tuple[JsonValue, ...]
    note: str

    def kept(self) -> Kept[Intake]:
        """The same as the casebook has it."""
        changes = tuple(map(as_json, self.adjustments))
        said = Intake(self.role, self.region, _object(self.answers), changes, self.note)
        return Kept(self.number, self.at, self.number, said)


class SharedRecommendation(OfAnIntake):
    """A recommendation as it was given."""

    digest: Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
    weeks: Annotated[int, Field(ge=1, le=LONGEST)]
    recommendation: Anything
    page: str

    def kept(self) -> Kept[Frozen]:
        """The same as the casebook has it."""
        given = Frozen(self.digest, self.weeks, _object(self.recommendation), self.page)
        return Kept(self.number, self.at, self.intake, given)


class SharedSession(OfAnIntake):
    """A session of the log."""

    week: Count
    day: Annotated[int, Field(ge=1, le=DAYS)]
    session: Anything

    def kept(self) -> Kept[LoggedSession]:
        """The same as the casebook has it."""
        session = LoggedSession(self.week, self.day, _object(self.session))
        return Kept(self.number, self.at, self.intake, session)


class SharedReview(OfAnIntake):
    """What followed from a check-in."""

    review: Anything

    def kept(self) -> Kept[Object]:
        """The same as the casebook has it."""
        return Kept(self.number, self.at, self.intake, _object(self.review))


class SharedCase(Shared):
    """Everything that is kept of a case, but for the audit, which belongs to the casebook it is in."""

    code: Annotated[str, Field(pattern=f"^{CODE}$")]
    begun: Moment
    intakes: Annotated[tuple[SharedIntake, ...], Field(min_length=1)]
    recommendations: Annotated[tuple[SharedRecommendation, ...], Field(min_length=1)]
    log: tuple[SharedSession, ...]
    superseded: tuple[SharedSession, ...]
    reviews: tuple[SharedReview, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        sessions = (*self.log, *self.superseded)
        for parts in (self.intakes, self.recommendations, sorted(sessions, key=_number), self.reviews):
            if [part.number for part in parts] != [*range(1, len(parts) + 1)]:
                raise ValueError("its parts are not numbered one after the other")
        of_intakes = {part.intake for part in (*self.recommendations, *self.reviews, *sessions)}
        if max(of_intakes) > len(self.intakes):
            raise ValueError("a part belongs to answers that are not there")
        if {(one.week, one.day) for one in self.superseded} - {(one.week, one.day) for one in self.log}:
            raise ValueError("a day that was put right is not there")
        return self

    def kept(self) -> Case:
        """The same as the casebook has it."""
        return Case(
            self.code,
            self.begun,
            tuple(part.kept() for part in self.intakes),
            tuple(part.kept() for part in self.recommendations),
            tuple(part.kept() for part in self.log),
            tuple(part.kept() for part in self.reviews),
            tuple(part.kept() for part in self.superseded),
        )


class Document(Shared):
    """The whole document: what it is, of which version, and the case."""

    what: Literal["recommender case"]
    version: Literal[1]
    case: SharedCase


def as_document(case: Case) -> bytes:
    """A case as the document that `case_in` reads. Raises `Unusable` for a case that it would not take."""
    whole = {"what": WHAT, "version": VERSION, "case": _as_dict(case)}
    document = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    case_in(document)
    return document


def case_in(document: bytes) -> Case:
    """The case in a document from elsewhere, nothing of which is trusted. Raises `Unusable`."""
    found = read_json(document)
    if not isinstance(found, dict) or found.get("what") != WHAT:
        raise Unusable("what is in it is not a case of this program")
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise Unusable(
            f"it is of version {version}, and this program reads up to version {VERSION}",
            "A newer version of the program can read it.",
        )
    try:
        return Document.model_validate_json(document).case.kept()
    except ValidationError as error:
        raise Unusable(f"what is in it is not a case as this program writes it: {_first(error)}") from None


def _as_dict(case: Case) -> dict[str, Json]:
    return {
        "code": case.code,
        "begun": case.begun,
        "intakes": [{"number": one.number, "at": one.at, **_parts(one.value)} for one in case.intakes],
        "recommendations": [{**_shell(one), **_parts(one.value)} for one in case.recommendations],
        "log": [{**_shell(one), **_parts(one.value)} for one in case.log],
        "superseded": [{**_shell(one), **_parts(one.value)} for one in case.superseded],
        "reviews": [{**_shell(one), "review": as_json(one.value)} for one in case.reviews],
    }


def _shell(kept: Kept[Frozen] | Kept[LoggedSession] | Kept[Object]) -> dict[str, Json]:
    return {"number": kept.number, "at": kept.at, "intake": kept.intake}


def _parts(value: Intake | Frozen | LoggedSession) -> dict[str, Json]:
    parts = as_json(value)
    return parts if isinstance(parts, dict) else {}


def _object(value: Anything) -> Object:
    return {name: as_json(part) for name, part in value.items()}


def _number(part: SharedSession) -> int:
    return part.number


def _first(error: ValidationError) -> str:
    """Where the first mistake is and what it is, without what stands there."""
    first = error.errors(include_url=False, include_context=True, include_input=False)[0]
    where = "".join(_steps(first["loc"])).lstrip(".")
    kind = first["type"]
    said = f": {first['ctx']['error']}" if kind == "value_error" else f" {SAID.get(kind, OTHERWISE)}"
    return f"“{where}”{said}"


def _steps(place: Iterable[str | int]) -> Iterator[str]:
    yield from (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place)
