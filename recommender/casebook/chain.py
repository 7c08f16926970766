"""The chain of the audit: each line holds on to the one before it, and to what was kept with it.

What is promised:

- A line's link is the SHA-256 over the link before it and the line's own fields. A line that is changed,
  taken out, put in, or put in another place no longer fits, and neither does what follows it. The link of
  the last line stands a second time, apart from the audit: lines that are cut off its end are missed.
- A change that keeps something draws a random salt, and leaves it on every row that it keeps. The line in the
  audit has the HMAC-SHA-256, with that salt as its key, of those rows. So an answer, a recommendation, a
  session or a review that another program changed, took out or put in no longer fits its line. The salt goes
  with the case: once that is deleted, nothing can be tried out against what the audit still has.
- A casebook of an earlier version is chained as it is found: what was changed before that cannot be known,
  and which lines these are is said.
- No secret is needed to make links and digests. Somebody who writes the chain anew after a change, who cuts
  lines off that kept nothing and moves the note of the last one back with them, or who puts an older copy of
  the file in its place, is found only by a link that was noted elsewhere. In a locked casebook the first two
  cannot be done without the passphrase.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TypeAlias

from recommender.casebook import reading
from recommender.casebook import statements as sql
from recommender.casebook.records import AuditLine, Stamp
from recommender.casebook.row import Cell, Row

Ask: TypeAlias = Callable[..., list[Row]]
"""Takes a statement and its values, and gives rows."""

LINE, ROWS = "casebook audit line 1", "casebook rows 1"
"""What is hashed begins with its kind and the version of its form: no line can be taken for another thing."""


def link_of(previous: str, line: AuditLine) -> str:
    """The link of a line, 64 hexadecimal digits, after that of the line before it (empty for the first)."""
    fields = (line.number, line.at, line.role, line.what, line.code, line.kept)
    return sha256(_encoded(LINE, previous, *fields)).hexdigest()


def beginning(found: int) -> str:
    """What stands for a link before the first line; lines that were found without a chain count in it."""
    return f"{found} found" if found else ""


def digest_of(salt: str, rows: Iterable[tuple[Cell, ...]]) -> str:
    """What a line says of the rows that were kept with it: each with its table and every cell."""
    return hmac.digest(salt.encode(), _encoded(ROWS, *rows), "sha256").hex()


def new_salt() -> str:
    """What nobody can guess; drawn by the operating system."""
    return secrets.token_hex(32)


def codes(ask: Ask) -> tuple[str, ...]:
    """Every code under which anything is kept now."""
    return tuple(row.text() for row in ask(sql.ALL_CODES))


def held(ask: Ask, code: str) -> Mapping[str, str]:
    """The digests of what is kept of a case now, by the salts that are on its rows."""
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for statement in sql.ALL_OF_A_CASE:
        for row in ask(statement, code):
            rows.setdefault(row.text(), []).append(row.rest())
    return {salt: digest_of(salt, group) for salt, group in rows.items()}


def end_of(ask: Ask) -> tuple[int, str]:
    """Number and link of the line that was written last, whatever became of it; 0 and none at first."""
    found = ask(sql.AUDIT_END)
    return (found[0].number(), found[0].text()) if found else (0, "")


def found_by(ask: Ask) -> int:
    """How many lines were there before there was a chain."""
    return ask(sql.FOUND)[0].number()


def append(ask: Ask, line: AuditLine, salt: str = "") -> None:
    """Writes a line behind the last that was written, with a digest of what was kept under a salt.

    Where lines were cut off the end, it still holds on to the one that was last: the gap stays to be seen.
    """
    end, link = end_of(ask)
    number = max(end, ask(sql.LAST_LINE)[0].number()) + 1
    numbered = replace(line, number=number, kept=held(ask, line.code)[salt] if salt else "")
    link = link_of(link, numbered)
    ask(sql.ADD_TO_AUDIT, number, line.at, line.role, line.what, line.code, numbered.kept, link)
    ask(sql.MOVE_END, number, link)


def append_of_all(ask: Ask, what: str, stamp: Stamp) -> None:
    """Writes a line about the casebook as a whole: it has no code, and nothing was kept with it."""
    last = ask(sql.LAST_ROLE)
    role = stamp.role or (last[0].role() if last else "self")
    append(ask, AuditLine(0, stamp.at, role, what, ""))


def chain_earlier(ask: Ask) -> None:
    """The step that takes a casebook to version 4: chains the lines that earlier versions wrote.

    What is kept of a case by then stands as it is found, under the last line about that case.
    """
    lines = [reading.audit_line(row) for row in ask(sql.AUDIT, "")]
    last = {line.code: line.number for line in lines}
    digests = {code: _digest_as_found(ask, code) for code in codes(ask)}
    link = beginning(len(lines))
    for line in lines:
        is_last = last[line.code] == line.number
        told = replace(line, kept=digests.get(line.code, "") if is_last else "")
        link = link_of(link, told)
        ask(sql.CHAIN_LINE, told.kept, link, line.number)
    if lines:
        ask(sql.MOVE_END, lines[-1].number, link)
        ask(sql.NOTE_FOUND, len(lines))


def _digest_as_found(ask: Ask, code: str) -> str:
    salt = new_salt()
    for statement in sql.SALT_CASE:
        ask(statement, salt, code)
    return held(ask, code).get(salt, "")


def _encoded(*values: object) -> bytes:
    """JSON in its shortest form, in ASCII: no two things are written in the same way."""
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode("ascii")
