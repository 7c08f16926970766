"""A note for the casebook."""

MOST_LETTERS = 2000
"""Some lines beside a case, and no second record of it."""
