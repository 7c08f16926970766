"""What is asked of the tables, and put into them."""

CASE_LINES = """
SELECT code, begun,
    (SELECT count(*) FROM intakes WHERE code = cases.code),
    (SELECT count(*) FROM (
        SELECT check_in = max(check_in) OVER (PARTITION BY week, day) AS stands
        FROM sessions WHERE code = cases.code) WHERE stands),
    (SELECT count(*) FROM reviews WHERE code = cases.code),
    (SELECT max(at) FROM (
        SELECT at FROM intakes WHERE code = cases.code
        UNION ALL SELECT at FROM sessions WHERE code = cases.code
        UNION ALL SELECT at FROM reviews WHERE code = cases.code))
FROM cases ORDER BY code
"""
BEGUN = "SELECT begun FROM cases WHERE code = ?"
LAST_INTAKE = "SELECT number, role FROM intakes WHERE code = ? ORDER BY number DESC LIMIT 1"
INTAKES = """
SELECT number, at, number, role, region, answers, adjustments, note
FROM intakes WHERE code = ? ORDER BY number
"""
RECOMMENDATIONS = """
SELECT number, at, intake, digest, weeks, recommendation, page
FROM recommendations WHERE code = ? ORDER BY number
"""
SESSIONS = """
SELECT number, at, intake, week, day, session FROM (
    SELECT *, check_in = max(check_in) OVER (PARTITION BY week, day) AS stands FROM sessions WHERE code = ?
) WHERE stands = ? ORDER BY number
"""
REVIEWS = "SELECT number, at, intake, review FROM reviews WHERE code = ? ORDER BY number"
AUDIT = "SELECT number, at, role, what, code, kept, link FROM audit WHERE ? IN ('', code) ORDER BY number"
LAST_ROLE = "SELECT role FROM audit ORDER BY number DESC LIMIT 1"
LAST_LINE = "SELECT coalesce(max(number), 0) FROM audit"
AUDIT_END = "SELECT number, link FROM audit_end"

TABLES = ("cases", "intakes", "recommendations", "sessions", "reviews")
"""Where everything of a case is kept."""

ALL_CODES = " UNION ".join(f"SELECT code FROM {table}" for table in TABLES)  # noqa: S608 - our own names
ALL_OF_A_CASE = (
    "SELECT salt, 'cases', code, begun FROM cases WHERE code = ?",
    """
    SELECT salt, 'intakes', code, number, at, role, region, answers, adjustments, note
    FROM intakes WHERE code = ? ORDER BY number
    """,
    """
    SELECT salt, 'recommendations', code, number, at, intake, digest, weeks, recommendation, page
    FROM recommendations WHERE code = ? ORDER BY number
    """,
    """
    SELECT salt, 'sessions', code, number, at, intake, check_in, week, day, session
    FROM sessions WHERE code = ? ORDER BY number
    """,
    """
    SELECT salt, 'reviews', code, number, at, intake, review
    FROM reviews WHERE code = ? ORDER BY number
    """,
)
"""Every row of a case behind its salt, as the audit digests it. Never edited: old digests go by it."""
EVER_USED = "SELECT count(*) FROM (SELECT code FROM cases UNION ALL SELECT code FROM audit) WHERE code = ?"
IS_UNFINISHED = "SELECT count(*) FROM unfinished"

ADD_CASE = "INSERT INTO cases (code, begun, salt) VALUES (?, ?, ?)"
ADD_INTAKE = """
INSERT INTO intakes (code, number, at, role, region, answers, adjustments, note, salt)
VALUES (?, (SELECT count(*) + 1 FROM intakes WHERE code = ?), ?, ?, ?, ?, ?, ?, ?)
"""
ADD_RECOMMENDATION = """
INSERT INTO recommendations (code, number, at, intake, digest, weeks, recommendation, page, salt)
VALUES (?, (SELECT count(*) + 1 FROM recommendations WHERE code = ?), ?, ?, ?, ?, ?, ?, ?)
"""
ADD_SESSION = """
INSERT INTO sessions (code, number, check_in, at, intake, week, day, session, salt)
VALUES (
    ?1,
    (SELECT count(*) + 1 FROM sessions WHERE code = ?1),
    (SELECT count(*) + 1 FROM reviews WHERE code = ?1),
    ?2, ?3, ?4, ?5, ?6, ?7
)
"""
ADD_REVIEW = """
INSERT INTO reviews (code, number, at, intake, review, salt)
VALUES (?, (SELECT count(*) + 1 FROM reviews WHERE code = ?), ?, ?, ?, ?)
"""
TAKE_INTAKE = """
INSERT INTO intakes (code, number, at, role, region, answers, adjustments, note, salt)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
TAKE_RECOMMENDATION = """
INSERT INTO recommendations (code, number, at, intake, digest, weeks, recommendation, page, salt)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
TAKE_SESSION = """
INSERT INTO sessions (code, number, at, intake, check_in, week, day, session, salt)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
TAKE_REVIEW = "INSERT INTO reviews (code, number, at, intake, review, salt) VALUES (?, ?, ?, ?, ?, ?)"
"""A whole case from elsewhere, with the numbers that its parts have there."""

ADD_TO_AUDIT = """
INSERT INTO audit (number, at, role, what, code, kept, link) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
SALT_CASE = tuple(f"UPDATE {table} SET salt = ? WHERE code = ?" for table in TABLES)  # noqa: S608 - our own names
CHAIN_LINE = "UPDATE audit SET kept = ?, link = ? WHERE number = ?"
MOVE_END = """
INSERT INTO audit_end (one, number, link) VALUES (1, ?, ?)
ON CONFLICT (one) DO UPDATE SET number = excluded.number, link = excluded.link
"""
FOUND = "SELECT coalesce(max(found), 0) FROM audit_end"
NOTE_FOUND = "UPDATE audit_end SET found = ?"
DELETE_CASE = "DELETE FROM cases WHERE code = ?"
DELETION_BEGINS = "INSERT OR IGNORE INTO unfinished (what) VALUES ('rewrite')"
DELETION_ENDS = "DELETE FROM unfinished"
