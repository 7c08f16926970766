"""How it went, week by week: what was planned, what was logged, and what followed."""

from dataclasses import dataclass

from recommender.model.scale import Decision, Effort


@dataclass(frozen=True, slots=True)
class CourseWeek:
    """One week. What nobody said is None, and never a nought or a “no”.

    `sessions` counts those that took place. `planned` (minutes), `ceiling` and `easier` are of the plan that
    was in force then; there is none where somebody is to look first. `minutes` is the sum of what was logged:
    0 without a session, at least that much where not `all_said`, None where no session says any. `settling`
    is the middle of what was said; `before` and `after` are the state said most often, the harder one where
    two are equal.
    """

    number: int
    sessions: int = 0
    planned: int | None = None
    minutes: int | None = 0
    all_said: bool = True
    ceiling: Effort | None = None
    easier: bool = False
    settling: str | None = None
    before: str | None = None
    after: str | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """Every week from the first to the last that a log speaks of; none at all where it speaks of none."""

    weeks: tuple[CourseWeek, ...] = ()
