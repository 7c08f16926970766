"""What the log of a week comes to: counts and comparisons, without any judgement. The rules judge.

What nobody said stays unknown. A count of something bad is unknown as well, where nothing bad was named and
some session says nothing about it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median_low

from recommender.model.fact import Answer, Facts, Vocabulary
from recommender.model.log import Entry, Log
from recommender.model.parameters import Parameters
from recommender.model.programme import Week
from recommender.model.scale import Effort
from recommender.review.alarms import Alarms, day_of

LAST_SAID = ("wanted", "clinician_agrees")
TELLING = ("felt", "dissociation", "after")
WORST_OF_THE_WEEK = {"recent_illness": 0, "breathing": 0, "sleep_quality": 1, "energy": 1}
"""What a week is as bad as at its worst, each with the place of the last answer that is still fine."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known beside the log: each week as it was planned, and how many weeks were steady.

    `attention_changed` is the week in which the level of attention last changed, 0 where it never did;
    `referred` as in `Position`.
    """

    planned: Sequence[Week | None] = ()
    steady_weeks: int = 0
    attention_changed: int = 0
    referred: int = 0


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts over one log, up to one week."""

    log: Log
    entry: Vocabulary
    parameters: Parameters

    def facts(self, week: int, past: Past) -> Facts:
        """What the log comes to when this week is looked back on."""
        this_week = self.log.of_week(week)
        lived = tuple(filter(_was_lived, this_week))
        so_far = tuple(entry for entry in self.log.entries if entry.week <= week and _was_lived(entry))
        alarms, plan = Alarms(self.log), past.planned[week - 1] if past.planned else None
        found: dict[str, Answer | None] = {
            "crisis": _any_yes(this_week, "crisis"),
            "red_flags": _all_members(this_week, "red_flags"),
            "referred": "yes" if past.referred and not alarms.looked_at(week, past.referred) else "no",
            "days_since_fever": alarms.days_since_fever(week),
            "breathing_after_fever": alarms.breathing_after_fever(week),
            **{name: self._known_worst(this_week, name) for name in WORST_OF_THE_WEEK},
            "felt": self._worst(lived, "felt") if _complete(lived, "felt", "worse") else None,
            "hardest_effort": max(_numbers(this_week, "effort"), default=None),
            **({} if plan is None else self._beside(plan, this_week, past.planned)),
            "worse_in_a_row": _longest_run(so_far, week),
            "comfortable_in_a_row": _comfortable(so_far, past.attention_changed),
            "dissociation_sessions": _how_many(lived, "dissociation", "yes"),
            "alarmed_after": _how_many(lived, "after", "on_edge", "switching"),
            "shut_down_after": _how_many(lived, "after", "shut_down"),
            "more_present": sum(map(_came_back, lived)),
            "overreach_days": self._stretch(week, "overreach_signs", bool, self._several_signs),
            "hard_breathing_days": self._stretch(
                week, "breathing", "more_effort_than_usual".__eq__, "more_effort_than_usual".__eq__
            ),
            "low_hrv_readings": sum(entry.facts.get("hrv") == "below_usual" for entry in this_week),
            "settling": self._compared(week, "settling_time", ("sooner", "as_before", "later")),
            "sleep_so_far": self._compared(week, "sleep_quality", ("better", "as_before", "worse")),
            "missed_weeks": self._missed(week),
            "comfortable_weeks": self._comfortable_weeks(week),
            "steady_weeks": past.steady_weeks,
            "settling_now": self._middle(week, "settling_time"),
            **{name: self._last(week, name) for name in LAST_SAID},
        }
        return Facts({name: answer for name, answer in found.items() if answer is not None})

    def happened(self, week: int) -> bool:
        """Whether anything took place in a week."""
        return any(entry.happened for entry in self.log.of_week(week))

    def _beside(
        self, plan: Week, entries: Sequence[Entry], planned: Sequence[Week | None]
    ) -> dict[str, Answer | None]:
        """What was done beside what was planned, minutes beside the last full week; unsaid is none."""
        said = _numbers(entries, "minutes")
        hardest = Effort.highest(Effort.LIGHT, *(session.intensity for session in plan.sessions))
        most = self.parameters.effort_felt.by_effort()[hardest]
        harder = sum(effort > most for effort in _numbers(entries, "effort"))
        sessions = len(plan.sessions)
        full = next((week for week in reversed(planned) if week and not week.easier), plan)
        return {
            "done_percent": self.done_percent(plan.number, sessions) if sessions else None,
            "over_plan_percent": 100 * sum(said) // full.minutes if said and full.minutes else None,
            "harder_than_planned": harder,
        }

    def _last(self, week: int, name: str) -> Answer | None:
        """What was said last, up to a week."""
        said = _said((entry for entry in self.log.entries if entry.week <= week), name)
        return said[-1] if said else None

    def _middle(self, week: int, name: str) -> Answer | None:
        """The middle of what was said in a week."""
        ranks = [self._rank(name)(answer) for answer in _said(self.log.of_week(week), name)]
        return self.entry[name].answers[median_low(ranks)] if ranks else None

    def done_percent(self, week: int, planned: int) -> int:
        """Of the sessions that were planned, those that took place; a session nobody wrote down did not."""
        done = sum(entry.happened for entry in self.log.of_week(week))
        return min(100, 100 * done // planned) if planned else 0

    def _worst(self, entries: Iterable[Entry], name: str) -> Answer | None:
        said = _said(entries, name)
        return max(said, key=self._rank(name)) if said else None

    def _known_worst(self, entries: Sequence[Entry], name: str) -> Answer | None:
        """The worst of a week; unknown where that is still fine, and the last entry is silent about it."""
        worst = self._worst(entries, name)
        if worst is None or entries[-1].facts.get(name) is not None:
            return worst
        return worst if self._rank(name)(worst) > WORST_OF_THE_WEEK[name] else None

    def _rank(self, name: str) -> Callable[[Answer], int]:
        answers = self.entry[name].answers
        return lambda answer: answers.index(str(answer))

    def _several_signs(self, answer: Answer) -> bool:
        return isinstance(answer, frozenset) and len(answer) >= self.parameters.signs_together.value

    def _stretch(
        self, week: int, name: str, goes_on: Callable[[Answer], bool], counts: Callable[[Answer], bool]
    ) -> int | None:
        """Days from the first entry that counts to the last of the stretch that reaches into this week.

        0 without one; a stretch goes on for as long as nobody says that it is over.
        """
        known = [
            entry for entry in self.log.entries if entry.week <= week and entry.facts.get(name) is not None
        ]
        if not known or known[-1].week < week:
            return None
        stretch = list(takewhile(lambda entry: goes_on(_answer(entry, name)), reversed(known)))
        counting = [entry for entry in stretch if counts(_answer(entry, name))]
        return 1 + day_of(stretch[0]) - day_of(counting[-1]) if counting else 0

    def _compared(self, week: int, name: str, words: tuple[str, str, str]) -> str | None:
        """The middle of this week against that of the first week in which it was said."""
        first = next((entry.week for entry in self.log.entries if entry.facts.get(name) is not None), week)
        then, now = (
            [self._rank(name)(answer) for answer in _said(self.log.of_week(when), name)]
            for when in (first, week)
        )
        if not now or not then:
            return None
        change = median_low(now) - median_low(then)
        return words[0] if change < 0 else words[1] if change == 0 else words[2]

    def _missed(self, week: int) -> int:
        return sum(1 for _ in takewhile(lambda number: not self.happened(number), range(week, 0, -1)))

    def _comfortable_weeks(self, week: int) -> int:
        def comfortable(number: int) -> bool:
            lived = list(filter(_was_lived, self.log.of_week(number)))
            return self.happened(number) and all(map(_was_comfortable, lived))

        return sum(1 for _ in takewhile(comfortable, range(week, 0, -1)))


def _said(entries: Iterable[Entry], name: str) -> list[Answer]:
    return [answer for entry in entries if (answer := entry.facts.get(name)) is not None]


def _answer(entry: Entry, name: str) -> Answer:
    answer = entry.facts.get(name)
    return "" if answer is None else answer


def _numbers(entries: Iterable[Entry], name: str) -> list[int]:
    return [answer for answer in _said(entries, name) if isinstance(answer, int)]


def _any_yes(entries: Sequence[Entry], name: str) -> str | None:
    """“yes” where any entry says so, “no” where the last one does, and nothing otherwise."""
    if "yes" in _said(entries, name):
        return "yes"
    return "no" if entries and entries[-1].facts.get(name) == "no" else None


def _all_members(entries: Sequence[Entry], name: str) -> frozenset[str] | None:
    """Every member that any entry names; none of them where the last entry says so."""
    sets = [answer for answer in _said(entries, name) if isinstance(answer, frozenset)]
    named = frozenset().union(*sets)
    if named:
        return named
    return named if entries and entries[-1].facts.get(name) is not None else None


def _complete(entries: Sequence[Entry], name: str, worst: str) -> bool:
    """Whether the worst of it is known: somebody named the worst, or nobody left it open."""
    said = _said(entries, name)
    return worst in said or len(said) == len(entries)


def _how_many(entries: Sequence[Entry], name: str, *answers: str) -> int | None:
    said = _said(entries, name)
    found = sum(answer in answers for answer in said)
    return found if found or len(said) == len(entries) else None


def _longest_run(entries: Sequence[Entry], week: int) -> int:
    """The most sessions one after the other that left somebody worse, at least one of them this week."""
    longest = run = 0
    for entry in entries:
        run = run + 1 if entry.facts.get("felt") == "worse" else 0
        longest = max(longest, run) if entry.week == week else longest
    return longest


def _was_lived(entry: Entry) -> bool:
    """Whether an entry tells of an occasion: done, or broken off so early that it says how that was."""
    return entry.happened or any(entry.facts.get(name) is not None for name in TELLING)


def _was_comfortable(entry: Entry) -> bool:
    """Whether it is known that a session was comfortable: what was left open is not."""
    felt, after = entry.facts.get("felt"), entry.facts.get("after")
    fine = felt in ("better", "same") and after not in (None, "shut_down")
    return fine and entry.facts.get("dissociation") == "no"


def _comfortable(entries: Sequence[Entry], since: int) -> int:
    """Comfortable sessions up to the last one, in weeks after `since`."""
    later = [entry for entry in entries if entry.week > since]
    return sum(1 for _ in takewhile(_was_comfortable, reversed(later)))


def _came_back(entry: Entry) -> bool:
    return entry.facts.get("before") == "shut_down" and entry.facts.get("after") == "settled"
