"""Cases in memory for what leaves a casebook: with little in them, or with all that may become of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

from keeping import NOON, given, intake

from recommender.casebook import Casebook, Frozen, Intake, LoggedSession
from recommender.casebook.database import Database
from recommender.casebook.records import Case
from recommender.model.recommendation import Json

LATER = "2026-03-08T18:30Z"
CODE = "cccc-cccc-cccc"
LETTERS = "aäß漢😀“\n\t ,{}\"'\\"
"""What a note may be made of."""


@contextmanager
def empty() -> Iterator[Casebook]:
    """A casebook in memory."""
    with Database(None) as database:
        yield Casebook(database)


def kept(*sessions: LoggedSession, said: Intake | None = None, frozen: Frozen | None = None) -> Case:
    """A case with one version of the answers, and what is in its log."""
    with empty() as casebook:
        casebook.add(said or intake(), frozen or given(length=20), NOON, lambda _: "c")
        if sessions:
            casebook.check_in(CODE, sessions, {"decision": "hold"}, LATER)
        return casebook.case(CODE)


def history(random: Random, casebook: Casebook) -> Case:
    """A case with whatever may have become of it."""
    code = casebook.add(said(random), shown(random), moment(random), random.choice)
    for _ in range(random.randrange(6)):
        if random.random() < 0.3:
            casebook.add_version(code, said(random), shown(random), moment(random))
        else:
            written = [session(random) for _ in range(random.randrange(4))]
            casebook.check_in(code, written, {"decision": text(random)}, moment(random))
    return casebook.case(code)


def said(random: Random) -> Intake:
    """Answers that no rulebook has to know."""
    likes: list[Json] = ["a", text(random)]
    answers: dict[str, Json] = {text(random): text(random), "likes": likes, "minutes": random.randrange(99)}
    changes: tuple[Json, ...] = ({"limit": {"minutes": 10}, "reason": text(random)}, text(random))
    return Intake(
        "self" if random.random() < 0.5 else "clinician",
        text(random),
        answers,
        changes[: random.randrange(3)],
        text(random),
    )


def shown(random: Random) -> Frozen:
    """A recommendation whose page is made of any letters."""
    return replace(given(length=20), page=text(random), weeks=random.randint(1, 26))


def session(random: Random) -> LoggedSession:
    """A session on one of few days, so that some are put right later."""
    week, day = random.randint(1, 2), random.randint(1, 2)
    return LoggedSession(week, day, {"week": week, "day": day, "felt": text(random), "planned": None})


def text(random: Random) -> str:
    """Few letters of many kinds."""
    return "".join(random.choices(LETTERS, k=random.randrange(5)))


def moment(random: Random) -> str:
    """Any minute of a year; clocks go wrong, so they come in any order."""
    return f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}T{random.randrange(24):02}:05Z"


def marked() -> Case:
    """A case with something in it that stands nowhere else."""
    return kept(LoggedSession(1, 2, {"felt": "same"}), said=replace(intake(), note="planted-in-a-note"))
