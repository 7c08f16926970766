"""How long a programme may be, in weeks."""

WEEKS = 8
"""Where nobody says how many."""

LONGEST = 26
