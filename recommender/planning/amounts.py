"""Numbers as a rule gives them: as they stand, or as a share of the person's own."""

from recommender.model.fact import Facts
from recommender.model.spelling import Share


def amount(value: int | Share | None, facts: Facts) -> int | None:
    """A number as it stands, or as a share of the person's own."""
    if value is None or isinstance(value, int):
        return value
    own = facts.get(value.fact)
    return own * value.percent // 100 if isinstance(own, int) else None
