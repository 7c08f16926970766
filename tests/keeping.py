"""Fictional cases for the casebook; as a program, it keeps them, and may delete every second one.

    python tests/keeping.py adds|deletes FOLDER COUNT

A line on standard output says what is done, once it is done. A negative count goes on until somebody ends it.
"""

import json
import secrets
import sys
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

from recommender.casebook import Casebook, Frozen, Intake, open_casebook
from recommender.casebook.database import Database
from recommender.casebook.place import FILE

NOON = "2026-03-01T12:00Z"
PAGE_OF_TEXT = 20_000
"""Letters: several pages of a database, as a real recommendation has them."""


def intake(said: str = "often") -> Intake:
    """Somebody's answers."""
    return Intake("self", "gb", {"lookout": said, "likes": ["walking"]}, ({"limit": {"minutes": 10}},))


def given(said: str = "often", length: int = PAGE_OF_TEXT) -> Frozen:
    """What somebody with that answer was given; the digest is that of its page, so that a torn one shows."""
    page = f"{said}\n{Random(said).randbytes(length // 2).hex()}\n"
    digest = f"sha256:{sha256(page.encode()).hexdigest()}"
    return Frozen(digest, 8, {"outcome": "programme", "summary": said, "asks": []}, page)


def add(casebook: Casebook, said: str = "often") -> str:
    """Keeps a case, and gives its code."""
    return casebook.add(intake(said), given(said), NOON, secrets.choice)


def add_without_a_note(database: Database, said: Intake) -> str:
    """A case in a casebook of the first or second version, which had no notes; gives its code."""
    database.rows("INSERT INTO cases (code, begun) VALUES ('cccc-cccc-cccc', ?)", NOON)
    answers, changes = json.dumps(said.answers), json.dumps(said.adjustments)
    database.rows(
        "INSERT INTO intakes (code, number, at, role, region, answers, adjustments) "
        "VALUES ('cccc-cccc-cccc', 1, ?, ?, ?, ?, ?)",
        *(NOON, said.role, said.region, answers, changes),
    )
    first = given()
    database.rows(
        "INSERT INTO recommendations (code, number, at, intake, digest, weeks, recommendation, page) "
        "VALUES ('cccc-cccc-cccc', 1, ?, 1, ?, ?, ?, ?)",
        *(NOON, first.digest, first.weeks, json.dumps(first.recommendation), first.page),
    )
    database.rows(
        "INSERT INTO audit (number, at, role, what, code) VALUES (1, ?, ?, 'added', 'cccc-cccc-cccc')",
        NOON,
        said.role,
    )
    return "cccc-cccc-cccc"


def is_whole(casebook: Casebook, code: str) -> bool:
    """Whether a case is all there."""
    case = casebook.case(code)
    (answers,), (recommendation,) = case.intakes, case.recommendations
    said = str(recommendation.value.recommendation["summary"])
    return (answers.value, recommendation.value) == (intake(said), given(said))


def marker() -> str:
    """An answer that stands nowhere else."""
    return f"planted-{secrets.token_hex(16)}"


def holding(folder: Path, text: str) -> list[str]:
    """The files of a folder in which this text stands."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if text.encode() in path.read_bytes()]


def main(what: str, folder: str, times: str) -> None:
    """Does one thing over and over."""
    print("begins", flush=True)
    with open_casebook(Path(folder) / FILE, new=True) as casebook:
        for done in count():
            if done == int(times):
                return
            said, deletes = marker(), what == "deletes" and done % 2
            code = add(casebook, said)
            print("doomed" if deletes else "added", code, said, flush=True)
            if deletes:
                casebook.delete(code, NOON)
                print("deleted", code, said, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
