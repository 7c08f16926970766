"""The sixteen readings there are, each made once."""

from recommender.model.trace import Reading
from recommender.model.truth import Truth

READINGS = tuple(tuple(Reading(when, lifted) for lifted in Truth) for when in Truth)
"""By the truth of `when`, and then by that of `unless`."""

NOT_LIFTED = tuple(readings[Truth.NO] for readings in READINGS)
"""The readings of rules that nothing lifts, by the truth of `when`."""
