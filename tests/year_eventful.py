"""Half a year in which everything happens that a review decides about, for two people."""

from functools import cache

from people import recommender, shipped
from realistic import crowd
from years import Year, live

from recommender.loading.log import read_log
from recommender.model.log import Log
from recommender.model.recommendation import Recommendation
from recommender.source import Source

GOOD = (
    "done: yes, effort: 3, before: settled, after: settled, felt: same, settling_time: minutes, "
    "dissociation: no, breathing: usual, sleep_quality: good, energy: good, overreach_signs: [], "
    "recent_illness: none, red_flags: [], crisis: no, wanted: yes, clinician_agrees: yes"
)
RESTING = "done: no, recent_illness: none, red_flags: [], crisis: no"
DAYS = (1, 2, 3, 5, 6)
AWAY = (10, 11, 20, 21, 22, 23)
WAITING = (14,)
LAST = 32

# What the eventful half-year holds beside good sessions, by week and day.
EVENTS = {
    (2, 6): "after: unknown",
    (4, 2): "after: unknown",
    (5, 2): "after: unknown",
    (6, 2): "dissociation: yes",
    (7, 3): "red_flags: [chest_pain]",
    (7, 1): "looked_at: yes",
    (9, 1): "looked_at: not_yet",
    (9, 2): "looked_at: yes",
    (9, 6): "minutes: 300",
    (13, 6): "recent_illness: fever_or_flu_like",
    (14, 6): "recent_illness: unknown",
    (16, 5): "felt: unknown",
    (27, 6): "after: unknown",
    (30, 6): "recent_illness: fever_or_flu_like",
    **{(31, day): "felt: worse" for day in DAYS},
    **{(32, day): "felt: worse" for day in DAYS[:3]},
}


@cache
def two_people() -> tuple[Recommendation, ...]:
    """Somebody on edge behind gates and limits of growth, and somebody with room for effort."""
    found = (
        next(
            given
            for person in crowd(cluster, 9)
            if (given := recommender().recommend(person.answers, person.role)).programme
        )
        for cluster in ("hypervigilant and fit", "healthy and active")
    )
    return tuple(found)


def half_year(given: Recommendation) -> Year:
    """The eventful half-year of somebody with a programme."""
    return live(given, eventful_log())


@cache
def eventful_log() -> Log:
    """Good weeks with everything in between that a review decides about."""
    lines = ["sessions:"]
    for week in range(1, LAST + 1):
        for day in DAYS if week not in AWAY else ():
            said = EVENTS.get((week, day), "settling_time: an_hour" if week == 1 else "")
            usual = RESTING if week in WAITING else GOOD
            kept = [part for part in split(usual) if part.split(":")[0] != said.split(":")[0]]
            lines.append(f"  - {{week: {week}, day: {day}, {', '.join([*kept, said] if said else kept)}}}")
    return read_log(Source("a log", "\n".join(lines)), shipped())


def split(said: str) -> list[str]:
    return said.split(", ")
