"""From rows to records."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from recommender.casebook.records import AuditLine, CaseLine, Frozen, Intake, Kept, LoggedSession
from recommender.casebook.row import Row

Value = TypeVar("Value")


def kept(read: Callable[[Row], Value], rows: Iterable[Row]) -> tuple[Kept[Value], ...]:
    """What is kept in a case of one kind."""
    return tuple(Kept(row.number(), row.text(), row.number(), read(row)) for row in rows)


def intake(row: Row) -> Intake:
    """A version of the answers."""
    return Intake(row.role(), row.text(), row.mapping(), row.entries(), row.text())


def frozen(row: Row) -> Frozen:
    """A recommendation as it was given."""
    return Frozen(row.text(), row.number(), row.mapping(), row.text())


def logged(row: Row) -> LoggedSession:
    """A session of the log."""
    return LoggedSession(row.number(), row.number(), row.mapping())


def case_line(row: Row) -> CaseLine:
    """A case in a list."""
    return CaseLine(row.text(), row.text(), row.number(), row.number(), row.number(), row.text())


def audit_line(row: Row) -> AuditLine:
    """A line of the audit."""
    return AuditLine(row.number(), row.text(), row.role(), row.text(), row.text(), row.text(), row.text())
