"""A case without the person: what is known to be structured, on days that count from the first intake.

What goes was said by somebody: answers, adjustments and the log. Nothing goes that was worked out of these,
since a private answer may have decided it. What may go is marked in the vocabularies of a rulebook, and each
value is held against them once more: a text that stands where an answer is asked does not get through. What
was left out is named in it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from recommender.casebook.records import Case, Frozen, Intake, Kept, LoggedSession
from recommender.casebook.row import Object
from recommender.casebook.structured import may_leave
from recommender.loading.log import as_session, read_sessions
from recommender.loading.profile import adjustments_that_fit, facts_that_fit
from recommender.model.adjustment import Adjustment
from recommender.model.directive import Exclude, Limit, Permit, Refer
from recommender.model.recommendation import Json, as_json
from recommender.model.rule import RuleBook
from recommender.problem import Problems
from recommender.reasons.private import private_rules, private_urgencies

WHAT = "recommender case, de-identified"
VERSION = 1
READING = (
    "What is not in here was left out, or was never said. Neither is a “no”. “unread” names what was said in "
    "a way that the rules of this export cannot read."
)
LEFT_OUT = (
    "the code of the case",
    "the region",
    "every date and every time of day: days count from that of the first intake in UTC, which is 0",
    "notes, reasons of adjustments, pages, contacts, and every other free text",
    "answers and adjustments that the rules of this export cannot read",
    "adjustments that hang together with a private answer, or that exclude something else than activities",
    "what was recommended, its outcome and the rules behind it: a private answer may have decided them",
    "what a check-in came to, and what was decided: a private answer may have decided that, too",
    "sessions of the log that were put right later",
    "what was done in the casebook, by whom and when",
)
SURE = ("week", "day", "done")
DIGEST = re.compile("sha256:[0-9a-f]{64}")
MOST = 9999
"""No amount in an adjustment is larger; a date, a telephone or an account written as a number is."""


def deidentified(case: Case, book: RuleBook) -> dict[str, Json]:
    """A case as JSON that names nobody, as far as this rulebook reads it: safer, and not anonymous."""
    return _Sieve(book, _day(case.intakes[0].at)).whole(case)


@dataclass(frozen=True)
class _Sieve:
    """What a rulebook lets through, and the day from which all others count."""

    book: RuleBook
    first: date | None

    def whole(self, case: Case) -> dict[str, Json]:
        return {
            "what": WHAT,
            "version": VERSION,
            "reading": READING,
            "left_out": {
                "facts": [name for name in self.book.vocabulary.asked() if name not in self.facts],
                "log": [name for name in self.book.log if name not in self.fields],
                "also": list(LEFT_OUT),
            },
            "intakes": [self.intake(one) for one in case.intakes],
            "recommendations": [self.recommendation(one) for one in case.recommendations],
            "log": [self.session(one) for one in case.log],
            "reviews": [self.shell(one) for one in case.reviews],
        }

    @cached_property
    def facts(self) -> frozenset[str]:
        return may_leave(self.book.vocabulary)

    @cached_property
    def fields(self) -> frozenset[str]:
        return may_leave(self.book.log)

    @cached_property
    def rules(self) -> frozenset[str]:
        return frozenset(rule.id for rule in self.book.rules) - private_rules(self.book)

    def intake(self, kept: Kept[Intake]) -> Json:
        said, role = kept.value.answers, kept.value.role
        named = {name: answer for name, answer in said.items() if name in self.facts}
        given = {
            name: tuple(map(str, answer)) if isinstance(answer, list) else answer
            for name, answer in named.items()
            if isinstance(answer, str | int | list)
        }
        read, _ = facts_that_fit(given, self.book, role)
        answers = {name: read.said(name) for name in sorted({*read.known, *read.withheld})}
        changes = adjustments_that_fit(_objects(kept.value.adjustments), self.book, role)
        return {
            "number": kept.number,
            "on_day": self.day(kept.at),
            "role": role,
            "answers": as_json(answers),
            "unread": [*sorted({*named} - {*answers})],
            "adjustments": [found for change in changes if (found := self.adjustment(change))],
        }

    def adjustment(self, change: Adjustment) -> dict[str, Json] | None:
        """The change itself, from lists and numbers alone; None where that would not be all of it."""
        changed = self.changed(change)
        if changed is None:
            return None
        until = change.weeks.last
        return changed if until is None else {**changed, "until_week": until}

    def changed(self, change: Adjustment) -> dict[str, Json] | None:
        match change.body:
            case Limit() as body:
                amounts = [value for _, value in body if isinstance(value, int)]
                limits = as_json(body.model_dump(mode="json", exclude_defaults=True))
                return {"limit": limits} if max(amounts, default=0) <= MOST else None
            case Exclude(activity=tuple(names)) as body if body.model_fields_set == {"activity"}:
                return {"exclude": list(names)}
            case Permit() as body:
                return {"permit": as_json(body.intensity)}
            case Refer() as body:
                is_private = body.urgency in private_urgencies(self.book)
                return None if is_private else {"refer": as_json(body.urgency)}
            case None:
                return {"set_aside": change.set_aside} if change.set_aside in self.rules else None
            case _:
                return None

    def recommendation(self, kept: Kept[Frozen]) -> Json:
        """When there was one, how long, and by which rules; what it said may rest on a private answer."""
        digest = kept.value.digest
        return {
            **self.shell(kept),
            "digest": digest if DIGEST.fullmatch(digest) else None,
            "weeks": kept.value.weeks,
        }

    def session(self, kept: Kept[LoggedSession]) -> Json:
        one = kept.value
        said = {name: answer for name, answer in one.session.items() if name in self.fields}
        read = self.read(said)
        return {
            "on_day": self.day(kept.at),
            "intake": kept.intake,
            **read,
            "unread": [*sorted({*said} - {*read})],
        }

    def read(self, said: Object) -> dict[str, Json]:
        """What can be read of a session: all of it, or else field by field."""
        if whole := self.session_of(said):
            return whole
        sure = {name: answer for name, answer in said.items() if name in SURE}
        found = self.session_of(sure)
        for name in said if found else ():
            found |= self.session_of({**sure, name: said[name]})
        return found

    def session_of(self, said: Object) -> dict[str, Json]:
        try:
            (entry,) = read_sessions([said], self.book).entries
        except Problems:
            return {}
        return as_session(entry)

    def shell(self, kept: Kept[Frozen] | Kept[Object]) -> dict[str, Json]:
        return {"number": kept.number, "on_day": self.day(kept.at), "intake": kept.intake}

    def day(self, at: str) -> int | None:
        day = _day(at)
        return (day - self.first).days if day and self.first else None


def _day(at: str) -> date | None:
    """The day of a moment; None where no calendar has it, in a file that another program changed."""
    try:
        return date.fromisoformat(at[:10])
    except ValueError:
        return None


def _objects(values: Iterable[Json]) -> Iterable[Mapping[str, Json]]:
    return [value for value in values if isinstance(value, dict)]
