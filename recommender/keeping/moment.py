"""Now, as what is kept has it."""

from datetime import UTC, datetime


def moment() -> str:
    """The minute that it is, as the casebook writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")
