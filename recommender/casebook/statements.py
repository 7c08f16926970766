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
AUDIT = "SELECT number, at, role, what, code FROM audit WHERE ? IN ('', code) ORDER BY number"
EVER_USED = "SELECT count(*) FROM (SELECT code FROM cases UNION ALL SELECT code FROM audit) WHERE code = ?"
IS_UNFINISHED = "SELECT count(*) FROM unfinished"

ADD_CASE = "INSERT INTO cases (code, begun) VALUES (?, ?)"
ADD_INTAKE = """
INSERT INTO intakes (code, number, at, role, region, answers, adjustments, note)
VALUES (?, (SELECT count(*) + 1 FROM intakes WHERE code = ?), ?, ?, ?, ?, ?, ?)
"""
ADD_RECOMMENDATION = """
INSERT INTO recommendations (code, number, at, intake, digest, weeks, recommendation, page)
VALUES (?, (SELECT count(*) + 1 FROM recommendations WHERE code = ?), ?, ?, ?, ?, ?, ?)
"""
ADD_SESSION = """
INSERT INTO sessions (code, number, check_in, at, intake, week, day, session)
VALUES (
    ?1,
    (SELECT count(*) + 1 FROM sessions WHERE code = ?1),
    (SELECT count(*) + 1 FROM reviews WHERE code = ?1),
    ?2, ?3, ?4, ?5, ?6
)
"""
ADD_REVIEW = """
INSERT INTO reviews (code, number, at, intake, review)
VALUES (?, (SELECT count(*) + 1 FROM reviews WHERE code = ?), ?, ?, ?)
"""
ADD_TO_AUDIT = """
INSERT INTO audit (number, at, role, what, code)
VALUES ((SELECT coalesce(max(number), 0) + 1 FROM audit), ?, ?, ?, ?)
"""
DELETE_CASE = "DELETE FROM cases WHERE code = ?"
DELETION_BEGINS = "INSERT OR IGNORE INTO unfinished (what) VALUES ('rewrite')"
DELETION_ENDS = "DELETE FROM unfinished"
