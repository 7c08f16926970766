"""The tables of the casebook, version by version. A version that was ever given out is never edited."""

from collections.abc import Callable
from typing import TypeAlias

from recommender.casebook.chain import Ask, chain_earlier

Step: TypeAlias = "str | Callable[[Ask], None]"
"""A statement, or a function that asks some."""

Migration: TypeAlias = tuple[Step, ...]

APPLICATION = 0x43415345
"""Written into the file, so that no other program's database is taken for a casebook."""

MOMENT = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]Z'"
ROLE = "TEXT NOT NULL CHECK (role IN ('self', 'clinician'))"
IN_A_CASE = f"""
    code TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at TEXT NOT NULL CHECK (at {MOMENT}),"""

FROM_AN_INTAKE = f"""{IN_A_CASE}
    intake INTEGER NOT NULL,
    PRIMARY KEY (code, number),
    FOREIGN KEY (code, intake) REFERENCES intakes ON DELETE CASCADE
"""

CASES = (
    f"CREATE TABLE cases (code TEXT NOT NULL PRIMARY KEY, begun TEXT NOT NULL CHECK (begun {MOMENT})) STRICT"
)

INTAKES = f"""
CREATE TABLE intakes ({IN_A_CASE}
    role {ROLE},
    region TEXT NOT NULL,
    answers TEXT NOT NULL,
    adjustments TEXT NOT NULL,
    PRIMARY KEY (code, number)
) STRICT
"""

RECOMMENDATIONS = f"""
CREATE TABLE recommendations (
    digest TEXT NOT NULL,
    weeks INTEGER NOT NULL,
    recommendation TEXT NOT NULL,
    page TEXT NOT NULL,
    {FROM_AN_INTAKE}
) STRICT
"""

SESSIONS = f"""
CREATE TABLE sessions (
    week INTEGER NOT NULL,
    day INTEGER NOT NULL,
    session TEXT NOT NULL,
    {FROM_AN_INTAKE}
) STRICT
"""

REVIEWS = f"CREATE TABLE reviews (review TEXT NOT NULL, {FROM_AN_INTAKE}) STRICT"

# No reference to the cases: what was done to a case stays when the case has gone.
AUDIT = f"""
CREATE TABLE audit (
    number INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL CHECK (at {MOMENT}),
    role {ROLE},
    what TEXT NOT NULL,
    code TEXT NOT NULL
) STRICT
"""

UNFINISHED = "CREATE TABLE unfinished (what TEXT NOT NULL PRIMARY KEY) STRICT"
"""Holds “rewrite” from a deletion on until no trace of it is left in the file."""

NEVER_CHANGED = {
    table: f"CREATE TRIGGER {table}_never_change BEFORE UPDATE ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'what was kept is never changed'); END"
    for table in ("cases", "intakes", "recommendations", "sessions", "reviews", "audit")
}

ONLY_GROWS = """
CREATE TRIGGER audit_only_grows BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END
"""

# An INSERT OR REPLACE would get past the trigger above.
GROWS_AT_ITS_END = """
CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
WHEN NEW.number <= (SELECT max(number) FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit grows at its end'); END
"""

FIRST: Migration = (
    f"PRAGMA application_id = {APPLICATION}",
    CASES,
    INTAKES,
    RECOMMENDATIONS,
    SESSIONS,
    REVIEWS,
    AUDIT,
    UNFINISHED,
    *NEVER_CHANGED.values(),
    ONLY_GROWS,
    GROWS_AT_ITS_END,
)

CHECK_IN = "ALTER TABLE sessions ADD COLUMN check_in INTEGER NOT NULL DEFAULT 0"
"""The number of the review with which a session was written down. Of a day, the last of them stands.

What the first version kept has 0 here, and so stands together, up to the check-in that names its day again.
"""

# Two processes at once could keep the sessions of a day again and again in the first version, until the day
# had more of them than a day holds. Of such a day, equal ones count once, and the last two stand.
SURPLUS = """
UPDATE sessions SET check_in = -1 WHERE (code, number) IN (
    SELECT code, number FROM (
        SELECT code, number, is_last,
            sum(is_last) OVER (PARTITION BY code, week, day ORDER BY number DESC) AS place,
            count(*) OVER (PARTITION BY code, week, day) AS sessions
        FROM (
            SELECT code, number, week, day,
                number = max(number) OVER (PARTITION BY code, week, day, session) AS is_last
            FROM sessions
        )
    ) WHERE sessions > 2 AND (NOT is_last OR place > 2)
)
"""

SECOND: Migration = (
    CHECK_IN,
    "DROP TRIGGER sessions_never_change",
    SURPLUS,
    NEVER_CHANGED["sessions"],
)

NOTE = "ALTER TABLE intakes ADD COLUMN note TEXT NOT NULL DEFAULT ''"
"""What whoever keeps the casebook wrote beside the answers; empty for what earlier versions kept."""

THIRD: Migration = (NOTE,)

SALT = "ALTER TABLE {} ADD COLUMN salt TEXT NOT NULL DEFAULT ''"
"""Random, the same on all that was kept at once: the audit's digest of it is made with this."""

KEPT = "ALTER TABLE audit ADD COLUMN kept TEXT NOT NULL DEFAULT ''"
"""The digest of what was kept with a line; empty where that is nothing."""

LINK = "ALTER TABLE audit ADD COLUMN link TEXT NOT NULL DEFAULT ''"
"""What holds a line to the one before it."""

AUDIT_END = """
CREATE TABLE audit_end (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    link TEXT NOT NULL,
    found INTEGER NOT NULL DEFAULT 0
) STRICT
"""
"""The line that was written last: a row at most, so that an end that is cut off is missed.

`found` counts the lines that were there before there was a chain.
"""

FOURTH: Migration = (
    *(SALT.format(table) for table in ("cases", "intakes", "recommendations", "sessions", "reviews")),
    KEPT,
    LINK,
    AUDIT_END,
    *(f"DROP TRIGGER {table}_never_change" for table in NEVER_CHANGED),
    chain_earlier,
    *NEVER_CHANGED.values(),
)

MIGRATIONS: tuple[Migration, ...] = (FIRST, SECOND, THIRD, FOURTH)
"""What takes a casebook of version 0 (an empty file) to version 1, from there to version 2, and so on."""
