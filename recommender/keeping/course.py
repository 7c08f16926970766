"""The weeks so far of somebody in the casebook, without a rulebook and without the engine."""

from dataclasses import replace

from recommender.casebook.records import Case
from recommender.export.over_time import OverTime, read_again

MINUTES = "minutes"


def course_of(case: Case) -> OverTime | None:
    """The weeks as the last check-in left them that had any, with no minutes where they are hidden by now."""
    every = (read_again(one.value.get("course")) for one in reversed(case.reviews))
    found = next((one for one in every if one and one.course.weeks), None)
    if found is None or not case.recommendations[-1].value.hides(MINUTES):
        return found
    return replace(found, bands=tuple(band for band in found.bands if band.of != MINUTES))
