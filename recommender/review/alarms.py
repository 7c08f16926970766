"""What stops a programme, and when that is over: signs of danger, somebody who looked, a fever."""

from dataclasses import dataclass

from recommender.model.log import Entry, Log
from recommender.model.scale import Decision

DAYS = 7
FEVER = "fever_or_flu_like"
HARDER = "more_effort_than_usual"


@dataclass(frozen=True, slots=True)
class Alarms:
    """The stopping signs of one log."""

    log: Log

    def referred(self, week: int, referred: int, decision: Decision) -> int:
        """How many entries there are up to the sign that asked for somebody to look first; 0 without one.

        It stays as it was until somebody has looked. What a later sign asks for, no earlier word answers.
        """
        still = 0 if self.looked_at(week, referred) else referred
        if decision is not Decision.REFER:
            return still
        so_far = self._up_to(week)
        alarming = [place for place, entry in enumerate(so_far, 1) if entry.week == week and _alarms(entry)]
        return alarming[-1] if alarming else still or len(so_far)

    def looked_at(self, week: int, referred: int) -> bool:
        """Whether the last word since a referral is that somebody has looked, and finds movement fine."""
        said = [entry.facts.get("looked_at") for entry in self._up_to(week)[referred:]]
        known = [answer for answer in said if answer is not None]
        return bool(referred and known) and known[-1] == "yes"

    def days_since_fever(self, week: int) -> int | None:
        """Days from the last sign of a fever, in an earlier week, to the last word that it is over.

        0 while there is no such word.
        """
        known = [entry for entry in self._up_to(week) if entry.facts.get("recent_illness") is not None]
        feverish = [entry for entry in known if entry.facts.get("recent_illness") == FEVER]
        if not feverish or feverish[-1].week == week:
            return None
        return day_of(known[-1]) - day_of(feverish[-1])

    def breathing_after_fever(self, week: int) -> int | None:
        """Days from the last sign of a fever, in an earlier week, to harder breathing in this one."""
        feverish = [entry for entry in self._up_to(week) if entry.facts.get("recent_illness") == FEVER]
        hard = [entry for entry in self.log.of_week(week) if entry.facts.get("breathing") == HARDER]
        if not feverish or not hard or feverish[-1].week == week:
            return None
        return day_of(hard[-1]) - day_of(feverish[-1])

    def _up_to(self, week: int) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.log.entries if entry.week <= week)


def day_of(entry: Entry) -> int:
    """The day of an entry, counted from the first day of the first week."""
    return (entry.week - 1) * DAYS + entry.day


def _alarms(entry: Entry) -> bool:
    return entry.facts.get("crisis") == "yes" or bool(entry.facts.get("red_flags"))
