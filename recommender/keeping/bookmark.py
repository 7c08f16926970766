"""Where somebody is in an interview, as a text: written without a rulebook, and read again with any."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from recommender.interview.contradictions import Differing
from recommender.interview.place import (
    CHECK,
    DIFFERING,
    NO_QUESTION,
    OUTCOME,
    WELCOME,
    Aside,
    Bookmark,
    Place,
)
from recommender.interview.sheet import Filled, Sheet
from recommender.loading.profile import adjustments_that_fit, facts_that_fit
from recommender.model.adjustment import Adjustment, Role
from recommender.model.recommendation import as_json
from recommender.model.rule import RuleBook
from recommender.model.texts import NEUTRAL

Keeping = Literal["nothing", "as_you_go", "until_i_leave"]
"""What becomes of the answers while they are given: leaving keeps them, or leaving erases them."""

Said: TypeAlias = "str | int | tuple[str, ...]"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class AsideLine(_Line):
    """A contradiction that was shown, by the rule that found it."""

    rule: str
    facts: tuple[str, ...]
    before: str
    detour: tuple[str, ...]
    checking: bool


class PlaceLine(_Line):
    """What was shown, and what going on and going back hang on."""

    at: str
    checking: bool
    left: str
    detour: tuple[str, ...]
    open_before: tuple[str, ...]
    before: str
    concluded: bool
    aside: AsideLine | None


class Page(_Line):
    """Everything that an interview is at one moment, and what somebody chose about keeping it."""

    keeping: Literal["as_you_go", "until_i_leave"]
    role: Role
    region: str
    short: bool
    answers: dict[str, Said]
    adjustments: tuple[Mapping[str, object], ...]
    note: str
    path: tuple[str, ...]
    passed: tuple[str, ...]
    settled: tuple[str, ...]
    place: PlaceLine


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """A bookmark that was written down, and what this rulebook can't use of it.

    `lost` names the facts whose answers fell out; `changes_lost` counts the adjustments that did.
    """

    bookmark: Bookmark
    lost: tuple[str, ...]
    changes_lost: int


def page_of(bookmark: Bookmark, keeping: Literal["as_you_go", "until_i_leave"]) -> Page:
    """A bookmark as it is written down."""
    filled, facts = bookmark.filled, bookmark.filled.facts
    said = {name: facts.said(name) for name in (*facts.withheld, *facts.known)}
    return Page(
        keeping=keeping,
        role=filled.role,
        region=bookmark.region,
        short=filled.short,
        answers={
            name: tuple(answer) if isinstance(answer, list) else answer for name, answer in said.items()
        },
        adjustments=tuple(_as_written(change) for change in bookmark.adjustments),
        note=bookmark.note,
        path=filled.path,
        passed=tuple(sorted(filled.passed)),
        settled=tuple(sorted(filled.settled)),
        place=_place_line(bookmark.place),
    )


def read_again(page: Page, book: RuleBook) -> ReadAgain:
    """The bookmark that was written down, as far as this rulebook can use it."""
    facts, lost = facts_that_fit(page.answers, book, page.role)
    adjustments = adjustments_that_fit(page.adjustments, book, page.role)
    whole = Filled(page.role, facts, page.short, page.path, frozenset(page.passed), frozenset(page.settled))
    filled = _fitting(whole, book)
    changes_lost = len(page.adjustments) - len(adjustments)
    place = _place(page, filled, book)
    if (lost or changes_lost) and place.at == OUTCOME:
        place = Place(CHECK, checking=True)  # what comes out is another result, so the answers come first
    region = page.region if page.region in book.texts.contacts else NEUTRAL
    return ReadAgain(Bookmark(filled, place, adjustments, region, page.note), lost, changes_lost)


def _as_written(change: Adjustment) -> Mapping[str, object]:
    written = as_json(change.written)
    return written if isinstance(written, dict) else {}


def _place_line(place: Place) -> PlaceLine:
    return PlaceLine(
        at=place.at,
        checking=place.checking,
        left=place.left,
        detour=place.detour,
        open_before=tuple(sorted(place.open_before)),
        before=place.before,
        concluded=place.concluded,
        aside=None if place.aside is None else _aside_line(place.aside),
    )


def _aside_line(aside: Aside) -> AsideLine:
    return AsideLine(
        rule=aside.differing.rule.id,
        facts=aside.differing.facts,
        before=aside.before,
        detour=aside.detour,
        checking=aside.checking,
    )


def _fitting(filled: Filled, book: RuleBook) -> Filled:
    """The sheet without the questions and rules that this rulebook does not have."""
    known = Sheet(book, filled).everything()
    return replace(
        filled,
        path=_among(dict.fromkeys(filled.path), known),
        passed=filled.passed & frozenset(known),
        settled=frozenset(rule for rule in filled.settled if book.rule(rule) is not None),
    )


def _place(page: Page, filled: Filled, book: RuleBook) -> Place:
    kept, path = page.place, filled.path
    aside = _aside(kept.aside, path, book)
    at = _at(page, path)
    left = kept.left if kept.left in path else ""
    if at == DIFFERING and aside is None:
        return Place(CHECK, checking=True, left=left)
    if at == WELCOME:
        return Place()
    detour = _among(kept.detour, path)
    return Place(
        at=at,
        checking=kept.checking,
        left=left,
        detour=detour if at in detour or at in NO_QUESTION else (),
        open_before=frozenset(kept.open_before) & frozenset(Sheet(book, filled).everything()),
        before=kept.before if kept.before in (*path, *NO_QUESTION) else CHECK,
        concluded=kept.concluded,
        aside=aside,
    )


def _at(page: Page, path: tuple[str, ...]) -> str:
    """What was shown; where that question is gone, the one before it that is left."""
    at = page.place.at
    if at in NO_QUESTION or at in path:
        return at
    earlier = page.path[: page.path.index(at)] if at in page.path else page.path
    return next((name for name in reversed(earlier) if name in path), WELCOME)


def _aside(kept: AsideLine | None, path: tuple[str, ...], book: RuleBook) -> Aside | None:
    rule = book.rule(kept.rule) if kept else None
    if kept is None or rule is None or not set(kept.facts) <= set(book.texts.questions.questions):
        return None
    return Aside(Differing(rule, kept.facts), kept.before, _among(kept.detour, path), kept.checking)


def _among(names: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)
